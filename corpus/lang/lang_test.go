package lang_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"communique/corpus/gazetteer"
	"communique/corpus/lang"
)

// columns says how many columns each list has.
var columns = map[string]int{
	"abbreviations": 1, "capitals": 2, "cases": 3, "closers": 1, "common": 1, "compounds": 3, "conjunctions": 1, "copulas": 1, "cues": 2, "dates": 1, "declensions": 3, "endings": 1, "families": 2,
	"calmonths": 3, "eras": 3, "given": 1, "heads": 2, "homonyms": 3, "honorifics": 1, "initials": 2, "labels": 2, "months": 2, "nominatives": 3, "numbered": 1, "numbers": 2, "organisations": 3, "particles": 1, "places": 1, "portfolios": 2,
	"postpositions": 2, "prefixes": 1, "qualifiers": 2, "regions": 2, "relative": 2, "roles": 2, "seasons": 2, "sounds": 1, "states": 3, "statuses": 3, "suffixes": 2, "surnames": 1, "topics": 2, "twins": 2, "weekdays": 2, "words": 1,
}

// minimum is what every pack must have of each list.
var minimum = map[string]int{
	"words": 60, "months": 12, "weekdays": 7, "relative": 10, "dates": 3, "roles": 60, "portfolios": 25, "heads": 30, "capitals": 40, "regions": 10,
	"topics": 120, "common": 30, "given": 40, "cases": 8, "places": 30, "organisations": 40, "states": 40,
}

// TestPacks walks every pack: form of the files, papers, ids, minimum.
func TestPacks(t *testing.T) {
	generated := paperNames(t, "gen/papers.tsv")
	for _, p := range lang.All() {
		t.Run(p.Code, func(t *testing.T) {
			if p.Name == "" || p.English == "" || len(p.Scripts) == 0 || p.Direction != "ltr" && p.Direction != "rtl" {
				t.Errorf("pack.yaml: name, english, scripts and direction (ltr or rtl) must be given")
			}
			if p.Inherits != "" && lang.For(p.Inherits) == nil {
				t.Errorf("pack.yaml: inherits %q, and there is no such pack", p.Inherits)
			}
			lists, _ := filepath.Glob(filepath.Join(p.Code, "*.tsv"))
			for _, file := range lists {
				list := strings.TrimSuffix(strings.TrimSuffix(filepath.Base(file), ".tsv"), ".gen")
				if strings.HasSuffix(file, ".gen.tsv") {
					if !generated[filepath.Base(file)] {
						t.Errorf("%s has no papers in gen/papers.tsv", file)
					}
				} else if _, ok := p.Sources["*.tsv"]; !ok {
					if _, ok := p.Sources[filepath.Base(file)]; !ok {
						t.Errorf("%s has no papers in pack.yaml", file)
					}
				}
				checkTable(t, file, columns[list])
			}
			for _, r := range p.Rows("cues") {
				if len(r) != 2 || !slices.Contains([]string{"person", "place", "body", "work"}, r[1]) {
					t.Errorf("cues.tsv: %q: the kind is person, place, body or work", r)
				}
			}
			for list, n := range minimum {
				if got := len(p.Rows(list)); got < n {
					t.Errorf("%s.tsv has %d lines, every pack has at least %d", list, got, n)
				}
			}
			checkIDs(t, p)
		})
	}
}

// checkTable demands the form of every data file.
func checkTable(t *testing.T, file string, want int) {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if want == 0 {
		t.Errorf("%s: no list has this name (see _template/README.md)", file)
		return
	}
	if !utf8.Valid(b) || !norm.NFC.IsNormal(b) {
		t.Errorf("%s is not UTF-8 in NFC", file)
	}
	last := ""
	for i, line := range bytes.Split(bytes.TrimSuffix(b, []byte("\n")), []byte("\n")) {
		s := string(line)
		if n := strings.Count(s, "\t") + 1; n != want {
			t.Errorf("%s:%d: %d columns, want %d: %q", file, i+1, n, want, s)
		}
		if s <= last {
			t.Errorf("%s:%d: %q stands after %q: lines are byte-sorted, without twins", file, i+1, s, last)
		}
		last = s
	}
}

func checkIDs(t *testing.T, p *lang.Pack) {
	known := func(list string, entries []gazetteer.Entry) {
		for _, r := range p.Rows(list) {
			if !slices.ContainsFunc(entries, func(e gazetteer.Entry) bool { return e.ID == r[1] }) {
				t.Errorf("%s.tsv: %q is no id of the gazetteer (%q)", list, r[1], r[0])
			}
		}
	}
	known("roles", gazetteer.Roles())
	known("portfolios", gazetteer.Portfolios())
	known("heads", gazetteer.Heads())
	known("regions", gazetteer.Regions())
	known("topics", gazetteer.Topics())
	for _, list := range []string{"states", "capitals"} {
		for _, r := range p.Rows(list) {
			if _, ok := gazetteer.Find(r[1]); !ok {
				t.Errorf("%s.tsv: %q is no state (%q)", list, r[1], r[0])
			}
		}
	}
	for _, r := range p.Rows("organisations") {
		if _, ok := gazetteer.Find(r[1]); !ok && gazetteer.Label(r[1], "en") == strings.ReplaceAll(strings.TrimPrefix(r[1], "org:"), "-", " ") {
			t.Errorf("organisations.tsv: %q is no id of the gazetteer and no org:<state>-<portfolio> (%q)", r[1], r[0])
		}
	}
	for _, r := range p.Rows("statuses") {
		if !slices.Contains([]string{"acting", "former", "designate", "honorary"}, r[1]) || r[2] != "before" && r[2] != "after" {
			t.Errorf("statuses.tsv: %q is no status, or not before or after (%q)", r[1:], r[0])
		}
	}
	for _, r := range p.Rows("labels") {
		kind, id, _ := strings.Cut(r[0], ":")
		known := map[string][]gazetteer.Entry{
			"role": gazetteer.Roles(), "portfolio": gazetteer.Portfolios(), "ministry": gazetteer.Portfolios(), "head": gazetteer.Heads(), "of": gazetteer.States(),
			"status": {{ID: "acting"}, {ID: "former"}, {ID: "designate"}, {ID: "honorary"}}, "pattern": {{ID: "body"}}, "topic": gazetteer.Topics(),
		}
		if !slices.ContainsFunc(known[kind], func(e gazetteer.Entry) bool { return e.ID == id }) {
			t.Errorf("labels.tsv: %q names nothing (%q)", r[0], r[1])
		}
	}
	number := func(list string, lo, hi int) {
		for _, r := range p.Rows(list) {
			if n, err := strconv.Atoi(r[1]); err != nil || n < lo || n > hi {
				t.Errorf("%s.tsv: %q is not %d to %d (%q)", list, r[1], lo, hi, r[0])
			}
		}
	}
	number("months", 1, 12)
	number("weekdays", 1, 7)
	number("numbers", 0, 1000000)
}

func paperNames(t *testing.T, file string) map[string]bool {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]bool{}
	for line := range strings.Lines(string(b)) {
		c := strings.Split(strings.TrimSpace(line), "\t")
		if len(c) != 3 || c[2] == "" {
			t.Errorf("%s: %q: a line is file, source, licence", file, line)
			continue
		}
		m[c[0]] = true
	}
	return m
}
