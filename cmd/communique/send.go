package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/url"
	"time"

	"communique/indexer"

	"github.com/spf13/cobra"
)

// A request to a server carries at most so many documents and bytes of text,
// well under what a server takes.
const (
	sendDocuments = 500
	sendBytes     = 8 << 20
)

// sender posts documents to a server in batches.
type sender struct {
	url, key string
	client   http.Client
	report   indexer.Report
	progress *progress
}

// send reads documents and posts them. What the server acknowledged is safe
// there; what it refused is named.
func send(c *cobra.Command, items iter.Seq2[indexer.Item, error], server, key string) error {
	base, err := url.Parse(server)
	if err != nil || base.Host == "" {
		return usagef("--server %s: give an address such as http://127.0.0.1:8080", server)
	}
	s := &sender{url: base.JoinPath("/api/v1/documents").String(), key: key, progress: newProgress(c.ErrOrStderr())}
	s.client.Timeout = 12 * time.Minute // longer than a server gives an upload
	begun := time.Now()
	err = s.all(c.Context(), items, begun)
	s.progress.done()
	s.progress.println(fmt.Sprintf("%d documents: %d new, %d changed, %d unchanged, %d rejected; %d per second",
		s.report.Total(), s.report.Created, s.report.Updated, s.report.Unchanged, s.report.Rejected, rate(s.report.Total(), begun)))
	if err != nil {
		return fmt.Errorf("stopped early, what is counted is safe: %w", err)
	}
	return rejected(s.report)
}

func (s *sender) all(ctx context.Context, items iter.Seq2[indexer.Item, error], begun time.Time) error {
	var batch []indexer.Item
	size := 0
	for item, err := range items {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err == nil {
			err = indexer.Validate(&item.Document)
		}
		if err != nil {
			s.refuse(item, err)
			continue
		}
		batch = append(batch, item)
		if size += len(item.Document.Text); len(batch) < sendDocuments && size < sendBytes {
			continue
		}
		if err := s.post(ctx, batch); err != nil {
			return err
		}
		batch, size = batch[:0], 0
		s.progress.show("sending", "documents", s.report.Total(), "rejected", s.report.Rejected, "per_second", rate(s.report.Total(), begun))
	}
	return s.post(ctx, batch)
}

func (s *sender) refuse(item indexer.Item, err error) {
	s.report.Rejected++
	s.progress.println(problem(item, err))
}

// sendTries is how often a batch is sent to a server that is busy or away for
// a moment. Sending twice is harmless: the same content makes no revision.
const sendTries = 6

func (s *sender) post(ctx context.Context, batch []indexer.Item) error {
	if len(batch) == 0 {
		return nil
	}
	var body bytes.Buffer
	lines := json.NewEncoder(&body)
	for _, item := range batch {
		if err := lines.Encode(item.Document); err != nil {
			return err
		}
	}
	for try := 1; ; try++ {
		again, err := s.once(ctx, batch, body.Bytes())
		if err == nil || !again || try == sendTries {
			return err
		}
		select {
		case <-time.After(time.Duration(try) * time.Second):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// answer is the part of the server's answer that is read.
type answer struct {
	Items []struct {
		Line   int    `json:"line"`
		Status string `json:"status"`
		Error  *struct {
			Message string `json:"message"`
		} `json:"error"`
	} `json:"items"`
	Detail string `json:"detail"` // of a problem
}

// once posts a batch; again says that another try may succeed.
func (s *sender) once(ctx context.Context, batch []indexer.Item, body []byte) (again bool, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, s.url, bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	request.Header.Set("Content-Type", "application/x-ndjson")
	if s.key != "" {
		request.Header.Set("Authorization", "Bearer "+s.key)
	}
	response, err := s.client.Do(request)
	if err != nil {
		return true, fmt.Errorf("the server does not answer: %w", err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, 16<<20))
	if err != nil {
		return true, fmt.Errorf("the server's answer broke off: %w", err)
	}
	var a answer
	decoded := json.Unmarshal(text, &a)
	if response.StatusCode != http.StatusOK {
		busy := response.StatusCode == http.StatusServiceUnavailable || response.StatusCode == http.StatusTooManyRequests
		return busy, fmt.Errorf("the server answers %s: %s", response.Status, a.Detail)
	}
	if decoded != nil || len(a.Items) != len(batch) {
		return false, errors.Join(errors.New("the server's answer is not understood: is it a Communique server of this version?"), decoded)
	}
	for i, item := range a.Items {
		switch {
		case item.Error != nil:
			s.refuse(batch[i], errors.New(item.Error.Message))
		case item.Status == "created":
			s.report.Created++
		case item.Status == "updated":
			s.report.Updated++
		default:
			s.report.Unchanged++
		}
	}
	return false, nil
}
