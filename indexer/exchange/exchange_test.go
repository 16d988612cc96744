package exchange

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"communique/corpus"
	"communique/corpus/ftm"
	"communique/indexer/annotate"
)

const list = `{"id":"NK-1","schema":"Person","properties":{"name":["Helga Testova"],"alias":["Хельга Тестова","Helga Maria Testova"],"weakAlias":["Testova"]}}
{"id":"NK-2","schema":"Company","properties":{"name":["Zorvex Holdings"],"alias":["Zorvex"],"weakAlias":["ZVH"]}}
{"id":"NK-3","schema":"Person","properties":{"name":["Peter Twinman"],"country":["lv"]}}
{"id":"NK-4","schema":"Person","properties":{"name":["Peter Twinman"],"country":["ee"]}}
{"id":"NK-5","schema":"Organization","properties":{"name":["International Criminal Police Organization"],"alias":["Sarkanais tornis"],"wikidataId":["Q8475"]}}
{"id":"NK-6","schema":"Person","properties":{"name":["김철수"]}}
{"id":"NK-7","schema":"Person","properties":{"name":["王小明测"]}}
{"id":"NK-8","schema":"PublicBody","properties":{"name":["Bureau for Odd Tests"]}}
`

func annotated(t testing.TB, s *Step, d corpus.Document) *corpus.Annotated {
	t.Helper()
	a := &corpus.Annotated{Document: d}
	a.Annotations.Language = corpus.DetectedLanguage{Code: d.Language, Confidence: 1}
	if err := annotate.New().Apply(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if err := s.Apply(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	check(t, a)
	return a
}

// check holds what must be true of mentions wherever they come from.
func check(t testing.TB, a *corpus.Annotated) {
	t.Helper()
	last := map[string]int{}
	for _, m := range a.Annotations.Mentions {
		text := []rune(map[string]string{"title": a.Document.Title, "text": a.Document.Text}[m.Field])
		if m.Start < last[m.Field] || m.End <= m.Start || m.End > len(text) {
			t.Fatalf("%+v lies outside or overlaps", m)
		}
		if utf8.ValidString(m.Text) && string(text[m.Start:m.End]) != m.Text {
			t.Fatalf("%+v is not %q", m, string(text[m.Start:m.End]))
		}
		last[m.Field] = m.End
	}
}

func TestNamesOfALists(t *testing.T) {
	s := NewStep(ftm.Read("own.jsonl", strings.NewReader(list)))
	for _, c := range []struct{ language, country, text, want string }{ // want: surface=id, parted by |; only of the list
		{"en", "LV", "Yesterday Helga Testova met the press. Testova was glad.", "Helga Testova=person:helga-testova|Testova=person:helga-testova"},
		{"en", "LV", "Testova was glad.", ""},
		{"ru", "RU", "Вчера встретились с Хельгой Тестовой в Риге.", "Хельгой Тестовой=person:helga-testova"},
		{"lv", "LV", "Ministrs tikās ar Helgu Testovu un Sarkanā torņa vadību, Sarkanais tornis klusē.", "Helgu Testovu=person:helga-testova|Sarkanā torņa=org:interpol|Sarkanais tornis=org:interpol"},
		{"en", "LV", "Minister of the Interior Helga Maria Testova opened the meeting.", "Helga Maria Testova=person:helga-testova"},
		{"en", "LV", "Shares of Zorvex Holdings fell; Zorvex and ZVH said nothing. A zorvex is no firm.", "Zorvex Holdings=org:nk-2|Zorvex=org:nk-2|ZVH=org:nk-2"},
		{"en", "LV", "A letter of Peter Twinman came.", "Peter Twinman=person:nk-3"},
		{"en", "EE", "A letter of Peter Twinman came.", "Peter Twinman=person:nk-4"},
		{"en", "FR", "A letter of Peter Twinman came.", ""},
		{"ko", "KR", "어제 김철수는 서울에서 연설했다.", "김철수는=person:nk-6"},
		{"zh", "CN", "昨天王小明测出席会议。", "王小明测=person:nk-7"},
		{"en", "LV", "The Bureau for Odd\nTests opened. The Bureau for Odd Tests closed.", "Bureau for Odd Tests=org:nk-8"},
		{"en", "LV", "HELGA TESTOVA IN RIGA", "HELGA TESTOVA=person:helga-testova"},
		{"en", "LV", "helga testova wrote", ""},
	} {
		a := annotated(t, s, corpus.Document{ID: "d", Text: c.text, Language: c.language, Country: c.country})
		var got []string
		for _, m := range a.Annotations.Mentions {
			if strings.HasPrefix(m.Rule, "gazetteer of one's own") {
				got = append(got, m.Text+"="+m.ID)
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: %q, want %q\n%+v", c.text, strings.Join(got, "|"), c.want, a.Annotations.Mentions)
		}
	}
	// The annotator's office stays with the name of the list.
	a := annotated(t, s, corpus.Document{ID: "d", Text: "The Minister of the Interior of Latvia, Helga Maria Testova, opened the meeting.", Language: "en", Country: "LV"})
	i := slices.IndexFunc(a.Annotations.Mentions, func(m corpus.Mention) bool { return m.ID == "person:helga-testova" })
	if i < 0 || len(a.Annotations.Mentions[i].Offices) != 1 || a.Annotations.Mentions[i].Name != "Helga Testova" {
		t.Errorf("%+v", a.Annotations.Mentions)
	}
}

func TestPlace(t *testing.T) {
	m := func(typ corpus.MentionType, from, to int) corpus.Mention {
		return corpus.Mention{Type: typ, Field: "text", Start: from, End: to}
	}
	for _, c := range []struct {
		old  corpus.Mention
		new  corpus.Mention
		want string
	}{
		{m(corpus.Person, 0, 5), m(corpus.Person, 6, 9), "keeps 1, takes 6-9"},
		{m(corpus.Person, 0, 5), m(corpus.Person, 0, 9), "keeps 0, takes 0-9"},
		{m(corpus.Person, 0, 9), m(corpus.Person, 0, 5), "keeps 0, takes 0-5"},
		{m(corpus.Organisation, 0, 9), m(corpus.Person, 0, 5), "keeps 1"},
		{m(corpus.Organisation, 3, 9), m(corpus.Organisation, 0, 5), "keeps 1"},
		{m(corpus.State, 3, 5), m(corpus.Organisation, 0, 5), "keeps 0, takes 0-5"},
		{m(corpus.DateMention, 3, 5), m(corpus.Organisation, 0, 5), "keeps 1"},
	} {
		kept, ok := place([]corpus.Mention{c.old}, &c.new)
		got := fmt.Sprintf("keeps %d", len(kept))
		if ok {
			got += fmt.Sprintf(", takes %d-%d", c.new.Start, c.new.End)
		}
		if got != c.want {
			t.Errorf("%v and %v: %s, want %s", c.old, c.new, got, c.want)
		}
	}
}

func FuzzStep(f *testing.F) {
	s := NewStep(ftm.Read("own.jsonl", strings.NewReader(list)))
	f.Add("Helga Testova", "Хельгой Тестовой и Zorvex\n김철수는 王小明测。", "ru")
	f.Add("", "Bureau for Odd Tests\xff", "und")
	f.Fuzz(func(t *testing.T, title, text, language string) {
		a := annotated(t, s, corpus.Document{Title: strings.ToValidUTF8(title, ""), Text: strings.ToValidUTF8(text, ""), Language: language})
		for _, m := range a.Annotations.Mentions {
			if m.Type != corpus.DateMention && m.ID == "" {
				t.Errorf("%+v has no id", m)
			}
		}
	})
}

// A full list costs little beside the annotator.
func BenchmarkStep(b *testing.B) {
	var lines strings.Builder
	for n := range ftm.MaxEntities {
		fmt.Fprintf(&lines, "{\"id\":\"x%d\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Given%d Family%d\"],\"alias\":[\"Other%d Family%d\"]}}\n", n, n%5000, n, n%3000, n)
	}
	s := NewStep(ftm.Read("big.jsonl", strings.NewReader(lines.String())))
	text := strings.Repeat("The Minister of the Interior met Given12 Family12 and other guests in Riga to speak about Europe and its borders. ", 12)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		a := &corpus.Annotated{Document: corpus.Document{Text: text}}
		a.Annotations.Language.Code = "en"
		if err := s.Apply(b.Context(), a); err != nil || len(a.Annotations.Mentions) != 12 {
			b.Fatal(err, len(a.Annotations.Mentions))
		}
	}
}
