package detect

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"communique/corpus"
)

type sentence struct{ code, text string }

// sentences are our own, at least three per language.
func sentences() []sentence {
	b, err := os.ReadFile("testdata/sentences.tsv")
	if err != nil {
		panic(err)
	}
	var out []sentence
	for line := range strings.Lines(string(b)) {
		code, text, _ := strings.Cut(strings.TrimSpace(line), "\t")
		out = append(out, sentence{code, text})
	}
	return out
}

func detector(t testing.TB, o Options) *Detector {
	t.Helper()
	d, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSentences(t *testing.T) {
	d := detector(t, Options{})
	count := map[string]int{}
	for _, s := range sentences() {
		count[s.code]++
		if got := d.Detect("", s.text, "", ""); got.Code != s.code {
			t.Errorf("Detect(%q) = %s (%.2f), want %s", s.text, got.Code, got.Confidence, s.code)
		}
	}
	for _, l := range d.languages {
		if l.served && count[l.code] < 3 {
			t.Errorf("%s has %d sentences, at least 3 are wanted", l.code, count[l.code])
		}
	}
}

func TestDetect(t *testing.T) {
	english := "The ministry said that officers from both countries had taken part in the exercise near the border.\n"
	latvian := "Valdība apstiprināja likumprojektu, kas paredz stingrākus sodus par cilvēku tirdzniecību.\n"
	ijekavian := "Predsjednik je razgovarao o sljedećim zahtjevima i vrijednostima."
	for _, c := range []struct {
		name, title, text, hint, country string
		want, others                     string
	}{
		{"empty", "", "", "", "", "und", ""},
		{"hint alone", "", "", "lv", "LV", "und", ""},
		{"digits", "2019", "12.05.2019 14:30\n+371 67219263", "en", "", "und", ""},
		{"gibberish", "", "qwx zzkj pfft vbnm xcvq wqzx jkqp zxcv", "", "", "und", ""},
		{"one word", "", "minister", "", "", "und", ""},
		{"a script that we do not serve", "", "মন্ত্রী গতকাল তার সমকক্ষের সাথে দেখা করেছেন", "", "", "und", ""},
		{"English with a Cyrillic menu", "Exercise near the border", "Главная страница\n" + english + english, "", "", "en", ""},
		{"a wrong hint", "", english + english, "sr", "RS", "en", ""},
		{"a paragraph of another language", "", english + english + latvian, "", "", "en", "lv"},
		{"Romanian with cedillas", "", "Şedinţa a avut loc ieri şi a fost prezidată de ministrul justiţiei", "", "", "ro", ""},
		{"Romanian without marks", "", "Ministrul afacerilor interne a declarat ca politistii vor fi prezenti in toate localitatile", "", "", "ro", ""},
		{"addresses are not words", "", "Пасведчанне можна атрымаць на старонцы https://www.example.com/some/very/long/english/address/that/goes/on.html", "", "", "be", ""},
		{"country decides between neighbours", "", ijekavian, "", "ME", "cnr", ""},
		{"country decides between neighbours", "", ijekavian, "", "BA", "bs", ""},
		{"country decides between neighbours", "", ijekavian, "", "HR", "hr", ""},
		{"hint decides between neighbours", "", ijekavian, "bs", "", "bs", ""},
		{"Afrikaans is not Dutch", "", "Die minister het gister gesê dat die regering nie van plan is om die wet te verander nie.", "", "", "af", ""},
	} {
		got := detector(t, Options{}).Detect(c.title, c.text, c.hint, c.country)
		if got.Code != c.want || others(got) != c.others {
			t.Errorf("%s: %s %v (%.2f), want %s [%s]", c.name, got.Code, got.Others, got.Confidence, c.want, c.others)
		}
	}
}

func others(l corpus.DetectedLanguage) string {
	var codes []string
	for _, o := range l.Others {
		codes = append(codes, o.Code)
	}
	return strings.Join(codes, " ")
}

func TestRestricted(t *testing.T) {
	d := detector(t, Options{Languages: []string{"de", "nl"}})
	if got := d.Detect("", "The minister said today that both governments would share information.", "", ""); got.Code != "de" && got.Code != "nl" && got.Code != Undetermined {
		t.Errorf("restricted to de and nl, got %s", got.Code)
	}
	for code, want := range map[string]string{"mo": "ro", "no": "nb", "sr-Latn-RS": "sr", "IW": "he"} {
		if got, err := d.DetectAmong("", "The minister said today.", "", "", []string{code}); err != nil || got.Code != want || got.Confidence != 1 {
			t.Errorf("forced to %s: %+v %v", code, got, err)
		}
	}
	if _, err := New(Options{Languages: []string{"klingon"}}); corpus.FaultOf(err) != corpus.Invalid {
		t.Errorf("an unknown language gives %v", err)
	}
}

func TestApply(t *testing.T) {
	a := corpus.Annotated{Document: corpus.Document{Title: "Noslēgts līgums", Text: "Ministrs vakar parakstīja līgumu par sadarbību ar kaimiņvalsti.", Country: "LV"}}
	if err := detector(t, Options{}).Apply(t.Context(), &a); err != nil {
		t.Fatal(err)
	}
	if l := a.Annotations.Language; l.Code != "lv" || l.Confidence < 0.9 {
		t.Errorf("Apply: %+v", l)
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range sentences() {
		f.Add("", s.text, s.code, "RS")
	}
	f.Add("\xff", "a\x00\xc3", "-", "")
	d := detector(f, Options{NoArbiter: true})
	f.Fuzz(func(t *testing.T, title, text, hint, country string) {
		got := d.Detect(title, text, hint, country)
		if got.Confidence < 0 || got.Confidence > 1 {
			t.Errorf("confidence %v", got.Confidence)
		}
		if got.Code == "" || !utf8.ValidString(got.Code) {
			t.Errorf("code %q", got.Code)
		}
		if again := d.Detect(title, text, hint, country); again.Code != got.Code {
			t.Errorf("%q, then %q", got.Code, again.Code)
		}
	})
}
