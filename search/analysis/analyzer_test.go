package analysis

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/blevesearch/bleve/v2/registry"
	"golang.org/x/text/unicode/norm"

	"communique/corpus/lang"
	"communique/search/analysis/lemma"
)

// sentences of every language, by code.
func sentences(t testing.TB) map[string][]string {
	t.Helper()
	b, err := os.ReadFile("../../indexer/detect/testdata/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for line := range strings.Lines(string(b)) {
		code, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
		out[code] = append(out[code], text)
	}
	return out
}

func terms(tokens []Token) []string {
	var out []string
	for _, t := range tokens {
		out = append(out, t.Term)
	}
	return out
}

func TestEveryAnalyzerIsComposed(t *testing.T) {
	for index, spec := range specs().byIndex {
		a, err := newAnalyzer(index, spec.parts, true)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, p := range a.parts {
			kind, arg, _ := strings.Cut(p.name, ":")
			if (kind == "lemma" || kind == "words") && lemma.Open(arg) == nil {
				t.Errorf("%s: no lemma table %q", index, arg)
			}
		}
		if _, err := registry.NewCache().DefineAnalyzer("x", map[string]any{"type": AnalyzerName(index)}); err != nil {
			t.Errorf("%s is not registered: %v", AnalyzerName(index), err)
		}
	}
}

func TestEveryPackHasAnAnalyzer(t *testing.T) {
	declared := map[string]string{}
	for _, p := range lang.All() {
		if len(p.Analyzer) > 0 {
			if other := declared[p.Index]; other != "" {
				t.Errorf("%s and %s declare an analyzer of one index", other, p.Code)
			}
			declared[p.Index] = p.Code
		} else if len(p.Exact) > 0 {
			t.Errorf("%s declares an exact analyzer, but no analyzer", p.Code)
		}
		for _, code := range p.Also {
			if lang.For(code) != nil {
				t.Errorf("%s: also %s, which has a pack", p.Code, code)
			}
		}
	}
	for _, row := range rows("neutral.tsv") {
		for _, code := range strings.Fields(row[1]) {
			if lang.For(code) != nil {
				t.Errorf("data/neutral.tsv: %s has a pack now, its parts belong into %s/pack.yaml", code, code)
			}
		}
	}
	for _, p := range lang.All() {
		if declared[p.Index] == "" {
			t.Errorf("%s: no pack declares the analyzer of index %q", p.Code, p.Index)
		}
		if got := For(p.Code).name; got != p.Index {
			t.Errorf("%s is analyzed as %q, its index is %q", p.Code, got, p.Index)
		}
	}
}

func TestDataIsTidy(t *testing.T) {
	files := []string{"clitics.tsv", "letters.tsv", "letters/zh.gen.tsv", "neutral.tsv", "roots.tsv"}
	for _, folder := range []string{"chains", "endings", "irregular"} {
		entries, err := data.ReadDir("data/" + folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			files = append(files, folder+"/"+e.Name())
		}
	}
	for _, f := range files {
		b, err := data.ReadFile("data/" + f)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
		if !slices.IsSorted(lines) {
			t.Errorf("%s is not sorted", f)
		}
		if len(slices.Compact(slices.Clone(lines))) != len(lines) {
			t.Errorf("%s has twins", f)
		}
		if !norm.NFC.IsNormalString(string(b)) {
			t.Errorf("%s is not in NFC", f)
		}
	}
}

