package ask

import "strings"

// Nearest is the option that a visitor most likely meant by s: one that
// begins with s or that s begins with, else one within a third of its length
// in edits. Empty if none is near.
func Nearest(s string, options []string) string {
	s = strings.ToLower(s)
	for _, o := range options {
		if len(s) >= 2 && (strings.HasPrefix(o, s) || len(o) >= 3 && strings.HasPrefix(s, o)) {
			return o
		}
	}
	if len(s) > 60 {
		return ""
	}
	best, least := "", 1000
	for _, o := range options {
		if d := edits([]rune(s), []rune(strings.ToLower(o))); d < least {
			best, least = o, d
		}
	}
	if 3*least > max(len([]rune(best)), 3) || least >= len([]rune(s)) {
		return ""
	}
	return best
}

// edits is the distance of Damerau and Levenshtein: two letters in the wrong
// order, the commonest slip, are one edit.
func edits(a, b []rune) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		before, last, row = last, row, before
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
	}
	return row[len(b)]
}
