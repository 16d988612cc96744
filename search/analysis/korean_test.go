package analysis

import (
	"slices"
	"strings"
	"testing"
)

// Nouns meet with their particles and with the verbs that 하다 and 되다 make of
// them, verbs in their tenses; nouns that end in what could be a particle or
// the ending of a verb keep it.
func TestKorean(t *testing.T) {
	meet := func(a, b string) bool {
		asked := terms(For("ko").Terms(a))
		return slices.ContainsFunc(terms(For("ko").Terms(b)), func(s string) bool { return slices.Contains(asked, s) })
	}
	for _, c := range []struct{ word, forms, apart string }{
		{"정부", "정부는 정부의 정부가 정부에서 정부를", "정보"},
		{"합의", "합의를 합의했다 합의하였습니다 합의된", "합동"},
		{"결과", "결과를 결과는 결과로", "결정"},
		{"투자", "투자를 투자가 투자했다", "투표"},
		{"금지", "금지한다 금지를 금지된", "금융"},
		{"만들다", "만들었다 만들고 만들어 만든다", "맞다"},
		{"있다", "있는 있었다 있습니다 있으며 있고", "없다"},
		{"보이다", "보인다 보였다 보여 보이는", "보고"},
	} {
		for _, form := range strings.Fields(c.forms) {
			if !meet(c.word, form) {
				t.Errorf("%s gives %q, %s %q", c.word, terms(For("ko").Terms(c.word)), form, terms(For("ko").Terms(form)))
			}
		}
		if meet(c.word, c.apart) {
			t.Errorf("%s gives %q, and %s %q", c.word, terms(For("ko").Terms(c.word)), c.apart, terms(For("ko").Terms(c.apart)))
		}
	}
}
