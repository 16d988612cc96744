package correct

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/corpus"
)

// mention is type:id text/name.
func mention(typ corpus.MentionType, id, text, name string, o ...corpus.Office) corpus.Mention {
	return corpus.Mention{Type: typ, Field: "text", ID: id, Text: text, Name: name, Offices: o}
}

func TestCorrections(t *testing.T) {
	merge := func(id int64, from, into, name string) corpus.Correction {
		return corpus.Correction{ID: id, Kind: corpus.Merge, Entity: from, Into: into, Name: name}
	}
	undone := merge(1, "person:a", "person:b", "")
	undone.Undone = time.Unix(1, 0)
	for _, c := range []struct {
		what     string
		rules    []corpus.Correction
		mentions []corpus.Mention
		want     string // id name, parted by |
		used     []int64
	}{
		{"nothing", nil, []corpus.Mention{mention(corpus.Person, "person:a", "A", "A")}, "person:a A", nil},
		{"undone", []corpus.Correction{undone}, []corpus.Mention{mention(corpus.Person, "person:a", "A", "A")}, "person:a A", nil},
		{"a chain of merges", []corpus.Correction{merge(1, "person:a", "person:b", "B"), merge(2, "person:b", "person:c", "")},
			[]corpus.Mention{mention(corpus.Person, "person:a", "A", "A"), mention(corpus.Person, "person:c", "C", "C")}, "person:c B|person:c C", []int64{1, 2}},
		{"a circle ends", []corpus.Correction{merge(1, "person:a", "person:b", "B"), merge(2, "person:b", "person:a", "A")},
			[]corpus.Mention{mention(corpus.Person, "person:a", "A", "A")}, "person:a A", []int64{1, 2}},
		{"the gazetteer's name", []corpus.Correction{merge(1, "org:eiropas-padome", "org:coe", "")},
			[]corpus.Mention{mention(corpus.Organisation, "org:eiropas-padome", "Eiropas Padome", "Eiropas Padome")}, "org:coe Council of Europe", []int64{1}},
		{"rejected words", []corpus.Correction{{ID: 3, Kind: corpus.Reject, Entity: "person:may", Surface: "May"}},
			[]corpus.Mention{mention(corpus.Person, "person:may", "MAY", "May"), mention(corpus.Person, "person:may", "Theresa May", "May"), {Type: corpus.DateMention, Text: "May"}}, "person:may May| ", []int64{3}},
		{"rejected in another document", []corpus.Correction{{ID: 3, Kind: corpus.Reject, Entity: "person:may", Document: "other"}},
			[]corpus.Mention{mention(corpus.Person, "person:may", "May", "May")}, "person:may May", nil},
		{"split, then merged", []corpus.Correction{{ID: 4, Kind: corpus.Split, Entity: "person:ban", Into: "person:b", Document: "d", Surface: "Ban Ki-moon"}, merge(5, "person:b", "person:ban-ki-moon", "Ban Ki-moon")},
			[]corpus.Mention{mention(corpus.Person, "person:ban", "Ban  Ki-moon", "Ban"), mention(corpus.Person, "person:ban", "Ban", "Ban")}, "person:ban-ki-moon Ban Ki-moon|person:ban Ban", []int64{4, 5}},
		{"the newest split wins", []corpus.Correction{{ID: 1, Kind: corpus.Split, Entity: "person:x", Into: "person:y", Surface: "X"}, {ID: 2, Kind: corpus.Split, Entity: "person:x", Into: "person:z", Surface: "X"}},
			[]corpus.Mention{mention(corpus.Person, "person:x", "X", "X")}, "person:z X", []int64{2}},
		{"another type", []corpus.Correction{{ID: 1, Kind: corpus.Split, Entity: "person:x", Into: "org:x", Name: "X Ltd", Document: "d"}},
			[]corpus.Mention{mention(corpus.Person, "person:x", "X", "X", corpus.Office{Role: "minister"})}, "org:x X Ltd", []int64{1}},
		{"renamed", []corpus.Correction{{ID: 1, Kind: corpus.Rename, Entity: "person:x", Name: "Y"}}, []corpus.Mention{mention(corpus.Person, "person:x", "X", "X")}, "person:x Y", []int64{1}},
		{"the body of an office", []corpus.Correction{merge(1, "org:a", "org:b", "")},
			[]corpus.Mention{mention(corpus.Person, "person:x", "X", "X", corpus.Office{Role: "director", Organisation: "org:a"})}, "person:x X director org:b", []int64{1}},
	} {
		before := fmt.Sprint(c.mentions)
		var r Rules
		r.Set(c.rules)
		a := &corpus.Annotated{Document: corpus.Document{ID: "d"}, Annotations: corpus.Annotations{Mentions: slices.Clone(c.mentions)}}
		if err := r.Apply(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range a.Annotations.Mentions {
			s := m.ID + " " + m.Name
			for _, o := range m.Offices {
				s += " " + o.Role + " " + o.Organisation
			}
			if m.ID != "" && m.Type != corpus.EntityType(m.ID) {
				s += " is a " + string(m.Type)
			}
			got = append(got, s)
		}
		if s := strings.Join(got, "|"); s != c.want || !reflect.DeepEqual(a.Annotations.Corrections, c.used) {
			t.Errorf("%s: %s by %v, want %s by %v", c.what, s, a.Annotations.Corrections, c.want, c.used)
		}
		if fmt.Sprint(c.mentions) != before {
			t.Errorf("%s: the mentions given were changed", c.what)
		}
	}
	var r Rules
	if r.Resolve("person:a") != "person:a" || r.NameOf("person:a") != "" {
		t.Error("the zero value corrects")
	}
	r.Set([]corpus.Correction{merge(1, "person:a", "person:b", ""), merge(2, "person:b", "person:c", ""), {ID: 3, Kind: corpus.Rename, Entity: "person:c", Name: "C"}})
	if got := r.Resolve("person:a"); got != "person:c" || r.NameOf(got) != "C" {
		t.Errorf("resolved to %s", got)
	}
}
