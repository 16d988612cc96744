package annotate

import (
	"testing"

	"communique/corpus"
)

func TestHowAnOfficeIsHeld(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           corpus.OfficeStatus
	}{
		{"en", "The former Minister of the Interior of Latvia, Anna Bergmane, came to Riga.", corpus.Former},
		{"en", "The Minister of the Interior of Latvia, Anna Bergmane, came to Riga.", ""},
		{"en", "Former Latvian Minister of Justice Anna Bergmane came to Riga.", corpus.Former},
		{"en", "The acting Minister of Justice, Anna Bergmane, came to Riga.", corpus.Acting},
		{"en", "The Minister of Foreign Affairs of the former Yugoslav Republic of Macedonia, Anna Bergmane, came to Riga.", ""},
		{"fr", "L'ancien ministre de la Justice, Jean Martin, est venu à Paris.", corpus.Former},
		{"fr", "Le ministre de la Justice par intérim, Jean Martin, est venu à Paris.", corpus.Acting},
		{"de", "Der ehemalige Innenminister Hans Schneider kam nach Wien.", corpus.Former},
		{"de", "Der Innenminister Hans Schneider kam nach Wien.", ""},
		{"ro", "Fostul ministru al justiției, Ion Popescu, a venit la Cluj.", corpus.Former},
		{"ru", "Бывший министр внутренних дел Иван Петров приехал в Москву.", corpus.Former},
		{"ru", "Встреча с бывшим министром юстиции Иваном Петровым прошла в Москве.", corpus.Former},
		{"ru", "И.о. министра юстиции Иван Петров приехал в Москву.", corpus.Acting},
		{"ru", "Министр юстиции Иван Петров приехал в Москву.", ""},
		{"lv", "Bijušais iekšlietu ministrs Jānis Bērziņš ieradās Rīgā.", corpus.Former},
		{"pl", "Były minister sprawiedliwości Jan Kowalski przyjechał do Krakowa.", corpus.Former},
		{"it", "L'ex ministro della Giustizia Marco Rossi è venuto a Roma.", corpus.Former},
		{"uk", "Колишній міністр юстиції Іван Петренко приїхав до Києва.", corpus.Former},
		{"es", "El ministro de Justicia en funciones, Juan García, llegó a Madrid.", corpus.Acting},
	} {
		a := &corpus.Annotated{Document: corpus.Document{Text: c.text, Country: "LV"}}
		a.Annotations.Language.Code = c.language
		if err := New().Apply(t.Context(), a); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, m := range a.Annotations.Mentions {
			for _, o := range m.Offices {
				found = true
				if o.Status != c.want {
					t.Errorf("%s: %q, want %q", c.text, o.Status, c.want)
				}
			}
		}
		if !found {
			t.Errorf("%s: no office: %+v", c.text, a.Annotations.Mentions)
		}
	}
}
