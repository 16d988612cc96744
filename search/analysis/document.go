package analysis

import (
	"cmp"
	"strconv"
	"strings"

	"communique/corpus"
	"communique/corpus/lang"
	"communique/search/analysis/names"
)

// Undetermined is the index of documents whose language is not known or has
// no pack.
const Undetermined = "und"

// IndexOf names the index that keeps documents of a language: the one of its
// pack, or, for a language that has an analyzer but no pack yet, of that.
func IndexOf(code string) string {
	if p := lang.For(code); p != nil {
		return p.Index
	}
	return indexFor(code)
}

// indexDocument is what bleve is given: the tags are the fields of schema.go.
// Keywords are lists even where there is at most one value: an empty string
// would be a value too.
type indexDocument struct {
	Title        string   `json:"title"`
	Text         string   `json:"text"`
	Names        []string `json:"names"`
	NameKeys     []string `json:"name_keys"`
	Country      []string `json:"country"`
	Language     []string `json:"language"`
	Ministry     []string `json:"ministry"`
	Publisher    []string `json:"publisher"`
	Source       []string `json:"source"`
	Topic        []string `json:"topic"`
	Organisation []string `json:"organisation"`
	Person       []string `json:"person"`
	State        []string `json:"state"`
	Region       []string `json:"region"`
	Foreign      []string `json:"foreign_indexes"`
	Published    []string `json:"published"`
	Mentioned    []string `json:"mentioned"`
}

// NewIndexDocument gives the name of the index that keeps a document and the
// value to index there under the document's id.
func NewIndexDocument(a *corpus.Annotated) (index string, doc any) {
	d := &a.Document
	index = IndexOf(a.Annotations.Language.Code)
	text, foreign := markPassages(d.Text, a.Annotations.Language.Passages, index)
	out := indexDocument{
		Title: d.Title, Text: text, Foreign: foreign, Country: addKeyword(nil, d.Country), Language: addKeyword(nil, cmp.Or(a.Annotations.Language.Code, Undetermined)),
		Ministry: addKeyword(nil, d.Ministry), Publisher: addKeyword(nil, d.Publisher), Source: addKeyword(nil, d.Source),
	}
	if day, ok := d.Published.Day(); ok {
		out.Published = []string{EncodeDay(day)}
	}
	for _, t := range a.Annotations.Topics {
		out.Topic = addKeyword(out.Topic, t.ID)
	}
	spellings := map[string]bool{}
	for _, m := range a.Annotations.Mentions {
		switch m.Type {
		case corpus.Person:
			out.Person = addKeyword(out.Person, m.ID)
			out.Names = addNames(out.Names, m.Name, m.LocalName)
			out.NameKeys = addNameKeys(out.NameKeys, spellings, m.Name, m.LocalName, m.Text)
		case corpus.Organisation:
			out.Organisation = addKeyword(out.Organisation, m.ID)
			out.Names = addNames(out.Names, m.Name, m.LocalName, idWords(m.ID))
		case corpus.State:
			out.State = addKeyword(out.State, m.ID)
		case corpus.Region:
			out.Region = addKeyword(out.Region, m.ID)
		case corpus.DateMention:
			if from, to, ok := corpus.DayRange(m.Value); ok {
				out.Mentioned = addKeyword(out.Mentioned, EncodeDays(from, to))
			}
		}
	}
	return index, out
}

// maxKeyword bounds a keyword in bytes: a publisher's name that is longer is a
// mistake, and the index refuses terms beyond 64 KB.
const maxKeyword = 512

func keywordOf(s string) string {
	s = strings.ToValidUTF8(strings.TrimSpace(s), "")
	if len(s) > maxKeyword {
		s = strings.ToValidUTF8(s[:maxKeyword], "")
	}
	return s
}

func addKeyword(list []string, value string) []string {
	value = keywordOf(value)
	if value == "" {
		return list
	}
	for _, v := range list {
		if v == value {
			return list
		}
	}
	return append(list, value)
}

func addNames(list []string, names ...string) []string {
	for _, n := range names {
		list = addKeyword(list, n)
	}
	return list
}

// addNameKeys adds the keys of each word of the names, once per spelling.
func addNameKeys(list []string, seen map[string]bool, full ...string) []string {
	for _, name := range full {
		for _, token := range names.Tokens(name) {
			spelling := keywordOf(strings.ToLower(token))
			if seen[spelling] {
				continue
			}
			seen[spelling] = true
			for _, key := range names.Keys(spelling) {
				list = append(list, NameKey(key, spelling))
			}
		}
	}
	return list
}

// NameKey is the term of NameKeys for a spelling of a name, in small letters,
// and one of its keys: "TSS дачић". An empty spelling gives the beginning that
// all spellings of the key have.
func NameKey(key, spelling string) string { return key + " " + spelling }

// idWords are the words of an organisation's id, which hold its acronym where
// the canonical name spells it out: org:coe gives "coe".
func idWords(id string) string {
	_, slug, _ := strings.Cut(id, ":")
	return strings.ReplaceAll(slug, "-", " ")
}

// EncodeDay writes a day since 1970-01-01 as a keyword.
func EncodeDay(day int) string { return strconv.Itoa(day) }

// EncodeDays writes a range of days as a keyword.
func EncodeDays(from, to int) string { return strconv.Itoa(from) + "/" + strconv.Itoa(to) }

// DecodeDays reads what EncodeDay and EncodeDays write.
func DecodeDays(keyword string) (from, to int, ok bool) {
	a, b, isRange := strings.Cut(keyword, "/")
	if !isRange {
		b = a
	}
	from, err1 := strconv.Atoi(a)
	to, err2 := strconv.Atoi(b)
	return from, to, err1 == nil && err2 == nil
}
