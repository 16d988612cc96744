package detect

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

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
	allowed   []bool // by language
	classes   []bool // classes with an allowed language
	arbiter   *arbiter
	scratch   sync.Pool
}

// New gives a detector. An unknown language among the options is an error
// with fault Invalid.
func New(o Options) (*Detector, error) {
	k, err := known()
	if err != nil {
		return nil, fmt.Errorf("detect: %w", err)
	}
	d := &Detector{knowledge: k, threshold: o.Threshold, allowed: make([]bool, len(k.languages)), classes: make([]bool, len(k.model.Classes))}
	if d.threshold == 0 {
		d.threshold = 0.5
	}
	for i := range d.allowed {
		d.allowed[i] = len(o.Languages) == 0
	}
	for _, code := range o.Languages {
		i := k.index(code)
		if i < 0 {
			return nil, corpus.Errorf(corpus.Invalid, "language %q is none that can be detected", code)
		}
		d.allowed[i] = true
	}
	for i, l := range k.languages {
		if d.allowed[i] && l.class >= 0 {
			d.classes[l.class] = true
		}
	}
	if !o.NoArbiter {
		d.arbiter = &arbiter{}
	}
	d.scratch.New = func() any { return &weighing{doc: sums(len(k.model.Classes)), paragraph: sums(len(k.model.Classes))} }
	return d, nil
}

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
	a.Annotations.Language = d.Detect(doc.Title, doc.Text, doc.Language, doc.Country)
	return nil
}

// A weighing is the work space of one document.
type weighing struct {
	doc, paragraph model.Scores
	tally          tally
	others         map[string]int
}

// Limits of what is read of a document, in bytes: a language shows long
// before.
const (
	maxText      = 64 << 10
	maxWeighed   = 6 << 10 // weighed for the document's own language
	maxParagraph = 1 << 10 // weighed of each paragraph
)

// minOther is the letters that a paragraph in another language must have to
// be named.
const minOther = 60

// Detect gives the language of a document, and those of its paragraphs that
// are in another. hint is what the page or the sender says, country the
// publisher's; both may be empty and both may be wrong.
func (d *Detector) Detect(title, text, hint, country string) corpus.DetectedLanguage {
	if len(text) > maxText {
		text = text[:maxText]
		for len(text) > 0 && !utf8.RuneStart(text[len(text)-1]) {
			text = text[:len(text)-1]
		}
	}
	w := d.scratch.Get().(*weighing)
	defer d.scratch.Put(w)
	reset(&w.doc)
	w.tally = tally{}
	w.tally.add(title)
	w.tally.add(text)
	main, _ := w.tally.main()
	p := prior{hint: d.index(hint), country: strings.ToUpper(country)}
	if main == none {
		return corpus.DetectedLanguage{Code: Undetermined}
	}
	// First the document as a whole, from the paragraphs in its own script.
	weighed := 0
	eachParagraph(title, text, func(s string) bool {
		var t tally
		t.add(s)
		if script, _ := t.main(); !sameScript(script, main) {
			return true
		}
		weighed += d.weigh(&w.doc, s, maxWeighed-weighed)
		return weighed < maxWeighed
	})
	best := d.decide(&w.doc, main, w.tally.weight(main), p, title, text)
	out := corpus.DetectedLanguage{Code: best.code, Confidence: math.Round(best.confidence*1000) / 1000, Guess: best.guess}
	// Then each paragraph by itself, leaning to the document's language.
	p.document = d.index(best.code)
	w.others = map[string]int{}
	own := 0
	eachParagraph("", text, func(s string) bool {
		var t tally
		t.add(s)
		script, _ := t.main()
		n := t.weight(script)
		if n < minOther {
			return true
		}
		reset(&w.paragraph)
		d.weigh(&w.paragraph, s, maxParagraph)
		if v := d.decide(&w.paragraph, script, n, p, "", ""); v.confidence >= 0.9 && v.code != Undetermined && !d.sameClass(v.code, best.code) {
			w.others[v.code] += n
		} else {
			own += n
		}
		return true
	})
	for code := range w.others {
		out.Others = append(out.Others, code)
	}
	slices.SortFunc(out.Others, func(a, b string) int {
		if w.others[a] != w.others[b] {
			return w.others[b] - w.others[a]
		}
		return strings.Compare(a, b)
	})
	if len(out.Others) == 0 {
		out.Others = nil
	}
	return out
}

func sameScript(a, b script) bool {
	return a == b || (a == hanScript || a == kana) && (b == hanScript || b == kana)
}

func (d *Detector) sameClass(a, b string) bool {
	i, j := d.index(a), d.index(b)
	return i >= 0 && j >= 0 && d.languages[i].class == d.languages[j].class
}

// eachParagraph calls f with the title and each line of the text, until f
// says no.
func eachParagraph(title, text string, f func(string) bool) {
	if title != "" && !f(title) {
		return
	}
	for line := range strings.Lines(text) {
		if !f(line) {
			return
		}
	}
}

