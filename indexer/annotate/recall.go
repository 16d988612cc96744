package annotate

import "strings"

// recall keeps what was found out of words of a language, for the words that
// come next. It is no part of any answer: a full one is emptied.
type recall[V any] map[languageWord]V

type languageWord struct{ code, word string }

// mostRecalled bounds a recall; it takes about a megabyte when full.
const mostRecalled = 1 << 13

// of gives what find says of a word.
func (r recall[V]) of(word, code string, find func(word, code string) V) V {
	if v, ok := r[languageWord{code, word}]; ok {
		return v
	}
	v := find(word, code)
	if len(r) == mostRecalled {
		clear(r)
	}
	r[languageWord{code, strings.Clone(word)}] = v // not the whole document that the word stands in
	return v
}

// latinKey is the function of that name for the passage's language.
func (p *passage) latinKey(key string) string {
	if smallASCII(key) {
		return key
	}
	return p.room.latin.of(key, p.l.pack.Code, latinKey)
}

// soundOf is the function of that name.
func (p *passage) soundOf(word string) uint32 {
	return p.room.sounds.of(word, "", func(word, _ string) uint32 { return soundOf(word) })
}
