package annotate

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
	"unique"

	"golang.org/x/text/unicode/norm"

	"communique/corpus/gazetteer"
	"communique/corpus/lang"
	"communique/indexer/annotate/ordinary"
)

// entryKind says what a phrase of the lexicon is.
type entryKind uint8

const (
	kState     entryKind = iota // id, sub: name, adjective or inhabitant
	kCapital                    // id of its state
	kPlace                      //
	kRegion                     // id
	kOrg                        // id, sub: name or acronym
	kRole                       // id of roles.tsv
	kPortfolio                  // id of portfolios.tsv
	kHead                       // kind of heads.tsv
	kCompound                   // id: role or head kind, sub: portfolio
	kHonorific                  //
	kCommon                     // word that is no name
	kTopic                      // id of topics.tsv
	kLegal                      // sub: before, after or both
	kMonth                      // n: 1-12
	kWeekday                    // n: 1-7
	kNumber                     // n
	kSeason                     // n: 1-4
	kCuePerson                  // words beside names, by what the name is
	kCuePlace                   //
	kCueBody                    //
	kCueWork                    //
	kinds
)

// entry is what a phrase means.
type entry struct {
	kind entryKind
	id   string
	sub  string
	n    int
}

// caseRule is what a word of a phrase asks of the word of the text.
type caseRule uint8

const (
	anyCase  caseRule = iota
	capital           // the first letter is a capital
	capitals          // all letters are
)

// phrase ends at a node of the trie.
type phrase struct {
	entry
	cases string // a caseRule a word
}

// lexicon is a language pack compiled for one pass over a text: a trie over
// words, in which a word stands for all its inflected forms.
type lexicon struct {
	pack  *lang.Pack
	rests map[string][]int32 // a word or the rest of one, to word ids
	exact map[string]int32   // whole words only
	edges map[uint64]int32   // node<<32|word id, to the next node
	ends  [][]phrase         // by node
	words int32

	endings     map[string]bool
	longest     int             // ending, in bytes
	parted      map[string]bool // signs that part an ending from its name
	prefixes    []string
	minRest     int // letters that must remain
	fold        func(string) string
	function    map[string]bool
	abbrev      map[string]bool
	particles   map[string]bool
	conjunction map[string]bool
	sounds      map[string]bool   // letters that write foreign names
	initials    map[string]string // names of the Latin letters, as initials and acronyms are written with, and the letters
	postposed   map[string]bool   // words behind a noun that end its phrase; true: a genitive, it goes on
	surnameEnds map[string]bool   // also as they stand before a case ending
	longestEnd  int               // of them, in bytes
	given       map[string]string // folded key to the name as the pack writes it
	surnames    map[string]string
	lastLetters map[rune]int // of the given names
	nominatives []nominative
	dates       *dateTrie
	ordinary    []*ordinary.Words // of the language, and of English for Latin texts
	trade       map[string]bool   // words of the pack's own lists that are no names
}

var lexicons sync.Map // code -> func() *lexicon

// lexiconFor compiles the pack of a language once. Nil where there is none.
func lexiconFor(code string) *lexicon {
	p := lang.For(code)
	if p == nil {
		return nil
	}
	f, _ := lexicons.LoadOrStore(p.Code, sync.OnceValue(func() *lexicon { return compile(p) }))
	return f.(func() *lexicon)()
}

