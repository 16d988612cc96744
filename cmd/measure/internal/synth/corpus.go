package synth

import (
	"fmt"
	"iter"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"communique/corpus"
)

// Languages are the twelve that figures are given for.
var Languages = []string{"en", "fr", "de", "es", "pl", "ru", "bg", "lv", "sr", "ro", "it", "tr"}

// Sizes of the world that releases come from.
const (
	countries     = 45
	topics        = 40
	organisations = 5_000
	persons       = 50_000
	firstDay      = 16_071 // 2014-01-01
	days          = 3_652  // ten years
	words         = 250    // of a text, on average
)

// Corpus makes up documents. It is safe for concurrent use.
type Corpus struct {
	seed         uint64
	languages    []string
	mu           sync.Mutex
	vocabularies map[string]*vocabulary
}

// New makes a corpus of the given languages (none: Languages).
func New(seed uint64, languages ...string) *Corpus {
	if len(languages) == 0 {
		languages = Languages
	}
	return &Corpus{seed: seed, languages: languages, vocabularies: map[string]*vocabulary{}}
}

func (c *Corpus) vocabulary(code string) *vocabulary {
	c.mu.Lock()
	defer c.mu.Unlock()
	v := c.vocabularies[code]
	if v == nil {
		v = newVocabulary(code, c.seed)
		c.vocabularies[code] = v
	}
	return v
}

// All gives the first n documents.
func (c *Corpus) All(n int) iter.Seq2[int, *corpus.Annotated] {
	return func(yield func(int, *corpus.Annotated) bool) {
		for i := range n {
			if !yield(i, c.Document(i)) {
				return
			}
		}
	}
}

// Document makes up document i: always the same one. Its annotations are what
// a perfect annotator would find, without the places in the text.
func (c *Corpus) Document(i int) *corpus.Annotated {
	r := rand.New(rand.NewPCG(c.seed, uint64(i)))
	code := c.languages[i%len(c.languages)]
	v := c.vocabulary(code)
	country := zipf(r, countries)
	day := corpus.DateOfDay(firstDay + r.IntN(days))
	a := &corpus.Annotated{}
	a.Annotations.Language = corpus.DetectedLanguage{Code: code, Confidence: 0.99}
	d := &a.Document
	d.ID = fmt.Sprintf("%016x", uint64(i)*0x9e3779b97f4a7c15)
	d.Country = string([]byte{'A' + byte(country/6), 'A' + byte(country%6)})
	d.Publisher = fmt.Sprintf("Ministry %d of %s", r.IntN(4), d.Country)
	d.Ministry, d.Source, d.Published, d.Language = d.Publisher, "synth-"+d.Country, day, code
	d.URL = fmt.Sprintf("https://%s.example/%s/%d", strings.ToLower(d.Country), code, i)
	d.Title = strings.TrimSuffix(v.sentence(r, 6+r.IntN(6)), ".")

	for range 1 + r.IntN(3) {
		a.Annotations.Topics = append(a.Annotations.Topics, corpus.TopicScore{ID: fmt.Sprintf("topic-%02d", zipf(r, topics)), Score: 0.8})
	}
	var text strings.Builder
	left := int(words * math.Exp(r.NormFloat64()*0.5-0.125)) // log-normal about the mean
	for n := 0; left > 0; n++ {
		length := min(6+r.IntN(18), max(left, 4))
		left -= length
		if n > 0 {
			text.WriteByte(" \n"[btoi(n%4 == 0)])
		}
		text.WriteString(v.sentence(r, length))
		if mention, named := c.mention(r, v, day); r.IntN(3) == 0 {
			a.Annotations.Mentions = append(a.Annotations.Mentions, mention)
			text.WriteString(" " + named + ".")
		}
	}
	d.Text = text.String()
	return a
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// mention makes up an entity or date and the words that name it.
func (c *Corpus) mention(r *rand.Rand, v *vocabulary, published corpus.Date) (m corpus.Mention, named string) {
	m.Field = "text"
	switch r.IntN(4) {
	case 0:
		n := zipf(r, persons)
		// The same number is the same name in each of its languages.
		given, surname := at(v.given, n), at(v.surnames, n*31+n/97)
		m.Type, m.ID, m.Name = corpus.Person, fmt.Sprintf("person:p-%d", n), fmt.Sprintf("Name%d %s", n, surname)
		named = upper(at(v.roles, n)) + " " + given + " " + upper(surname)
	case 1:
		n := zipf(r, organisations)
		m.Type, m.ID, m.Name = corpus.Organisation, fmt.Sprintf("org:o-%d", n), fmt.Sprintf("Organisation %d", n)
		named = at(v.organisations, n)
	case 2:
		n := zipf(r, 190)
		m.Type, m.ID = corpus.State, fmt.Sprintf("state:S%d", n)
		named = at(v.states, n)
	default:
		day, _ := published.Day()
		date := corpus.DateOfDay(day - r.IntN(60))
		m.Type, m.Value = corpus.DateMention, string(date)
		named = date.Time().Format("02.01.2006")
	}
	m.Text = named
	return m, named
}

func at(list []string, n int) string {
	if len(list) == 0 {
		return "X"
	}
	return list[n%len(list)]
}

// zipf draws a number below n, small ones more often.
func zipf(r *rand.Rand, n int) int {
	return min(int(math.Exp(r.Float64()*math.Log(float64(n)+1)))-1, n-1)
}

func (v *vocabulary) sentence(r *rand.Rand, length int) string {
	var b strings.Builder
	for i := range length {
		w := v.word(r)
		if i == 0 {
			w = upper(w)
		} else {
			b.WriteByte(' ')
		}
		b.WriteString(w)
	}
	b.WriteByte('.')
	return b.String()
}

func upper(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// IsCommon says whether a word is a function word of a language.
func (c *Corpus) IsCommon(code, word string) bool {
	v := c.vocabulary(code)
	for _, w := range v.words[:v.common] {
		if strings.EqualFold(w, word) {
			return true
		}
	}
	return false
}
