package parts

import (
	"net/http"
	"strings"
)

// Base is the address of this server for others: configured, or what the
// request's Host says.
func Base(configured string, r *http.Request) string {
	if configured != "" {
		return strings.TrimSuffix(configured, "/")
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	return scheme + "://" + r.Host
}
