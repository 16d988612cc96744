package names

import "strings"

// How much of the measure is left where vowels were not looked at.
const (
	vowellessTrust = 0.97
	syllabicTrust  = 0.94
)

// least is how alike two names of one key must be, by the consonants in the
// key: short names have many neighbours.
var least = [...]float64{2, .97, .97, .92, .88, .88}

// Similar says how alike two names are, 0 to 1, in the measure of Jaro and
// Winkler on their forms; 0 where they share no key. Of names of several words
// it is the mean over the words of the shorter.
func Similar(a, b string) float64 { return compare(a, b, (*Word).Similar) }

// Same says whether two names may be one in different spellings. Of names of
// several words each of the shorter must have its like.
func Same(a, b string) bool {
	return compare(a, b, func(a, b *Word) float64 {
		if a.Same(b) {
			return 1
		}
		return 0
	}) == 1
}

func compare(a, b string, measure func(a, b *Word) float64) float64 {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) == 0 {
		return 0
	}
	words := make([]*Word, len(y))
	for i, t := range y {
		words[i] = Read(t)
	}
	sum := 0.0
	for _, t := range x {
		w := Read(t)
		best, at := 0.0, -1
		for i, o := range words {
			if o == nil {
				continue
			}
			if s := measure(w, o); s > best {
				best, at = s, i
			}
		}
		if at >= 0 {
			words[at] = nil
		}
		sum += best
	}
	return sum / float64(len(x))
}

// Similar is as the function of that name, for two tokens.
func (w *Word) Similar(o *Word) float64 {
	s, _ := w.measure(o)
	return s
}

// Same is as the function of that name, for two tokens.
func (w *Word) Same(o *Word) bool {
	_, ok := w.measure(o)
	return ok
}

// measure gives the likeness of the two readings that are most alike, and
// whether some pair is alike enough for its key.
func (w *Word) measure(o *Word) (best float64, same bool) {
	for i := range w.readings {
		for j := range o.readings {
			a, b := &w.readings[i], &o.readings[j]
			if a.key != b.key || a.silent && b.soft || a.soft && b.silent {
				continue
			}
			if (w.alphabet.vowelless || o.alphabet.vowelless) && (a.soft != b.soft || len(a.key) < 3) && w.alphabet != o.alphabet {
				continue // too little to go by
			}
			s := likeness(w.alphabet, a, o.alphabet, b)
			best = max(best, s)
			n := len(strings.TrimPrefix(a.key, "A"))
			same = same || s >= least[min(n, len(least)-1)]
		}
	}
	return best, same
}

// likeness compares two readings of one key.
func likeness(x *alphabet, a *reading, y *alphabet, b *reading) float64 {
	switch {
	case x == y && x.vowelless:
		if a.form != b.form {
			return 0 // حسن, حسين
		}
		return 1
	case x.vowelless && y.vowelless:
		return vowellessTrust * max(inOrder(a.full, b.full), inOrder(b.full, a.full))
	case x.vowelless:
		return vowellessTrust * inOrder(a.full, b.full)
	case y.vowelless:
		return vowellessTrust * inOrder(b.full, a.full)
	}
	s := jaroWinkler(a.form, b.form)
	switch {
	case x == y && x.name != "latin":
		// Nothing was transcribed: another letter is another name.
		return 1 - 2*(1-s) - clash*float64(clashes(a.form, b.form))
	case x != y || len(a.key) > shortKey:
		s = (s + jaroWinkler(a.coarse, b.coarse)) / 2
	}
	if x.syllabic || y.syllabic {
		return max(s, syllabicTrust*jaroWinkler(a.consonants, b.consonants))
	}
	return s - clash*float64(clashes(a.form, b.form))
}

const (
	// clash is what a vowel costs that no transcription makes of the other.
	clash = .06
	// shortKey is the length of keys within the Latin alphabet to which e and
	// i, o and u are different: Scholz, Schulz.
	shortKey = 3
)

// clashes counts the places between consonants where one has a vowel and the
// other none, or another that does not come near.
func clashes(a, b string) (n int) {
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		v, w := vowelsAt(a, i), vowelsAt(b, j)
		i, j = i+len(v), j+len(w)
		if i == len(a) || j == len(b) {
			if i < len(a) || j < len(b) {
				return 0 // one has a consonant more: they cannot be set side by side
			}
			if v != "" && w != "" && far(v, w) {
				n++
			}
			return n
		}
		switch {
		case (v == "") != (w == ""):
			n++
		case v != "" && far(v, w):
			n++
		}
		i, j = i+1, j+1
	}
	return n
}

func vowelsAt(s string, i int) string {
	end := i
	for end < len(s) && isVowel(s[end]) {
		end++
	}
	return s[i:end]
}

// far says whether no vowel of one is near one of the other.
func far(v, w string) bool {
	for i := range len(v) {
		for j := range len(w) {
			switch string([]byte{min(v[i], w[j]), max(v[i], w[j])}) {
			case "ai", "ao", "au", "iu", "eu", "io":
			default:
				return false
			}
		}
	}
	return true
}

// inOrder is the share of the letters of short that stand in long in their
// order. A vowel before everything may be any.
func inOrder(short, long string) float64 {
	if len(short) == 0 {
		return 0
	}
	if isVowel(short[0]) && len(long) > 0 && isVowel(long[0]) {
		short, long = short[1:], long[1:]
		if len(short) == 0 {
			return 0
		}
	}
	// The longest common subsequence, row by row.
	var before, row [4 * maxLetters]int
	if len(long) >= len(row) {
		return 0
	}
	for i := range len(short) {
		for j := range len(long) {
			if short[i] == long[j] {
				row[j+1] = before[j] + 1
			} else {
				row[j+1] = max(row[j], before[j+1])
			}
		}
		before = row
	}
	return float64(before[len(long)]) / float64(len(short))
}

// jaroWinkler compares plain letters.
func jaroWinkler(a, b string) float64 {
	if a == b {
		return 1
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(a) == 0 || len(b) > 4*maxLetters {
		return 0
	}
	var taken [4 * maxLetters]bool
	var matched [4 * maxLetters]byte
	reach, n := max(len(b)/2-1, 0), 0
	for i := range len(a) {
		for j := max(0, i-reach); j < min(len(b), i+reach+1); j++ {
			if !taken[j] && a[i] == b[j] {
				taken[j] = true
				matched[n] = a[i]
				n++
				break
			}
		}
	}
	if n == 0 {
		return 0
	}
	swapped, k := 0, 0
	for j := range len(b) {
		if taken[j] {
			if matched[k] != b[j] {
				swapped++
			}
			k++
		}
	}
	m := float64(n)
	s := (m/float64(len(a)) + m/float64(len(b)) + (m-float64(swapped)/2)/m) / 3
	if s > .7 {
		same := 0
		for same < min(4, len(a)) && a[same] == b[same] {
			same++
		}
		s += .1 * float64(same) * (1 - s)
	}
	return s
}
