package web

// run is a piece of a text, marked or not.
type run struct {
	Text string
	Mark bool
}

// runs cuts a text at its marks, which are start and end in code points. Marks
// that lie outside or overlap are left out rather than trusted.
func runs(s string, marks [][2]int) []run {
	r := []rune(s)
	var out []run
	at := 0
	for _, m := range marks {
		if m[0] < at || m[1] <= m[0] || m[1] > len(r) {
			continue
		}
		if m[0] > at {
			out = append(out, run{Text: string(r[at:m[0]])})
		}
		out = append(out, run{Text: string(r[m[0]:m[1]]), Mark: true})
		at = m[1]
	}
	if at < len(r) {
		out = append(out, run{Text: string(r[at:])})
	}
	return out
}
