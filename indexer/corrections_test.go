package indexer

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/corpus"
	"communique/corpus/store"
	"communique/indexer/correct"
)

// capitals is a step for which every word in capitals is a person.
type capitals struct{ turn string }

func (capitals) Name() string          { return "capitals" }
func (c capitals) Fingerprint() string { return c.turn }

func (c capitals) Apply(_ context.Context, a *corpus.Annotated) error {
	for _, w := range strings.Fields(a.Document.Text) {
		if w == strings.ToUpper(w) {
			m := corpus.Mention{Type: corpus.Person, Field: "text", Text: w, ID: "person:" + strings.ToLower(w) + c.turn, Name: w}
			m.Offices = []corpus.Office{{Role: "minister", State: "LV"}}
			a.Annotations.Mentions = append(a.Annotations.Mentions, m)
		}
	}
	return nil
}

func correctedRig(t *testing.T) *rig {
	r := newRig(t)
	rules := &correct.Rules{}
	r.options.Corrections, r.options.Data = rules, "1"
	r.steps = []corpus.Step{capitals{}, rules}
	return r
}

func (r *rig) mentioning(person string) []string {
	r.t.Helper()
	ids, err := r.index.Current().Mentioning(r.t.Context(), "person", person)
	if err != nil {
		r.t.Fatal(err)
	}
	slices.Sort(ids)
	return ids
}

func (r *rig) wantMentioning(person string, want ...string) {
	r.t.Helper()
	if got := r.mentioning(person); !slices.Equal(got, want) {
		r.t.Errorf("%s is mentioned in %q, want %q", person, got, want)
	}
}

