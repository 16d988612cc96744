package annotate

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"communique/corpus"
	"communique/corpus/lang"
)

// datesOf gives the dates of a text as "words=value".
func datesOf(d corpus.Document, language string) []string {
	a := &corpus.Annotated{Document: d}
	a.Annotations.Language = corpus.DetectedLanguage{Code: language, Confidence: 1}
	if err := New().Apply(context.Background(), a); err != nil {
		panic(err)
	}
	var out []string
	for _, m := range a.Annotations.Mentions {
		if m.Type == corpus.DateMention {
			out = append(out, m.Text+"="+m.Value)
		}
	}
	return out
}

// TestDates reads testdata/dates.tsv: language, text, and the dates that must
// be found there, all of them, separated by " | "; "-" for none. The texts are
// said on 2024-04-10, a Wednesday.
func TestDates(t *testing.T) {
	for i, r := range table(t, "testdata/dates.tsv", 3) {
		var want []string
		if r[2] != "-" {
			want = strings.Split(r[2], " | ")
		}
		if got := datesOf(corpus.Document{Text: r[1], Published: published}, r[0]); !slices.Equal(got, want) {
			t.Errorf("dates.tsv:%d: %s %q:\ngot  %s\nwant %s", i+1, r[0], r[1], strings.Join(got, " | "), strings.Join(want, " | "))
		}
	}
}

// TestDateOrder takes the order of day and month from the language, from the
// publisher's country, from the weekday and from the text itself.
func TestDateOrder(t *testing.T) {
	for _, c := range []struct {
		text, language, country, want string
	}{
		{"The form of 03/04/2019 is void.", "en", "", "03/04/2019=2019-04-03"},
		{"The form of 03/04/2019 is void.", "en", "US", "03/04/2019=2019-03-04"},
		{"Forms of 03/04/2019 and 03/25/2019.", "en", "", "03/04/2019=2019-03-04 | 03/25/2019=2019-03-25"},
		{"Forms of 03/04/2019 and 25/03/2019.", "en", "US", "03/04/2019=2019-04-03 | 25/03/2019=2019-03-25"},
		{"It closes on Tuesday 11/3/2015.", "en", "", "Tuesday 11/3/2015=2015-11-03"},
		{"2019/03/04, 2019-03-04", "en", "US", "2019/03/04=2019-03-04 | 2019-03-04=2019-03-04"},
		{"03.04.2019", "de", "US", "03.04.2019=2019-04-03"},
	} {
		got := strings.Join(datesOf(corpus.Document{Text: c.text, Country: c.country}, c.language), " | ")
		if got != c.want {
			t.Errorf("%q from %q: %s, want %s", c.text, c.country, got, c.want)
		}
	}
}

// TestYearOf gives days without a year that of the publication, or of the
// year beside it where that is nearer by far.
func TestYearOf(t *testing.T) {
	for _, c := range []struct{ published, text, want string }{
		{"2024-05-29", "31 December", "2024-12-31"},
		{"2024-01-12", "20 December", "2023-12-20"},
		{"2024-12-10", "15 January", "2025-01-15"},
		{"2024-04-10", "20 November", "2024-11-20"},
		{"2024-03-01", "29 February", "2024-02-29"},
		{"2023-03-01", "29 February", "2024-02-29"},
		{"2024-04-10", "Tuesday, 15 August", "2023-08-15"}, // a Thursday in 2024
		{"", "15 August", "XXXX-08-15"},
	} {
		got := datesOf(corpus.Document{Text: "It met on " + c.text + ".", Published: corpus.Date(c.published)}, "en")
		if len(got) != 1 || got[0] != c.text+"="+c.want {
			t.Errorf("published %s: %s, want %s=%s", c.published, got, c.text, c.want)
		}
	}
}

// TestUnsureDates reads short texts of an unknown language in all of them.
func TestUnsureDates(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"Nov 12, 2011", "2011-11-12"},
		{"12 de outubro de 2020", "2020-10-12"},
		{"gisteren", "2024-04-09"},
		{"вчора", "2024-04-09"},
		{"za domom", ""},
	} {
		a := &corpus.Annotated{Document: corpus.Document{Text: c.text, Published: published}}
		a.Annotations.Language = corpus.DetectedLanguage{Code: "und", Guess: "lt"}
		if err := New().Apply(context.Background(), a); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, m := range a.Annotations.Mentions {
			if m.Type == corpus.DateMention {
				got = m.Value
			}
		}
		if got != c.want {
			t.Errorf("%q = %q, want %q", c.text, got, c.want)
		}
	}
}

