package analysis

import (
	"fmt"
	"sort"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// normalise gives the NFKC runes of a token, without format characters
// (soft hyphens, joiners, direction marks). Nearly all text is in that form
// already. They are added to out.
func normalise(s string, out []rune) []rune {
	if isSettled(s) {
		for _, r := range s {
			out = append(out, r)
		}
		return out
	}
	if !norm.NFKC.IsNormalString(s) {
		s = norm.NFKC.String(s)
	}
	for _, r := range s {
		if r >= 0xAD && unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			continue
		}
		out = append(out, r)
	}
	return out
}

// isSettled says quickly of most words that they are in NFKC and hold nothing to
// be left out: plain Latin and Cyrillic letters. False says nothing.
func isSettled(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x80, 0xC0 <= r && r <= 0x131, 0x141 <= r && r <= 0x148, 0x14A <= r && r <= 0x17E, 0x400 <= r && r <= 0x45F:
		default:
			return false
		}
	}
	return true
}

// makeLower lowers letters; argument "dotless" keeps the dotless i of
// Turkish and Azerbaijani apart. Every apostrophe becomes the plain one,
// final sigma the usual one, digits of every script 0 to 9.
func makeLower(arg string) (part, error) {
	dotless := arg == "dotless"
	if arg != "" && !dotless {
		return nil, fmt.Errorf("%q is neither empty nor dotless", arg)
	}
	return func(w *word) {
		out := w.letters[:0]
		for i, r := range w.letters {
			switch {
			case 'A' <= r && r <= 'Z':
				if r += 'a' - 'A'; r == 'i' && dotless {
					r = 'ı'
				}
			case r < 0x80:
			case r == '’' || r == '‘' || r == '´' || r == '՚' || r == '`':
				r = '\''
			case r == 'İ':
				r = 'i'
			case r == 0x307 && i > 0 && len(out) > 0 && out[len(out)-1] == 'i':
				continue // the dot of İ as written apart
			case r == 'ς':
				r = 'σ'
			case unicode.Is(unicode.Nd, r):
				r = '0' + digitValue(r)
			default:
				r = unicode.ToLower(r)
			}
			out = append(out, r)
		}
		w.letters = out
	}, nil
}

// digitValue relies on Unicode's promise that decimal digits stand in rows of
// ten; a row starts where the letter before is not a digit or ten back is.
func digitValue(r rune) rune {
	for _, t := range unicode.Nd.R16 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	for _, t := range unicode.Nd.R32 {
		if rune(t.Lo) <= r && r <= rune(t.Hi) {
			return (r - rune(t.Lo)) % 10
		}
	}
	return 0
}

// A letters table replaces letters, the longest match first.
type lettersTable struct {
	rules map[rune][]letterRule // by first letter, longest first
	first [1 << 10]uint64       // a bit for the first letter of each rule, by its lower bits
}

// begins says whether a rule may begin with the letter.
func (t *lettersTable) begins(r rune) bool {
	if t.first[r>>6%(1<<10)]&(1<<(r&63)) == 0 {
		return false
	}
	_, ok := t.rules[r]
	return ok
}

type letterRule struct {
	from    []rune
	to      []rune
	initial bool // at the start of the word only
	final   bool // at its end only
}

func (r *letterRule) borders() (n int) {
	for _, b := range []bool{r.initial, r.final} {
		if b {
			n++
		}
	}
	return n
}

var letterTables = sync.OnceValue(func() map[string]*lettersTable {
	tables := map[string]*lettersTable{}
	list := rows("letters.tsv")
	generated, _ := data.ReadDir("data/letters")
	for _, f := range generated {
		list = append(list, rows("letters/"+f.Name())...)
	}
	for _, row := range list {
		t := tables[row[0]]
		if t == nil {
			t = &lettersTable{rules: map[rune][]letterRule{}}
			tables[row[0]] = t
		}
		to := ""
		if len(row) > 2 {
			to = row[2]
		}
		for _, from := range strings.Fields(row[1]) {
			rule := letterRule{to: []rune(to)}
			from, rule.initial = strings.CutPrefix(from, "^")
			from, rule.final = strings.CutSuffix(from, "$")
			rule.from = []rune(from)
			first := rule.from[0]
			t.rules[first] = append(t.rules[first], rule)
			t.first[first>>6%(1<<10)] |= 1 << (first & 63)
		}
	}
	for _, t := range tables {
		for _, rules := range t.rules {
			sort.SliceStable(rules, func(i, j int) bool {
				if len(rules[i].from) != len(rules[j].from) {
					return len(rules[i].from) > len(rules[j].from)
				}
				return rules[i].borders() > rules[j].borders()
			})
		}
	}
	return tables
})

