package analysis

import (
	"fmt"
	"strings"
)

// A word is one token on its way through the parts of its analyzer.
type word struct {
	// letters is the word as folded so far.
	letters []rune
	// terms is what a part decided that the word is indexed as; empty means
	// the letters as they stand. Several terms stand at one position.
	terms []string
	// known says that a whole lemma table has the word: its terms are
	// dictionary forms, not to be cut further.
	known bool
	room  [1]string // where a single term stands
}

// all gives the terms of the word.
func (w *word) all() []string {
	if len(w.terms) == 0 && len(w.letters) > 0 {
		w.terms = append(w.room[:0:1], string(w.letters))
	}
	return w.terms
}

// each replaces every term by what f makes of it, without twins. An empty
// result keeps the term.
func (w *word) each(f func(string) []string) {
	terms := w.all()
	if len(terms) == 1 {
		if made := f(terms[0]); len(made) > 0 {
			w.terms = made
		}
		return
	}
	var out []string
	for _, t := range terms {
		made := f(t)
		if len(made) == 0 {
			made = []string{t}
		}
		for _, m := range made {
			if !contains(out, m) {
				out = append(out, m)
			}
		}
	}
	w.terms = out
}

func contains(list []string, s string) bool {
	for _, l := range list {
		if l == s {
			return true
		}
	}
	return false
}

// A part changes a word: folds its letters, cuts what is not the word's own,
// finds its dictionary form.
type part func(w *word)

// makers are the parts that analyzers are composed of, by the name that they
// have in the packs. The argument is what stands after the colon.
var makers = map[string]func(arg string) (part, error){
	"also":        makeAlso,
	"han":         makeVariants,
	"lower":       makeLower,
	"fold":        makeFold,
	"script":      makeScript,
	"elision":     makeElision,
	"cut":         makeCut,
	"drop":        makeDrop,
	"irregular":   makeIrregular,
	"lemma":       makeLemma,
	"chain":       makeChain,
	"endings":     makeEndings,
	"clitics":     makeClitics,
	"compounds":   makeCompounds,
	"conjugation": makeConjugation,
	"pieces":      makePieces,
	"respell":     makeRespell,
	"root":        makeRoot,
	"stem":        makeStem,
	"words":       makeWords,
}

type namedPart struct {
	name  string
	apply part
}

// compose reads a sentence of parts.
func compose(sentence string) ([]namedPart, error) {
	var parts []namedPart
	for _, name := range strings.Fields(sentence) {
		kind, arg, _ := strings.Cut(name, ":")
		make, ok := makers[kind]
		if !ok {
			return nil, fmt.Errorf("no such part of an analyzer: %q", name)
		}
		p, err := make(arg)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		parts = append(parts, namedPart{name, p})
	}
	return parts, nil
}
