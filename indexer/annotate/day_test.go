package annotate

import "testing"

func TestDay(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"lv", "Publicēts: 2019. gada 30. maijā", "2019-05-30"},
		{"de", "Berlin, 3. April 2024", "2024-04-03"},
		{"en", "Monday, 6 May 2019", "2019-05-06"},
		{"ru", "18 мая 2016 года, 10:30", "2016-05-18"},
		{"fr", "le 1er mars 2021", "2021-03-01"},
		{"pl", "mają 12 lat", ""},
		{"en", "6 May", ""},
		{"xx", "6 May 2019", ""},
	} {
		if got, ok := Day(c.language, c.text); got != c.want || ok != (c.want != "") {
			t.Errorf("Day(%q, %q) = %q, %v, want %q", c.language, c.text, got, ok, c.want)
		}
	}
}