// TestDateValues demands of every pack that the days and months it writes
// come back: each month's name in a full date, and each of its relative
// phrases without a slot.
func TestDateValues(t *testing.T) {
	codes := map[string]string{"-2d": "2024-04-08", "-1d": "2024-04-09", "0d": "2024-04-10", "+1d": "2024-04-11", "+2d": "2024-04-12",
		"-1w": "2024-04-01/2024-04-07", "0w": "2024-04-08/2024-04-14", "+1w": "2024-04-15/2024-04-21", "-1m": "2024-03", "0m": "2024-04", "+1m": "2024-05",
		"-1y": "2023", "0y": "2024", "+1y": "2025", "0weekend": "2024-04-13/2024-04-14", "-1weekend": "2024-04-06/2024-04-07", "+1weekend": "2024-04-20/2024-04-21"}
	for _, p := range lang.All() {
		bad, all := 0, 0
		for _, r := range p.Rows("relative") {
			want, ok := codes[r[1]]
			if !ok || strings.ContainsAny(r[0], "{[(<|") {
				continue
			}
			all++
			got := datesOf(corpus.Document{Text: r[0], Published: published}, p.Code)
			if !slices.ContainsFunc(got, func(s string) bool { return strings.HasSuffix(s, "="+want) }) {
				bad++
				t.Logf("%s/relative.tsv: %q should be %s, and is %s", p.Code, r[0], want, got)
			}
		}
		if bad > 0 {
			t.Errorf("%s/relative.tsv: %d of %d phrases do not give their value", p.Code, bad, all)
		}
	}
}

// FuzzDates demands values in EDTF and spans inside the text of whatever text.
func FuzzDates(f *testing.F) {
	for _, r := range table(f, "testdata/dates.tsv", 3) {
		f.Add(r[1], r[0], "2024-04-10")
	}
	f.Add("令和元年5月1日", "ja", "")
	f.Fuzz(func(t *testing.T, text, language, day string) {
		pub, err := corpus.ParseDate(day)
		if err != nil || lang.For(language) == nil {
			return
		}
		a := &corpus.Annotated{Document: corpus.Document{Text: text, Published: pub}}
		a.Annotations.Language.Code = language
		if err := New().Apply(context.Background(), a); err != nil {
			t.Fatal(err)
		}
		runes := []rune(text)
		for _, m := range a.Annotations.Mentions {
			if m.Type != corpus.DateMention {
				continue
			}
			if m.Start < 0 || m.End > len(runes) || m.Start >= m.End {
				t.Fatalf("%q: span %d to %d", text, m.Start, m.End)
			}
			if _, _, ok := corpus.DayRange(m.Value); !ok && m.Value != "" && !strings.HasPrefix(m.Value, "XXXX") && !strings.Contains(m.Value, "/XXXX") {
				t.Fatalf("%q: %q is no EDTF that names days", m.Text, m.Value)
			}
		}
	})
}

// BenchmarkDates finds the dates of a release of 250 words.
func BenchmarkDates(b *testing.B) {
	text := strings.Repeat("The ministers met on Monday, 6 May 2019 in Riga and will meet again next week; the agreement of 30/06/2018 expires at the end of 2024. ", 10)
	a := &corpus.Annotated{Document: corpus.Document{Text: text, Published: published}}
	a.Annotations.Language = corpus.DetectedLanguage{Code: "en", Confidence: 1}
	an := New()
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if err := an.Apply(context.Background(), a); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(time.Second)/float64(b.Elapsed()/time.Duration(b.N)), "docs/s")
}

// table reads lines of tab-separated columns.
func table(t testing.TB, file string, columns int) [][]string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for line := range strings.Lines(string(b)) {
		r := strings.Split(strings.TrimRight(line, "\n"), "\t")
		if len(r) != columns {
			t.Fatalf("%s:%d: %d columns, want %d", file, len(rows)+1, len(r), columns)
		}
		rows = append(rows, r)
	}
	return rows
}