func compile(p *lang.Pack) *lexicon {
	l := newLexicon(p)
	add := func(name string, make func(r []string) entry) {
		for _, r := range p.Rows(name) {
			l.add(r[0], make(r))
		}
	}
	col := func(r []string, i int) string {
		if i < len(r) {
			return r[i]
		}
		return ""
	}
	add("states", func(r []string) entry { return entry{kind: kState, id: col(r, 1), sub: col(r, 2)} })
	add("capitals", func(r []string) entry { return entry{kind: kCapital, id: col(r, 1)} })
	add("places", func(r []string) entry { return entry{kind: kPlace} })
	add("regions", func(r []string) entry { return entry{kind: kRegion, id: col(r, 1)} })
	add("organisations", func(r []string) entry { return entry{kind: kOrg, id: col(r, 1), sub: col(r, 2)} })
	add("roles", func(r []string) entry { return entry{kind: kRole, id: col(r, 1)} })
	add("portfolios", func(r []string) entry { return entry{kind: kPortfolio, id: col(r, 1)} })
	add("heads", func(r []string) entry { return entry{kind: kHead, id: col(r, 1)} })
	add("compounds", func(r []string) entry { return entry{kind: kCompound, id: col(r, 1), sub: col(r, 2)} })
	add("honorifics", func(r []string) entry { return entry{kind: kHonorific} })
	add("common", func(r []string) entry { return entry{kind: kCommon} })
	add("topics", func(r []string) entry { return entry{kind: kTopic, id: col(r, 1)} })
	add("months", func(r []string) entry { return entry{kind: kMonth, n: number0(col(r, 1))} })
	add("weekdays", func(r []string) entry { return entry{kind: kWeekday, n: number0(col(r, 1))} })
	add("numbers", func(r []string) entry { return entry{kind: kNumber, n: number0(col(r, 1))} })
	add("seasons", func(r []string) entry { return entry{kind: kSeason, n: seasonNumber[col(r, 1)]} })
	add("cues", func(r []string) entry { return entry{kind: cueKind[col(r, 1)]} })
	for _, f := range gazetteer.LegalForms() {
		l.add(f.ID, entry{kind: kLegal, sub: f.Name})
	}
	for _, o := range international() {
		l.add(o.name, entry{kind: kOrg, id: o.id, sub: o.sub})
	}
	offices := set(p, "roles")
	for _, n := range p.Column("given") {
		if k := l.key(n); !offices[k] {
			l.given[strings.Clone(k)] = strings.Clone(n)
		}
	}
	l.lastLetters = map[rune]int{}
	for k := range l.given {
		r, _ := utf8.DecodeLastRuneInString(k)
		l.lastLetters[r]++
	}
	for _, n := range p.Column("surnames") {
		if e, ok := strings.CutPrefix(n, "*"); ok {
			e = l.key(e)
			l.surnameEnds[e] = true
			for _, v := range nameVowels {
				// An inflected form: the ending in the nominative, less its last vowel.
				if stem, cut := strings.CutSuffix(e, v); cut && v != "" && len(stem) > 5 {
					l.surnameEnds[stem] = true
				}
			}
			l.longestEnd = max(l.longestEnd, len(e))
			continue
		}
		l.surnames[strings.Clone(l.key(n))] = strings.Clone(n)
	}
	for _, r := range p.Rows("nominatives") {
		if len(r) == 3 {
			l.nominatives = append(l.nominatives, nominative{from: r[0], to: strings.TrimPrefix(r[1], "-"), gender: r[2]})
		}
	}
	l.dates = compileDates(l)
	l.ordinary = []*ordinary.Words{ordinary.For(p.Code)}
	if p.Code != "en" && len(p.Scripts) > 0 && p.Scripts[0] == "Latn" {
		// Names of products, bands and firms are English in every language.
		l.ordinary = append(l.ordinary, ordinary.For("en"))
	}
	l.trade = l.wordsOfTrade()
	l.ends = slices.Clone(l.ends) // without the room that growth left
	return l
}

// newLexicon holds a pack's endings and function words, and no phrase yet.
func newLexicon(p *lang.Pack) *lexicon {
	l := &lexicon{
		pack: p, rests: map[string][]int32{}, exact: map[string]int32{}, edges: map[uint64]int32{}, ends: make([][]phrase, 1),
		endings: map[string]bool{}, fold: scriptFold(p), minRest: 3,
		function: set(p, "words"), abbrev: set(p, "abbreviations"), particles: set(p, "particles"), conjunction: set(p, "conjunctions"), sounds: set(p, "sounds"),
		initials: map[string]string{}, postposed: map[string]bool{},
		given: map[string]string{}, surnames: map[string]string{}, surnameEnds: map[string]bool{},
	}
	l.parted = map[string]bool{}
	for _, e := range p.Endings() {
		if e := foldKey(e, false, nil); e != "" && strings.Contains("'-:", e[:1]) {
			l.parted[e[:1]] = true
		}
		e = strings.TrimLeft(foldKey(e, false, nil), "'-:")
		if e != "" {
			l.endings[strings.Clone(e)] = true
			l.longest = max(l.longest, len(e))
		}
	}
	if slices.Contains(p.Scripts, "Hang") || slices.Contains(p.Scripts, "Kore") {
		l.minRest = 2
	}
	for _, r := range p.Rows("initials") {
		if len(r) == 2 {
			l.initials[foldKey(r[0], false, nil)] = r[1]
		}
	}
	for _, r := range p.Rows("postpositions") {
		l.postposed[foldKey(r[0], false, nil)] = len(r) > 1 && r[1] == "genitive"
	}
	for _, x := range p.Column("prefixes") {
		l.prefixes = append(l.prefixes, foldKey(x, false, nil))
	}
	slices.SortFunc(l.prefixes, func(a, b string) int { return len(b) - len(a) })
	return l
}

