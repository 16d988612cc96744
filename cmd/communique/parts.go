package main

import (
	"context"
	"log/slog"
	"syscall"
	"time"

	"communique/api/parts"
	"communique/corpus"
	"communique/corpus/store"
	"communique/search/engine"
	"communique/search/query"
)

// documents is the corpus as the HTTP side asks it.
type documents struct{ *node }

func (d documents) Document(ctx context.Context, id string) (parts.Stored, error) {
	stored, err := d.store.Get(ctx, id)
	return d.part(ctx, stored, err)
}

func (d documents) Revision(ctx context.Context, id string, n int) (parts.Stored, error) {
	stored, err := d.store.Revision(ctx, id, n)
	return d.part(ctx, stored, err)
}

func (d documents) part(ctx context.Context, s store.Stored, err error) (parts.Stored, error) {
	if err != nil {
		return parts.Stored{}, err
	}
	annotations, err := d.service.Annotations(ctx, s)
	return parts.Stored{
		Document: s.Document, Annotations: annotations,
		Revision: parts.Revision{Number: s.Revision, Seen: s.Seen, Hash: s.Hash},
	}, err
}

func (d documents) Revisions(ctx context.Context, id string) ([]parts.Revision, error) {
	history, err := d.store.Revisions(ctx, id)
	if err != nil {
		return nil, err
	}
	revisions := make([]parts.Revision, len(history))
	for i, r := range history {
		revisions[i] = parts.Revision{Number: r.N, Seen: r.Seen, Hash: r.Hash}
	}
	return revisions, nil
}

func (d documents) Sources(ctx context.Context) ([]parts.Source, error) {
	all, err := d.store.Sources(ctx)
	if err != nil {
		return nil, err
	}
	sources := make([]parts.Source, len(all))
	for i, s := range all {
		sources[i] = parts.Source{
			Name: s.Name, Publisher: s.Publisher, Country: s.Country, Ministry: s.Ministry, Documents: s.Documents, LastSeen: s.LastSeen,
		}
	}
	return sources, nil
}

// ingester is the service as the HTTP side asks it.
type ingester struct{ *node }

func (i ingester) Ingest(ctx context.Context, all []corpus.Document) ([]parts.Outcome, error) {
	taken, err := i.service.Ingest(ctx, all)
	if err != nil {
		return nil, err
	}
	outcomes := make([]parts.Outcome, len(taken))
	for k, t := range taken {
		outcomes[k] = parts.Outcome{ID: t.ID, Status: parts.Status(t.Status), Err: t.Err}
		if t.Err != nil {
			outcomes[k].Status = parts.Rejected
		}
	}
	return outcomes, nil
}

func (i ingester) Delete(ctx context.Context, id string) error {
	_, err := i.service.Delete(ctx, id)
	return err
}

func (i ingester) WaitIndexed(ctx context.Context) error {
	return i.service.WaitIndexed(ctx, i.store.LastSequence())
}

// corrections is the service as the HTTP side corrects with it.
type corrections struct{ *node }

func (c corrections) Correct(ctx context.Context, one corpus.Correction) (corpus.Correction, error) {
	return c.service.Correct(ctx, one)
}

func (c corrections) UndoCorrection(ctx context.Context, id int64, who string) error {
	return c.service.UndoCorrection(ctx, id, who)
}

func (c corrections) Corrections(ctx context.Context, all bool) ([]corpus.Correction, error) {
	return c.store.Corrections(ctx, all)
}

func (c corrections) WaitCorrected(ctx context.Context, id int64) error {
	err := c.service.WaitCorrected(ctx, id)
	c.forgetNames()
	return err
}

// stats is the state of things at a scrape.
func (n *node) stats() parts.Stats {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	s := parts.Stats{
		Documents: map[string]int{}, IndexBytes: n.index.Current().Size(),
		LastSequence: uint64(n.store.LastSequence()), IndexedSequence: uint64(n.service.Indexed()),
	}
	languages, err := n.engine.Facet(ctx, query.Query{}, engine.FacetLanguage, "", parts.MaxFacet)
	if err != nil {
		slog.Warn("documents cannot be counted by language", "error", err)
	}
	for _, l := range languages {
		s.Documents[l.Value] = l.Count
	}
	if lag, err := n.service.LagTime(ctx); err != nil {
		slog.Warn("the age of the oldest change is not known", "error", err)
	} else {
		s.LagSeconds = lag.Seconds()
	}
	var disk syscall.Statfs_t
	if syscall.Statfs(n.store.Dir(), &disk) == nil {
		s.DiskFree = disk.Bavail * uint64(disk.Bsize)
	}
	return s
}
