package engine

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/RoaringBitmap/roaring/v2"
	banalysis "github.com/blevesearch/bleve/v2/analysis"
	index "github.com/blevesearch/bleve_index_api"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"communique/search/analysis"
	"communique/search/query"
)

// Limits of what a pattern may stand for.
const (
	maxPatternTerms = 1000   // words that word* or word~ stands for, the commonest
	maxPatternReads = 50_000 // words of the dictionary looked at for it
	maxWordTerms    = 64     // tokens of one typed word or phrase
)

// planner turns an Expr into the nodes of one member, in the member's own
// analysis: the language of the question is never guessed, every index reads
// it as its own.
//
// A word that is a stop word in the member's language asks for nothing there,
// unless the question has no other word.
type planner struct {
	ctx     context.Context
	view    *view
	columns *columnSets
	names   bool // names of entities are alternatives of words
	relaxed bool // any of the words will do, more are better
	stops   bool // stop words are words too
	negated bool // inside a Not, where no name is guessed
	terms   map[[2]string]*term
	dicts   map[string][]segment.TermDictionary
	err     error
}

// newPlan gives nil for a nil Expr: every document.
func newPlan(ctx context.Context, v *view, e query.Expr, sets *columnSets, names, relaxed bool) (node, error) {
	if e == nil {
		return nil, nil
	}
	p := &planner{ctx: ctx, view: v, columns: sets, names: names, relaxed: relaxed, terms: map[[2]string]*term{}, dicts: map[string][]segment.TermDictionary{}}
	n := p.top(e)
	if n == nil && p.err == nil {
		p.stops = true
		n = p.top(e)
	}
	if n == nil {
		n = &sumNode{} // not even letters: nothing
	}
	return n, p.err
}

// top plans the words that should all match.
func (p *planner) top(e query.Expr) node {
	and, ok := e.(*query.And)
	if !ok || !p.relaxed {
		return p.expr(e)
	}
	var words, must, not []node
	for _, part := range and.Parts {
		switch part := part.(type) {
		case *query.Not:
			not = appendNode(not, p.inside(part))
		case *query.Field:
			must = appendNode(must, p.expr(part))
		default:
			words = appendNode(words, p.expr(part))
		}
	}
	if len(words) > 0 {
		must = append(must, &sumNode{words, share})
	}
	if len(must)+len(not) == 0 {
		return nil
	}
	return newAndNode(p.view, must, not)
}

// expr gives nil where the part asks for nothing in this language.
func (p *planner) expr(e query.Expr) node {
	if p.err != nil {
		return nil
	}
	switch e := e.(type) {
	case *query.And:
		var must, not []node
		for _, part := range e.Parts {
			if n, ok := part.(*query.Not); ok {
				not = appendNode(not, p.inside(n))
			} else {
				must = appendNode(must, p.expr(part))
			}
		}
		if len(must)+len(not) == 0 {
			return nil
		}
		return newAndNode(p.view, must, not)
	case *query.Or:
		var parts []node
		for _, part := range e.Parts {
			parts = appendNode(parts, p.expr(part))
		}
		if len(parts) == 0 {
			return nil
		}
		return &sumNode{parts, addUp}
	case *query.Not:
		n := p.inside(e)
		if n == nil {
			return nil
		}
		return newAndNode(p.view, nil, []node{n})
	case *query.Field:
		return &liveNode{p.view, p.columns.holds(e)}
	case *query.Phrase:
		return p.phrase(e)
	case *query.Word:
		switch {
		case e.Prefix:
			return p.pattern(e, p.prefixTerms)
		case e.Fuzzy:
			return p.pattern(e, p.fuzzyTerms)
		}
		return p.word(e)
	}
	return nil
}

// inside plans what must not be.
func (p *planner) inside(e *query.Not) node {
	before := p.negated
	p.negated = true
	defer func() { p.negated = before }()
	return p.expr(e.Part)
}

func appendNode(list []node, n node) []node {
	if n == nil {
		return list
	}
	return append(list, n)
}

// field is a place where words are looked up.
type field struct {
	name, exact string
	weight      float64
	norm        norm
	lengths     func(seg int) []uint16
}

