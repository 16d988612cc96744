package detect

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"

	"communique/corpus"
	"communique/indexer/detect/model"
)

// Undetermined is the code of text whose language is not known well enough.
const Undetermined = "und"

// Options are how a detector decides. The zero value is good.
type Options struct {
	// Languages restricts the answers; all that are known if empty.
	Languages []string
	// Threshold is the confidence below which the answer is "und"; 0.5 if
	// zero.
	Threshold float64
	// NoArbiter leaves open what the fast path leaves open, and saves the
	// memory of lingua's models.
	NoArbiter bool
}

// Detector says which language a text is written in. It is safe for
// concurrent use.
type Detector struct {
	*knowledge
	threshold float64
	all       *choice // what Options allow
	arbiter   *arbiter
	scratch   sync.Pool
}

// A choice is the languages that may be answered.
type choice struct {
	languages []bool
	groups    []bool // those with an allowed language
	only      int    // the one language, if there is but one; -1
}

// New gives a detector. An unknown language among the options is an error
// with fault Invalid.
func New(o Options) (*Detector, error) {
	k, err := known()
	if err != nil {
		return nil, fmt.Errorf("detect: %w", err)
	}
	d := &Detector{knowledge: k, threshold: o.Threshold}
	if d.threshold == 0 {
		d.threshold = 0.5
	}
	if d.all, err = k.choose(o.Languages, nil); err != nil {
		return nil, err
	}
	d.all.only = -1 // a detector of one language still says "und"
	if !o.NoArbiter {
		d.arbiter = &arbiter{}
	}
	d.scratch.New = func() any { return &weighing{doc: sums(len(k.model.Classes))} }
	return d, nil
}

// choose gives the choice of some languages out of what is allowed; all of
// these if there are none.
func (k *knowledge) choose(codes []string, out *choice) (*choice, error) {
	c := &choice{make([]bool, len(k.languages)), make([]bool, len(k.groups)), -1}
	n := 0
	for i := range c.languages {
		c.languages[i] = len(codes) == 0 && (out == nil || out.languages[i])
	}
	for _, code := range codes {
		i := k.index(code)
		if i < 0 {
			return nil, corpus.Errorf(corpus.Invalid, "language %q is none that can be detected: give a BCP 47 code, as in ro or sr-Latn", code)
		}
		if !c.languages[i] {
			c.languages[i], c.only = true, i
			n++
		}
	}
	if n != 1 {
		c.only = -1
	}
	for i, l := range k.languages {
		c.groups[l.group] = c.groups[l.group] || c.languages[i]
	}
	return c, nil
}

// Check says whether all codes are of languages that can be detected. The
// error has fault Invalid and names the first that is not.
func Check(codes []string) error {
	k, err := known()
	if err != nil {
		return err
	}
	_, err = k.choose(codes, nil)
	return err
}

// Known says whether a language can be detected.
func Known(code string) bool { return code != "" && Check([]string{code}) == nil }

func sums(n int) model.Scores { return model.Scores{Sum: make([]int32, n)} }

func reset(s *model.Scores) {
	clear(s.Sum)
	*s = model.Scores{Sum: s.Sum}
}

// Name is the stage's name.
func (d *Detector) Name() string { return "detect" }

// Apply fills the language of a document.
func (d *Detector) Apply(_ context.Context, a *corpus.Annotated) error {
	doc := &a.Document
	l, err := d.DetectAmong(doc.Title, doc.Text, doc.Language, doc.Country, doc.Languages)
	a.Annotations.Language = l
	return err
}

// A weighing is the work space of one document.
type weighing struct {
	doc    model.Scores
	blocks blocks
}

// maxWeighed is how much of a document is weighed for its own language, in
// bytes: a language shows long before.
const maxWeighed = 6 << 10

// Detect gives the language of a document, and those of its paragraphs that
// are in another. hint is what the page or the sender says, country the
// publisher's; both may be empty and both may be wrong.
func (d *Detector) Detect(title, text, hint, country string) corpus.DetectedLanguage {
	return d.detect(title, text, hint, country, d.all)
}

// DetectAmong is Detect with only some languages to choose from, all if there
// are none. A single one is the answer, whatever the text. An unknown
// language is an error with fault Invalid.
func (d *Detector) DetectAmong(title, text, hint, country string, only []string) (corpus.DetectedLanguage, error) {
	if len(only) == 0 {
		return d.detect(title, text, hint, country, d.all), nil
	}
	among, err := d.choose(only, d.all)
	if err != nil {
		return corpus.DetectedLanguage{Code: Undetermined}, err
	}
	if among.only >= 0 {
		return corpus.DetectedLanguage{Code: d.languages[among.only].code, Confidence: 1}, nil
	}
	return d.detect(title, text, hint, country, among), nil
}

