package main

import (
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"communique/corpus"
	"communique/corpus/lang"
)

const (
	halfRomanian = "Ministrul Afacerilor Interne a prezidat ieri la București ședința consiliului, la care au fost prezentate rezultatele anchetelor.\n\n" +
		"Polițiștii au destructurat două grupări, iar victimele traficului de persoane au primit asistență din partea autorităților."
	halfRussian = "Министр внутренних дел сообщил журналистам, что сотрудники полиции задержали подозреваемых в ходе совместных операций.\n\n" +
		"Пострадавшие от преступлений получат помощь государственных учреждений, а расследования будут продолжены в соседних районах."
)

// A release half Romanian, half Russian is one document: found by a dictionary
// form of either language, counted once, its snippet cut where the word is.
func TestMixedReleaseIsFoundInBothLanguages(t *testing.T) {
	s := startServer(t, filepath.Join(t.TempDir(), "data"))
	documents := []corpus.Document{
		{ID: "mixed", Title: "Ședința consiliului", Text: halfRomanian + "\n\n" + halfRussian, Country: "MD"},
		{ID: "ro", Title: "Ședința", Text: halfRomanian, Country: "RO"},
		{ID: "ru", Title: "Сообщение", Text: halfRussian, Country: "RU"},
	}
	if status, taken, err := s.post(t.Context(), documents, "?wait=indexed"); err != nil || status != http.StatusOK || len(taken.Items) != 3 {
		t.Fatalf("%d %+v %v", status, taken, err)
	}
	for _, c := range []struct{ question, want, shows string }{
		{"grupare", "mixed ro", "grupări"},
		{"anchetă", "mixed ro", "anchetelor"},
		{"расследование", "mixed ru", "расследования"},
		{"соседний район", "mixed ru", "районах"},
		{"учреждение и помощь", "mixed ru", "учреждений"},
		{`"соседний район"`, "mixed ru", "районах"},
		{"anchetă расследование", "mixed", "anchetelor"},
	} {
		r := s.search(url.Values{"q": {c.question}, "facets": {"language,country"}})
		var ids []string
		shown := false
		for _, h := range r.Hits {
			ids = append(ids, h.ID)
			if h.ID != "mixed" {
				continue
			}
			runes := []rune(h.Snippet.Text)
			for _, m := range h.Snippet.Marks {
				shown = shown || strings.Contains(string(runes[m[0]:m[1]]), c.shows)
			}
		}
		for _, id := range strings.Fields(c.want) {
			if !strings.Contains(" "+strings.Join(ids, " ")+" ", " "+id+" ") {
				t.Errorf("%s finds %v, not %s", c.question, ids, id)
			}
		}
		if !shown {
			t.Errorf("%s: the snippet does not mark %s: %+v", c.question, c.shows, r.Hits)
		}
		if c.want != "mixed" && (r.Total != 2 || len(ids) != 2) {
			t.Errorf("%s: total %d, hits %v", c.question, r.Total, ids)
		}
		for field, values := range r.Facets {
			n := 0
			for _, v := range values {
				n += v.Count
			}
			if n != r.Total {
				t.Errorf("%s: %d in facet %s, %d found", c.question, n, field, r.Total)
			}
		}
	}
	if n := s.all(); len(n) != 3 || n["mixed"] != 1 {
		t.Errorf("all: %v", n)
	}
	var d struct {
		Language corpus.DetectedLanguage `json:"language"`
	}
	s.get("/api/v1/documents/mixed", &d)
	if l := d.Language; l.Code != "ru" && l.Code != "ro" || len(l.Others) != 1 || len(l.Passages) != 1 || l.Others[0].Share < 0.35 || l.Others[0].Share > 0.65 {
		t.Errorf("%+v", d.Language)
	}
}

