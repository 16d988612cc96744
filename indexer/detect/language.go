package detect

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"communique/indexer/detect/model"
)

//go:embed data
var data embed.FS

// A language is a line of data/languages.tsv: its code, the class of the
// model that it belongs to, its scripts (with - before one that is rare), the countries whose publishers are
// likely to write it, and whether it is one that we serve. Others are known
// only so that they are not mistaken for one that we serve.
type language struct {
	code      string
	class     int // -1: decided by script alone
	scripts   []script
	rare      []script // of these, those that it is seldom written in
	countries []string
	served    bool
}

type knowledge struct {
	model     *model.Model
	languages []language
	byClass   [][]int               // languages of a class
	inScript  [scripts][]int        // classes that are written in a script
	telling   map[uint32][]evidence // words, and beginnings of words, that tell languages of one class apart
}

type evidence struct {
	language int
	weight   float64
}

func rows(name string) [][]string {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		panic(err) // part of the program
	}
	var out [][]string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimRight(line, "\n"); line != "" {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// known reads the data once, when the first detector is made.
var known = sync.OnceValues(func() (*knowledge, error) {
	b, err := data.ReadFile("data/languages.model")
	if err != nil {
		return nil, err
	}
	m, err := model.Read(b)
	if err != nil {
		return nil, err
	}
	k := &knowledge{model: m, byClass: make([][]int, len(m.Classes)), telling: map[uint32][]evidence{}}
	for _, row := range rows("languages.tsv") {
		row = append(row, "", "", "")
		l := language{code: row[0], class: slices.Index(m.Classes, row[1]), served: row[4] == "served"}
		if row[3] != "" {
			l.countries = strings.Split(row[3], ",")
		}
		for _, name := range strings.Split(row[2], ",") {
			name, rare := strings.CutPrefix(name, "-")
			s := script(slices.Index(names[:], name))
			l.scripts = append(l.scripts, s)
			if rare {
				l.rare = append(l.rare, s)
			}
			if l.class >= 0 && !slices.Contains(k.inScript[s], l.class) {
				k.inScript[s] = append(k.inScript[s], l.class)
			}
		}
		if l.class >= 0 {
			k.byClass[l.class] = append(k.byClass[l.class], len(k.languages))
		}
		k.languages = append(k.languages, l)
	}
	for _, row := range rows("telling.tsv") {
		i := k.index(row[0])
		key := model.Hash([]rune(row[1]))
		if start, ok := strings.CutSuffix(row[1], "*"); ok {
			key = model.HashStart([]rune(start))
		}
		k.telling[key] = append(k.telling[key], evidence{i, 1})
	}
	return k, nil
})

// index gives the language of a BCP 47 code, with subtags dropped until one
// is known; -1 if none is.
func (k *knowledge) index(code string) int {
	code = strings.ToLower(code)
	switch code {
	case "no": // either; Bokmål is nine of ten
		code = "nb"
	case "sh":
		code = "sr"
	}
	for code != "" {
		for i, l := range k.languages {
			if l.code == code {
				return i
			}
		}
		i := strings.LastIndexAny(code, "-_")
		if i < 0 {
			break
		}
		code = code[:i]
	}
	return -1
}
