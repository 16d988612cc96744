package analysis

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

// What isSettled calls settled is in NFKC and NFC.
func TestIsSettled(t *testing.T) {
	n := 0
	for r := rune(1); r < 0x3000; r++ {
		s := string(r)
		if !isSettled(s) {
			continue
		}
		n++
		if !norm.NFKC.IsNormalString("a"+s+"a") || !norm.NFC.IsNormalString("a"+s+"a") {
			t.Errorf("%q (%U) is not in NFKC", s, r)
		}
	}
	if n < 300 {
		t.Errorf("only %d letters are settled", n)
	}
}
