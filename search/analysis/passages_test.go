package analysis

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"communique/corpus"
)

func TestPassagesAreReadInTheirLanguage(t *testing.T) {
	const first, second, third = "Miniștrii au discutat. ", "Раскрытием преступлений занимаются министры. ", "Granițele sunt sigure."
	text := first + second + third
	start := utf8.RuneCountInString(first)
	passages := []corpus.Passage{{Start: start, End: start + utf8.RuneCountInString(second), Code: "ru"}}
	a := &corpus.Annotated{Document: corpus.Document{ID: "x", Text: text}, Annotations: corpus.Annotations{Language: corpus.DetectedLanguage{Code: "ro", Passages: passages}}}
	index, doc := NewIndexDocument(a)
	if d := doc.(indexDocument); index != "ro" || !slices.Equal(d.Foreign, []string{"ru"}) {
		t.Fatalf("%s %v", index, d.Foreign)
	}
	m, err := Mapping("ro")
	if err != nil {
		t.Fatal(err)
	}
	tokens := m.AnalyzerNamed(indexedName("ro")).Analyze([]byte(doc.(indexDocument).Text))
	has := map[string]int{}
	last := 0
	for _, token := range tokens {
		has[string(token.Term)] = token.Position
		if token.Position < last {
			t.Errorf("%s stands at %d, after %d", token.Term, token.Position, last)
		}
		last = token.Position
	}
	for language, word := range map[string]string{"ro": "ministru", "ru": "раскрытие"} {
		found := false
		for _, want := range Terms(language, word) {
			found = found || has[want.Term] > 0
		}
		if !found {
			t.Errorf("%s is not among %v", word, has)
		}
	}
	// No phrase reaches from one passage into the next.
	for _, pair := range [][2]string{{"discuta", "раскрытие"}, {"министр", "graniță"}} {
		a, b := has[Terms("ro", pair[0])[0].Term], has[Terms("ro", pair[1])[0].Term]
		if a > 0 && b > 0 && b-a < passageGap {
			t.Errorf("%v stand %d apart", pair, b-a)
		}
	}
}

// A text that brings marks of its own is read as if it had none.
func TestStrangeMarks(t *testing.T) {
	text := "Miniștrii" + string(rune(firstMark+3)) + "discută" + string(rune(lastMark))
	marked, foreign := markPassages(text, nil, "ro")
	if foreign != nil || strings.Contains(marked, markBytes) || utf8.RuneCountInString(marked) != utf8.RuneCountInString(text) {
		t.Errorf("%q %v", marked, foreign)
	}
}

func FuzzPassages(f *testing.F) {
	f.Add("Miniștrii. Министры.", 5, 9, 2)
	f.Add("a\U000F0001b\xf3\xb0", 0, 2, 3)
	codes := []string{"ru", "zh", "ar", "und", "de"}
	m, err := Mapping("ro")
	if err != nil {
		f.Fatal(err)
	}
	a := m.AnalyzerNamed(indexedName("ro"))
	f.Fuzz(func(t *testing.T, text string, start, end, code int) {
		passages := []corpus.Passage{{Start: start, End: end, Code: codes[uint(code)%uint(len(codes))]}, {Start: end + 1, End: end + 3, Code: "ru"}}
		marked, foreign := markPassages(text, passages, "ro")
		if len(foreign) == 0 && strings.Contains(marked, markBytes) && utf8.ValidString(text) {
			t.Errorf("%q has marks for nothing", marked)
		}
		if utf8.ValidString(text) {
			var whole strings.Builder
			eachPassage([]byte(marked), "ro", func(_ string, piece []byte) { whole.Write(piece) })
			if got, want := utf8.RuneCountInString(whole.String()), utf8.RuneCountInString(text); got != want {
				t.Errorf("%d code points of %d", got, want)
			}
		}
		last := 0
		for _, token := range a.Analyze([]byte(marked)) {
			if token.Position < last {
				t.Errorf("position %d after %d", token.Position, last)
			}
			last = token.Position
		}
	})
}