func (p *planner) fields(only string) (list []field) {
	if only != query.FieldTitle {
		list = append(list, field{analysis.Text, analysis.TextExact, textWeight, newNorm(p.view.avgText), func(seg int) []uint16 { return p.view.segments[seg].text.tokens }})
	}
	if only != query.FieldText {
		list = append(list, field{analysis.Title, analysis.TitleExact, titleWeight, newNorm(p.view.avgTitle), func(seg int) []uint16 { return p.view.segments[seg].title.tokens }})
	}
	return list
}

// word looks a word up in text and title, and, as a weak alternative, among
// the names of the entities that the document mentions.
func (p *planner) word(e *query.Word) node {
	all := analyse(p.view.own, e.Text)
	tokens := p.withoutStops(all)
	if len(tokens) == 0 {
		if p.stops && len(all) > 0 {
			return p.exact(e.Text, e.Field)
		}
		return nil
	}
	if positions := countPositions(tokens); positions > 1 {
		// One word to the reader, several to the analyzer: they stand together.
		n := p.slots(tokens, 0, e.Field)
		if p.relaxed && p.isSentence(positions) {
			n = p.anyOf(tokens, e.Field)
		}
		n = p.orForeign(n, e.Text, 0, e.Field)
		return p.withLikeNames(p.withNames(n, e.Text, e.Field), e.Text, e.Field, n.cost() > 0)
	}
	var parts []node
	fields := p.fields(e.Field)
	lists := make([][]*term, len(fields))
	var df uint64
	terms, stop := p.withForeign(tokens, e.Text)
	for i, f := range fields {
		for _, t := range terms {
			found := p.term(f.name, t)
			lists[i] = append(lists[i], found)
			df = max(df, found.df)
		}
	}
	if df == 0 && stop {
		return nil // a function word of passages, which are indexed without
	}
	// One idf for all places: that a word is rarer in titles is no reason to
	// weigh it more.
	weight := idf(p.view.docs, df)
	for i, f := range fields {
		var forms []node
		for _, t := range lists[i] {
			if t.df > 0 {
				forms = append(forms, &termNode{t, weight * f.weight, f.norm, f.lengths, true})
			}
		}
		parts = append(parts, either(forms)...)
	}
	return p.withLikeNames(p.withNames(&sumNode{parts, addUp}, e.Text, e.Field), e.Text, e.Field, df > 0)
}

// withoutStops leaves out what the index does.
func (p *planner) withoutStops(tokens banalysis.TokenStream) banalysis.TokenStream {
	kept := make(banalysis.TokenStream, 0, len(tokens))
	for _, t := range tokens {
		if !analysis.IsStop(p.view.name, string(t.Term)) {
			kept = append(kept, t)
		}
	}
	return kept
}

// withForeign gives the terms of a word: those of the member's own analysis
// and those of the languages of passages that take it for one word. stop says
// that one of them takes it for a function word.
func (p *planner) withForeign(own banalysis.TokenStream, text string) (terms []string, stop bool) {
	add := func(t []byte) {
		if s := string(t); !slices.Contains(terms, s) {
			terms = append(terms, s)
		}
	}
	for _, t := range own {
		add(t.Term)
	}
	for _, r := range p.view.foreign {
		tokens := analyse(r.analyzer, text)
		if countPositions(tokens) != 1 {
			continue
		}
		for _, t := range tokens {
			if analysis.IsStop(r.index, string(t.Term)) {
				stop = true
			} else {
				add(t.Term)
			}
		}
	}
	return terms, stop
}

// orForeign adds to a run of words what the languages of passages make of it.
func (p *planner) orForeign(n node, text string, slop int, only string) node {
	parts := []node{n}
	seen := map[string]bool{signature(analyse(p.view.own, text)): true}
	for _, r := range p.view.foreign {
		tokens := analyse(r.analyzer, text)
		kept := tokens[:0]
		for _, t := range tokens {
			if !analysis.IsStop(r.index, string(t.Term)) {
				kept = append(kept, t)
			}
		}
		if s := signature(kept); len(kept) > 0 && !seen[s] {
			seen[s] = true
			parts = append(parts, p.slots(kept, slop, only))
		}
	}
	if len(parts) == 1 {
		return n
	}
	return &sumNode{parts, takeBest}
}

// signature tells analyses apart.
func signature(tokens banalysis.TokenStream) string {
	var b strings.Builder
	for _, t := range tokens {
		fmt.Fprintf(&b, "%d %s ", t.Position, t.Term)
	}
	return b.String()
}

