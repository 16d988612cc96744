package lemma

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// A table is, in this order:
//
//	magic     "lem1"
//	flags     one byte: 1 = whole, the trie has every word of the list
//	alphabet  count, then the runes; a letter's code is its place, from 1
//	rules     count, then front, its replacement, letters cut, what is added
//	sets      count, then for each the number of its rules and the rules
//	nodes     length, then the nodes, children before parents, the root last;
//	          preceded by the root's position
//
// Numbers are varints, texts their length and bytes. A node is
//
//	head      bits 0-1 width of the child offsets less 1, bit 2 has a set,
//	          bits 4-7 the letters of its chain
//	chain     letters that must match before the node counts
//	set       varint, if it has one
//	children  count, then the letters in order, then for each how far back it
//	          stands, little endian
//
// Letter 0 is the beginning of the word.
const magic = "lem1"

const flagWhole = 1

var errDamaged = errors.New("lemma table is damaged")

// A Rule makes a dictionary form of a word: Front is replaced by To, the
// last Cut letters by Add.
type Rule struct {
	Front, To string
	Cut       int
	Add       string
}

// apply makes the dictionary form; ok is false where the rule does not fit.
func (r *Rule) apply(w string) (lemma string, ok bool) {
	rest := w
	if r.Front != "" {
		if rest, ok = strings.CutPrefix(w, r.Front); !ok {
			return "", false
		}
	}
	for range r.Cut {
		if rest == "" {
			return "", false
		}
		_, n := utf8.DecodeLastRuneInString(rest)
		rest = rest[:len(rest)-n]
	}
	if r.To != "" || r.Add != "" {
		rest = r.To + rest + r.Add
	}
	return rest, rest != ""
}

// Table is one language's list. It is safe for concurrent use. What it holds
// beside the file's text, which is the program's own, takes some 10 bytes a
// rule or set.
type Table struct {
	whole   bool
	codes   map[rune]byte
	low     [0x600]byte // codes of the common letters
	text    string      // the file
	ruleAt  []uint32    // where the rules stand in text
	setEnds []uint32    // by set, where its rules end in inSets
	inSets  []uint32    // rules of the sets, one after the other
	nodes   string
	root    int
}

// set gives the rules of a set.
func (t *Table) set(n int) []uint32 {
	from := uint32(0)
	if n > 0 {
		from = t.setEnds[n-1]
	}
	return t.inSets[from:t.setEnds[n]]
}

// rule reads a rule; Read has seen that it is whole.
func (t *Table) rule(n uint32) Rule {
	r := reader{s: t.text[t.ruleAt[n]:]}
	return Rule{Front: r.text(), To: r.text(), Cut: r.number(), Add: r.text()}
}

// Whole says whether the table has every word of its list, so that Known is
// to be trusted.
func (t *Table) Whole() bool { return t.whole }

type reader struct {
	s   string
	bad bool
}

func (r *reader) number() int {
	v, n := uvarint(r.s)
	if n <= 0 || v > 1<<31 {
		r.bad, r.s = true, ""
		return 0
	}
	r.s = r.s[n:]
	return int(v)
}

