package indexer

import (
	"strings"
	"testing"

	"communique/corpus"
)

const (
	romanian = "Ministrul Afacerilor Interne, Marcel Vela, s-a întâlnit la București cu omologul său pentru a discuta despre lupta împotriva traficului de persoane la frontieră."
	russian  = "Министр внутренних дел заявил 12 мая 2021 года, что полиция Румынии продолжит раскрытие преступных групп, занимающихся торговлей людьми на границе."
)

// pipeline is that of the program.
func pipeline(t *testing.T) Pipeline {
	t.Helper()
	p, err := Steps()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestEachParagraphInItsLanguage(t *testing.T) {
	text := romanian + "\n\n" + russian + "\n\n" + romanian
	a := corpus.Annotated{Document: corpus.Document{ID: "m", Title: "Întâlnire la București", Text: text, Published: "2021-05-13", Country: "RO"}}
	if err := pipeline(t).Annotate(t.Context(), &a); err != nil {
		t.Fatal(err)
	}
	l := a.Annotations.Language
	if l.Code != "ro" || len(l.Others) != 1 || l.Others[0].Code != "ru" || l.Others[0].Share < 0.2 || l.Others[0].Share > 0.5 {
		t.Errorf("language %+v", l)
	}
	runes := []rune(text)
	if len(l.Passages) != 1 || strings.TrimSpace(string(runes[l.Passages[0].Start:l.Passages[0].End])) != russian {
		t.Errorf("passages %+v", l.Passages)
	}
	want := map[string]bool{"2021-05-12": true, "person:marcel-vela": true, "state:RO": true}
	last := corpus.Mention{}
	for _, m := range a.Annotations.Mentions {
		delete(want, m.ID)
		delete(want, m.Value)
		if m.Field == "text" && string(runes[m.Start:m.End]) != m.Text {
			t.Errorf("%d to %d is %q, not %q", m.Start, m.End, string(runes[m.Start:m.End]), m.Text)
		}
		if m.Field == last.Field && m.Start < last.End {
			t.Errorf("%+v overlaps %+v", m, last)
		}
		last = m
	}
	if len(want) > 0 {
		t.Errorf("not found: %v in %+v", want, a.Annotations.Mentions)
	}
}

// A quotation, names and a short heading in another language do not make a
// document mixed.
func TestQuotationsDoNotFlip(t *testing.T) {
	for _, text := range []string{
		romanian + "\n\n„Wir arbeiten gut zusammen“, a spus ministrul german.\n\n" + romanian,
		romanian + "\nCouncil of Europe\nEuropean Border and Coast Guard Agency\n" + romanian,
		romanian + "\nPress release\n" + romanian,
		romanian + " Министр внутренних дел. " + romanian,
	} {
		a := corpus.Annotated{Document: corpus.Document{ID: "q", Text: text}}
		if err := pipeline(t).Annotate(t.Context(), &a); err != nil {
			t.Fatal(err)
		}
		if l := a.Annotations.Language; l.Code != "ro" || len(l.Passages) > 0 {
			t.Errorf("%s %+v in %q", l.Code, l.Passages, text)
		}
	}
}

func TestLanguagesAreBound(t *testing.T) {
	for _, c := range []struct {
		languages []string
		want      string
		sure      bool
	}{
		{nil, "ro", false}, {[]string{"xx"}, "", false}, {[]string{"it"}, "it", true}, {[]string{"it", "pt"}, "", false}, {[]string{"ro", "ru"}, "ro", false},
	} {
		d := corpus.Document{ID: "b", Text: romanian, Languages: c.languages}
		err := Validate(&d)
		if len(c.languages) == 1 && c.want == "" {
			if corpus.FaultOf(err) != corpus.Invalid || !strings.Contains(err.Error(), "xx") {
				t.Errorf("%v: %v", c.languages, err)
			}
			continue
		}
		a := corpus.Annotated{Document: d}
		if err := pipeline(t).Annotate(t.Context(), &a); err != nil {
			t.Fatal(err)
		}
		l := a.Annotations.Language
		if c.want != "" && l.Code != c.want || c.sure && l.Confidence != 1 || l.Code == "ro" && c.want != "ro" {
			t.Errorf("%v: %+v", c.languages, l)
		}
	}
	one, two := corpus.Document{Text: romanian}, corpus.Document{Text: romanian, Languages: []string{"it"}}
	if one.ContentHash() == two.ContentHash() {
		t.Error("binding the language makes no revision")
	}
}