// isSentence says whether a run of tokens is rather a sentence of a script
// without spaces than a word.
func (p *planner) isSentence(positions int) bool { return positions > 2 }

// either joins the forms of one word.
func either(forms []node) []node {
	if len(forms) < 2 {
		return forms
	}
	return []node{&sumNode{forms, takeBest}}
}

// anyOf lets each token of a run match by itself.
func (p *planner) anyOf(tokens banalysis.TokenStream, only string) node {
	var parts []node
	for _, t := range tokens {
		for _, f := range p.fields(only) {
			if found := p.term(f.name, string(t.Term)); found.df > 0 {
				parts = append(parts, &termNode{found, f.weight * idf(p.view.docs, found.df), f.norm, f.lengths, true})
			}
		}
	}
	return &sumNode{parts, share}
}

func (p *planner) withNames(n node, text, only string) node {
	if !p.names || only != "" {
		return n
	}
	var must []node
	for _, t := range analyse(p.view.names, text) {
		found := p.term(analysis.Names, string(t.Term))
		if found.df == 0 {
			return n
		}
		must = append(must, &termNode{term: found, weight: namesWeight * idf(p.view.docs, found.df), norm: norm{base: k1}})
	}
	if len(must) == 0 {
		return n
	}
	return &sumNode{[]node{n, newAndNode(p.view, must, nil)}, addUp}
}

// phrase looks for the words in their order, in the language's analysis; a
// phrase of one word asks for that form of it.
func (p *planner) phrase(e *query.Phrase) node {
	tokens := p.withoutStops(analyse(p.view.own, e.Text))
	if countPositions(tokens) < 2 {
		return p.exact(e.Text, e.Field)
	}
	return p.orForeign(p.slots(tokens, e.Slop, e.Field), e.Text, e.Slop, e.Field)
}

// exact asks for every token of the text unstemmed, in text or title.
func (p *planner) exact(text, only string) node {
	var must []node
	for _, t := range analyse(p.view.exact, text) {
		var parts []node
		for _, f := range p.fields(only) {
			if found := p.term(f.exact, string(t.Term)); found.df > 0 {
				parts = append(parts, &termNode{found, f.weight * idf(p.view.docs, found.df), f.norm, f.lengths, false})
			}
		}
		must = append(must, &sumNode{parts, addUp})
	}
	if len(must) == 0 {
		return nil
	}
	return newAndNode(p.view, must, nil)
}

// slots looks for tokens in their order in text or title.
func (p *planner) slots(tokens banalysis.TokenStream, slop int, only string) node {
	var parts []node
	for _, f := range p.fields(only) {
		var slots []slot
		weight, last := 0.0, 0
		missing := false
		for i := 0; i < len(tokens); {
			s := slot{after: tokens[i].Position - last}
			last = tokens[i].Position
			var df uint64
			for ; i < len(tokens) && tokens[i].Position == last; i++ {
				t := p.term(f.name, string(tokens[i].Term))
				s.terms = append(s.terms, t)
				df = max(df, t.df)
			}
			missing = missing || df == 0
			weight += idf(p.view.docs, df)
			slots = append(slots, s)
		}
		if !missing {
			parts = append(parts, &phraseNode{slots, slop, weight * f.weight, f.norm, f.lengths})
		}
	}
	return &sumNode{parts, addUp}
}

// pattern looks up the words that word* or word~ stands for. They are not told
// apart in the score.
func (p *planner) pattern(e *query.Word, expand func(field, text string) []string) node {
	tokens := analyse(p.view.exact, e.Text)
	if len(tokens) == 0 {
		return nil
	}
	last := tokens[len(tokens)-1]
	var parts []node
	for _, f := range p.fields(e.Field) {
		sets := make([]*roaring.Bitmap, len(p.view.segments))
		n := &setNode{sets: sets}
		words := expand(f.exact, string(last.Term))
		for seg := range p.view.segments {
			dict := p.dictionary(f.exact, seg)
			if dict == nil {
				continue
			}
			var list segment.PostingsList
			sets[seg] = roaring.New()
			for _, w := range words {
				var err error
				if list, err = dict.PostingsList([]byte(w), p.view.segments[seg].deleted, list); err == nil {
					err = addTo(sets[seg], list)
				}
				if p.failed(err) {
					return nil
				}
			}
			n.df += sets[seg].GetCardinality()
		}
		n.weight = patternWeight * f.weight * idf(p.view.docs, n.df)
		if n.df > 0 {
			parts = append(parts, n)
		}
	}
	must := []node{&sumNode{parts, addUp}}
	for _, t := range tokens[:len(tokens)-1] {
		must = appendNode(must, p.exact(string(t.Term), e.Field))
	}
	return newAndNode(p.view, must, nil)
}

