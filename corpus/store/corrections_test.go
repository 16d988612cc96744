package store

import (
	"path/filepath"
	"slices"
	"testing"

	"communique/corpus"
)

func correct(t *testing.T, s *Store, c corpus.Correction) corpus.Correction {
	t.Helper()
	c, err := s.AddCorrection(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func numbers(all []corpus.Correction) (ids []int64) {
	for _, c := range all {
		ids = append(ids, c.ID)
	}
	return ids
}

func TestCorrectionsSurviveAndAreUndone(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	put(t, s, corpus.Document{ID: "a", Text: "a"})
	first := correct(t, s, corpus.Correction{Kind: corpus.Merge, Entity: "person:a", Into: "person:b", Note: "one man", Who: "desk"})
	second := correct(t, s, corpus.Correction{Kind: corpus.Reject, Entity: "person:c", Document: "a"})
	if first.ID != 1 || first.When.IsZero() {
		t.Errorf("%+v", first)
	}
	if err := s.PutAnnotations(t.Context(), "g", []AnnotatedRevision{{ID: "a", Revision: 1, Annotations: &corpus.Annotations{Corrections: []int64{1, 2, 99}}}}); err != nil {
		t.Fatal(err)
	}
	if ids, err := s.Corrected(t.Context(), first.ID); err != nil || !slices.Equal(ids, []string{"a"}) {
		t.Errorf("changed by the first: %q %v", ids, err)
	}
	if err := s.Spread(t.Context(), first.ID, false); err != nil {
		t.Fatal(err)
	}
	if all, err := s.Unspread(t.Context()); err != nil || !slices.Equal(numbers(all), []int64{2}) {
		t.Errorf("not spread: %+v %v", all, err)
	}
	if err := s.UndoCorrection(t.Context(), first.ID, "editor"); err != nil {
		t.Fatal(err)
	}
	wantFault(t, s.UndoCorrection(t.Context(), first.ID, "editor"), corpus.NotFound, "no correction")
	if err := s.Spread(t.Context(), first.ID, false); err != nil { // taken for the making, which is past
		t.Fatal(err)
	}
	backup := filepath.Join(t.TempDir(), "backup.db")
	if err := s.Backup(t.Context(), backup); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if err := Restore(t.Context(), dir, backup, true); err != nil {
		t.Fatal(err)
	}
	s = open(t, dir)
	if all, err := s.Unspread(t.Context()); err != nil || !slices.Equal(numbers(all), []int64{1, 2}) {
		t.Errorf("not spread: %+v %v", all, err)
	}
	inForce, err := s.Corrections(t.Context(), false)
	if err != nil || !slices.Equal(numbers(inForce), []int64{second.ID}) || inForce[0].Documents != 1 {
		t.Errorf("in force: %+v %v", inForce, err)
	}
	all, err := s.Corrections(t.Context(), true)
	if err != nil || len(all) != 2 || all[0].Who != "desk" || all[0].Note != "one man" || all[0].UndoneBy != "editor" || all[0].Undone.IsZero() {
		t.Errorf("on record: %+v %v", all, err)
	}
}

func TestCorrectionsThatCannotBe(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, corpus.Document{ID: "a", Text: "a"})
	correct(t, s, corpus.Correction{Kind: corpus.Merge, Entity: "person:a", Into: "person:b"})
	correct(t, s, corpus.Correction{Kind: corpus.Merge, Entity: "person:b", Into: "person:c"})
	for _, c := range []struct {
		correction corpus.Correction
		fault      corpus.Fault
		says       string
	}{
		{corpus.Correction{Kind: corpus.Merge, Entity: "person:c", Into: "person:a"}, corpus.Conflict, "undo them first"},
		{corpus.Correction{Kind: corpus.Merge, Entity: "person:a", Into: "person:d"}, corpus.Conflict, "correction 1"},
		{corpus.Correction{Kind: corpus.Merge, Entity: "person:a", Into: "person:b"}, corpus.Conflict, "says the same"},
		{corpus.Correction{Kind: corpus.Merge, Entity: "person:a", Into: "person:a"}, corpus.Invalid, "itself"},
		{corpus.Correction{Kind: corpus.Merge, Entity: "Ivica", Into: "person:a"}, corpus.Invalid, "ids look like"},
		{corpus.Correction{Kind: corpus.Merge, Entity: "person:x", Into: "person:y", Surface: "X"}, corpus.Invalid, "everywhere"},
		{corpus.Correction{Kind: corpus.Split, Entity: "person:x", Into: "person:y"}, corpus.Invalid, "surface"},
		{corpus.Correction{Kind: corpus.Reject, Entity: "person:x"}, corpus.Invalid, "surface"},
		{corpus.Correction{Kind: corpus.Rename, Entity: "person:x"}, corpus.Invalid, "name"},
		{corpus.Correction{Kind: "drop", Entity: "person:x"}, corpus.Invalid, "none of"},
		{corpus.Correction{Kind: corpus.Reject, Entity: "person:x", Document: "none"}, corpus.NotFound, "none"},
		{corpus.Correction{Kind: corpus.Reject, Entity: "person:x", Surface: "\xff"}, corpus.Invalid, "UTF-8"},
	} {
		_, err := s.AddCorrection(t.Context(), c.correction)
		wantFault(t, err, c.fault, c.says)
	}
}

func TestTouchedDocumentsAreAnnotatedAnew(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, corpus.Document{ID: "a", Text: "a"}, corpus.Document{ID: "b", Text: "b"})
	annotate(t, s, "a", "")
	before := s.LastSequence()
	sequence, err := s.Touch(t.Context(), []string{"a", "none"})
	if err != nil || sequence != before+1 || s.LastSequence() != sequence {
		t.Errorf("%d after %d, %v", sequence, before, err)
	}
	changes, err := s.Changes(t.Context(), before, 10)
	if err != nil || len(changes) != 1 || changes[0].ID != "a" || !changes[0].Touched || changes[0].Revision != 1 {
		t.Errorf("%+v %v", changes, err)
	}
	if stored, err := s.Get(t.Context(), "a"); err != nil || stored.Annotations != nil {
		t.Errorf("%+v %v", stored, err)
	}
	if sequence, err := s.Touch(t.Context(), nil); err != nil || sequence != 0 {
		t.Errorf("%d %v", sequence, err)
	}
}
