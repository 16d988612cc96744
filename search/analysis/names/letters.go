package names

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letterList is data/letters.tsv. Its columns: alphabet; letters; where they
// must stand for the rule (start, end, front: before e, i, y, vowel: before a
// vowel, cons: before a consonant; empty: anywhere); the readings in neutral
// letters, the likeliest first, - for none.
//
// Neutral letters are a e i o u, b d g v z ž p t k f s š c č h j l m n r, ǆ for
// the voiced č and ʰ for an h at the start that is not spoken.
//
//go:embed data/letters.tsv
var letterList string

// alphabet is a way of writing that has rules of its own.
type alphabet struct {
	name  string
	rules map[rune][]letterRule // by first letter; the longest first, then those bound to a place
	// vowelless: short vowels are not written.
	vowelless bool
	// syllabic: foreign clusters are broken up by vowels that nobody says.
	syllabic bool
	// single: a name has one letter a sound, doubles are two sounds.
	single bool
	// caseless: capitals do not tell names from words.
	caseless bool
}

type letterRule struct {
	letters  []rune
	where    string
	readings []string
}

// places of rules, the one that goes first first.
var places = []string{"start", "end", "front", "vowel", "cons", ""}

var scripts = []struct {
	name  string
	table *unicode.RangeTable
}{
	{"latin", unicode.Latin}, {"cyrillic", unicode.Cyrillic}, {"greek", unicode.Greek}, {"georgian", unicode.Georgian},
	{"armenian", unicode.Armenian}, {"arabic", unicode.Arabic}, {"hebrew", unicode.Hebrew}, {"devanagari", unicode.Devanagari},
	{"hangul", unicode.Hangul}, {"kana", unicode.Katakana}, {"kana", unicode.Hiragana},
}

var alphabets = sync.OnceValue(func() map[string]*alphabet {
	all := map[string]*alphabet{}
	for line := range strings.Lines(letterList) {
		c := strings.Split(strings.TrimRight(line, "\n"), "\t")
		a := all[c[0]]
		if a == nil {
			a = &alphabet{name: c[0], rules: map[rune][]letterRule{}}
			switch c[0] {
			case "arabic", "hebrew":
				a.vowelless, a.single, a.caseless = true, true, true
			case "hangul", "kana":
				a.syllabic, a.caseless = true, true
			case "devanagari", "georgian":
				a.caseless = true
			}
			all[c[0]] = a
		}
		r := letterRule{letters: []rune(c[1]), where: c[2], readings: strings.Fields(c[3])}
		for i, s := range r.readings {
			r.readings[i] = strings.Trim(s, "-")
		}
		a.rules[r.letters[0]] = append(a.rules[r.letters[0]], r)
	}
	for _, a := range all {
		for _, rules := range a.rules {
			slices.SortStableFunc(rules, func(a, b letterRule) int {
				return cmp.Or(cmp.Compare(len(b.letters), len(a.letters)), cmp.Compare(slices.Index(places, a.where), slices.Index(places, b.where)))
			})
		}
	}
	return all
})

// alphabetOf is that of the first letter; nil for one that has none here.
func alphabetOf(s string) *alphabet {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			continue
		}
		for _, s := range scripts {
			if unicode.Is(s.table, r) {
				return alphabets()[s.name]
			}
		}
		return nil
	}
	return nil
}

// prepare gives the letters that the rules know.
func (a *alphabet) prepare(s string) []rune {
	s = strings.ToLower(norm.NFKC.String(s))
	if a.name == "hangul" {
		return []rune(norm.NFD.String(s)) // its letters one by one
	}
	out := make([]rune, 0, len(s))
	for _, r := range s {
		switch {
		case r == '’' || r == '‘' || r == 'ʼ' || r == 'ʻ' || r == '`' || r == '´':
			out = append(out, '\'')
			continue
		case r == 'ـ': // stretches a word
			continue
		case a.name == "kana" && r >= 'ぁ' && r <= 'ゖ':
			r += 'ァ' - 'ぁ'
		case a.vowelless && unicode.Is(unicode.Mn, r):
			continue
		}
		if r < 0x80 || a.rules[r] != nil || unicode.Is(unicode.M, r) && a.name == "devanagari" {
			out = append(out, r)
			continue
		}
		for _, d := range norm.NFD.String(string(r)) { // Greek accents, rare Latin marks
			if a.name == "devanagari" || !unicode.Is(unicode.Mn, d) {
				out = append(out, d)
			}
		}
	}
	return out
}

const (
	virama  = '्'
	vowels  = "aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýāăąēėęěīıōőūůűəœαεηιουωάέήίόύώаеёиіїоуыэюяєәөүұ"
	fronts  = "eiyèéêëìíîïęėěēīýæöüεηιυέήίύ"
	maxRead = 12 // readings of a token
	// maxLetters bounds a token: what is longer is no name.
	maxLetters = 40
)

