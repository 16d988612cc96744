// Package v1 answers the JSON calls under /api/v1. Each handler translates a
// request into one call of a part (api/parts), the answer into JSON, and
// stops; errors are returned and answered in one place, package api.
//
// openapi.yaml describes every call; a test in package api walks it against
// a real server and fails on a route that it does not describe.
package v1
