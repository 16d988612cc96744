package web

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

//go:embed text/*.yaml
var textFiles embed.FS

// texts is the wording in every language that has a file in text/.
type texts struct {
	codes []string // English first, then by code
	all   map[string]*text
}

// text is the wording in one language, by key.
type text struct {
	tag     language.Tag
	words   map[string]string
	english map[string]string // lends what is missing
	printer *message.Printer
	months  []string // as they stand in a date
	alone   []string // as they stand without a day
}

func loadTexts() (*texts, error) {
	files, err := textFiles.ReadDir("text")
	if err != nil {
		return nil, err
	}
	t := &texts{all: map[string]*text{}}
	for _, f := range files {
		b, err := textFiles.ReadFile(path.Join("text", f.Name()))
		if err != nil {
			return nil, err
		}
		code := strings.TrimSuffix(f.Name(), ".yaml")
		one := &text{tag: language.Make(code), words: map[string]string{}}
		if err := yaml.Unmarshal(b, &one.words); err != nil {
			return nil, fmt.Errorf("text/%s: %w", f.Name(), err)
		}
		one.printer = message.NewPrinter(one.tag)
		one.months = strings.Fields(one.words["months"])
		if one.alone = strings.Fields(one.words["months.alone"]); len(one.alone) == 0 {
			one.alone = one.months
		}
		t.all[code] = one
		if code != "en" {
			t.codes = append(t.codes, code)
		}
		if len(one.months) != 12 || len(one.alone) != 12 {
			return nil, fmt.Errorf("text/%s: months must be twelve words", f.Name())
		}
	}
	slices.Sort(t.codes)
	t.codes = append([]string{"en"}, t.codes...)
	for _, one := range t.all {
		one.english = t.all["en"].words
	}
	return t, nil
}

func (t *texts) of(code string) *text {
	if one := t.all[code]; one != nil {
		return one
	}
	return t.all["en"]
}

func (t *text) has(key string) bool { return t.words[key] != "" || t.english[key] != "" }

func (t *text) name() string { return t.words["name"] }

func (t *text) say(key string, args ...any) string {
	s := t.words[key]
	if s == "" {
		s = t.english[key]
	}
	if s == "" {
		return key
	}
	for i, a := range args {
		s = strings.ReplaceAll(s, "{"+strconv.Itoa(i)+"}", fmt.Sprint(a))
	}
	return s
}

// forms are the keys of plural forms, as CLDR names them.
var forms = map[plural.Form]string{
	plural.Zero: ".zero", plural.One: ".one", plural.Two: ".two", plural.Few: ".few", plural.Many: ".many", plural.Other: ".other",
}

func (t *text) count(key string, n int) string {
	form := forms[plural.Cardinal.MatchPlural(t.tag, n, 0, 0, 0, 0)]
	if t.words[key+form] == "" {
		form = ".other"
	}
	return t.say(key+form, t.number(n))
}

func (t *text) number(n int) string { return t.printer.Sprintf("%d", n) }

// date is a day as the language writes it, without the day for a month. What
// is not a day is given back as it is.
func (t *text) date(s string) string {
	key, layout, months := "date", time.DateOnly, t.months
	if len(s) == len("2006-01") {
		key, layout, months = "date.month", "2006-01", t.alone
	}
	d, err := time.Parse(layout, s)
	if err != nil {
		return s
	}
	return t.say(key, d.Day(), months[d.Month()-1], d.Year())
}