// The sender's word binds: by the request, by the document, by the source.
func TestLanguageIsBound(t *testing.T) {
	s := startServer(t, filepath.Join(t.TempDir(), "data"))
	doc := corpus.Document{ID: "bound", Text: halfRomanian}
	for _, c := range []struct {
		parameters string
		own        []string
		want       string
	}{
		{"", nil, "ro"}, {"language=it", nil, "it"}, {"languages=ro,it", nil, "ro"}, {"language=it", []string{"es"}, "es"}, {"languages=de,nl", []string{"ro"}, "ro"},
	} {
		doc.Languages = c.own
		if status, _, err := s.post(t.Context(), []corpus.Document{doc}, "?wait=indexed&"+c.parameters); err != nil || status != http.StatusOK {
			t.Fatalf("%s: %d %v", c.parameters, status, err)
		}
		var d struct{ Language corpus.DetectedLanguage }
		if s.get("/api/v1/documents/bound", &d); d.Language.Code != c.want {
			t.Errorf("%s %v: %+v", c.parameters, c.own, d.Language)
		}
	}
	doc.Languages = nil
	for _, parameters := range []string{"?language=ro&languages=it", "?langauge=ro"} {
		if status, _, err := s.post(t.Context(), []corpus.Document{doc}, parameters); err != nil || status != http.StatusBadRequest {
			t.Errorf("%s: %d %v", parameters, status, err)
		}
	}
	if status, taken, err := s.post(t.Context(), []corpus.Document{doc}, "?language=klingon"); err != nil || status != http.StatusOK ||
		len(taken.Items) != 1 || taken.Items[0].Error == nil || !strings.Contains(taken.Items[0].Error.Message, "klingon") {
		t.Errorf("klingon: %d %+v %v", status, taken, err)
	}
	s.stop()
	data := filepath.Join(t.TempDir(), "data")
	in := line(corpus.Document{ID: "a", Text: halfRomanian}) + "\n"
	for _, c := range []struct{ flag, value, want string }{{"--language", "it", "it"}, {"--languages", "it,ro", "ro"}} {
		if code, _, said := command(t, in, "ingest", "--data", data, c.flag, c.value, "-"); code != 0 {
			t.Fatalf("%s", said)
		}
		if _, out, _ := command(t, "", "search", "--data", data, "--json", "lang:"+c.want); !strings.Contains(out, `"total":1`) {
			t.Errorf("%s %s: %s", c.flag, c.value, out)
		}
	}
	for _, args := range [][]string{{"--language", "xx"}, {"--language", "it", "--languages", "ro"}} {
		if code, _, said := command(t, in, append([]string{"ingest", "--data", data, "-"}, args...)...); code != exitUsage || said == "" {
			t.Errorf("%v: %d %s", args, code, said)
		}
	}
	bound := startServing(t, "serve", filepath.Join(t.TempDir(), "data"), "--source-languages", "interior-ro=it")
	if status, _, err := bound.post(t.Context(), []corpus.Document{{ID: "s", Text: halfRomanian, Source: "interior-ro"}, {ID: "o", Text: halfRomanian}}, "?wait=indexed"); err != nil || status != http.StatusOK {
		t.Fatalf("%d %v", status, err)
	}
	for id, want := range map[string]string{"s": "it", "o": "ro"} {
		var d struct{ Language corpus.DetectedLanguage }
		if bound.get("/api/v1/documents/"+id, &d); d.Language.Code != want {
			t.Errorf("%s: %+v, want %s", id, d.Language, want)
		}
	}
}

// Every language says what it has.
func TestLanguagesSayWhatTheyHave(t *testing.T) {
	s := startServer(t, filepath.Join(t.TempDir(), "data"))
	if status, _, err := s.post(t.Context(), []corpus.Document{{ID: "ro", Text: halfRomanian}}, "?wait=indexed"); err != nil || status != http.StatusOK {
		t.Fatalf("%d %v", status, err)
	}
	var answer struct {
		Languages []struct {
			Code, Name, Label, Index, Stemming, Detection string
			Analyzer                                      []string
			EntityData                                    int `json:"entity_data"`
			Count                                         int
		}
	}
	s.get("/api/v1/languages?ui=en", &answer)
	if len(answer.Languages) < len(lang.All()) {
		t.Errorf("%d languages of %d", len(answer.Languages), len(lang.All()))
	}
	for _, l := range answer.Languages {
		if l.Name == "" || l.Label == "" || l.Index == "" || l.Stemming == "" || l.Detection == "" || len(l.Analyzer) == 0 || l.EntityData == 0 {
			t.Errorf("%+v", l)
		}
		if want := map[string]int{"ro": 1}[l.Code]; l.Count != want {
			t.Errorf("%s has %d documents, want %d", l.Code, l.Count, want)
		}
		// Its own name goes through the analyzer that it names.
		code, out, said := command(t, "", "analyze", "--language", l.Code, "--explain", l.Name)
		if code != 0 || len(strings.Split(out, "\n")) < len(strings.Fields(l.Name)) {
			t.Errorf("analyze --language %s %s: %d %s%s", l.Code, l.Name, code, out, said)
		}
	}
}