// makeFold replaces letters by a table of data/letters.tsv or
// data/letters/; "marks" drops
// every combining mark of every letter (é, й stays: it is a letter of its
// own in Cyrillic).
func makeFold(arg string) (part, error) {
	if arg == "marks" {
		return func(w *word) { w.letters = dropMarks(w.letters) }, nil
	}
	t := letterTables()[arg]
	if t == nil {
		return nil, fmt.Errorf("letters.tsv has no table %q", arg)
	}
	return func(w *word) { w.letters = t.apply(w.letters) }, nil
}

// makeScript is makeFold by another name: the table is another alphabet.
func makeScript(arg string) (part, error) { return makeFold(arg) }

// makeVariants is makeFold for Han letters, traditional to simplified. They are
// looked at in running text too, where Han letters usually pass as they are.
func makeVariants(arg string) (part, error) { return makeFold(arg) }

// makeRespell is makeFold for the terms that the parts before it made: what is
// spelled in two ways in its dictionary form too (ijekavian cvijet, ekavian
// cvet) meets in one.
func makeRespell(arg string) (part, error) {
	t := letterTables()[arg]
	if t == nil {
		return nil, fmt.Errorf("letters.tsv has no table %q", arg)
	}
	return func(w *word) {
		w.each(func(term string) []string {
			in := []rune(term)
			if !t.touches(in) {
				return nil
			}
			return []string{string(t.apply(in))}
		})
	}, nil
}

func (t *lettersTable) apply(in []rune) []rune {
	if !t.touches(in) {
		return in
	}
	out := make([]rune, 0, len(in)+2)
next:
	for i := 0; i < len(in); {
		for _, rule := range t.rules[in[i]] {
			if rule.initial && i > 0 || !hasPrefix(in[i:], rule.from) || rule.final && i+len(rule.from) < len(in) {
				continue
			}
			out = append(out, rule.to...)
			i += len(rule.from)
			continue next
		}
		out = append(out, in[i])
		i++
	}
	if len(out) == 0 {
		return in // a word of nothing but such letters stays itself
	}
	return out
}

// touches says whether a rule begins with one of the letters.
func (t *lettersTable) touches(in []rune) bool {
	for _, r := range in {
		if t.begins(r) {
			return true
		}
	}
	return false
}

// touchesText is touches of a text; a nil table touches none.
func (t *lettersTable) touchesText(s string) bool {
	if t == nil {
		return false
	}
	for _, r := range s {
		if t.begins(r) {
			return true
		}
	}
	return false
}

func hasPrefix(s, prefix []rune) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i, r := range prefix {
		if s[i] != r {
			return false
		}
	}
	return true
}

// strokes are Latin letters whose mark Unicode does not write apart.
var strokes = map[rune]string{
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h",
	'ı': "i", 'ŧ': "t", 'ə': "e", 'ŋ': "n", 'ĸ': "k", 'ɓ': "b", 'ƙ': "k", 'ґ': "г", 'ё': "е",
}

// dropMarks gives plain letters: combining marks of Latin, Greek, Hebrew,
// Arabic and Cyrillic letters are dropped, but й ї ў and the like stay.
func dropMarks(in []rune) []rune {
	plain := true
	for _, r := range in {
		if r >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return in
	}
	out := make([]rune, 0, len(in)+2)
	for _, r := range in {
		if r < 0x80 {
			out = append(out, r)
			continue
		}
		if s, ok := strokes[r]; ok {
			out = append(out, []rune(s)...)
			continue
		}
		if unicode.Is(unicode.Cyrillic, r) || r >= 0x900 {
			if r < 0x1E00 || r > 0x1FFF {
				out = append(out, r)
				continue
			}
		}
		if isMark(r) {
			continue
		}
		for _, d := range norm.NFD.String(string(r)) {
			if !isMark(d) {
				out = append(out, d)
			}
		}
	}
	if len(out) == 0 {
		return in
	}
	return out
}

// isMark says whether r is a mark that readers leave out: not the vowel signs
// of Indic and Thai scripts, which are part of the word.
func isMark(r rune) bool {
	return r < 0x900 && unicode.Is(unicode.Mn, r)
}
