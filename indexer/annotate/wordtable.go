package annotate

import (
	"strings"
)

// wordTable is a set of words in which each has a number, from 0 in the order
// given. It does not change once made and takes some 8 bytes a word beside
// its letters: all letters stand in one string, and the slots of an
// open-addressed table (linear probing) name words by number. A slot's upper
// bits are from the hash of its word, so that most words that are not there
// are told without reading one that is.
type wordTable struct {
	text  string
	ends  []uint32 // by number, where the word ends in text
	slots []uint32 // hash<<tagShift | number+1; 0 is empty
}

const (
	tagShift   = 24 // so many words a table may hold: 2^24-2
	numberBits = 1<<tagShift - 1
)

// hashSeed begins the hash of every word (FNV-1a, 32 bits): a word's hash can
// be carried on from that of its beginning.
const hashSeed uint32 = 2166136261

// hashOn carries a hash on over the bytes of s.
func hashOn(hash uint32, s string) uint32 {
	for i := range len(s) {
		hash = (hash ^ uint32(s[i])) * 16777619
	}
	return hash
}

// hashBack carries a hash on over the bytes of s from the last to the first.
func hashBack(hash uint32, s string) uint32 {
	for i := len(s) - 1; i >= 0; i-- {
		hash = (hash ^ uint32(s[i])) * 16777619
	}
	return hash
}

// slotOf is the first slot of a hash in a table of n slots.
func slotOf(hash uint32, n int) int {
	return int(uint64(hash*0x9E3779B1) * uint64(n) >> 32)
}

// slotsFor is how many slots n words have: a third of them are empty.
func slotsFor(n int) int { return n + (n+1)/2 }

// after is the slot behind one of n.
func after(at, n int) int {
	if at++; at < n {
		return at
	}
	return 0
}

// newWordTable makes a table of different words.
func newWordTable(words []string) wordTable { return makeTable(words, hashOn) }

// newEndingTable makes a table that is asked by hashBack.
func newEndingTable(words []string) wordTable { return makeTable(words, hashBack) }

func makeTable(words []string, hash func(uint32, string) uint32) wordTable {
	t := wordTable{text: strings.Join(words, ""), ends: make([]uint32, len(words)), slots: make([]uint32, slotsFor(len(words)))}
	if len(words) == 1 {
		t.text = strings.Clone(t.text) // Join gives the word itself, and with it the file it stood in
	}
	end := 0
	for i, w := range words {
		end += len(w)
		t.ends[i] = uint32(end)
		putSlot(t.slots, hash(hashSeed, w), i)
	}
	return t
}

// putSlot puts a number into the first empty slot of its hash.
func putSlot(slots []uint32, hash uint32, n int) {
	at := slotOf(hash, len(slots))
	for slots[at] != 0 {
		at = after(at, len(slots))
	}
	slots[at] = hash<<tagShift | uint32(n+1)
}

func (t *wordTable) size() int { return len(t.ends) }

// word is the word of a number.
func (t *wordTable) word(n int) string {
	from := uint32(0)
	if n > 0 {
		from = t.ends[n-1]
	}
	return t.text[from:t.ends[n]]
}

// number is that of a word, -1 for one that is not there.
func (t *wordTable) number(w string) int { return t.find(hashOn(hashSeed, w), w, "") }

func (t *wordTable) has(w string) bool { return t.number(w) >= 0 }

// find is the number of the word that a and b make together, -1 where it is
// not there; hash is that of the whole.
func (t *wordTable) find(hash uint32, a, b string) int {
	if len(t.slots) == 0 {
		return -1
	}
	tag := hash << tagShift
	for at := slotOf(hash, len(t.slots)); t.slots[at] != 0; at = after(at, len(t.slots)) {
		if t.slots[at]&^numberBits != tag {
			continue
		}
		n := int(t.slots[at]&numberBits) - 1
		if w := t.word(n); len(w) == len(a)+len(b) && w[:len(a)] == a && w[len(a):] == b {
			return n
		}
	}
	return -1
}

// nameTable maps keys to names as the packs write them.
type nameTable struct {
	keys  wordTable
	names wordTable // by number of the key; asked by number alone
}

// newNameTable makes a table of a map.
func newNameTable(m map[string]string) nameTable {
	keys := sortedKeys(m)
	t := nameTable{keys: newWordTable(keys)}
	for i, k := range keys {
		keys[i] = m[k]
	}
	t.names = newWordTable(keys)
	t.names.slots = nil
	return t
}

func (t *nameTable) size() int { return t.keys.size() }

func (t *nameTable) has(key string) bool { return t.keys.has(key) }

func (t *nameTable) get(key string) (string, bool) { return t.find(hashOn(hashSeed, key), key, "") }

// find is the name of the key that a and b make together; see wordTable.find.
func (t *nameTable) find(hash uint32, a, b string) (string, bool) {
	n := t.keys.find(hash, a, b)
	if n < 0 {
		return "", false
	}
	return t.names.word(n), true
}