// wordsOfTrade are the words in small letters that the pack's lists of
// offices, bodies, topics and word families hold: ordinary words, whether or
// not there is a dictionary of the language.
func (l *lexicon) wordsOfTrade() map[string]bool {
	m := map[string]bool{}
	add := func(s string) {
		for _, w := range strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '-' || r == '!' }) {
			if r, _ := utf8.DecodeRuneInString(w); !unicode.IsUpper(r) && utf8.RuneCountInString(w) > 2 {
				m[l.plain(w)] = true
			}
		}
	}
	for _, list := range []string{"roles", "heads", "portfolios", "topics", "compounds", "words", "numbers", "relative"} {
		for _, w := range l.pack.Column(list) {
			add(w)
		}
	}
	for _, r := range l.pack.Rows("families") {
		for _, w := range r {
			add(w)
		}
	}
	return m
}

// cueKind is what a word says of the name that it stands beside.
var cueKind = map[string]entryKind{"person": kCuePerson, "place": kCuePlace, "body": kCueBody, "work": kCueWork}

var seasonNumber = map[string]int{"spring": 1, "summer": 2, "autumn": 3, "winter": 4}

func number0(s string) int { n, _ := strconv.Atoi(s); return n }

func set(p *lang.Pack, list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range p.Column(list) {
		m[strings.Clone(foldKey(w, false, nil))] = true
	}
	return m
}

func (l *lexicon) key(s string) string { return foldKey(s, false, l.fold) }

// plain is a word in small letters, in the script of the pack's lists.
func (l *lexicon) plain(s string) string {
	s = strings.ToLower(norm.NFC.String(s))
	if l.fold != nil {
		s = l.fold(s)
	}
	return s
}

// wordID registers a word of a phrase with all its rests.
func (l *lexicon) wordID(t token) int32 {
	key := trieKey(t)
	if id, ok := l.exact[key]; ok {
		return id
	}
	key = strings.Clone(key) // not the whole file of the list it stood in
	id := l.words
	l.words++
	l.exact[key] = id
	if t.kind == word && !t.allUpper && !t.unspaced {
		if l.function[key] && t.runes < 4 {
			l.rests[key] = append(l.rests[key], id)
			return id
		}
		l.eachRest(key, func(rest string) {
			if ids := l.rests[rest]; !slices.Contains(ids, id) {
				l.rests[rest] = append(ids, id)
			}
		})
	}
	return id
}

// trieKey is the key under which a token stands in the trie: numbers by their
// digits.
func trieKey(t token) string {
	if t.kind == number {
		return "#" + strconv.Itoa(t.value)
	}
	return t.key
}

// eachRest gives the word itself and what is left of it after each ending
// and, for languages that write prefixes, after each prefix.
func (l *lexicon) eachRest(key string, f func(string)) {
	l.eachEnding(key, f)
	for _, p := range l.prefixes {
		if strings.HasPrefix(key, p) && utf8.RuneCountInString(key[len(p):]) >= l.minRest {
			l.eachEnding(key[len(p):], f)
		}
	}
}

func (l *lexicon) eachEnding(key string, f func(string)) {
	f(key)
	if len(l.endings) == 0 {
		return
	}
	// Walk back over the last letters; the rest keeps minRest letters.
	head := 0
	for range l.minRest {
		if head >= len(key) {
			return
		}
		_, size := utf8.DecodeRuneInString(key[head:])
		head += size
	}
	for i := len(key); i > head && len(key)-i < l.longest; {
		_, size := utf8.DecodeLastRuneInString(key[:i])
		i -= size
		if l.endings[key[i:]] {
			f(key[:i])
		}
	}
}

