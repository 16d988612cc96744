package annotate

import (
	"context"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"communique/corpus"
	"communique/corpus/lang"
)

// contract says what is wrong with the mentions of a document, if anything.
func contract(d *corpus.Annotated) string {
	fields := map[string][]rune{"title": []rune(d.Document.Title), "text": []rune(d.Document.Text)}
	last, end := "", 0
	var whole corpus.Mention // the mention that ends last
	for _, m := range d.Annotations.Mentions {
		runes, ok := fields[m.Field]
		if !ok {
			return "unknown field " + m.Field
		}
		if m.Field != last {
			last, end = m.Field, 0
		}
		// The state in the name of a body (Embassy of France) is a mention too.
		inside := whole.Type == corpus.Organisation && whole.Field == m.Field && m.Start >= whole.Start && m.End <= whole.End && (m.Type == corpus.State || m.Type == corpus.Region)
		if m.Start < end && !inside || m.End <= m.Start || m.End > len(runes) {
			return "mentions overlap, are out of order or outside their field: " + m.Text
		}
		if m.End > end {
			end, whole = m.End, m
		}
		if got := string(runes[m.Start:m.End]); got != string([]rune(m.Text)) { // a rune for each byte that is none
			return "the text of a mention is not at its place: " + m.Text + " / " + got
		}
		if m.Type == corpus.DateMention {
			if m.ID != "" {
				return "a date with an id"
			}
		} else if m.ID == "" || strings.HasSuffix(m.ID, ":") || strings.ContainsAny(m.ID, " \n") {
			return "no good id: " + m.ID
		}
	}
	for _, t := range d.Annotations.Topics {
		if t.Score <= 0 || t.Score > 1 {
			return "a topic's score is not in 0 to 1"
		}
	}
	return ""
}

func apply(t testing.TB, language, title, text string) *corpus.Annotated {
	t.Helper()
	d := &corpus.Annotated{Document: corpus.Document{Title: title, Text: text, Published: published}}
	d.Annotations.Language.Code = language
	if err := New().Apply(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if wrong := contract(d); wrong != "" {
		t.Fatalf("%s: %q, %q: %s", language, title, text, wrong)
	}
	return d
}

// FuzzAnnotate: no text makes the annotator panic or break the contract.
func FuzzAnnotate(f *testing.F) {
	for _, p := range lang.All() {
		for i, r := range p.Rows("cases") {
			if i < 3 {
				f.Add(p.Code, r[1])
			}
		}
	}
	f.Add("lv", "2019.gada 31.oktobrī-1.novembrī (FRONTEX) S.Ģ")
	f.Add("en", "\xff12.12.2012-1.1. 9999 (\"A\" B. C-D'E")
	f.Add("xx", "١٢/٠٣/٢٠٢٠ 二〇一九年5月")
	f.Fuzz(func(t *testing.T, language, text string) {
		apply(t, language, text, text)
	})
}

// The same words, composed or decomposed, with or without spaces at the end,
// give the same entities.
func TestWritingMakesNoDifference(t *testing.T) {
	names := func(d *corpus.Annotated) string {
		var b strings.Builder
		for _, m := range d.Annotations.Mentions {
			b.WriteString(string(m.Type) + " " + m.ID + " " + m.Value + "\n")
		}
		return b.String()
	}
	for _, p := range lang.All() {
		for _, r := range p.Rows("cases") {
			want := names(apply(t, p.Code, "", norm.NFC.String(r[1])))
			if got := names(apply(t, p.Code, "", norm.NFD.String(r[1]))); got != want {
				t.Errorf("%s: %q decomposed gives\n%s, composed\n%s", p.Code, r[1], got, want)
			}
			if got := names(apply(t, p.Code, "", r[1]+"  \n ")); got != want {
				t.Errorf("%s: %q with spaces at its end gives\n%s, without\n%s", p.Code, r[1], got, want)
			}
		}
	}
}

func BenchmarkAnnotate(b *testing.B) {
	for _, p := range lang.All() {
		var text strings.Builder
		for text.Len() < 1500 {
			rows := p.Rows("cases")
			if len(rows) == 0 {
				break
			}
			for _, r := range rows {
				text.WriteString(r[1] + " ")
			}
		}
		b.Run(p.Code, func(b *testing.B) {
			a := New()
			d := &corpus.Annotated{Document: corpus.Document{Text: text.String(), Published: published}}
			d.Annotations.Language.Code = p.Code
			if err := a.Apply(context.Background(), d); err != nil || len(d.Annotations.Mentions) == 0 {
				b.Fatal("nothing found")
			}
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if err := a.Apply(context.Background(), d); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
