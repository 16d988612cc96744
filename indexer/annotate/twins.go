package annotate

import (
	"strings"
	"sync"

	"communique/corpus/lang"
)

// twins maps names in Cyrillic to the Latin names that Russian practice
// transcribes so. The Latin lists come from the packs whose language writes
// them; where two Latin names meet in one transcription (Meier, Mayer) the
// first in the order of packs stays.
var twins = sync.OnceValue(func() *twinLists {
	given, surnames := map[string]string{}, map[string]string{}
	for _, p := range lang.All() {
		rules, ok := transcriptions[p.Code]
		if !ok {
			continue
		}
		for list, m := range map[string]map[string]string{"given": given, "surnames": surnames} {
			for _, n := range p.Column(list) {
				// Slavic given names are also those of East Slavs, who spell
				// them otherwise in Latin letters; of surnames only those in
				// -ić show in Russian that they are South Slavic (Šmid, Schmid).
				if strings.HasPrefix(n, "*") || p.Code != "de" && (list == "given" || !strings.HasSuffix(n, "ić")) {
					continue
				}
				c := transcribe(strings.ToLower(n), rules)
				if old := m[c]; c != "" && (old == "" || len(n) < len(old)) {
					m[c] = n
				}
			}
		}
	}
	return &twinLists{newNameTable(given), newNameTable(surnames)}
})

type twinLists struct{ given, surnames nameTable }

// twin is the Latin spelling of a name whose transcription is a listed one:
// Хельга is how German Helga is written in Russian.
func twin(s string) string {
	s = strings.ToLower(s)
	if t, ok := twins().given.get(s); ok {
		return t
	}
	t, _ := twins().surnames.get(s)
	return t
}

// transcriptions hold the rules of Russian practical transcription, the
// longest first: of German (Gilyarevsky, Starostin, "Foreign names in Russian
// text") and of the South Slavic Latin alphabets.
var transcriptions = map[string][]rule{
	"de": rules("tsch ч|sch ш|chs кс|ch х|ck к|ph ф|th т|tz ц|qu кв|ei ай|ey ай|ai ай|ay ай|eu ой|äu ой|ie и|ee е|aa а|oo о|ah а|eh е|oh о|uh у|ih и|öh ё|üh ю|" +
		"ja я|ju ю|jo йо|je е|st ст|sp шп|ss с|ß с|ll лль|ä е|ö ё|ü ю|y и|a а|b б|c к|d д|e е|f ф|g г|h х|i и|j й|k к|l л|m м|n н|o о|p п|q к|r р|s з|t т|u у|v ф|w в|x кс|z ц"),
	"hr": slavic, "sr": slavic, "sl": slavic,
}

var slavic = rules("lj ль|nj нь|dž дж|đ дж|ja я|ju ю|je е|ć ч|č ч|š ш|ž ж|a а|b б|c ц|d д|e е|f ф|g г|h х|i и|j й|k к|l л|m м|n н|o о|p п|r р|s с|t т|u у|v в|z з")

type rule struct{ from, to string }

func rules(s string) []rule {
	var out []rule
	for _, r := range strings.Split(s, "|") {
		from, to, _ := strings.Cut(r, " ")
		out = append(out, rule{from, to})
	}
	return out
}

// transcribe writes a Latin name in Cyrillic; empty where a letter has no rule.
func transcribe(s string, rs []rule) string {
	var b strings.Builder
next:
	for i := 0; i < len(s); {
		for _, r := range rs {
			if strings.HasPrefix(s[i:], r.from) {
				to := r.to
				rest := s[i+len(r.from):]
				switch {
				case r.from == "s" && (rest == "" || !strings.ContainsAny(rest[:1], "aeiouy")):
					to = "с"
				case r.from == "l" && (rest == "" || !strings.ContainsAny(rest[:1], "aeiouyäöü")) && rs[0].from == "tsch":
					to = "ль"
				case r.from == "ll" && rest != "" && strings.ContainsAny(rest[:1], "aeiouy"):
					to = "лл"
				case r.from == "e" && i == 0:
					to = "э"
				case len(r.from) == 2 && r.from[1] == 'h' && strings.ContainsAny(r.from[:1], "aeou") && rest != "" && strings.ContainsAny(rest[:1], "aeiouy"):
					continue // the h belongs to the next syllable
				}
				b.WriteString(to)
				i += len(r.from)
				continue next
			}
		}
		return ""
	}
	return b.String()
}
