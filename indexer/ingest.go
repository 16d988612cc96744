package indexer

import (
	"context"
	"iter"
	"strings"
	"time"

	"communique/corpus"
	"communique/corpus/store"
)

// Outcome is what became of one document: acknowledged, or refused with Err.
type Outcome struct {
	store.PutResult
	Err error
}

// Ingest checks documents and commits those that pass, in one transaction.
// The outcomes stand in the order of the documents. An error means that none
// of them is acknowledged. Errors: Busy on a full disk and when the index is
// too far behind for longer than Patience.
func (s *Service) Ingest(ctx context.Context, documents []corpus.Document) ([]Outcome, error) {
	outcomes := make([]Outcome, len(documents))
	good := make([]corpus.Document, 0, len(documents))
	places := make([]int, 0, len(documents))
	for i := range documents {
		d := documents[i]
		if len(d.Languages) == 0 {
			d.Languages = s.options.SourceLanguages[strings.TrimSpace(d.Source)]
		}
		if err := Validate(&d); err != nil {
			outcomes[i] = Outcome{PutResult: store.PutResult{ID: d.ID}, Err: err}
			s.metrics.documents.WithLabelValues("rejected").Inc()
			continue
		}
		good, places = append(good, d), append(places, i)
	}
	if err := s.holdBack(ctx); err != nil {
		return nil, err
	}
	results, err := s.store.Put(ctx, good)
	if err != nil {
		s.metrics.failures.WithLabelValues("store").Inc()
		return nil, err
	}
	for i, r := range results {
		outcomes[places[i]].PutResult = r
		s.metrics.documents.WithLabelValues(string(r.Status)).Inc()
	}
	return outcomes, nil
}

// holdBack waits until the index is no longer too far behind.
func (s *Service) holdBack(ctx context.Context) error {
	if s.Lag() <= s.options.MaxLag {
		return nil
	}
	waiting, cancel := ctx, context.CancelFunc(func() {})
	if s.options.Patience > 0 {
		waiting, cancel = context.WithTimeout(ctx, s.options.Patience)
	}
	defer cancel()
	if err := s.WaitIndexed(waiting, s.store.LastSequence()-s.options.MaxLag); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if s.store.DiskFull() {
			return corpus.Errorf(corpus.Busy, "the disk is full: free some space under %s and send again; nothing that was acknowledged is lost", s.store.Dir())
		}
		return corpus.Errorf(corpus.Busy, "the index is %d documents behind: send again in a moment", s.Lag())
	}
	return nil
}

// Item is a document with the place that it came from.
type Item struct {
	Document corpus.Document
	File     string
	Line     int // from 1; 0 where the file is the document
}

// Report sums up what became of many documents.
type Report struct {
	Created, Updated, Unchanged, Rejected int
	// Sequence is the number that the index must reach for all to be found.
	Sequence int64
}

// Total is how many documents there were.
func (r Report) Total() int { return r.Created + r.Updated + r.Unchanged + r.Rejected }

func (r *Report) add(o Outcome) {
	switch {
	case o.Err != nil:
		r.Rejected++
		return
	case o.Status == store.Created:
		r.Created++
	case o.Status == store.Updated:
		r.Updated++
	default:
		r.Unchanged++
	}
	r.Sequence = max(r.Sequence, o.Sequence)
}

// Batches of IngestAll end at a number of documents, a number of bytes of
// text, or a time after their first document, whichever comes first.
const (
	batchDocuments = 500
	batchBytes     = 32 << 20
	batchTime      = 200 * time.Millisecond
)

// IngestAll takes documents in as they are read, in batches. An error of a
// single item (its file could not be read, say) counts as a rejected document
// and the run goes on. after each batch, done is told what became of its
// items, in order; nil means nobody asks.
//
// The error is for faults that end the run; the report then tells how far it
// came, and all that it counts is safe.
func (s *Service) IngestAll(ctx context.Context, items iter.Seq2[Item, error], done func([]Item, []Outcome, Report)) (Report, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	in := make(chan readItem, 64)
	go func() {
		defer close(in)
		for item, err := range items {
			select {
			case in <- readItem{item, err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	var report Report
	for {
		batch, more := gather(ctx, in)
		if len(batch) > 0 {
			items, outcomes, err := s.ingestRead(ctx, batch)
			if err != nil {
				return report, err
			}
			for _, o := range outcomes {
				report.add(o)
			}
			if done != nil {
				done(items, outcomes, report)
			}
		}
		if !more {
			return report, ctx.Err()
		}
	}
}

// readItem is what reading gave: an item or why there is none.
type readItem struct {
	item Item
	err  error
}

// gather takes the next batch; more is false after the last.
func gather(ctx context.Context, in <-chan readItem) (batch []readItem, more bool) {
	var timeout <-chan time.Time
	size := 0
	for len(batch) < batchDocuments && size < batchBytes {
		select {
		case r, ok := <-in:
			if !ok {
				return batch, false
			}
			batch = append(batch, r)
			size += len(r.item.Document.Text)
			if timeout == nil {
				timeout = time.After(batchTime)
			}
		case <-timeout:
			return batch, true
		case <-ctx.Done():
			return nil, false
		}
	}
	return batch, true
}

func (s *Service) ingestRead(ctx context.Context, batch []readItem) ([]Item, []Outcome, error) {
	items := make([]Item, len(batch))
	outcomes := make([]Outcome, len(batch))
	var documents []corpus.Document
	var places []int
	for i, r := range batch {
		items[i] = r.item
		if r.err != nil {
			outcomes[i] = Outcome{PutResult: store.PutResult{ID: r.item.Document.ID}, Err: r.err}
			s.metrics.documents.WithLabelValues("rejected").Inc()
			continue
		}
		documents, places = append(documents, r.item.Document), append(places, i)
	}
	taken, err := s.Ingest(ctx, documents)
	if err != nil {
		return nil, nil, err
	}
	for i, o := range taken {
		outcomes[places[i]] = o
	}
	return items, outcomes, nil
}
