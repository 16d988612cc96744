// Package ask reads what a visitor asked out of an HTTP request: parameters
// into a query.Query, and the language of the reader. What cannot be right is
// an error that names the parameter and says what to write instead.
//
// It is shared by api/v1 and api/web, so that a page and an API call with the
// same parameters ask the same question.
package ask
