package engine

import "testing"

func TestWithin(t *testing.T) {
	for _, c := range []struct {
		a, b string
		most int
		want bool
	}{
		{"budget", "budget", 0, true}, {"budget", "budgets", 1, true}, {"budget", "bugdet", 1, true}, {"budget", "bugdte", 1, false},
		{"бюджет", "бюджета", 1, true}, {"бюджет", "буджет", 1, true}, {"ab", "ba", 1, true}, {"ab", "cd", 1, false}, {"", "a", 1, true}, {"abc", "", 2, false},
	} {
		if got := within(c.a, c.b, c.most); got != c.want {
			t.Errorf("within(%q, %q, %d) = %v", c.a, c.b, c.most, got)
		}
	}
}