func (p *planner) prefixTerms(field, text string) []string {
	d, err := p.view.snapshot.FieldDictPrefix(field, []byte(text))
	return p.readTerms(d, err)
}

// fuzzyTerms asks every segment by one automaton, which all members share:
// making it costs more than walking a dictionary with it.
func (p *planner) fuzzyTerms(field, text string) []string {
	a, err := p.columns.automaton(text)
	if p.failed(err) {
		return nil
	}
	var all merged
	for seg := range p.view.segments {
		dict := p.dictionary(field, seg)
		if dict == nil {
			continue
		}
		terms := dict.AutomatonIterator(a, nil, nil)
		for range maxPatternReads {
			entry, err := terms.Next()
			if p.failed(err) || p.failed(p.ctx.Err()) {
				return nil
			}
			if entry == nil {
				break
			}
			all.add(entry)
		}
	}
	return all.commonest()
}

// fuzziness is how many letters may differ.
func fuzziness(text string) int {
	if utf8.RuneCountInString(text) < 6 {
		return 1
	}
	return 2
}

func (p *planner) readTerms(d index.FieldDict, err error) []string {
	if p.failed(err) {
		return nil
	}
	defer d.Close()
	var all merged
	for range maxPatternReads {
		entry, err := d.Next()
		if p.failed(err) || p.failed(p.ctx.Err()) {
			return nil
		}
		if entry == nil {
			break
		}
		all.add(entry)
	}
	return all.commonest()
}

// merged adds up the counts of terms over segments.
type merged struct{ counts map[string]uint64 }

func (m *merged) add(e *index.DictEntry) {
	if m.counts == nil {
		m.counts = map[string]uint64{}
	}
	m.counts[e.Term] += e.Count
}

// commonest gives at most maxPatternTerms, equal counts by term.
func (m *merged) commonest() []string {
	terms := slices.Collect(maps.Keys(m.counts))
	slices.SortFunc(terms, func(a, b string) int { return cmp.Or(cmp.Compare(m.counts[b], m.counts[a]), cmp.Compare(a, b)) })
	return terms[:min(len(terms), maxPatternTerms)]
}

func (p *planner) failed(err error) bool {
	if err != nil && p.err == nil {
		p.err = err
	}
	return err != nil
}

// term finds the postings of a term, once.
func (p *planner) term(field, text string) *term {
	key := [2]string{field, text}
	if t := p.terms[key]; t != nil {
		return t
	}
	t := &term{lists: make([]segment.PostingsList, len(p.view.segments))}
	p.terms[key] = t
	for seg := range p.view.segments {
		dict := p.dictionary(field, seg)
		if dict == nil {
			continue
		}
		list, err := dict.PostingsList([]byte(text), p.view.segments[seg].deleted, nil)
		if p.failed(err) || p.failed(p.ctx.Err()) {
			return t
		}
		if n := list.Count(); n > 0 {
			t.lists[seg] = list
			t.df += n
		}
	}
	return t
}

func (p *planner) dictionary(field string, seg int) segment.TermDictionary {
	list := p.dicts[field]
	if list == nil {
		list = make([]segment.TermDictionary, len(p.view.segments))
		for i, s := range p.view.segments {
			d, err := s.Dictionary(field)
			if p.failed(err) {
				break
			}
			list[i] = d
		}
		p.dicts[field] = list
	}
	return list[seg]
}

func analyse(a banalysis.Analyzer, text string) banalysis.TokenStream {
	tokens := a.Analyze([]byte(text))
	return tokens[:min(len(tokens), maxWordTerms)]
}

func countPositions(tokens banalysis.TokenStream) (n int) {
	last := -1
	for _, t := range tokens {
		if t.Position != last {
			n++
			last = t.Position
		}
	}
	return n
}