func TestWords(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"und", "S.Ģirģena", "s girgena"},
		{"und", "U.S.A. and gov.lv", "usa and gov lv"},
		{"und", "12.05.2019, 3.14 and 20th", "12 05 2019 3.14 and 20th"},
		{"und", "Straße ČEŠTINA", "strasse cestina"},
		{"und", "१२ ٣", "12 3"},
		{"en", "ministers’ ministries, the Ministry's", "minister ministry the ministry"},
		{"fr", "L’État et l'accord d'aujourd'hui", "état et accord aujourdhui"},
		{"it", "dell'interno", "interno"},
		{"tr", "Türkiye'nin IRMAK İzmir", "türkiye ırmak izmir"},
		{"de", "Polizisten", "polizist"},
		{"sr", "Министарства министарства", "ministarstvo ministarstvo"},
		{"hr", "Ministarstva", "ministarstvo"},
		{"uz", "o'zbek oʻzbek o‘zbek ўзбек", "oʻzbek oʻzbek oʻzbek oʻzbek"},
		{"bg", "най-голям", "голям"},
		{"ca", "trencar-li", "trencar"},
		{"sv", "EU:s", "eu"},
		{"ro", "ședinței şedinţei sedintei", "sedinta sedinta sedinta"},
		{"ja", "取られた カタカナ", "取る 取られる カタカナ"},
		{"zh", "安全合作 人", "安全 全合 合作 人"},
		{"th", "ไทย", "ไท ทย"},
		{"ko", "정부는 정부의", "정부 정부"},
		{"el", "υπουργός ΥΠΟΥΡΓΟΥ", "υπουργοσ υπουργοσ"},
		{"hy", "և", "եւ"},
		{"kk", "министрлігіне", "министрлік"},
	} {
		got := strings.Join(slices.Compact(terms(Terms(c.language, c.text))), " ")
		want := strings.Join(slices.Compact(strings.Fields(c.want)), " ")
		if got != want {
			t.Errorf("Terms(%s, %q) = %q, want %q", c.language, c.text, got, want)
		}
	}
}

// The forms of a word meet in at least one term, and words that look alike
// stay apart.
func TestForms(t *testing.T) {
	for _, c := range []struct {
		language, forms, apart string
	}{
		{"lv", "ministrs ministra ministram ministri ministriem", "ministrija"},
		{"ru", "договор договора договором договоры договорам", "договариваться"},
		{"uk", "міністр міністра міністрові міністри", "міністерство"},
		{"pl", "umowa umowy umowę umowie umów", "umysł"},
		{"de", "Vertrag Vertrages Verträge Verträgen", "vertraglich"},
		{"sr", "cvet cvijet Цвет cvjetovi", "svet"},
		{"hr", "rješenje решење rešenja", "riješiti"},
		{"bs", "sjednica sednice седници", "sesti"},
		{"cnr", "prijedlog предлога predlozi", "pred"},
		{"hr", "dio deo dijela", "djed"},
		{"es", "firmar firmó firmaron firmado", "firme"},
		{"hu", "miniszter minisztert miniszternek miniszterek", "minisztérium"},
		{"fi", "sopimus sopimuksen sopimusta sopimukset", "sopia"},
		{"et", "leping lepingu lepingut lepingud", "lepp"},
		{"az", "nazir nazirin nazirlər nazirə", "nazirlik"},
		{"kk", "шекара шекараны шекараның шекарада", "шешім"},
		{"tk", "serhet serhediň serhetde", "sert"},
		{"mn", "сайд сайдын сайдыг сайдаас", "сайн"},
		{"mt", "kiteb jikteb kitbu", "kelb"},
		{"eu", "ministroa ministroak ministroaren ministroarekin", "ministerioa"},
		{"ar", "الوزير وزير والوزير للوزير", "وزارة"},
		{"he", "שר השר והשר", "שיר"},
		{"hi", "मंत्री मंत्रियों", "मंत्रालय"},
		{"ka", "მინისტრი მინისტრის მინისტრმა", "სამინისტრო"},
		{"tg", "вазир вазири вазирон вазирро", "вазорат"},
	} {
		forms := strings.Fields(c.forms)
		base := terms(Terms(c.language, forms[0]))
		for _, f := range forms[1:] {
			if !slices.ContainsFunc(terms(Terms(c.language, f)), func(s string) bool { return slices.Contains(base, s) }) {
				t.Errorf("%s: %s gives %q, %s gives %q", c.language, forms[0], base, f, terms(Terms(c.language, f)))
			}
		}
		if got := terms(Terms(c.language, c.apart)); slices.ContainsFunc(got, func(s string) bool { return slices.Contains(base, s) }) {
			t.Errorf("%s: %s gives %q, as %s does", c.language, c.apart, got, forms[0])
		}
	}
}

