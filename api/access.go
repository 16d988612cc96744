package api

import (
	"net"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"communique/api/v1"
	"communique/corpus"
)

// crossOrigin refuses writes that a browser sends on behalf of another site.
var crossOrigin = http.NewCrossOriginProtection()

// thisMachine stands for the name of a key where none is needed.
const thisMachine = "this machine"

// mayWrite lets a request with a key pass, and, as long as no key is
// configured, one from this machine.
func (s *Server) mayWrite(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if err := crossOrigin.Check(r); err != nil {
			return corpus.Errorf(corpus.Forbidden, "a page of another site may not write here")
		}
		has := false
		if s.cfg.Keys != nil {
			var err error
			if has, err = s.cfg.Keys.HasKeys(r.Context()); err != nil {
				return err
			}
		}
		if !has {
			if !fromThisMachine(r) {
				return corpus.Errorf(corpus.Forbidden, "without an API key only this machine may write: make one with `communique key add`")
			}
			c.Set(v1.WhoKey, thisMachine)
			return next(c)
		}
		secret := secretOf(r)
		if secret == "" {
			return corpus.Errorf(corpus.Unauthorised, "writing needs an API key: send it as \"Authorization: Bearer KEY\" or \"X-API-Key: KEY\"")
		}
		name, ok, err := s.cfg.Keys.CheckKey(r.Context(), secret)
		if err != nil {
			return err
		}
		if !ok {
			s.metrics.refusedKeys.Inc()
			return corpus.Errorf(corpus.Unauthorised, "the API key is not known here")
		}
		c.Set(v1.WhoKey, name)
		s.cfg.Log.Debug("write", "key", name, "request_id", requestIDOf(c))
		return next(c)
	}
}

func secretOf(r *http.Request) string {
	if kind, secret, ok := strings.Cut(r.Header.Get("Authorization"), " "); ok && strings.EqualFold(kind, "Bearer") {
		return strings.TrimSpace(secret)
	}
	return r.Header.Get("X-API-Key")
}

// fromThisMachine is true when the connection itself comes from a loopback
// address. A proxy on this machine forwards for the world, so its requests do
// not count; nor does a name other than this machine's in Host, which a
// hostile page can point at 127.0.0.1 (DNS rebinding).
func fromThisMachine(r *http.Request) bool {
	for _, forwarded := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via"} {
		if r.Header.Get(forwarded) != "" {
			return false
		}
	}
	return isLoopback(host(r.RemoteAddr)) && isLoopback(strings.Trim(host(r.Host), "[]"))
}

func isLoopback(name string) bool {
	if strings.EqualFold(name, "localhost") {
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}