// uvarint is binary.Uvarint of a text: the number and how many bytes it
// takes, none where it does not end.
func uvarint(s string) (v uint64, n int) {
	for i := 0; i < len(s) && i < binary.MaxVarintLen64; i++ {
		v |= uint64(s[i]&0x7f) << (7 * i)
		if s[i] < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

func (r *reader) bytes(n int) string {
	if n > len(r.s) {
		r.bad, r.s = true, ""
		return ""
	}
	b := r.s[:n]
	r.s = r.s[n:]
	return b
}

func (r *reader) text() string { return r.bytes(r.number()) }

// Read opens a table, which goes on using the text of the file.
func Read(file string) (*Table, error) {
	rest, ok := strings.CutPrefix(file, magic)
	if !ok || rest == "" {
		return nil, fmt.Errorf("%w: it does not begin with %q", errDamaged, magic)
	}
	r := &reader{s: rest}
	t := &Table{whole: r.bytes(1)[0]&flagWhole != 0, codes: map[rune]byte{}, text: file}
	for i := r.number(); i > 0 && !r.bad; i-- {
		c := rune(r.number())
		code := byte(len(t.codes) + 1)
		t.codes[c] = code
		if int(c) < len(t.low) {
			t.low[c] = code
		}
	}
	for i := r.number(); i > 0 && !r.bad; i-- {
		t.ruleAt = append(t.ruleAt, uint32(len(file)-len(r.s)))
		r.text()
		r.text()
		r.number()
		r.text()
	}
	for i := r.number(); i > 0 && !r.bad; i-- {
		for j := r.number(); j > 0 && !r.bad; j-- {
			rule := r.number()
			if rule >= len(t.ruleAt) {
				return nil, errDamaged
			}
			t.inSets = append(t.inSets, uint32(rule))
		}
		t.setEnds = append(t.setEnds, uint32(len(t.inSets)))
	}
	t.root = r.number()
	t.nodes = r.bytes(r.number())
	if r.bad || len(r.s) != 0 || t.root >= len(t.nodes) {
		return nil, errDamaged
	}
	t.ruleAt, t.setEnds, t.inSets = slices.Clone(t.ruleAt), slices.Clone(t.setEnds), slices.Clone(t.inSets)
	return t, nil
}

func (t *Table) code(r rune) byte {
	if r >= 0 && int(r) < len(t.low) {
		return t.low[r]
	}
	return t.codes[r]
}

// MaxLetters is the length from which on words are not looked up: no
// language has such words.
const MaxLetters = 48

// Lookup gives the dictionary forms of a folded word, none if the table
// knows no ending of it. Known says that the word stands in the list; it is
// to be trusted only of a Whole table, in others it means an exception.
func (t *Table) Lookup(word string) (lemmas []string, known bool) {
	var letters [MaxLetters]rune
	n := 0
	for _, r := range word {
		if n == MaxLetters || r == utf8.RuneError {
			return nil, false
		}
		letters[n] = r
		n++
	}
	w := letters[:n]
	set, end := t.find(w)
	for i := range set.n {
		if lemmas = t.apply(set.last[i], word); len(lemmas) > 0 {
			break
		}
	}
	return lemmas, end
}

func (t *Table) apply(set int, w string) []string {
	rules := t.set(set)
	out := make([]string, 0, len(rules))
next:
	for _, n := range rules {
		rule := t.rule(n)
		s, ok := rule.apply(w)
		if !ok {
			continue
		}
		for _, o := range out {
			if o == s {
				continue next
			}
		}
		out = append(out, s)
	}
	return out
}

// find walks from the last letter to the first and gives the sets on the way,
// the most telling first (at most the last four), and whether it came to the
// beginning of the word.
func (t *Table) find(w []rune) (sets found, end bool) {
	var last [4]int
	seen := 0
	pos := t.root
	for i := len(w) - 1; ; {
		head := t.nodes[pos]
		p := pos + 1 + int(head>>4)
		if head&4 != 0 {
			v, n := uvarint(t.nodes[p:])
			last[seen&3] = int(v)
			seen++
			p += n
		}
		if end {
			break
		}
		count := int(t.nodes[p])
		p++
		if count == 0 {
			break
		}
		want, done := byte(0), i < 0
		if !done {
			if want = t.code(w[i]); want == 0 {
				break
			}
		}
		child := t.child(pos, p, count, int(head&3)+1, want)
		if child < 0 {
			break
		}
		i--
		chain := int(t.nodes[child] >> 4)
		for _, c := range []byte(t.nodes[child+1 : child+1+chain]) {
			switch {
			case c == 0:
				if done || i >= 0 {
					child = -1
				}
				done = true
			case i < 0 || t.code(w[i]) != c:
				child = -1
			}
			if child < 0 {
				break
			}
			i--
		}
		if child < 0 {
			break
		}
		pos, end = child, done
	}
	for ; seen > 0 && sets.n < len(last); seen-- {
		sets.last[sets.n] = last[(seen-1)&3]
		sets.n++
	}
	return sets, end
}

// found are the sets on the way through the trie, the longest ending first.
type found struct {
	last [4]int
	n    int
}

// child gives the position of the child by a letter, -1 if there is none.
func (t *Table) child(node, labels, count, width int, want byte) int {
	b := t.nodes[labels : labels+count]
	lo, hi := 0, count
	for lo < hi {
		m := (lo + hi) / 2
		if b[m] < want {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo == count || b[lo] != want {
		return -1
	}
	p := labels + count + lo*width
	back := 0
	for k := width - 1; k >= 0; k-- {
		back = back<<8 | int(t.nodes[p+k])
	}
	return node - back
}
