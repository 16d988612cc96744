package query

import (
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestParse reads testdata/parse.txt: a query, its canonical spelling, and
// the positions of its notices, parted by " => " and " ! ".
func TestParse(t *testing.T) {
	b, err := os.ReadFile("testdata/parse.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		typed, want, ok := strings.Cut(line, " => ")
		if !ok {
			t.Fatalf("testdata/parse.txt:%d: no =>", n+1)
		}
		e, notices := Parse(typed)
		got := Spell(e)
		for _, n := range notices {
			got += fmt.Sprintf(" ! %d", n.Position)
		}
		if got != want {
			t.Errorf("testdata/parse.txt:%d: Parse(%q)\n  got  %s\n  want %s\n  %v", n+1, typed, got, want, notices)
		}
	}
}

func TestParseCaps(t *testing.T) {
	e, notices := Parse(strings.Repeat("word ", 150))
	if and := e.(*And); len(and.Parts) != MaxWords || len(notices) != 1 {
		t.Errorf("150 words: %d kept, notices %v", len(and.Parts), notices)
	}
	e, notices = Parse(strings.Repeat("ж", 5000))
	if w := e.(*Word); utf8.RuneCountInString(w.Text) != MaxLength || len(notices) != 1 {
		t.Errorf("5000 letters: notices %v", notices)
	}
	e, _ = Parse(strings.Repeat("(", 400) + "deep" + strings.Repeat(")", 400))
	if Spell(e) != "deep" {
		t.Errorf("400 parentheses: %s", Spell(e))
	}
	Parse(strings.Repeat("-(", 499) + "x")
}

func TestComposedAndDecomposedAskTheSame(t *testing.T) {
	a, _ := Parse("Ģirģens šodien title:ķēde")
	b, _ := Parse("G\u0327irg\u0327ens s\u030Codien title:k\u0327e\u0304de")
	if !reflect.DeepEqual(a, b) {
		t.Errorf("%s and %s", a, b)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		`budget`, `loi lang:fr`, `قانون lang:ar`, `"human trafficking"~3 -title:draft (a OR b AND c)`, `minist* ministr~2`,
		`published:2019-05..2019-06 mentions:2019`, `\OR \-x a\:b צה"ל „Justiz“ «loi»`, `title:(a OR "b c") org:(interpol OR coe)`, "k\u0327\u037e",
		`*a* a*b* OR OR - -- ) ( "`, `ministry:"a \"b\""`, "\xff\x00", `:: :a a: title: lang:`, `-(-(a))`, `(a b) (c OR d) OR (e OR f)`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, notices := Parse(s)
		length := utf8.RuneCountInString(s)
		for _, n := range notices {
			if n.Position < 0 || n.Position > length {
				t.Fatalf("Parse(%q): notice at %d of %d", s, n.Position, length)
			}
		}
		spelled := Spell(e)
		if utf8.RuneCountInString(spelled) > MaxLength {
			return // escapes made it longer than a question may be
		}
		again, notices := Parse(spelled)
		if len(notices) > 0 {
			t.Fatalf("Parse(%q) is spelled %q, which is noticed: %v", s, spelled, notices)
		}
		if !reflect.DeepEqual(e, again) {
			t.Fatalf("Parse(%q) is spelled %q, read back as %q", s, spelled, Spell(again))
		}
	})
}
