package annotate

import (
	"context"
	"slices"
	"sync"

	"communique/corpus"
	"communique/indexer/annotate/tagger"
)

// Annotator fills mentions and topics. It is safe for concurrent use.
type Annotator struct {
	pool sync.Pool
}

// New returns an annotator over the language packs and gazetteers that the
// program carries.
func New() *Annotator {
	return &Annotator{pool: sync.Pool{New: func() any { return newScratch() }}}
}

// Name is the stage's name.
func (a *Annotator) Name() string { return "annotate" }

// scratch is memory that documents reuse.
type scratch struct {
	tokens   [2][]token
	finds    []find
	match    matchState
	atoms    []atoms
	near     []bool
	sights   []sight
	seen     map[string]int32
	latin    recall[string]
	sounds   recall[uint32]
	sequence tagger.Sequence
	decoder  tagger.Decoder
}

func newScratch() *scratch {
	return &scratch{seen: map[string]int32{}, latin: recall[string]{}, sounds: recall[uint32]{}}
}

// Apply reads title and text in the document's language and replaces the
// mentions and topics. A document in a language without a pack is read with
// what every language shares: dates in digits and international acronyms.
func (a *Annotator) Apply(_ context.Context, d *corpus.Annotated) error {
	s := a.pool.Get().(*scratch)
	defer a.pool.Put(s)
	doc := read(d, s)
	d.Annotations.Mentions = doc.mentions()
	d.Annotations.Topics = doc.topics()
	return nil
}

// sureLanguage is the confidence from which a language is no guess; a zero
// confidence is a language that was stated, not detected.
const sureLanguage = 0.9

// read runs the rules and the tagger over title and text.
func read(d *corpus.Annotated, s *scratch) *document {
	doc := readRules(d, s)
	for _, p := range doc.passages {
		p.arbitrate(tagger.Open(), s)
		p.assignStates()
		p.name()
	}
	doc.corefer()
	return doc
}

// readRules runs the rules over title and text.
func readRules(d *corpus.Annotated, s *scratch) *document {
	l := lexiconFor(d.Annotations.Language.Code)
	if l == nil {
		l = lexiconFor(d.Annotations.Language.Guess)
	}
	if l == nil {
		l = lexiconFor("en")
	}
	said := d.Annotations.Language
	doc := &document{l: l, room: s, meta: &d.Document, unsure: lexiconFor(said.Code) == nil || said.Confidence > 0 && said.Confidence < sureLanguage}
	fields := []struct{ name, s string }{{"title", d.Document.Title}, {"text", d.Document.Text}}
	for i, f := range fields {
		t := scan(f.s, l.fold, l.abbrev, s.tokens[i])
		s.tokens[i] = t.tokens
		s.finds = l.match(t, s.finds[:0], &s.match)
		p := &passage{document: doc, field: f.name, text: t, finds: slices.Clone(s.finds)}
		p.index()
		p.dates(&s.match)
		p.dateline()
		p.bodies()
		p.places()
		doc.passages = append(doc.passages, p)
	}
	doc.homonyms()
	doc.meanings()
	doc.countStates()
	for _, p := range doc.passages {
		p.assignStates()
		p.offices()
		p.persons()
	}
	return doc
}

// document is what the rules know of the whole document.
type document struct {
	l        *lexicon
	room     *scratch
	meta     *corpus.Document
	unsure   bool // the language is a guess
	passages []*passage
	people   []*person
	// mainState is the state named most often, the publisher's own first
	// among equals; empty when none is named.
	mainState string
}

// passage is one field on its way.
type passage struct {
	*document
	field string
	*text
	finds   []find
	starts  []int32 // first find that starts at a token
	claims  []claim
	claimed []int32 // by token: index of its claim + 1
	answers []uint8 // by token: see known
	groups  []officeGroup
	notHere map[int]bool // tokens of names of states that are persons' here
}

// claim is a mention in the making: tokens from..to-1.
type claim struct {
	from, to  int
	typ       corpus.MentionType
	id        string
	kind      string // adjective, inhabitant
	value     string
	rule      string
	head      string // kind of body, for organisations
	portfolio string
	person    *person
	candidate *candidate // of a person, until the person is known
	needState bool       // a national body whose state is not in the words
	silent    bool       // keeps others away, is no mention: places, capitals
}

// index notes where the finds of each token start.
func (p *passage) index() {
	p.starts = make([]int32, len(p.tokens)+1)
	j := 0
	for i := range p.tokens {
		for j < len(p.finds) && p.finds[j].from < i {
			j++
		}
		p.starts[i] = int32(j)
	}
	p.starts[len(p.tokens)] = int32(len(p.finds))
	p.claimed = make([]int32, len(p.tokens))
	p.answers = make([]uint8, len(p.tokens))
}

// at gives the finds that start at token i, the longest first.
func (p *passage) at(i int) []find {
	if i >= len(p.tokens) {
		return nil
	}
	return p.finds[p.starts[i]:p.starts[i+1]]
}

// longest gives the longest find of a kind at token i.
func (p *passage) longest(i int, kinds ...entryKind) (find, bool) {
	for _, f := range p.at(i) {
		if slices.Contains(kinds, f.kind) {
			return f, true
		}
	}
	return noFind, false
}

// free says whether no claim holds any of the tokens.
func (p *passage) free(from, to int) bool {
	for i := from; i < to && i < len(p.claimed); i++ {
		if p.claimed[i] != 0 {
			return false
		}
	}
	return true
}

// claim takes the tokens; they must be free.
func (p *passage) claim(c claim) *claim {
	p.claims = append(p.claims, c)
	for i := c.from; i < c.to; i++ {
		p.claimed[i] = int32(len(p.claims))
	}
	return &p.claims[len(p.claims)-1]
}

// claimAt is the claim that holds token i, or nil.
func (p *passage) claimAt(i int) *claim {
	if i < 0 || i >= len(p.claimed) || p.claimed[i] == 0 {
		return nil
	}
	return &p.claims[p.claimed[i]-1]
}