// follows waits until the index follows a correction.
func (r *rig) follows(id int64, err error) {
	r.t.Helper()
	if err != nil {
		r.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(r.t.Context(), 20*time.Second)
	defer cancel()
	if err := r.service.WaitCorrected(ctx, id); err != nil {
		r.t.Fatal(err)
	}
}

func (r *rig) correct(c corpus.Correction) int64 {
	r.t.Helper()
	c, err := r.service.Correct(r.t.Context(), c)
	r.follows(c.ID, err)
	return c.ID
}

func TestCorrectionsReachWhatIsIndexed(t *testing.T) {
	r := correctedRig(t).open()
	r.ingest(
		corpus.Document{ID: "a", Text: "met DACIC", Language: "en"}, corpus.Document{ID: "b", Text: "met DACIC and DATSCHITSCH", Language: "lv"},
		corpus.Document{ID: "c", Text: "met DATSCHITSCH", Language: "de"}, corpus.Document{ID: "d", Text: "met OTHER", Language: "de"},
	)
	r.settle()
	untouched, err := r.store.Changes(t.Context(), 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	merge := r.correct(corpus.Correction{Kind: corpus.Merge, Entity: "person:datschitsch", Into: "person:dacic", Name: "Ivica Dačić", Who: "desk"})
	r.wantMentioning("person:dacic", "a", "b", "c")
	r.wantMentioning("person:datschitsch")
	split := r.correct(corpus.Correction{Kind: corpus.Split, Entity: "person:dacic", Into: "person:another", Document: "a"})
	r.wantMentioning("person:dacic", "b", "c")
	reject := r.correct(corpus.Correction{Kind: corpus.Reject, Entity: "person:datschitsch", Document: "c"})
	r.wantMentioning("person:dacic", "b")
	// What comes later follows too.
	r.ingest(corpus.Document{ID: "e", Text: "met DATSCHITSCH", Language: "sq"})
	r.settle()
	r.wantMentioning("person:dacic", "b", "e")
	found, _, err := r.store.Tenures(t.Context(), corpus.OfficeFilter{State: "LV", Person: "person:dacic", Size: 5})
	if err != nil || len(found) != 1 || found[0].Documents != 2 {
		t.Errorf("offices: %+v %v", found, err)
	}

	// Each is undone alone, in any order.
	r.follows(merge, r.service.UndoCorrection(t.Context(), merge, "desk"))
	r.wantMentioning("person:dacic", "b")
	r.wantMentioning("person:datschitsch", "b", "e")
	r.follows(reject, r.service.UndoCorrection(t.Context(), reject, "desk"))
	r.wantMentioning("person:datschitsch", "b", "c", "e")
	r.follows(split, r.service.UndoCorrection(t.Context(), split, "desk"))
	r.wantMentioning("person:dacic", "a", "b")
	r.wantMentioning("person:another")
	if stored, err := r.store.Get(t.Context(), "a"); err != nil || len(stored.Annotations.Corrections) != 0 {
		t.Errorf("%+v %v", stored.Annotations, err)
	}
	// Only what they concerned was done again.
	for _, change := range untouched {
		if change.ID == "d" {
			if now, err := r.store.Changes(t.Context(), change.Sequence-1, 1); err != nil || now[0].ID != "d" {
				t.Errorf("the document that no correction concerns has moved: %+v %v", now, err)
			}
		}
	}
	if open, err := r.store.Unspread(t.Context()); err != nil || len(open) != 0 {
		t.Errorf("not spread: %+v %v", open, err)
	}
}

// A correction that was made just before the end of the process reaches the
// index of the next one.
func TestCorrectionsSurviveTheProcess(t *testing.T) {
	r := correctedRig(t).open()
	r.ingest(corpus.Document{ID: "a", Text: "met DACIC", Language: "en"})
	r.settle()
	r.stop()
	s, err := store.Open(t.Context(), r.dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddCorrection(t.Context(), corpus.Correction{Kind: corpus.Merge, Entity: "person:dacic", Into: "person:b"}); err != nil {
		t.Fatal(err)
	}
	s.Close()
	r.open()
	r.eventually(func() bool { return len(r.mentioning("person:b")) == 1 })
	r.eventually(func() bool {
		open, err := r.store.Unspread(t.Context())
		return err == nil && len(open) == 0
	})
}

func (r *rig) eventually(holds func() bool) {
	r.t.Helper()
	for end := time.Now().Add(20 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			r.t.Fatal("it never holds")
		}
	}
}

// Another pipeline makes another index beside the one that answers, also when
// it is given while one is being built, and going back is a change like any.
func TestAnotherPipelineMakesAnotherIndex(t *testing.T) {
	r := correctedRig(t).open()
	for n := range 60 {
		r.ingest(corpus.Document{ID: fmt.Sprint("d", n), Text: "met DACIC", Language: "en"})
	}
	r.settle()
	first := r.index.Current().Name()
	for _, turn := range []string{"x", "y"} {
		r.service.Replace(Pipeline{hinted{}, capitals{turn}, r.options.Corrections})
	}
	r.eventually(func() bool { return r.index.Current().Name() != first && r.index.Next() == nil })
	if got := r.mentioning("person:dacicy"); len(got) != 60 {
		t.Errorf("%d documents in the new index", len(got))
	}
	r.wantMentioning("person:dacic")
	r.correct(corpus.Correction{Kind: corpus.Merge, Entity: "person:dacicy", Into: "person:z"})
	if got := r.mentioning("person:z"); len(got) != 60 {
		t.Errorf("%d documents are corrected", len(got))
	}
	r.service.Replace(Pipeline{hinted{}, capitals{}, r.options.Corrections})
	r.eventually(func() bool { return len(r.mentioning("person:dacic")) == 60 && r.index.Next() == nil })
	same := r.index.Current().Name()
	r.service.Replace(Pipeline{hinted{}, capitals{}, r.options.Corrections})
	r.ingest(corpus.Document{ID: "late", Text: "met DACIC", Language: "lv"})
	r.eventually(func() bool { return len(r.mentioning("person:dacic")) == 61 })
	if got := r.index.Current().Name(); got != same {
		t.Errorf("the same pipeline made another index: %s, was %s", got, same)
	}
}
