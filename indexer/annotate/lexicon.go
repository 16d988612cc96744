package annotate

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

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

// lexicon is a language pack compiled for one pass over a text: a trie over
// words, in which a word stands for all its inflected forms.
type lexicon struct {
	pack     *lang.Pack
	draft    *draft // nil once compiled
	trie     trie
	headEnds map[string]string // heads that end longer words (Landgericht), to their kind

	endings     wordTable       // asked by hashBack
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
	surnameEnds wordTable         // also as they stand before a case ending; asked by hashBack
	longestEnd  int               // of them, in bytes
	given       nameTable         // folded key to the name as the pack writes it
	surnames    wordTable         // folded keys
	lastLetters map[rune]int      // of the given names
	nominatives []nominative
	declensions []nominative // of given names; their nominative must be listed
	dates       *dateTrie
	ordinary    []*ordinary.Words // of the language, and of English for Latin texts
	trade       wordTable         // words of the pack's own lists that are no names
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
	given := map[string]string{}
	for _, n := range p.Column("given") {
		if k := l.key(n); !offices[k] {
			given[k] = n
		}
	}
	l.given = newNameTable(given)
	l.lastLetters = map[rune]int{}
	for k := range given {
		r, _ := utf8.DecodeLastRuneInString(k)
		l.lastLetters[r]++
	}
	surnames, surnameEnds := map[string]bool{}, map[string]bool{}
	for _, n := range p.Column("surnames") {
		if e, ok := strings.CutPrefix(n, "*"); ok {
			e = l.key(e)
			surnameEnds[e] = true
			for _, v := range nameVowels {
				// An inflected form: the ending in the nominative, less its last vowel.
				if stem, cut := strings.CutSuffix(e, v); cut && v != "" && len(stem) > 5 {
					surnameEnds[stem] = true
				}
			}
			l.longestEnd = max(l.longestEnd, len(e))
			continue
		}
		surnames[l.key(n)] = true
	}
	l.surnames, l.surnameEnds = newWordTable(sortedKeys(surnames)), newEndingTable(sortedKeys(surnameEnds))
	for _, r := range p.Rows("declensions") {
		if len(r) == 3 {
			l.declensions = append(l.declensions, nominative{from: strings.Clone(r[0]), to: strings.Clone(strings.TrimPrefix(r[1], "-")), gender: strings.Clone(r[2])})
		}
	}
	for _, r := range p.Rows("nominatives") {
		if len(r) == 3 {
			l.nominatives = append(l.nominatives, nominative{from: r[0], to: strings.TrimPrefix(r[1], "-"), gender: r[2]})
		}
	}
	l.dates = compileDates(l)
	l.seal()
	l.ordinary = []*ordinary.Words{ordinary.For(p.Code)}
	if p.Code != "en" && len(p.Scripts) > 0 && p.Scripts[0] == "Latn" {
		// Names of products, bands and firms are English in every language.
		l.ordinary = append(l.ordinary, ordinary.For("en"))
	}
	l.trade = l.wordsOfTrade()
	if len(p.Rows("compounds")) > 0 || l.minRest == 2 {
		for _, r := range p.Rows("heads") {
			if n := utf8.RuneCountInString(r[0]); !strings.ContainsAny(r[0], " -") && n >= l.minRest+1 || l.minRest == 2 && n == 2 {
				l.headEnds[l.key(r[0])] = r[1]
			}
		}
	}
	return l
}

// newLexicon holds a pack's endings and function words, and no phrase yet.
func newLexicon(p *lang.Pack) *lexicon {
	l := &lexicon{
		pack: p, draft: newDraft(), headEnds: map[string]string{}, fold: scriptFold(p), minRest: 3,
		function: set(p, "words"), abbrev: set(p, "abbreviations"), particles: set(p, "particles"), conjunction: set(p, "conjunctions"), sounds: set(p, "sounds"),
		initials: map[string]string{}, postposed: map[string]bool{},
	}
	l.parted = map[string]bool{}
	endings := map[string]bool{}
	for _, e := range p.Endings() {
		if e := foldKey(e, false, nil); e != "" && strings.Contains("'-:", e[:1]) {
			l.parted[e[:1]] = true
		}
		e = strings.TrimLeft(foldKey(e, false, nil), "'-:")
		if e != "" {
			endings[e] = true
			l.longest = max(l.longest, len(e))
		}
	}
	l.endings = newEndingTable(sortedKeys(endings))
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
func (l *lexicon) wordsOfTrade() wordTable {
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
	return newWordTable(sortedKeys(m))
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

// eachRest gives the word itself and what is left of it after each ending
// and, for languages that write prefixes, after each prefix; each with its
// hash for word tables.
func (l *lexicon) eachRest(key string, f func(rest string, hash uint32)) {
	l.eachEnding(key, f)
	for _, p := range l.prefixes {
		if strings.HasPrefix(key, p) && utf8.RuneCountInString(key[len(p):]) >= l.minRest {
			l.eachEnding(key[len(p):], f)
		}
	}
}

func (l *lexicon) eachEnding(key string, f func(rest string, hash uint32)) {
	f(key, hashOn(hashSeed, key))
	if l.endings.size() == 0 {
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
	hash := hashSeed
	for i := len(key); i > head && len(key)-i < l.longest; {
		_, size := utf8.DecodeLastRuneInString(key[:i])
		hash = hashBack(hash, key[i-size:i])
		i -= size
		if l.endings.find(hash, key[i:], "") >= 0 {
			f(key[:i], hashOn(hashSeed, key[:i]))
		}
	}
}

// isEnding says whether s is an ending of the pack.
func (l *lexicon) isEnding(s string) bool {
	return l.endings.find(hashBack(hashSeed, s), s, "") >= 0
}

// inflects says whether names of the language take more endings than a plural
// and a genitive.
func (l *lexicon) inflects() bool { return l.endings.size() > 8 }
