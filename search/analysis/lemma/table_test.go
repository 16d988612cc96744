package lemma

import (
	"os"
	"slices"
	"strings"
	"testing"
)

func TestBuildAndRead(t *testing.T) {
	list := map[string][]string{
		"wolf": {"wolf"}, "wolves": {"wolf"}, "calves": {"calf"}, "halves": {"half"}, "gloves": {"glove"}, "doves": {"dove"},
		"cats": {"cat"}, "dogs": {"dog"}, "trees": {"tree"}, "left": {"leave", "left"}, "gegangen": {"gehen"}, "gefangen": {"fangen"},
		"mice": {"mouse"}, "antidisestablishmentarianismisticallys": {"x"},
	}
	for _, whole := range []bool{false, true} {
		b, err := Build(list, Options{Whole: whole})
		if err != nil {
			t.Fatal(err)
		}
		table, err := Read(string(b))
		if err != nil {
			t.Fatal(err)
		}
		for w, want := range list {
			got, known := table.Lookup(w)
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("Lookup(%q) = %q, want %q", w, got, want)
			}
			if whole && !known {
				t.Errorf("Lookup(%q) does not know a word of its list", w)
			}
		}
		if got, known := table.Lookup("birds"); known || !slices.Equal(got, []string{"bird"}) {
			t.Errorf("Lookup(birds) = %q, %v: words outside the list are treated like their like", got, known)
		}
	}
}

func TestTablesOpenAndHavePapers(t *testing.T) {
	b, err := os.ReadFile("tables/PAPERS.tsv")
	if err != nil {
		t.Fatal(err)
	}
	var papers []string
	for line := range strings.Lines(string(b)) {
		row := strings.Split(strings.TrimSpace(line), "\t")
		if len(row) != 3 {
			t.Errorf("PAPERS.tsv: %q has not three columns", line)
			continue
		}
		papers = append(papers, strings.TrimSuffix(row[0], ".lemma"))
	}
	total := 0
	for _, name := range Names() {
		if !slices.Contains(papers, name) {
			t.Errorf("%s.lemma has no line in PAPERS.tsv", name)
		}
		if want, err := tables.ReadFile("tables/" + name + ".lemma"); err != nil || files[name] != string(want) {
			t.Errorf("files.go does not have %s.lemma under its name: a table needs its lines there", name)
		}
		if Open(name) == nil {
			t.Errorf("%s.lemma does not open", name)
		}
		info, err := os.Stat("tables/" + name + ".lemma")
		if err != nil {
			t.Fatal(err)
		}
		total += int(info.Size())
	}
	if len(papers) != len(Names()) {
		t.Errorf("PAPERS.tsv has %d lines for %d tables", len(papers), len(Names()))
	}
	if total > 40<<20 {
		t.Errorf("the tables take %d bytes, more than 40 MB", total)
	}
}

func FuzzRead(f *testing.F) {
	b, err := Build(map[string][]string{"wolves": {"wolf"}, "cats": {"cat"}, "dogs": {"dog"}}, Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b, "wolves")
	f.Fuzz(func(t *testing.T, b []byte, word string) {
		table, err := Read(string(b))
		if err == nil && len(b) > 0 {
			_ = table // nodes are ours and trusted; the head must be read safely
		}
	})
}
