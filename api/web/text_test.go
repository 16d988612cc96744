package web

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Every language says everything that English says, with the same holes.
func TestWordingIsWhole(t *testing.T) {
	all, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	hole := regexp.MustCompile(`\{\d\}`)
	holes := func(s string) []string {
		found := hole.FindAllString(s, -1)
		slices.Sort(found)
		return slices.Compact(found)
	}
	english := all.of("en").words
	for _, code := range all.codes {
		words := all.of(code).words
		for key, want := range english {
			got := words[key]
			switch {
			case key == "results.one" && got == "":
				t.Errorf("%s lacks %s", code, key)
			case got == "":
				t.Errorf("%s lacks %s", code, key)
			case !strings.HasPrefix(key, "date") && !slices.Equal(holes(got), holes(want)):
				t.Errorf("%s: %s has other holes than English: %q", code, key, got)
			}
		}
		for key := range words {
			if _, plural, _ := strings.Cut(key, "."); english[key] == "" && !slices.Contains([]string{"zero", "two", "few", "many", "alone"}, plural) {
				t.Errorf("%s has %s, which English has not", code, key)
			}
		}
	}
}

func TestCountsAndDates(t *testing.T) {
	all, err := loadTexts()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ got, want string }{
		{all.of("en").count("results", 1), "1 release"}, {all.of("en").count("results", 1234), "1,234 releases"},
		{all.of("ru").count("results", 1), "1 сообщение"}, {all.of("ru").count("results", 3), "3 сообщения"}, {all.of("ru").count("results", 11), "11 сообщений"},
		{all.of("lv").count("results", 21), "21 paziņojums"}, {all.of("lv").count("results", 10), "10 paziņojumu"},
		{all.of("ro").count("results", 20), "20 de comunicate"}, {all.of("ro").count("results", 5), "5 comunicate"},
		{all.of("en").date("2019-05-30"), "30 May 2019"}, {all.of("en").date("2019-05"), "May 2019"}, {all.of("en").date("2019"), "2019"},
		{all.of("ru").date("2019-05"), "май 2019"}, {all.of("ru").date("2019-05-30"), "30 мая 2019 г."},
		{all.of("lv").date("2019-05-30"), "2019. gada 30. maijs"}, {all.of("de").date("2019-05-30"), "30. Mai 2019"},
	} {
		if c.got != c.want {
			t.Errorf("%q, want %q", c.got, c.want)
		}
	}
}
