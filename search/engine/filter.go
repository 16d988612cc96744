package engine

import (
	"math"
	"strings"
	"sync"

	"github.com/blevesearch/vellum/levenshtein"

	"communique/corpus"
	"communique/search/analysis"
	"communique/search/query"
)

// filter is one condition on a document's columns.
type filter struct {
	// keyword is the place of the column in analysis.Keywords, -1 for days.
	keyword int
	set     set
	days    func(c *columns, doc uint32) bool
}

// set of values, by number.
type set []bool

func (s set) has(number uint32) bool { return number < uint32(len(s)) && s[number] }

func (f *filter) holds(c *columns, doc uint32) bool {
	if f.keyword < 0 {
		return f.days(c, doc)
	}
	for _, n := range c.keywords[f.keyword].of(doc) {
		if f.set.has(n) {
			return true
		}
	}
	return false
}

// idTypes are the types that ids of a column begin with: a filter may leave
// them out.
var idTypes = map[string]string{
	analysis.Organisation: "org:", analysis.Person: "person:", analysis.State: "state:", analysis.Region: "region:",
}

// matcher says for a value of a column whether it is meant.
func matcher(field, wanted string) func(value string) bool {
	wanted = strings.TrimSpace(wanted)
	if t := idTypes[field]; t != "" {
		if !strings.HasPrefix(wanted, t) {
			wanted = t + wanted
		}
		if field == analysis.State {
			wanted = t + strings.ToUpper(wanted[len(t):])
		}
	}
	switch field {
	case analysis.Language: // sr also means sr-Latn
		return func(v string) bool {
			return strings.EqualFold(v, wanted) || len(v) > len(wanted) && v[len(wanted)] == '-' && strings.EqualFold(v[:len(wanted)], wanted)
		}
	case analysis.Country:
		wanted = strings.ToUpper(wanted)
	}
	return func(v string) bool { return v == wanted }
}

// columnSets finds the numbers of values. It is made after the views of all
// members are open, so that every value of theirs has its number.
// It also keeps what else the members share while they answer one question.
type columnSets struct {
	dictionaries []*values
	mu           sync.Mutex
	automata     map[string]*levenshtein.DFA // of word~, by the folded word
	likes        map[string]*likeName        // words that look like names; set before planning
	known        map[string]bool             // words that some text has
}

// builders of automata by how many letters may differ; making one takes
// milliseconds.
var builders = [3]func() (*levenshtein.LevenshteinAutomatonBuilder, error){
	1: sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(1, true)
	}),
	2: sync.OnceValues(func() (*levenshtein.LevenshteinAutomatonBuilder, error) {
		return levenshtein.NewLevenshteinAutomatonBuilder(2, true)
	}),
}

// automaton accepts the words that differ from text by few letters; two letters
// that changed places are one difference.
func (s *columnSets) automaton(text string) (*levenshtein.DFA, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if a := s.automata[text]; a != nil {
		return a, nil
	}
	distance := fuzziness(text)
	builder, err := builders[distance]()
	if err != nil {
		return nil, err
	}
	a, err := builder.BuildDfa(text, uint8(distance))
	if err != nil {
		return nil, err
	}
	if s.automata == nil {
		s.automata = map[string]*levenshtein.DFA{}
	}
	s.automata[text] = a
	return a, nil
}

func (s *columnSets) of(field string, match func(string) bool) set {
	all := s.dictionaries[keywordIndex[field]].all()
	found := make(set, len(all))
	for i, v := range all {
		found[i] = match(v)
	}
	return found
}

func (s *columnSets) filters(q *query.Filters) []filter {
	var list []filter
	for _, f := range keywordFilters(q) {
		if len(f.values) == 0 {
			continue
		}
		matchers := make([]func(string) bool, len(f.values))
		for i, v := range f.values {
			matchers[i] = matcher(f.field, v)
		}
		list = append(list, filter{keyword: keywordIndex[f.field], set: s.of(f.field, func(v string) bool {
			for _, m := range matchers {
				if m(v) {
					return true
				}
			}
			return false
		})})
	}
	if q.From != "" || q.To != "" {
		list = append(list, filter{keyword: -1, days: published(q.From, q.To)})
	}
	if q.MentionedFrom != "" || q.MentionedTo != "" {
		list = append(list, filter{keyword: -1, days: mentioned(q.MentionedFrom, q.MentionedTo)})
	}
	return list
}

type keywordFilter struct {
	field  string
	values []string
}

func keywordFilters(q *query.Filters) []keywordFilter {
	return []keywordFilter{
		{analysis.Language, q.Language}, {analysis.Country, q.Country}, {analysis.Ministry, q.Ministry}, {analysis.Publisher, q.Publisher},
		{analysis.Source, q.Source}, {analysis.Topic, q.Topic}, {analysis.Organisation, q.Organisation}, {analysis.Person, q.Person},
		{analysis.State, q.State}, {analysis.Region, q.Region},
	}
}

// queryColumns leads from a field written in the query to its column.
var queryColumns = map[string]string{
	query.FieldLang: analysis.Language, query.FieldCountry: analysis.Country, query.FieldMinistry: analysis.Ministry,
	query.FieldPublisher: analysis.Publisher, query.FieldSource: analysis.Source, query.FieldTopic: analysis.Topic,
	query.FieldOrg: analysis.Organisation, query.FieldPerson: analysis.Person, query.FieldState: analysis.State, query.FieldRegion: analysis.Region,
}

// holds is the condition of a field written in the query. Names of
// ministries, publishers and sources need not be typed in full.
func (s *columnSets) holds(e *query.Field) func(c *columns) func(doc uint32) bool {
	f := filter{keyword: -1}
	switch e.Name {
	case query.FieldPublished:
		f.days = published(e.From, e.To)
	case query.FieldMentions:
		f.days = mentioned(e.From, e.To)
	default:
		column := queryColumns[e.Name]
		match := matcher(column, e.Value)
		switch e.Name {
		case query.FieldMinistry, query.FieldPublisher, query.FieldSource:
			part := corpus.FoldLatin(e.Value)
			match = func(v string) bool { return strings.Contains(corpus.FoldLatin(v), part) }
		}
		f.keyword, f.set = keywordIndex[column], s.of(column, match)
	}
	return func(c *columns) func(uint32) bool {
		return func(doc uint32) bool { return f.holds(c, doc) }
	}
}

func dayBounds(from, to corpus.Date) (low, high int32) {
	low, high = noDay+1, math.MaxInt32
	if d, ok := from.Day(); ok {
		low = int32(d)
	}
	if d, ok := to.Day(); ok {
		high = int32(d)
	}
	return low, high
}

func published(from, to corpus.Date) func(*columns, uint32) bool {
	low, high := dayBounds(from, to)
	return func(c *columns, doc uint32) bool { return c.day[doc] >= low && c.day[doc] <= high }
}

// vague is the longest span, in days, that still speaks of a day inside it:
// a season. "2019" does not speak of the 30th of May, and nearly every
// release of that year says 2019; a question about a longer span takes
// mentions as long as itself.
const vague = 100

func mentioned(from, to corpus.Date) func(*columns, uint32) bool {
	low, high := dayBounds(from, to)
	longest := max(int64(high)-int64(low)+1, vague)
	return func(c *columns, doc uint32) bool {
		for _, d := range c.mentioned.of(doc) {
			if d[0] <= high && d[1] >= low && int64(d[1])-int64(d[0])+1 <= longest {
				return true
			}
		}
		return false
	}
}
