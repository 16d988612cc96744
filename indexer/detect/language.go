package detect

import (
	"cmp"
	"embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"communique/indexer/detect/model"
)

//go:embed data
var data embed.FS

// A language is a line of data/languages.tsv: its code, the group that it
// belongs to, its scripts (with - before one that is rare), the countries whose
// publishers are likely to write it, whether it is one that we serve, and the
// class of the model, if it is not of its own name; last what it has in its
// favour in its group before reading, in the units of within. Others are known
// only so that they are not mistaken for one that we serve.
//
// Languages of one group are so near that they share an index. Which group a
// text is in, and which of its languages, are two questions.
type language struct {
	code      string
	group     int
	class     int // of the model; -1: none knows its words
	scripts   []script
	rare      []script // of these, those that it is seldom written in
	countries []string
	served    bool
	prior     float64
}

type knowledge struct {
	model     *model.Model
	curves    curves
	aliases   map[string]string // old codes and those of several languages, by data/aliases.tsv
	languages []language
	groups    [][]int               // languages of each group
	inScript  [scripts][]int        // groups that are written in a script
	telling   map[uint32][]evidence // words, and beginnings of words, that tell languages of one group apart
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
	k := &knowledge{model: m, telling: map[uint32][]evidence{}, aliases: map[string]string{}}
	for _, row := range rows("aliases.tsv") {
		k.aliases[row[0]] = row[1]
	}
	if k.curves, err = readCurves(); err != nil {
		return nil, err
	}
	groups := map[string]int{}
	for _, row := range rows("languages.tsv") {
		row = append(row, "", "", "", "", "")
		g, ok := groups[row[1]]
		if !ok {
			g = len(k.groups)
			groups[row[1]], k.groups = g, append(k.groups, nil)
		}
		l := language{code: row[0], group: g, class: slices.Index(m.Classes, cmp.Or(row[5], row[0])), served: row[4] == "served"}
		if row[6] != "" {
			if l.prior, err = strconv.ParseFloat(row[6], 64); err != nil {
				return nil, err
			}
		}
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
			if !slices.Contains(k.inScript[s], g) {
				k.inScript[s] = append(k.inScript[s], g)
			}
		}
		k.groups[g] = append(k.groups[g], len(k.languages))
		k.languages = append(k.languages, l)
	}
	for _, row := range rows("telling.tsv") {
		i := k.index(row[0])
		key := model.Hash([]rune(row[1]))
		if start, ok := strings.CutSuffix(row[1], "*"); ok {
			key = model.HashStart([]rune(start))
		}
		weight := 1.0
		if len(row) > 2 {
			if weight, err = strconv.ParseFloat(row[2], 64); err != nil {
				return nil, err
			}
		}
		k.telling[key] = append(k.telling[key], evidence{i, weight})
	}
	return k, nil
})

// index gives the language of a BCP 47 code, with subtags dropped until one
// is known; -1 if none is.
func (k *knowledge) index(code string) int {
	code = strings.ToLower(code)
	for code != "" {
		if other := k.aliases[code]; other != "" {
			code = other
		}
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
