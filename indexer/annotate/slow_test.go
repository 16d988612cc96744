package annotate

import (
	"strings"
	"testing"
	"time"
)

// A hostile text costs time in proportion to its length: twice the text may
// not cost much more than twice the time. The bound is generous, since other
// work may run beside the test.
func TestCostGrowsWithLength(t *testing.T) {
	for _, unit := range []string{"A ", "(", "1.1.", "\"a", "Minister of ", "and ", "Anna ", "1 May, ", "of the ", "Ministry of Health and ", "S.", "A-", "EU ", "a\n", "2019 - "} {
		cost := func(n int) time.Duration {
			text := strings.Repeat(unit, n/len(unit))
			start := time.Now()
			apply(t, "en", "", text)
			return time.Since(start)
		}
		cost(1000)
		small, large := cost(40_000), cost(320_000)
		if large > 64*small+2*time.Second {
			t.Errorf("%q: 40 kB take %v, 320 kB %v", unit, small, large)
		}
	}
}