// weigh adds the words of at most limit bytes and gives the bytes read.
func (d *Detector) weigh(s *model.Scores, text string, limit int) int {
	if len(text) > limit {
		if limit <= 0 {
			return 0
		}
		text = text[:limit]
		if i := strings.LastIndexByte(text, ' '); i > 0 {
			text = text[:i]
		}
	}
	model.Words(text, func(word []rune, capital bool) { d.model.Add(s, word, capital) })
	return len(text)
}

// A prior is what is believed before reading.
type prior struct {
	hint     int // language; -1 none
	document int // language of the document around a paragraph; 0 with hint -1 none
	country  string
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
	guess      string // the likeliest language, however unsure
}

// decide picks the language of what was weighed.
func (d *Detector) decide(s *model.Scores, main script, letters int, p prior, title, text string) verdict {
	undetermined := verdict{code: Undetermined}
	type candidate struct {
		class int
		score float64
	}
	var list []candidate
	for _, c := range d.inScript[main] {
		if d.classes[c] {
			list = append(list, candidate{c, float64(s.Sum[c])/2 + d.lean(c, p)})
		}
	}
	if len(list) == 0 {
		return undetermined
	}
	slices.SortFunc(list, func(a, b candidate) int {
		switch {
		case a.score > b.score:
			return -1
		case a.score < b.score:
			return 1
		}
		return a.class - b.class
	})
	best := list[0]
	alone := d.inScript[main]
	if len(alone) == 1 { // the script has one language
		code, split := d.within(best.class, main, p, title, text)
		return d.settle(code, certainty(float64(letters)/12), split)
	}
	undetermined.guess, _ = d.within(best.class, main, p, title, text)
	if s.Words < 2 || letters < 6 {
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
	confidence := calibrate(margin/model.Unit, s.Words)
	if confidence < 0.9 && letters >= 30 && len(list) > 1 && d.arbiter != nil && (title != "" || text != "") {
		if c, ok := d.arbiter.ask(d.knowledge, best.class, list[1].class, title, text); ok {
			if c == best.class {
				confidence = max(confidence, 0.9)
			} else {
				best.class, confidence = c, max(1-confidence, 0.6)
			}
		}
	}
	code, split := d.within(best.class, main, p, title, text)
	return d.settle(code, confidence, split)
}

// settle gives the answer, or none where the class is not sure enough. Which
// language of the class it is may be less sure: they share an index.
func (d *Detector) settle(code string, class, within float64) verdict {
	if class < d.threshold {
		return verdict{Undetermined, class, code}
	}
	return verdict{code, class * within, code}
}

// certainty goes from 0 to nearly 1 with x.
func certainty(x float64) float64 { return 1 - math.Exp(-x)*0.9 - 0.005 }

// calibrate turns the distance to the next language, in nats, into how often
// such an answer is right. The features of a word are not independent, so a
// nat is worth less the more there are. The two constants were set by eye on
// sentences and documents of 44 languages; `measure languages` shows how often
// each confidence is right.
func calibrate(margin float64, words int) float64 {
	x := margin / (2 + 0.35*math.Sqrt(float64(words)))
	return 1 / (1 + math.Exp(-x))
}

// lean is what a class has in its favour before reading.
func (d *Detector) lean(class int, p prior) float64 {
	sum, served := 0.0, false
	country := 0.0
	for _, i := range d.byClass[class] {
		if i == p.hint && p.hint >= 0 {
			sum += leanHint
		}
		if p.document > 0 && i == p.document {
			sum += leanDocument
		}
		served = served || d.languages[i].served
		country = max(country, d.official(i, p.country))
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

// within tells the languages of one class apart by their telling words, and
// says how sure that is.
func (d *Detector) within(class int, main script, p prior, title, text string) (string, float64) {
	var members []int
	for _, i := range d.byClass[class] {
		if d.allowed[i] && slices.Contains(d.languages[i].scripts, main) {
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
	for _, i := range members {
		score[i] += 3 * d.official(i, p.country)
		if i == p.hint {
			score[i] += 3
		}
		if slices.Contains(d.languages[i].rare, main) {
			score[i] -= 3
		}
		if slices.Index(d.languages[i].countries, p.country) < 0 && i != p.hint && len(d.languages[i].countries) == 1 {
			score[i]-- // the small ones are not guessed without a sign
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
					score[e.language] += e.weight
				}
			}
			tell(model.Hash(w))
			model.HashStarts(w, tell)
		})
	}
	look(title)
	look(text)
	best, next := -1, -1
	for _, i := range members {
		switch {
		case best < 0 || score[i] > score[best]:
			best, next = i, best
		case next < 0 || score[i] > score[next]:
			next = i
		}
	}
	// One telling word more is a slight sign, three a clear one. The answer
	// is never wrong by much: they share an index.
	return d.languages[best].code, 1 - 0.5*math.Exp(-0.6*(score[best]-score[next]))
}