// inherent says whether a Devanagari consonant at i keeps the vowel that is
// not written: no sign for another follows, and it is not the last.
func inherent(word []rune, i, next int) bool {
	if word[i] < 'क' || word[i] > 'ह' || next >= len(word) {
		return false
	}
	r := word[next]
	return r != virama && !(r >= 'ऺ' && r <= 'ॏ')
}

func (r *letterRule) fits(word []rune, i int) bool {
	if i+len(r.letters) > len(word) || !slices.Equal(word[i:i+len(r.letters)], r.letters) {
		return false
	}
	next := rune(-1)
	if n := i + len(r.letters); n < len(word) {
		next = word[n]
	}
	switch r.where {
	case "start":
		return i == 0 && next >= 0
	case "end":
		return next < 0 && i > 2
	case "front":
		return next >= 0 && strings.ContainsRune(fronts, next)
	case "vowel":
		return next >= 0 && strings.ContainsRune(vowels, next)
	case "cons":
		return next >= 0 && unicode.IsLetter(next) && !strings.ContainsRune(vowels, next)
	}
	return true
}

// partial is the beginning of a reading; cost counts the unlikely turns.
type partial struct {
	text string
	cost int
}

// read gives the readings of a token in neutral letters, the likeliest first.
func (a *alphabet) read(token string) []string {
	word := a.prepare(token)
	if len(word) == 0 || len(word) > 3*maxLetters {
		return nil
	}
	list := []partial{{}}
	var same []byte // what all readings have behind their text
	for i := 0; i < len(word); {
		n, readings := 1, []string(nil)
		for k := range a.rules[word[i]] {
			if r := &a.rules[word[i]][k]; r.fits(word, i) {
				n, readings = len(r.letters), r.readings
				break
			}
		}
		if a.name == "devanagari" && inherent(word, i, i+n) {
			with := make([]string, len(readings))
			for k, s := range readings {
				with[k] = s + "a"
			}
			readings = with
		}
		i += n
		switch len(readings) {
		case 0:
		case 1:
			same = append(same, readings[0]...)
		default:
			list = grow(list, string(same), readings)
			same = same[:0]
		}
	}
	out := make([]string, 0, len(list))
	for _, p := range list {
		if s := oneOfDoubles(p.text+string(same), a.single); s != "" && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// grow goes on with each of several readings behind what all have.
func grow(list []partial, same string, readings []string) []partial {
	out := make([]partial, 0, len(list)*len(readings))
	for turn, s := range readings {
		for _, p := range list {
			out = append(out, partial{p.text + same + s, p.cost + turn})
		}
	}
	slices.SortStableFunc(out, func(a, b partial) int { return cmp.Compare(a.cost, b.cost) })
	return out[:min(len(out), maxRead)]
}

// oneOfDoubles writes double letters once. Where doubles are two sounds, only
// those of vowels.
func oneOfDoubles(s string, single bool) string {
	var b strings.Builder
	b.Grow(len(s))
	last := rune(-1)
	for _, r := range s {
		if r == last && (!single || strings.ContainsRune("aeiou", r)) {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// Neutral gives the likeliest reading of a token in neutral letters, empty for
// a script without an alphabet.
func Neutral(token string) string {
	a := alphabetOf(token)
	if a == nil {
		return ""
	}
	if r := a.read(token); len(r) > 0 {
		return r[0]
	}
	return ""
}

// Caseless says whether a word is of a script that we read and that has no
// capitals to tell names from words.
func Caseless(word string) bool {
	a := alphabetOf(word)
	return a != nil && a.caseless
}

// Tokens gives the words of a name that are worth a look-up: of four letters,
// or three where letters are syllables. Names with a
// hyphen count as a whole and in parts; of a Korean name of three syllables
// the last two are the given name.
func Tokens(name string) (list []string) {
	add := func(s string) {
		s = strings.Trim(s, "-'’")
		if long(s) && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	for _, w := range strings.FieldsFunc(norm.NFC.String(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) && !strings.ContainsRune("-'’‘ʼʻ׳‐‑ー", r)
	}) {
		w = strings.NewReplacer("‐", "-", "‑", "-").Replace(w)
		add(w)
		if strings.Contains(w, "-") {
			for part := range strings.SplitSeq(w, "-") {
				add(part)
			}
		}
		if a := alphabetOf(w); a != nil && a.name == "hangul" && utf8.RuneCountInString(w) == 3 {
			_, n := utf8.DecodeRuneInString(w)
			add(w[n:])
		}
	}
	return list
}

func long(s string) bool {
	a := alphabetOf(s)
	if a == nil || utf8.RuneCountInString(s) > maxLetters {
		return false
	}
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	switch {
	case a.name == "hangul":
		return n >= 2
	case a.syllabic || a.name == "devanagari":
		return n >= 3
	}
	return n >= 4
}
