package annotate

import (
	"strings"
	"unicode/utf8"
)

// givenForm is what a given name of the text may be in the nominative.
type givenForm struct {
	text      string
	gender    string // m or f
	inflected bool
}

// agree puts all parts of a name into the nominative together, where the given
// name and the surname of a language take the same case: Jana Veselá is as she
// is written, Jana Kowalskiego is Jan Kowalski. Nil where the language has no
// declensions.tsv, or the first word is no listed given name.
func (p *passage) agree(q *person) []string {
	l := p.l
	last := len(q.parts) - 1
	if len(l.declensions) == 0 || last == 0 || q.parts[0].initial || q.parts[0].particle || q.parts[last].initial {
		return nil
	}
	var best []string
	top := -1
	for _, g := range l.givenForms(q.parts[0].text) {
		out := []string{g.text}
		for _, n := range q.parts[1:] {
			s := n.text
			if g.inflected && !n.initial && !n.particle {
				s = l.otherPart(s, g.gender)
			}
			out = append(out, s)
		}
		if score := l.agreement(q.parts[last].text, out[last], g); score > top || score == top && len(out[0]) > len(best[0]) {
			best, top = out, score
		}
	}
	return best
}

// otherPart is the nominative of a surname, patronymic or second given name of
// somebody of a known gender.
func (l *lexicon) otherPart(s, gender string) string {
	if rule := l.ruleFor(s, gender); rule.from != "" {
		return rule.undo(s)
	}
	for _, g := range l.givenForms(s) {
		if g.inflected && g.gender == gender {
			return g.text
		}
	}
	return s
}

// agreement says how well a surname as written, and its nominative, go with a
// reading of the given name.
func (l *lexicon) agreement(seen, nominative string, g givenForm) int {
	listed := func(s string) bool { k := l.key(s); return l.surnames.has(k) || allNames().surnames.has(k) }
	switch {
	case !g.inflected && listed(seen):
		return 6
	case !g.inflected:
		// An ending that only the other gender has speaks against it.
		if other := l.toNominative(seen, otherGender[g.gender]); other != seen && l.toNominative(seen, g.gender) == seen {
			return 1
		}
		// The lists have some inflected forms too (Павлом).
		if rule := l.ruleFor(seen, g.gender); utf8.RuneCountInString(rule.from) > 2 && rule.to != rule.from {
			return 2
		}
		return 4
	case nominative != seen && listed(nominative):
		return 5
	case nominative != seen:
		return 3
	case g.gender == "f" || listed(seen):
		return 2
	}
	return 0
}

var otherGender = map[string]string{"m": "f", "f": "m"}

// givenForms are the nominatives that a word of the text may be a form of:
// itself, and what the rules of declension make of it, where the lists have
// it; names of the language before those of others.
func (l *lexicon) givenForms(s string) (forms []givenForm) {
	low := strings.ToLower(s)
	for _, has := range []func(string) bool{l.given.has, allNames().given.has} {
		if has(l.key(low)) {
			forms = append(forms, givenForm{s, genderByEnding(l, s), false})
		}
		for _, n := range l.declensions {
			stem, ok := strings.CutSuffix(low, n.from)
			if !ok || utf8.RuneCountInString(stem+n.to) < 3 || !has(l.key(stem+n.to)) {
				continue
			}
			text := upperFirst(stem + n.to)
			if stem != "" && len(stem) < len(s) && strings.EqualFold(s[:min(len(s), len(stem))], stem) {
				text = s[:len(stem)] + n.to
			}
			forms = append(forms, givenForm{text, n.gender, true})
		}
		if len(forms) > 0 {
			return forms
		}
	}
	return nil
}

// genderByEnding guesses the gender by the vowel that a given name ends with.
func genderByEnding(l *lexicon, s string) string {
	switch r, _ := utf8.DecodeLastRuneInString(l.key(s)); r {
	case 'a', 'e', 'а', 'я', 'α', 'η':
		return "f"
	}
	return "m"
}