func (d *Detector) detect(title, text, hint, country string, among *choice) corpus.DetectedLanguage {
	w := d.scratch.Get().(*weighing)
	defer d.scratch.Put(w)
	w.blocks.cut(title, text)
	main, letters := w.blocks.tally.main()
	if main == none {
		return corpus.DetectedLanguage{Code: Undetermined}
	}
	q := question{main: main, letters: letters, hint: d.index(hint), document: -1, country: strings.ToUpper(country), among: among, title: title, text: text}
	// First the document as a whole, from the blocks in its own script.
	reset(&w.doc)
	weighed := 0
	for i := range w.blocks.list {
		b := &w.blocks.list[i]
		b.scores = w.blocks.scores(i, len(d.model.Classes))
		if b.letters >= minOther || sameScript(b.script, main) {
			d.weigh(b.scores, b.text)
		}
		if sameScript(b.script, main) && weighed < maxWeighed {
			w.doc.AddAll(b.scores)
			weighed += len(b.text)
		}
	}
	best := d.decide(&w.doc, q)
	out := corpus.DetectedLanguage{Code: best.code, Confidence: round(best.confidence), Guess: best.guess}
	if len(w.blocks.list) == 1 {
		return out
	}
	return d.passages(out, w, q)
}

func round(x float64) float64 { return math.Round(x*1000) / 1000 }

func sameScript(a, b script) bool {
	return a == b || (a == hanScript || a == kana) && (b == hanScript || b == kana)
}

// weigh adds the words of a text.
func (d *Detector) weigh(s *model.Scores, text string) {
	model.Words(text, func(word []rune, capital bool) { d.model.Add(s, word, capital) })
}

// A question is what is asked about a text, and what is believed before
// reading.
type question struct {
	main        script
	letters     int
	hint        int // language; -1 none
	document    int // language of the document around a paragraph; -1 none
	country     string
	among       *choice
	title, text string // for the arbiter and for telling words
	paragraph   bool   // no arbiter: there are many
	trace       *trace // nil but for the test that fits the curves
}

// A trace is the evidence on which an answer rests.
type trace struct {
	group, language int
	margin, split   float64
	open            bool // within one group, several languages were asked
}

func (q *question) margin(scaled float64, group int) {
	if q.trace != nil {
		q.trace.margin, q.trace.group = scaled, group
	}
}

func (q *question) split(evidence float64, language int) {
	if q.trace != nil {
		q.trace.split, q.trace.language, q.trace.open = evidence, language, true
	}
}

// Leanings, in the units of the model. A sentence of ten words is worth some
// hundreds.
const (
	leanHint     = 6 * model.Unit
	leanCountry  = 4 * model.Unit
	leanDocument = 6 * model.Unit
	leanUnserved = -10 * model.Unit
)

type verdict struct {
	code       string
	confidence float64
	group      float64 // confidence in the group of languages
	guess      string  // the likeliest language, however unsure
}

// decide picks the language of what was weighed.
func (d *Detector) decide(s *model.Scores, q question) verdict {
	undetermined := verdict{code: Undetermined}
	type candidate struct {
		group int
		score float64
	}
	var list []candidate
	for _, g := range d.inScript[q.main] {
		if q.among.groups[g] {
			list = append(list, candidate{g, d.score(s, g, q) + d.lean(g, q)})
		}
	}
	if len(list) == 0 {
		return undetermined
	}
	slices.SortFunc(list, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.score, a.score), a.group-b.group) })
	best := list[0]
	if len(d.inScript[q.main]) == 1 { // the script has one language
		code, split := d.within(s, best.group, q)
		return d.settle(code, certainty(float64(q.letters)/12), split)
	}
	undetermined.guess, _ = d.within(s, best.group, q)
	if s.Words < 2 || q.letters < 6 {
		return undetermined
	}
	// Text of no language: most of its letter groups stand in none.
	if groups := float64(s.KnownGroups) / float64(max(s.Groups, 1)); groups < 0.3 && s.Known*5 < s.Words {
		return undetermined
	}
	margin := best.score
	if len(list) > 1 {
		margin = best.score - list[1].score
	}
	q.margin(scaled(margin/model.Unit, s.Words), best.group)
	confidence := d.curves.group.of(scaled(margin/model.Unit, s.Words))
	if confidence < d.threshold && q.letters >= minAsked && len(list) > 1 && d.arbiter != nil && !q.paragraph {
		if g, ok := d.arbiter.ask(d.knowledge, best.group, list[1].group, q.title, q.text); ok && g == best.group {
			confidence = d.threshold
		}
	}
	code, split := d.within(s, best.group, q)
	return d.settle(code, confidence, split)
}

