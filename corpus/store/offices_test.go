package store

import (
	"fmt"
	"slices"
	"testing"

	"communique/corpus"
)

// says is an annotated document in which a person holds an office.
func says(t *testing.T, s *Store, id string, day corpus.Date, person string, o ...corpus.Office) {
	t.Helper()
	put(t, s, corpus.Document{ID: id, Text: "Text of " + id, Published: day})
	annotate(t, s, id, day, corpus.Mention{Type: corpus.Person, ID: person, Name: person, Offices: o})
}

func annotate(t *testing.T, s *Store, id string, day corpus.Date, m ...corpus.Mention) {
	t.Helper()
	stored, err := s.Get(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	err = s.PutAnnotations(t.Context(), "g", []AnnotatedRevision{{ID: id, Revision: stored.Revision, Published: day, Annotations: &corpus.Annotations{Mentions: m}}})
	if err != nil {
		t.Fatal(err)
	}
}

func held(t *testing.T, s *Store, f corpus.OfficeFilter) []string {
	t.Helper()
	if f.Size == 0 {
		f.Size = 10
	}
	found, total, err := s.Tenures(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	if f.From == 0 && f.Size >= 10 && total != len(found) {
		t.Errorf("total %d of %d", total, len(found))
	}
	var out []string
	for _, one := range found {
		out = append(out, fmt.Sprintf("%s %s%s %s..%s %d", one.Person, one.Status, one.Role, one.First, one.Last, one.Documents))
	}
	return out
}

func wantHeld(t *testing.T, s *Store, f corpus.OfficeFilter, want ...string) {
	t.Helper()
	if got := held(t, s, f); !slices.Equal(got, want) {
		t.Errorf("%+v:\n%q, want\n%q", f, got, want)
	}
}

var romanInterior = corpus.Office{Role: "minister", Portfolio: "interior", State: "RO"}

func TestWhoHeldWhichOfficeWhen(t *testing.T) {
	s := open(t, t.TempDir())
	says(t, s, "a", "2019-03-01", "person:x", romanInterior)
	says(t, s, "b", "2019-05-01", "person:x", romanInterior, romanInterior)
	says(t, s, "c", "2019-11-04", "person:y", romanInterior, corpus.Office{Role: "member", Organisation: "org:osce"})
	former := romanInterior
	former.Status = corpus.Former
	says(t, s, "d", "2019-12-01", "person:x", former)
	says(t, s, "e", "", "person:y", romanInterior)
	says(t, s, "f", "2019-06-01", "person:z", corpus.Office{Role: "minister", Portfolio: "interior", State: "LV"}, corpus.Office{Role: ""})

	interior := corpus.OfficeFilter{State: "RO", Portfolio: "interior"}
	wantHeld(t, s, interior, "person:x formerminister 2019-12-01..2019-12-01 1", "person:y minister 2019-11-04..2019-11-04 2", "person:x minister 2019-03-01..2019-05-01 2")
	for at, want := range map[string][]string{
		"2019-04": {"person:x minister 2019-03-01..2019-05-01 2"}, "2019-12-01": nil, "2018": nil, "2019-11-04": {"person:y minister 2019-11-04..2019-11-04 2"},
	} {
		f := interior
		f.At = at
		wantHeld(t, s, f, want...)
	}
	wantHeld(t, s, corpus.OfficeFilter{Organisation: "org:lv-interior"}, "person:z minister 2019-06-01..2019-06-01 1")
	wantHeld(t, s, corpus.OfficeFilter{Organisation: "org:osce"}, "person:y member 2019-11-04..2019-11-04 1")
	wantHeld(t, s, corpus.OfficeFilter{Person: "person:x", Status: corpus.Former}, "person:x formerminister 2019-12-01..2019-12-01 1")
	wantHeld(t, s, corpus.OfficeFilter{Role: "minister", Size: 1, From: 1}, "person:y minister 2019-11-04..2019-11-04 2")
	if _, _, err := s.Tenures(t.Context(), corpus.OfficeFilter{At: "soon"}); corpus.FaultOf(err) != corpus.Invalid {
		t.Errorf("at=soon: %v", err)
	}

	// What a document no longer says is gone, and so is what a deleted one said.
	annotate(t, s, "a", "2019-03-01")
	if _, err := s.Delete(t.Context(), "d"); err != nil {
		t.Fatal(err)
	}
	wantHeld(t, s, interior, "person:y minister 2019-11-04..2019-11-04 2", "person:x minister 2019-05-01..2019-05-01 1")
	// One that comes again is annotated again.
	put(t, s, corpus.Document{ID: "d", Text: "Text of d", Published: "2019-12-01"})
	if again, err := s.Get(t.Context(), "d"); err != nil || again.Annotations != nil {
		t.Errorf("%+v %v", again.Annotations, err)
	}
}

func TestEvidenceIsTheEarliestAndTheLatest(t *testing.T) {
	s := open(t, t.TempDir())
	for i := range 9 {
		says(t, s, fmt.Sprint("d", i), corpus.Date(fmt.Sprintf("2019-01-0%d", i+1)), "person:x", romanInterior)
	}
	says(t, s, "undated", "", "person:x", romanInterior)
	for n, want := range map[int][]string{0: {}, 1: {"d0"}, 5: {"d0", "d1", "d2", "d7", "d8"}, 50: {"d0", "d1", "d2", "d3", "d4", "undated", "d5", "d6", "d7", "d8"}} {
		found, _, err := s.Tenures(t.Context(), corpus.OfficeFilter{Person: "person:x", Size: 1, Evidence: n})
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, e := range found[0].Evidence {
			got = append(got, e.Document)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d documents: %q, want %q", n, got, want)
		}
	}
}

// A name that changes and changes back is the newest.
func TestTheNameIsTheNewest(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, corpus.Document{ID: "a", Text: "a"})
	for _, name := range []string{"Ivica Dacic", "Ivica Dačić", "Ivica Dacic"} {
		annotate(t, s, "a", "", corpus.Mention{Type: corpus.Person, ID: "person:x", Name: name, Offices: []corpus.Office{romanInterior}})
		found, _, err := s.Tenures(t.Context(), corpus.OfficeFilter{Person: "person:x", Size: 1})
		if err != nil || len(found) != 1 || found[0].Name != name {
			t.Errorf("%q: %+v %v", name, found, err)
		}
	}
}
