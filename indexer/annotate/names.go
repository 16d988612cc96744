package annotate

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"communique/corpus"
	"communique/corpus/lang"
)

// nominative turns an inflected ending of a surname into the dictionary form.
// gender is m (a man, or nobody knows), M (only where a man is known), f (only
// where a woman is known), - (either) or ? (either, where the outcome is a
// listed name).
type nominative struct{ from, to, gender string }

func (n nominative) fits(gender string) bool {
	switch n.gender {
	case "m":
		return gender != "f"
	case "M":
		return gender == "m"
	case "f":
		return gender == "f"
	case "?":
		return false // asked for apart
	}
	return true
}

// allNames are given names and surnames of every pack, by folded key: a
// release of any country names people of every other.
type nameLists struct {
	given    nameTable
	surnames wordTable
}

var allNames = sync.OnceValue(func() *nameLists {
	given, surnames := map[string]string{}, map[string]bool{}
	for _, p := range lang.All() {
		fold := scriptFold(p)
		function := set(p, "words")
		for _, list := range []string{"roles", "honorifics"} {
			// King, General: offices before they are names.
			for _, x := range p.Column(list) {
				function[foldKey(x, false, fold)] = true
			}
		}
		for _, x := range p.Column("given") {
			k := foldKey(x, false, fold)
			if utf8.RuneCountInString(k) > 2 && !function[k] && given[k] == "" {
				given[k] = x
			}
		}
		for _, x := range p.Column("surnames") {
			if !strings.HasPrefix(x, "*") && utf8.RuneCountInString(x) > 2 {
				surnames[foldKey(x, false, fold)] = true
			}
		}
	}
	return &nameLists{newNameTable(given), newWordTable(sortedKeys(surnames))}
})

// nameVowels are what a nominative may have where an inflected form has an
// ending: Хельги is Хельг + и, the name Хельга.
var nameVowels = []string{"", "a", "e", "o", "s", "is", "as", "us", "i", "y", "а", "я", "й", "ь", "о", "ο", "α", "οσ", "ησ", "η", "ασ"}

// givenName gives the nominative of a given name of any language, its own first.
func (l *lexicon) givenName(key string) (string, bool) {
	whole := hashOn(hashSeed, key)
	if s, ok := l.given.find(whole, key, ""); ok {
		return s, true
	}
	all := &allNames().given
	if s, ok := all.find(whole, key, ""); ok {
		return s, true
	}
	var cyrillic *nameTable
	if r, _ := utf8.DecodeRuneInString(key); unicode.Is(unicode.Cyrillic, r) {
		cyrillic = &twins().given
		if cyrillic.keys.find(whole, key, "") >= 0 {
			return upperFirst(key), true
		}
	}
	name, found := "", false
	l.eachRest(key, func(rest string, hash uint32) {
		if found || len(rest) == len(key) || len(rest) > 48 || utf8.RuneCountInString(rest) < 3 {
			return
		}
		for _, v := range nameVowels {
			if len(rest)+len(v) == len(key) && strings.HasPrefix(key, rest) && key[len(rest):] == v {
				continue
			}
			h := hashOn(hash, v)
			if name, found = l.given.find(h, rest, v); found {
				return
			}
			if name, found = all.find(h, rest, v); found {
				return
			}
			if cyrillic != nil && cyrillic.keys.find(h, rest, v) >= 0 {
				name, found = upperFirst(rest+v), true
				return
			}
		}
	})
	return name, found
}

// surname says whether a word is a surname: listed, or with an ending that
// only surnames have.
func (l *lexicon) surname(key string) bool {
	return allNames().surnames.has(key) || l.ownSurname(key)
}

// ownSurname says whether a word is a surname of the language itself.
func (l *lexicon) ownSurname(key string) bool {
	if l.surnames.has(key) {
		return true
	}
	ok := false
	l.eachRest(key, func(rest string, hash uint32) {
		ok = ok || l.surnames.find(hash, rest, "") >= 0 || l.surnameEnding(rest)
	})
	return ok
}

// surnameEnding says whether a word, behind at least three bytes of its own,
// ends as only surnames do.
func (l *lexicon) surnameEnding(s string) bool {
	if l.longestEnd == 0 {
		return false
	}
	hash := hashSeed
	for i := len(s); i > max(3, len(s)-l.longestEnd); {
		i--
		hash = hashBack(hash, s[i:i+1])
		if l.surnameEnds.find(hash, s[i:], "") >= 0 {
			return true
		}
	}
	return false
}

// copula says whether a word is a form of "to be" that may stand between an
// office and a name.
func (l *lexicon) copula(key string) bool { return copulas()[l.pack.Code+" "+key] }

var copulas = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for _, p := range lang.All() {
		for _, w := range p.Column("copulas") {
			m[p.Code+" "+foldKey(w, false, nil)] = true
		}
	}
	return m
})