// score is that of the likeliest language of a group.
func (d *Detector) score(s *model.Scores, group int, q question) float64 {
	best := int32(0)
	for _, i := range d.groups[group] {
		if c := d.languages[i].class; c >= 0 && q.among.languages[i] {
			best = max(best, s.Sum[c])
		}
	}
	return float64(best) / model.Parts
}

// settle gives the answer, or none where the group is not sure enough. Which
// language of the group it is may be less sure: they share an index.
func (d *Detector) settle(code string, group, within float64) verdict {
	if group < d.threshold {
		return verdict{Undetermined, group, group, code}
	}
	return verdict{code, group * within, group, code}
}

// certainty goes from 0 to nearly 1 with x.
func certainty(x float64) float64 { return 1 - math.Exp(-x)*0.9 - 0.005 }

// lean is what a group has in its favour before reading.
func (d *Detector) lean(group int, q question) float64 {
	sum, served := 0.0, false
	country := 0.0
	for _, i := range d.groups[group] {
		if i == q.hint {
			sum += leanHint
		}
		if i == q.document {
			sum += leanDocument
		}
		served = served || d.languages[i].served
		country = max(country, d.official(i, q.country))
	}
	if !served {
		sum += leanUnserved
	}
	return sum + country*leanCountry
}

// official is 1 where the country is the language's first, a half where it
// is one of its others, 0 elsewhere.
func (d *Detector) official(language int, country string) float64 {
	switch slices.Index(d.languages[language].countries, country) {
	case -1:
		return 0
	case 0:
		return 1
	}
	return 0.5
}

// Evidence for a language within its group, in telling words.
const (
	tellWord    = 2
	tellCountry = 3 // the publisher's
	tellHint    = 3
	tellRare    = -3   // a script that it is seldom written in
	tellModel   = 0.25 // a margin of the model as calibrate takes it
)

// within tells the languages of one group apart, by the words that they do
// not share and by their likeness to the model, and says how sure that is.
func (d *Detector) within(s *model.Scores, group int, q question) (string, float64) {
	var members []int
	for _, i := range d.groups[group] {
		if q.among.languages[i] && slices.Contains(d.languages[i].scripts, q.main) {
			members = append(members, i)
		}
	}
	if len(members) == 0 { // a language that is allowed, in letters that it does not use
		return Undetermined, 1
	}
	if len(members) == 1 {
		return d.languages[members[0]].code, 1
	}
	score := make([]float64, len(d.languages))
	top := int32(0)
	for _, i := range members {
		if c := d.languages[i].class; c >= 0 {
			top = max(top, s.Sum[c])
		}
	}
	for _, i := range members {
		l := &d.languages[i]
		score[i] += tellCountry * d.official(i, q.country)
		if i == q.hint {
			score[i] += tellHint
		}
		if slices.Contains(l.rare, q.main) {
			score[i] += tellRare
		} else if l.class >= 0 {
			score[i] -= tellModel * scaled(float64(top-s.Sum[l.class])/model.Parts/model.Unit, s.Words)
		}
		if slices.Index(l.countries, q.country) < 0 && i != q.hint {
			score[i] += l.prior
		}
	}
	read := 0
	look := func(s string) {
		if len(s) > maxWeighed-read {
			s = s[:max(maxWeighed-read, 0)]
		}
		read += len(s)
		model.Words(s, func(w []rune, _ bool) {
			tell := func(key uint32) {
				for _, e := range d.telling[key] {
					score[e.language] += tellWord * e.weight
				}
			}
			tell(model.Hash(w))
			model.HashStarts(w, tell)
		})
	}
	look(q.title)
	look(q.text)
	best, next := -1, -1
	for _, i := range members {
		switch {
		case best < 0 || score[i] > score[best]:
			best, next = i, best
		case next < 0 || score[i] > score[next]:
			next = i
		}
	}
	q.split(score[best]-score[next], best)
	return d.languages[best].code, d.curves.within.of(score[best] - score[next])
}
