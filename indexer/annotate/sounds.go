package annotate

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"communique/corpus/lang"
	"communique/indexer/annotate/ordinary"
	"communique/search/analysis/names"
)

// In scripts without capitals, and in those without spaces, a foreign name
// stands under no sign of its own. What is left is how it sounds: its
// consonants are those of a listed name (search/analysis/names).

// soundOf says whether a word sounds like a listed name: 0 for no, else how
// telling its consonants are: 2 for three of them, up to 4, and 8 besides
// where a given name sounds so.
func soundOf(word string) uint32 {
	if n := utf8.RuneCountInString(word); n < 2 || n > 24 {
		return 0
	}
	given, all := ordinary.Sounds()
	best := uint32(0)
	for _, key := range names.Keys(word) {
		if len(key) < 3 || !all.Has(key) {
			continue
		}
		s := uint32(min(len(key)-1, 5))
		if given.Has(key) {
			s |= 8
		}
		best = max(best, s)
	}
	return best
}

// letters notes of each letter of an unspaced script what it may be in a name,
// and of words without capitals how they sound.
func (p *passage) letters(a []atoms) {
	t := p.tokens
	for i := 0; i < len(t); {
		switch {
		case a[i].shape == shapeUncased:
			if a[i].class&(classFunction|classOrdinary) == 0 && utf8.RuneCountInString(t[i].key) > 2 {
				if unicode.Is(unicode.Hangul, p.letter(i)) {
					p.hangul(a, i)
				} else {
					a[i].sound = p.soundOf(t[i].key)
				}
			}
			i++
		case a[i].shape != shapeUnspaced:
			i++
		case unicode.Is(unicode.Katakana, p.letter(i)) || t[i].key == "ー":
			i = p.kana(a, i)
		default:
			a[i].letter |= p.letterClass(i)
			i++
		}
	}
}

// kana notes a run of Katakana: its length, and how it sounds.
func (p *passage) kana(a []atoms, from int) int {
	t := p.tokens
	to := from
	for to < len(t) && t[to].unspaced && (unicode.Is(unicode.Katakana, p.letter(to)) || t[to].key == "ー") && (to == from || !t[to].space) {
		to++
	}
	sound := p.soundOf(p.surface(from, to))
	dots := uint32(0)
	if from > 0 && isDot(t[from-1].key) {
		dots |= 1
	}
	if to < len(t) && isDot(t[to].key) {
		dots |= 2
	}
	for i := from; i < to; i++ {
		place := uint32(1)
		switch {
		case i == from:
			place = 0
		case i == to-1:
			place = 2
		}
		a[i].letter = 1<<12 | uint32(min(to-from, 9))<<4 | dots<<2 | place
		a[i].sound = sound | 16
	}
	return to
}

// letterClass says of a letter whether a surname may begin with it, whether a
// listed given name holds it, and its script.
func (p *passage) letterClass(i int) uint32 {
	t := p.tokens
	r := p.letter(i)
	c := uint32(1) << 13
	switch {
	case unicode.Is(unicode.Han, r):
		c |= 1
	case unicode.Is(unicode.Hiragana, r):
		c |= 2
	case unicode.Is(unicode.Thai, r):
		c |= 3
	}
	if c&3 == 1 {
		for length := 3; length >= 1; length-- {
			if i+length > len(t) {
				continue
			}
			if p.l.surnames.has(p.l.key(p.surface(i, i+length))) {
				c |= uint32(length) << 2
				break
			}
		}
		g := nameLetters(p.l.pack.Code)
		c |= g.first[r]<<4 | g.last[r]<<6
		if i+2 <= len(t) && t[i+1].unspaced {
			if p.l.given.has(p.l.key(p.surface(i, i+2))) {
				c |= 1 << 8
			}
		}
	}
	if p.l.function[t[i].key] {
		c |= 1 << 9
	}
	if p.sound(i) {
		c |= 1 << 10
	}
	if t[i].space {
		c |= 1 << 11
	}
	return c
}

// hangul notes of a Korean word whether it is a surname with a given name of
// two syllables, its particles aside, and how it sounds.
func (p *passage) hangul(a []atoms, i int) {
	g := nameLetters(p.l.pack.Code)
	best, sound := uint32(0), uint32(0)
	p.l.eachRest(p.tokens[i].key, func(rest string, _ uint32) {
		runes := []rune(rest)
		if len(runes) >= 2 && len(runes) <= 4 {
			for n := 1; n <= 2 && n < len(runes); n++ {
				if !p.l.surnames.has(string(runes[:n])) {
					continue
				}
				c := uint32(1) | uint32(min(len(runes)-n, 3))<<1 | uint32(n-1)<<3
				if p.l.given.has(string(runes[n:])) {
					c |= 1 << 4
				}
				if len(runes)-n == 2 {
					c |= g.first[runes[n]]<<5 | g.last[runes[n+1]]<<7
				}
				best = max(best, c)
			}
		}
		sound = max(sound, p.soundOf(rest))
	})
	a[i].letter = 1<<14 | best
	if len(p.tokens[i].key) > 3*4 {
		a[i].letter |= 1 << 15
	}
	a[i].sound = sound
}

// letterCounts says in three steps how often a letter begins and ends the
// given names of two letters of a language.
type letterCounts struct{ first, last map[rune]uint32 }

var nameLetterCounts sync.Map // code -> letterCounts

func nameLetters(code string) letterCounts {
	if v, ok := nameLetterCounts.Load(code); ok {
		return v.(letterCounts)
	}
	first, last := map[rune]int{}, map[rune]int{}
	if p := lang.For(code); p != nil {
		for _, n := range p.Column("given") {
			if r := []rune(n); len(r) == 2 {
				first[r[0]]++
				last[r[1]]++
			}
		}
	}
	step := func(m map[rune]int) map[rune]uint32 {
		out := map[rune]uint32{}
		for r, n := range m {
			switch {
			case n > 5:
				out[r] = 3
			case n > 1:
				out[r] = 2
			default:
				out[r] = 1
			}
		}
		return out
	}
	v := letterCounts{step(first), step(last)}
	nameLetterCounts.Store(code, v)
	return v
}