// nameOf fills the canonical forms of a person from the words of one mention.
func (p *passage) nameOf(q *person) {
	l := p.l
	var local []namePart
	seen := q.parts[len(q.parts)-1].text
	agreed := p.agree(q)
	for i, n := range q.parts {
		last := i == len(q.parts)-1
		if agreed != nil {
			n.text = agreed[i]
		} else if !n.initial && !n.particle {
			if s, ok := l.givenName(n.key); ok && (!last || len(q.parts) == 1 && l.inflects()) {
				if corpus.FoldLatin(s) != corpus.FoldLatin(n.text) || strings.EqualFold(s, n.text) {
					n.text = matchScript(l, s, n.text)
				}
			} else {
				n.text = l.toNominative(n.text, genderOf(q, l))
			}
		}
		n.key = l.key(n.text)
		local = append(local, n)
	}
	q.parts = local
	q.seen = []string{seen}
	q.rename(latinNameOf(l, local), joinParts(local))
	q.family = local[len(local)-1].key
	if len(local) > 1 {
		q.given = strings.TrimSuffix(local[0].key, ".") // an initial is one letter
	}
}

// matchScript takes the listed nominative only where it is the same word
// inflected: the letters before the ending agree.
func matchScript(l *lexicon, listed, seen string) string {
	if !l.given.has(l.key(listed)) && l.nominativeEnd(seen) {
		return seen // Gustavs: Latvian for Gustav, and a nominative
	}
	if l.fold != nil && l.fold(strings.ToLower(seen)) != strings.ToLower(seen) {
		return seen // the list is in another script than the text
	}
	if strings.EqualFold(listed, seen) {
		return seen
	}
	return listed
}

// nominativeEnd says whether a word ends as the language's own given names do
// in the nominative: with a letter that one in twelve of them ends with.
func (l *lexicon) nominativeEnd(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(l.key(s))
	return l.given.size() > 0 && l.lastLetters[r]*12 >= l.given.size()
}

// genderOf guesses the gender by the given name's ending, where the pack has
// rules that ask for it.
func genderOf(q *person, l *lexicon) string {
	if q.gender != 0 {
		return string(q.gender)
	}
	for _, n := range q.parts {
		if n.initial || n.particle {
			continue
		}
		if s, ok := l.givenName(n.key); ok {
			return genderByEnding(l, s)
		}
		break
	}
	return ""
}

// toNominative undoes the case of a surname by the pack's table.
func (l *lexicon) toNominative(s, gender string) string { return l.ruleFor(s, gender).undo(s) }

func (n nominative) undo(s string) string { return s[:len(s)-len(n.from)] + n.to }

// ruleFor is the rule of the pack's table for a surname: one that makes a
// listed name of it, else the one with the longest ending that fits. The zero
// rule changes nothing.
func (l *lexicon) ruleFor(s, gender string) nominative {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return nominative{} // Turkish İ: the letters are not those of s
	}
	var best, listed nominative
	for _, n := range l.nominatives {
		if !strings.HasSuffix(low, n.from) || utf8.RuneCountInString(low) <= utf8.RuneCountInString(n.from)+1 {
			continue
		}
		if n.gender == "?" && len(n.from) > len(listed.from) {
			if k := l.key(n.undo(low)); l.surnames.has(k) || l.given.has(k) {
				listed = n
			}
		}
		if n.fits(gender) && len(n.from) > len(best.from) {
			best = n
		}
	}
	if listed.from != "" {
		if k := l.key(low); !l.surnames.has(k) && !l.given.has(k) {
			return listed
		}
	}
	return best
}

// latinNameOf is the canonical Latin name of a person: the parts one by one,
// given names that have a Latin twin in it.
func latinNameOf(l *lexicon, parts []namePart) string {
	var out []string
	foreign := l.foreign(parts)
	for i, n := range parts {
		s := ""
		if foreign != nil {
			s = foreign[i]
		}
		if s == "" {
			s = latin(l, n.text)
		}
		if n.initial {
			if spelt := l.letters(n.key); spelt != "" {
				s = spelt
			} else if !strings.HasSuffix(s, ".") {
				s += "."
			}
		}
		out = append(out, s)
	}
	return strings.Join(out, " ")
}

// latin writes a name in Latin letters, each word with a capital.
func latin(l *lexicon, s string) string {
	if isLatin(s) {
		return s
	}
	if l != nil && l.fold != nil {
		if f := foldCase(s, l.fold); isLatin(f) {
			return f
		}
	}
	words := strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '·' || r == '・' })
	for i, w := range words {
		words[i] = latinWord(l, w)
	}
	return strings.Join(words, " ")
}

func latinWord(l *lexicon, w string) string {
	if isLatin(w) {
		return w
	}
	own := false
	if l != nil {
		k := l.key(w)
		own = l.given.has(k) || l.surnames.has(k)
	}
	if t := twin(w); t != "" && !own {
		return t
	}
	code := "ru"
	if l != nil {
		code = l.pack.Code
	}
	return upperFirst(transliterate(w, code))
}

func upperFirst(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}

func isLatin(s string) bool {
	for _, r := range s {
		if unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) {
			return false
		}
	}
	return true
}

// foldCase applies a folding of lower-case letters to a name in mixed case.
func foldCase(s string, fold func(string) string) string {
	var b strings.Builder
	for _, r := range s {
		low := unicode.ToLower(r)
		f := fold(string(low))
		if low != r && f != "" {
			c, size := utf8.DecodeRuneInString(f)
			f = string(unicode.ToUpper(c)) + f[size:]
		}
		b.WriteString(f)
	}
	return b.String()
}

// hexName stands for a name that has no Latin form: 16 hex digits of its hash.
func hexName(s string) string {
	sum := sha256.Sum256([]byte(norm.NFC.String(s)))
	return hex.EncodeToString(sum[:8])
}
