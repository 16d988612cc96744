package main

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"communique/corpus/lang"
	"communique/search/analysis"
)

// A compounder finds the words of a language that its compounds are made of,
// from the compounds in its list of words.
type compounder struct {
	index string
	lists []string        // files of word, tab, dictionary form
	links []string        // letters between the parts, the empty one first
	never map[string]bool // not a head: mostly endings that look like words
	trade map[string]bool // words of the packs for bodies, offices and topics, parts without more evidence

	forms map[string][]string // dictionary forms by form
	words map[string]bool     // dictionary forms
}

// How often a word must be found as a part. A tail of a word is a head if what
// stands before it is a word, too, in most of the words that end in it: of the
// words in -behörde nearly all are compounds, of those in -ring few.
const (
	leastHead, leastModifier = 3, 3

	leastShare = 0.45

	sureHead = 10
)

func newCompounder(index string, rows [][]string) *compounder {
	c := &compounder{index: index, links: []string{""}, never: map[string]bool{}, trade: map[string]bool{}, forms: map[string][]string{}, words: map[string]bool{}}
	for _, row := range rows {
		if row[0] != index {
			continue
		}
		for _, s := range strings.Fields(row[2]) {
			switch row[1] {
			case "lists":
				c.lists = append(c.lists, s)
			case "links":
				c.links = append(c.links, s)
			case "never":
				c.never[s] = true
			}
		}
	}
	return c
}

func (c *compounder) read(dir string) error {
	fold := analysis.Folder(c.index)
	for _, list := range c.lists {
		f, err := os.Open(filepath.Join(dir, list+".tsv"))
		if err != nil {
			return err
		}
		defer f.Close()
		s := bufio.NewScanner(f)
		for s.Scan() {
			form, word, ok := strings.Cut(s.Text(), "\t")
			if !ok {
				return fmt.Errorf("%s: %q has no tab", list, s.Text())
			}
			form, word = fold(form), fold(word)
			if !letters(form) || !letters(word) {
				continue
			}
			c.words[word] = true
			for _, f := range []string{form, word} {
				if !slices.Contains(c.forms[f], word) {
					c.forms[f] = append(c.forms[f], word)
				}
			}
		}
		if err := s.Err(); err != nil {
			return err
		}
	}
	for _, code := range analysis.Languages(c.index) {
		if p := lang.For(code); p != nil {
			for _, w := range p.Words() {
				c.never[fold(w)] = true
			}
			for _, list := range []string{"heads", "roles", "topics"} {
				for _, w := range p.Column(list) {
					if w := fold(w); letters(w) && utf8.RuneCountInString(w) > 4 {
						c.trade[w] = true
						c.words[w] = true
					}
				}
			}
		}
	}
	return nil
}

func letters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) {
			return false
		}
	}
	return s != ""
}

// base gives the dictionary form of what stands before a head: the word
// itself, without its link, or what it is a form of. Empty if it is no word.
func (c *compounder) base(front string, good func(string) bool) string {
	if c.words[front] {
		return front
	}
	for _, link := range c.links[1:] {
		if w, ok := strings.CutSuffix(front, link); ok && c.words[w] && utf8.RuneCountInString(w) > 2 {
			return w
		}
	}
	list := slices.Clone(c.forms[front])
	if len(list) == 0 {
		return ""
	}
	slices.Sort(list)
	if i := slices.IndexFunc(list, good); i >= 0 {
		return list[i]
	}
	return list[0]
}

// parts gives the heads and, with their dictionary forms, the modifiers.
func (c *compounder) parts() (heads map[string]int, modifiers map[string]string) {
	count, tails, fronts := map[string]int{}, map[string]int{}, map[string]int{}
	every := func(head func(string) bool, modifier func(string) bool) {
		clear(count)
		clear(tails)
		clear(fronts)
		for w := range c.words {
			for i := range w {
				if utf8.RuneCountInString(w[:i]) < 3 || utf8.RuneCountInString(w[i:]) < 3 || !head(w[i:]) {
					continue
				}
				tails[w[i:]]++
				if modifier(w[:i]) {
					count[w[i:]]++
					fronts[w[:i]]++
				}
			}
		}
	}
	any := func(string) bool { return false }
	every(func(s string) bool { return c.words[s] && !c.never[s] }, func(s string) bool { return !c.never[s] && c.base(s, any) != "" })
	isHead := maps.Clone(count)
	maps.DeleteFunc(isHead, func(w string, n int) bool { return n < leastHead || float64(n) < leastShare*float64(tails[w]) })
	isModifier := maps.Clone(fronts)
	maps.DeleteFunc(isModifier, func(w string, n int) bool {
		return n < leastModifier || utf8.RuneCountInString(w) < 4 && isHead[w] < leastHead
	})
	for w := range c.trade {
		isHead[w] += leastHead
		isModifier[w] += leastModifier
	}
	// Beside a word that surely heads compounds one occurrence is enough.
	for w := range c.words {
		for i := range w {
			if isHead[w[i:]] >= sureHead && utf8.RuneCountInString(w[:i]) > 4 && c.words[w[:i]] && !c.never[w[:i]] {
				isModifier[w[:i]] += leastModifier
			}
		}
	}
	// Once more, with none but those: a part must stand beside other parts.
	every(func(s string) bool { return isHead[s] > 0 && utf8.RuneCountInString(s) > 3 }, func(s string) bool { return isModifier[s] > 0 })
	heads, modifiers = maps.Clone(count), map[string]string{}
	maps.DeleteFunc(heads, func(w string, n int) bool { return n < leastHead-1 })
	for w := range c.trade {
		heads[w]++
		fronts[w] += leastModifier
	}
	for w, n := range fronts {
		if n >= leastModifier-1 {
			modifiers[w] = c.base(w, func(s string) bool { return isHead[s] > 0 })
		}
	}
	return heads, modifiers
}

// lines writes the parts: the letters, h and m for head and modifier, and the
// dictionary form of a modifier where it is another.
func (c *compounder) lines() []string {
	heads, modifiers := c.parts()
	kinds := map[string]string{}
	for w := range heads {
		kinds[w] = "h"
	}
	for w := range modifiers {
		kinds[w] += "m"
	}
	var out []string
	for w, kind := range kinds {
		line := w + "\t" + kind
		if base := modifiers[w]; base != "" && base != w {
			line += "\t" + base
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}
