package model

import (
	"cmp"
	"encoding/binary"
	"maps"
	"math"
	"slices"
)

// Counts are the words of one class with their share of its text.
type Counts struct {
	Words map[string]float64 // shares of words, sum about 1
	// Unseen is the share of words that are not among Words.
	Unseen float64
	// Groups are shares of groups of letters, a space for the border of a
	// word, in running text, if they are known better than the words, and
	// ShareGroups the part that they have beside the groups of the words.
	Groups      map[string]float64
	ShareGroups float64
}

// Limits of the table: the commonest features of each class are kept.
const (
	keepWords  = 6000
	keepGroups = 9000
)

// floor is the share of a feature in a class that does not have it.
const floorWord, floorGroup = 1e-6, 2e-6

// Build compiles a table of classes, in the order of their names.
func Build(classes map[string]Counts) []byte {
	var names []string
	for n := range classes {
		names = append(names, n)
	}
	slices.Sort(names)
	features := map[uint32][]pair{}
	for c, n := range names {
		// Languages with two alphabets have their shares in each: a text is
		// weighed against others in its own.
		var words, groups [2]map[uint32]float64
		var wordTotal, groupTotal [2]float64
		for i := range words {
			words[i], groups[i] = map[uint32]float64{}, map[uint32]float64{}
		}
		for _, text := range slices.Sorted(maps.Keys(classes[n].Words)) {
			share := classes[n].Words[text]
			Words(text, func(w []rune, _ bool) {
				a := alphabet(w[0])
				wordTotal[a] += share
				Features(w, func(key uint32, kind Kind) {
					if kind == Word {
						words[a][key] += share
						return
					}
					groups[a][key] += share
					groupTotal[a] += share
				})
			})
		}
		mixGroups(classes[n], groups, groupTotal)
		add := func(shares map[uint32]float64, total, floor float64, keep int) {
			type entry struct {
				key   uint32
				share float64
			}
			var list []entry
			for k, s := range shares {
				list = append(list, entry{k, s / total})
			}
			slices.SortFunc(list, func(a, b entry) int { return cmp.Or(cmp.Compare(b.share, a.share), cmp.Compare(a.key, b.key)) })
			for _, e := range list[:min(keep, len(list))] {
				w := math.Round(math.Log(e.share/floor) * Unit)
				if w >= 1 {
					features[e.key] = append(features[e.key], pair{byte(c), byte(min(w, 255))})
				}
			}
		}
		for a := range words {
			// A few foreign words do not make an alphabet.
			if wordTotal[a] < 0.05*(wordTotal[0]+wordTotal[1]) {
				continue
			}
			add(words[a], wordTotal[a]/(1-classes[n].Unseen), floorWord, keepWords)
			add(groups[a], groupTotal[a], floorGroup, keepGroups)
		}
	}
	return encode(names, features)
}

// mixGroups adds the known groups, by alphabet, to those of the words.
func mixGroups(c Counts, groups [2]map[uint32]float64, total [2]float64) {
	var list [2]map[uint32]float64
	var sum [2]float64
	for a := range list {
		list[a] = map[uint32]float64{}
	}
	for _, g := range slices.Sorted(maps.Keys(c.Groups)) {
		if len(g) == 1 {
			continue // plain letters are in too many alphabets, see Features
		}
		key, last := uint32(seedGroup), ' '
		for _, r := range g {
			r = fold(r)
			if key = mix(key, r); r != ' ' {
				last = r
			}
		}
		a := alphabet(last)
		list[a][key] += c.Groups[g]
		sum[a] += c.Groups[g]
	}
	for a := range list {
		if sum[a] < 0.05*(sum[0]+sum[1]) || total[a] == 0 {
			continue
		}
		scale := total[a] / sum[a] * c.ShareGroups
		for key := range groups[a] {
			groups[a][key] *= 1 - c.ShareGroups
		}
		for key, n := range list[a] {
			groups[a][key] += n * scale
		}
	}
}

// alphabet is 0 for Latin letters (ə among them), 1 for all others.
func alphabet(r rune) int {
	if r >= 0x370 {
		return 1
	}
	return 0
}

type pair struct{ class, weight byte }

func encode(names []string, features map[uint32][]pair) []byte {
	out := []byte(magic)
	out = binary.AppendUvarint(out, uint64(len(names)))
	for _, n := range names {
		out = binary.AppendUvarint(out, uint64(len(n)))
		out = append(out, n...)
	}
	keys := make([]uint32, 0, len(features))
	for k := range features {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	out = binary.AppendUvarint(out, uint64(len(keys)))
	last := uint32(0)
	for _, k := range keys {
		out = binary.AppendUvarint(out, uint64(k-last))
		last = k
	}
	for _, k := range keys {
		out = append(out, byte(len(features[k])))
		for _, p := range features[k] {
			out = append(out, p.class, p.weight)
		}
	}
	return out
}