// add puts a phrase into the trie.
func (l *lexicon) add(s string, e entry) {
	if s == "" {
		return
	}
	t := scan(s, l.fold, nil, nil)
	node := int32(0)
	var cases []byte
	for _, k := range t.tokens {
		if k.kind == newline {
			return
		}
		id := l.wordID(k)
		edge := uint64(node)<<32 | uint64(uint32(id))
		next, ok := l.edges[edge]
		if !ok {
			next = int32(len(l.ends))
			l.ends = append(l.ends, nil)
			l.edges[edge] = next
		}
		node = next
		switch {
		case k.allUpper:
			cases = append(cases, byte(capitals))
		case k.upper:
			cases = append(cases, byte(capital))
		default:
			cases = append(cases, byte(anyCase))
		}
	}
	if node == 0 {
		return
	}
	// One copy of each id for all languages, and none of the files they stood in.
	e.id, e.sub = unique.Make(e.id).Value(), unique.Make(e.sub).Value()
	fit := unique.Make(string(cases)).Value()
	for _, p := range l.ends[node] {
		if p.entry == e && p.cases == fit {
			return
		}
	}
	l.ends[node] = append(l.ends[node], phrase{e, fit})
}

// inflects says whether names of the language take more endings than a plural
// and a genitive.
func (l *lexicon) inflects() bool { return len(l.endings) > 8 }

// find is a phrase found in a text: tokens from..to-1.
type find struct {
	from, to int
	entry
	exact bool // every word stands as the lexicon has it
}

// ids gives the word ids that a token may stand for.
func (l *lexicon) ids(t token, buf []int32) []int32 {
	buf = buf[:0]
	if id, ok := l.exact[trieKey(t)]; ok {
		buf = append(buf, id)
	}
	if t.kind != word || t.unspaced || l.function[t.key] {
		return buf // function words are what they are: Поэтому is no form of поэт
	}
	l.eachRest(t.key, func(rest string) {
		for _, id := range l.rests[rest] {
			if !slices.Contains(buf, id) {
				buf = append(buf, id)
			}
		}
	})
	return buf
}

// match runs the trie over the text and gives every phrase found, ordered by
// start, the longest first.
func (l *lexicon) match(t *text, out []find, state *matchState) []find {
	state.prepare(l, t)
	for i := range t.tokens {
		first := len(out)
		out = l.walk(t, state, 0, i, i, true, out)
		slices.SortStableFunc(out[first:], func(a, b find) int { return b.to - a.to })
	}
	return out
}

// matchState holds the word ids of each token of a text, computed once.
type matchState struct {
	flat  []int32
	spans []int32
	buf   []int32
}

func (m *matchState) prepare(l *lexicon, t *text) {
	m.flat, m.spans = m.flat[:0], append(m.spans[:0], 0)
	for _, k := range t.tokens {
		if k.kind != newline {
			m.buf = l.ids(k, m.buf)
			m.flat = append(m.flat, m.buf...)
		}
		m.spans = append(m.spans, int32(len(m.flat)))
	}
}

func (m *matchState) ids(i int) []int32 { return m.flat[m.spans[i]:m.spans[i+1]] }

func (l *lexicon) walk(t *text, m *matchState, node int32, start, i int, exact bool, out []find) []find {
	if i >= len(t.tokens) {
		return out
	}
	key := trieKeyID(l, t.tokens[i])
	for _, id := range m.ids(i) {
		next, ok := l.edges[uint64(node)<<32|uint64(uint32(id))]
		if !ok {
			continue
		}
		same := exact && id == key
		for _, p := range l.ends[next] {
			if caseFits(t.tokens[start:i+1], p.cases) {
				out = append(out, find{start, i + 1, p.entry, same})
			}
		}
		out = l.walk(t, m, next, start, i+1, same, out)
	}
	return out
}

func trieKeyID(l *lexicon, t token) int32 {
	if id, ok := l.exact[trieKey(t)]; ok {
		return id
	}
	return -1
}

func caseFits(tokens []token, cases string) bool {
	for i := range len(cases) {
		c := caseRule(cases[i])
		if c == capital && !tokens[i].upper || c == capitals && !tokens[i].allUpper {
			return false
		}
	}
	return true
}
