package annotate

import (
	"communique/corpus"
	"communique/indexer/annotate/tagger"
)

// GoldSpan is a name that a person marked: code points of the text, end
// exclusive. Of type "" it is a place where the marks take no side.
type GoldSpan struct {
	Type       corpus.MentionType
	Start, End int
}

// Example gives the tagger's view of a document's text with the labels of
// the gold spans. persons and organisations say which of the two the marks
// cover; what they leave open is free.
func (a *Annotator) Example(d *corpus.Annotated, gold []GoldSpan, persons, organisations bool) tagger.Example {
	s := a.pool.Get().(*scratch)
	defer a.pool.Put(s)
	doc := readRules(d, s)
	p := doc.passages[1]
	var x tagger.Example
	p.evidence(&x.Sequence)
	x.Gold = make([]uint8, len(p.tokens))
	base := uint8(1 << tagger.Outside)
	if !persons {
		base |= 1<<tagger.BeginPerson | 1<<tagger.InPerson
	}
	if !organisations {
		base |= 1<<tagger.BeginOrganisation | 1<<tagger.InOrganisation
	}
	for i := range x.Gold {
		x.Gold[i] = base
	}
	for _, g := range gold {
		first := true
		for i, k := range p.tokens {
			if k.rune >= g.End || k.rune+k.runes <= g.Start || k.kind == newline {
				continue
			}
			begin := tagger.BeginPerson
			switch g.Type {
			case corpus.Organisation:
				begin = tagger.BeginOrganisation
			case corpus.Person:
			default:
				x.Gold[i] = tagger.Any
				continue
			}
			if first {
				x.Gold[i] = 1 << begin
			} else {
				x.Gold[i] = 1 << (begin + 1)
			}
			first = false
		}
	}
	return x
}
