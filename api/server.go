package api

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/errgroup"

	"communique/api/parts"
	"communique/api/v1"
	"communique/api/web"
)

// Server answers HTTP. Make it with New.
type Server struct {
	cfg     Config
	echo    *echo.Echo
	metrics *metrics
	limit   *limiter
	calls   *v1.Handlers
	pages   *web.Pages
}

// New makes a server; nothing listens until Serve.
func New(cfg Config) (*Server, error) {
	cfg, err := cfg.withDefaults()
	if err != nil {
		return nil, err
	}
	s := &Server{cfg: cfg, metrics: newMetrics(cfg.Registry, cfg.Version, cfg.Stats, cfg.Catalogue)}
	s.limit = newLimiter(cfg.MaxSearches, cfg.QueueWait, s.metrics.rejected)
	var searcher parts.Searcher = &measured{s.limit.searcher(cfg.Searcher), s.metrics}
	s.calls = &v1.Handlers{
		Searcher: searcher, Documents: cfg.Documents, Ingester: cfg.Ingester, Catalogue: cfg.Catalogue,
		Tenures: s.limit.tenures(cfg.Tenures), Corrections: cfg.Corrections, BaseURL: cfg.BaseURL,
		MaxBody: cfg.MaxBody, MaxDocument: cfg.MaxDocument,
	}
	if s.pages, err = web.New(web.Config{
		Searcher: searcher, Documents: cfg.Documents, Catalogue: cfg.Catalogue, Tenures: s.calls.Tenures, Version: cfg.Version, BaseURL: cfg.BaseURL,
	}); err != nil {
		return nil, err
	}
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.answerError
	e.JSONSerializer = jsonSerializer{}
	s.echo = e

	// The way of a request, outermost first.
	e.Pre(
		s.requestID,
		s.observe, // log line and metrics
		s.headers,
		s.cors,
		s.bounds, // body, URL, deadline
		compress,
		s.recoverPanic, // inside compress, so that its answer is finished like any other
	)
	s.routes(e)
	return s, nil
}

// Handler is the server without a network, for tests and for mounting.
func (s *Server) Handler() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead { // answered like GET; net/http leaves the body out
			get := *r
			get.Method = http.MethodGet
			r = &get
		}
		s.echo.ServeHTTP(w, r)
	})
}

// Serve answers on l until ctx ends, then lets running requests finish within
// StopWait. It closes l, and returns nil after a stop that was asked for.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	server := &http.Server{
		Handler:           s.Handler(),
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(s.cfg.Log.Handler(), slog.LevelWarn),
	}
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			return err
		}
		return nil
	})
	g.Go(func() error {
		<-gctx.Done()
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.cfg.StopWait)
		defer cancel()
		if err := server.Shutdown(stop); err != nil {
			s.cfg.Log.Warn("requests were cut off at the stop", "after", s.cfg.StopWait)
			return server.Close()
		}
		return nil
	})
	return g.Wait()
}
