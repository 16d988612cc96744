package annotate

import (
	"strconv"
	"testing"
)

// A table has all its words under their numbers and no others, also where the
// word comes in two pieces or is asked from its end.
func TestWordTable(t *testing.T) {
	for _, n := range []int{0, 1, 2, 3, 1000} {
		var words []string
		for i := range n {
			words = append(words, "слово"+strconv.Itoa(i*i))
		}
		table, ends := newWordTable(words), newEndingTable(words)
		for i, w := range words {
			if got := table.number(w); got != i || table.word(i) != w {
				t.Errorf("%d words: number(%q) = %d, word(%d) = %q", n, w, got, i, table.word(i))
			}
			if got := table.find(hashOn(hashOn(hashSeed, w[:4]), w[4:]), w[:4], w[4:]); got != i {
				t.Errorf("%d words: find(%q, %q) = %d", n, w[:4], w[4:], got)
			}
			if got := ends.find(hashBack(hashSeed, w), w, ""); got != i {
				t.Errorf("%d words: %q is %d from its end", n, w, got)
			}
			if other := w + "x"; table.has(other) {
				t.Errorf("%d words: has %q", n, other)
			}
		}
		if table.has("") {
			t.Errorf("%d words: has the empty word", n)
		}
	}
}
