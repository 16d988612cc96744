package names

import (
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// testdata/pairs.tsv has pairs of names that are the same in other spellings,
// and of names and words that are not however near they come.
type pair struct {
	line int
	same bool
	a, b string
}

func readPairs(t testing.TB, file string) (pairs []pair) {
	b, err := os.ReadFile("testdata/" + file)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(b)) {
		n++
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(c) != 3 || c[0] != "same" && c[0] != "other" {
			t.Fatalf("testdata/%s:%d: want same or other and two names", file, n)
		}
		pairs = append(pairs, pair{n, c[0] == "same", c[1], c[2]})
	}
	return pairs
}

const (
	leastPrecision = .97
	leastRecall    = .85
)

// Limits and rules were set by pairs.tsv; the pairs of later.tsv came after.
func TestPairs(t *testing.T)      { testPairs(t, "pairs.tsv", leastPrecision, leastRecall, 120) }
func TestLaterPairs(t *testing.T) { testPairs(t, "later.tsv", .9, .8, 50) }

func testPairs(t *testing.T, file string, leastPrecision, leastRecall float64, least int) {
	scripts := map[*alphabet]bool{}
	var right, wrong, missed, apart int
	for _, p := range readPairs(t, file) {
		scripts[alphabetOf(p.a)], scripts[alphabetOf(p.b)] = true, true
		found := Same(p.a, p.b)
		if found != Same(p.b, p.a) {
			t.Errorf("testdata/%s:%d: %s, %s: not the same both ways", file, p.line, p.a, p.b)
		}
		switch {
		case found && p.same:
			right++
		case found:
			wrong++
			t.Logf("wrong: %s, %s: %.2f %v %v", p.a, p.b, Similar(p.a, p.b), Read(p.a).readings, Read(p.b).readings)
		case p.same:
			missed++
			t.Logf("missed: %s, %s: %.2f %v %v", p.a, p.b, Similar(p.a, p.b), Read(p.a).readings, Read(p.b).readings)
		default:
			apart++
		}
	}
	if right+missed < least || wrong+apart < least || len(scripts) < 10 {
		t.Errorf("%d pairs that match, %d that do not, %d scripts: too few", right+missed, wrong+apart, len(scripts))
	}
	precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
	t.Logf("precision %.3f, recall %.3f: %d found, %d wrong, %d missed, %d apart", precision, recall, right, wrong, missed, apart)
	if precision < leastPrecision || recall < leastRecall {
		t.Errorf("precision %.3f, want %.2f; recall %.3f, want %.2f", precision, leastPrecision, recall, leastRecall)
	}
}

// The spellings that the whole is for: each finds each.
func TestEachFindsEach(t *testing.T) {
	for _, family := range []string{
		"Дачић Dačić Dacic Дачич Dačičs დაჩიჩი",
		"Шмид Schmid",
		"Зеленский Zelenskyy Zelenski Zelensky",
		"Мерзляков Merzlyakov",
		"Τσίπρας Tsipras Ципрас",
		"Իվանյան Ivanyan",
		"שמיר Shamir",
		"محمد Muhammad Mohammed",
	} {
		list := strings.Fields(family)
		for _, a := range list {
			for _, b := range list {
				if !Same(a, b) {
					t.Errorf("%s is not %s: %.2f %v %v", a, b, Similar(a, b), Read(a).readings, Read(b).readings)
				}
			}
		}
	}
}

func TestNeutral(t *testing.T) {
	for in, want := range map[string]string{
		"Жуков": "žukov", "Хрущёв": "hruščjov", "Schtschukin": "ščukin", "Μπακογιάννη": "bakogiani", "საქართველო": "sakartvelo", "Ղազարյան": "gazarjan",
		"محمد": "mhmd", "שמיר": "šmir", "शर्मा": "šarma", "푸틴": "putin", "プーチン": "pučin", "李": "", "": "", "123": "",
	} {
		if got := Neutral(in); got != want {
			t.Errorf("Neutral(%s) = %q, want %q", in, got, want)
		}
	}
}

func TestTokens(t *testing.T) {
	for in, want := range map[string]string{
		"Helga Schmid": "Helga Schmid", "S. Ģirģens": "Ģirģens", "Kim Jong-un": "Jong-un Jong", "김정은": "김정은 정은", "محمد بن سلمان": "محمد سلمان",
		"Бан Ки Мун": "", "d’Estaing": "d’Estaing", "李克强": "", "": "",
	} {
		if got := strings.Join(Tokens(in), " "); got != want {
			t.Errorf("Tokens(%s) = %q, want %q", in, got, want)
		}
	}
}

// Keys are few and short whatever comes in, and the marks of a letter may be
// written apart from it.
func FuzzKeys(f *testing.F) {
	for _, p := range readPairs(f, "pairs.tsv") {
		f.Add(p.a)
	}
	f.Add("schtschtschtschtschchchchcc")
	f.Add("\xff\xfeš")
	f.Fuzz(func(t *testing.T, s string) {
		w := Read(s)
		if len(w.keys) > 12 || len(w.readings) > 12 {
			t.Fatalf("%q: %d keys of %d readings", s, len(w.keys), len(w.readings))
		}
		if !slices.Equal(w.keys, Keys(nfd(s))) {
			t.Fatalf("%q: NFC and NFD differ: %v %v", s, w.keys, Keys(nfd(s)))
		}
		for _, token := range Tokens(s) {
			if k := Keys(token); len(k) > 0 && !Same(token, token) && len(k[0]) > 4 {
				t.Fatalf("%q is not itself", token)
			}
		}
	})
}

func BenchmarkKeys(b *testing.B) {
	pairs := readPairs(b, "pairs.tsv")
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pairs {
			Keys(p.a)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(pairs)), "ns/name")
}

func nfd(s string) string { return norm.NFD.String(s) }
