package web

import (
	"net/url"
	"slices"
)

// address is the parameters of the search page as a value: every link of the
// page is a small change of them.
type address url.Values

// with gives a copy with the parameter set to values; none takes it out. A
// changed question starts on its first page.
func (a address) with(name string, values ...string) address {
	out := make(address, len(a)+1)
	for k, v := range a {
		if k != name && k != "cursor" && k != "size" {
			out[k] = v
		}
	}
	if len(values) > 0 && (len(values) > 1 || values[0] != "") {
		out[name] = values
	}
	return out
}

// toggle puts a value of a filter in, or takes it out.
func (a address) toggle(name, value string) address {
	values := slices.Clone(a[name])
	if i := slices.Index(values, value); i >= 0 {
		values = slices.Delete(values, i, i+1)
	} else {
		values = append(values, value)
	}
	return a.with(name, values...)
}

// String is the link. Empty parameters, which a form sends, are left out.
func (a address) String() string {
	v := url.Values{}
	for k, values := range a {
		for _, s := range values {
			if s != "" {
				v.Add(k, s)
			}
		}
	}
	if len(v) == 0 {
		return "/"
	}
	return "/?" + v.Encode()
}

// documentURL, revisionURL and entityURL are the addresses of pages.
func documentURL(id string) string { return "/documents/" + url.PathEscape(id) }
func entityURL(id string) string   { return "/entities/" + url.PathEscape(id) }

// outside gives an address that may be linked: http or https with a host.
// Anything else (javascript:, data:) is shown as text at most.
func outside(s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	return u.String()
}
