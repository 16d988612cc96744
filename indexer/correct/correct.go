package correct

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/text/unicode/norm"

	"communique/corpus"
	"communique/corpus/gazetteer"
)

// Rules are the corrections in force, as a step of the pipeline. The zero
// value corrects nothing. Safe for concurrent use.
type Rules struct{ now atomic.Pointer[rules] }

// rules are corrections by the entity that they speak of. The newest stands
// first where one can have several.
type rules struct {
	narrow map[string][]corpus.Correction // splits and rejections
	merged map[string]corpus.Correction
	names  map[string]corpus.Correction
}

// Set puts corrections in force in place of those before, in the order in
// which they were made; those that are undone are passed over.
func (r *Rules) Set(all []corpus.Correction) {
	n := &rules{narrow: map[string][]corpus.Correction{}, merged: map[string]corpus.Correction{}, names: map[string]corpus.Correction{}}
	for _, c := range all {
		if !c.Undone.IsZero() {
			continue
		}
		c.Surface = surface(c.Surface)
		switch c.Kind {
		case corpus.Merge:
			n.merged[c.Entity] = c
		case corpus.Rename:
			n.names[c.Entity] = c
		case corpus.Split, corpus.Reject:
			n.narrow[c.Entity] = slices.Insert(n.narrow[c.Entity], 0, c)
		}
	}
	r.now.Store(n)
}

// surface is the form in which the words of mentions are compared: letter
// case, composition and kinds of spaces do not count.
func surface(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(norm.NFC.String(s))), " ")
}

// Name is the step's name.
func (r *Rules) Name() string { return "correct" }

// Fingerprint names the rules, not the corrections: when those change, only
// the documents that they concern are annotated anew (indexer.Correct).
func (r *Rules) Fingerprint() string { return "1" }

// maxSteps bounds the corrections that one mention goes through.
const maxSteps = 32

// Apply corrects the mentions and notes which corrections did.
func (r *Rules) Apply(_ context.Context, a *corpus.Annotated) error {
	n := r.now.Load()
	if n == nil || len(n.narrow)+len(n.merged)+len(n.names) == 0 {
		return nil
	}
	used := map[int64]bool{}
	kept := make([]corpus.Mention, 0, len(a.Annotations.Mentions))
	for _, m := range a.Annotations.Mentions {
		if m.ID == "" || n.correct(&m, a.Document.ID, used) {
			kept = append(kept, m)
		}
	}
	if len(used) == 0 {
		return nil
	}
	a.Annotations.Mentions = kept
	a.Annotations.Corrections = nil
	for id := range used {
		a.Annotations.Corrections = append(a.Annotations.Corrections, id)
	}
	slices.Sort(a.Annotations.Corrections)
	return nil
}

// correct changes a mention; false when it is rejected.
func (n *rules) correct(m *corpus.Mention, document string, used map[int64]bool) bool {
	passed := map[int64]bool{}
	for range maxSteps {
		c, ok := n.next(m, document, passed)
		if !ok {
			break
		}
		used[c.ID], passed[c.ID] = true, true
		if c.Kind == corpus.Reject {
			return false
		}
		means(m, c)
	}
	if c, ok := n.names[m.ID]; ok {
		used[c.ID] = true
		m.Name, m.LocalName = c.Name, ""
	}
	for i, o := range m.Offices {
		for range maxSteps {
			c, ok := n.merged[o.Organisation]
			if !ok {
				break
			}
			used[c.ID] = true
			o.Organisation = c.Into
		}
		if o != m.Offices[i] {
			m.Offices = slices.Clone(m.Offices)
			m.Offices[i] = o
		}
	}
	return true
}

// next is the correction to apply to a mention: what is said of these words
// or this document before what is said of the entity.
func (n *rules) next(m *corpus.Mention, document string, passed map[int64]bool) (corpus.Correction, bool) {
	for _, c := range n.narrow[m.ID] {
		if !passed[c.ID] && (c.Document == "" || c.Document == document) && (c.Surface == "" || c.Surface == surface(m.Text)) {
			return c, true
		}
	}
	c, ok := n.merged[m.ID]
	return c, ok && !passed[c.ID]
}

// means lets a mention name another entity.
func means(m *corpus.Mention, c corpus.Correction) {
	m.ID = c.Into
	listed, _ := gazetteer.Find(c.Into)
	m.Name = cmp.Or(c.Name, listed.Name, m.Name)
	if typ := corpus.EntityType(c.Into); typ != m.Type {
		m.Type, m.LocalName, m.Role, m.Offices, m.Kind = typ, "", "", nil, ""
	}
}

// Resolve is the entity that an id means by the merges in force.
func (r *Rules) Resolve(id string) string {
	for range maxSteps {
		n := r.now.Load()
		if n == nil {
			break
		}
		c, ok := n.merged[id]
		if !ok {
			break
		}
		id = c.Into
	}
	return id
}

// NameOf is the name that a human gave to an entity, empty if none did.
func (r *Rules) NameOf(id string) string {
	if n := r.now.Load(); n != nil {
		return n.names[id].Name
	}
	return ""
}