func TestNames(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Дачић Dačić Dacic", "dacic dacic dacic"},
		{"დაჩიჩი", "dacici"},
		{"Παπαδόπουλος", "papadopulos"},
		{"Ђоковић Đoković", "djokovic djokovic"},
	} {
		if got := strings.Join(terms(ForNames().Terms(c.text)), " "); got != c.want {
			t.Errorf("names of %q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestIsStop(t *testing.T) {
	if lang.For("en") == nil {
		t.Skip("no pack of English")
	}
	for term, want := range map[string]bool{"the": true, "of": true, "border": false} {
		if got := IsStop("en", term); got != want {
			t.Errorf("IsStop(en, %q) = %v", term, got)
		}
	}
}

func TestBleveTokens(t *testing.T) {
	a := bleveAnalyzer{For("en")}
	text := "Ministers met; they left early."
	want := a.Terms(text)
	got := a.Analyze([]byte(text))
	if len(got) != len(want) {
		t.Fatalf("%d tokens, want %d", len(got), len(want))
	}
	for i, g := range got {
		if w := want[i]; string(g.Term) != w.Term || g.Start != w.Start || g.End != w.End || g.Position != w.Position {
			t.Errorf("token %d: %v, want %v", i, g, w)
		}
	}
}

// check holds what is true of the tokens of any text.
func check(t *testing.T, name, text string, tokens []Token) {
	t.Helper()
	valid := utf8.ValidString(text)
	position, start := 0, 0
	for _, k := range tokens {
		switch {
		case k.Start < start || k.End <= k.Start || k.End > len(text):
			t.Fatalf("%s: token %+v of a text of %d bytes", name, k, len(text))
		case valid && (!utf8.RuneStart(text[k.Start]) || k.End < len(text) && !utf8.RuneStart(text[k.End])):
			t.Fatalf("%s: token %+v is not on rune borders", name, k)
		case k.Position < position || k.Position > position+1:
			t.Fatalf("%s: token %+v after position %d", name, k, position)
		case k.Term == "" || !utf8.ValidString(k.Term) || len(k.Term) > maxTerm:
			t.Fatalf("%s: term %q", name, k.Term)
		}
		position, start = k.Position, k.Start
	}
}

// FuzzAnalyzers gives any text to every analyzer: none may fail, and the
// same text composed and decomposed gives the same terms.
func FuzzAnalyzers(f *testing.F) {
	for _, list := range sentences(f) {
		for _, s := range list {
			f.Add(s)
		}
	}
	for _, s := range []string{"", "\xff\xfe", "l'", "''''", "a.b.c", "1.2.3.4", "é́́", "ﷺ", "İ", "ǅ", "ᾳ", "\u00ada\u00ad", "-l", "a-l-b", "ー", "กิ", "가나", "\u1100\u1161", "க்ஷ"} {
		f.Add(s)
	}
	var names []string
	for name := range specs().byIndex {
		names = append(names, name)
	}
	slices.Sort(names)
	f.Fuzz(func(t *testing.T, text string) {
		valid := utf8.ValidString(text)
		for _, name := range names {
			a := textAnalyzerFor(name)
			tokens := a.Terms(text)
			check(t, name, text, tokens)
			if asked := analyzerFor(name); asked != a {
				for _, k := range asked.Terms(text) {
					if !slices.Contains(tokens, k) {
						t.Fatalf("%s: asked for by %+v, found by %+v", name, k, tokens)
					}
				}
			}
			if !valid {
				continue
			}
			c, d := terms(a.Terms(norm.NFC.String(text))), terms(a.Terms(norm.NFD.String(text)))
			if !slices.Equal(c, d) {
				t.Fatalf("%s: composed %q, decomposed %q", name, c, d)
			}
		}
	})
}

// BenchmarkAnalyze measures each language on its own sentences; with
// COMMUNIQUE_TEXTS=DIR on DIR/<code>.txt instead. "new" analyzes every word
// anew, "text" remembers words as it does in normal running.
func BenchmarkAnalyze(b *testing.B) {
	all := sentences(b)
	var codes []string
	for code := range all {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		text := strings.Join(all[code], "\n")
		if dir := os.Getenv("COMMUNIQUE_TEXTS"); dir != "" {
			t, err := os.ReadFile(dir + "/" + code + ".txt")
			if err != nil {
				continue
			}
			text = string(t)
		}
		input := []byte(text)
		for _, anew := range []bool{false, true} {
			name := code + "/text"
			if anew {
				name = code + "/new"
			}
			b.Run(name, func(b *testing.B) {
				a := ForTexts(code)
				b.SetBytes(int64(len(input)))
				b.ReportAllocs()
				n := 0
				for b.Loop() {
					if anew {
						for i := range a.memo {
							a.memo[i].Store(nil)
						}
					}
					n = len(bleveAnalyzer{a}.Analyze(input))
				}
				if n < len(input)/40 {
					b.Errorf("%d tokens of %d bytes", n, len(input))
				}
			})
		}
	}
}
