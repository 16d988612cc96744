package engine

import (
	"fmt"
	"strings"
	"testing"

	"communique/corpus"
	"communique/search/query"
)

// What a reader of the language calls the same word is found, and marked in
// the text: parts of compounds, both reflexes of yat in both alphabets, both
// kinds of Chinese letters, forms of Japanese and Korean verbs. A compound in
// the question stays whole.
func TestWordsMeet(t *testing.T) {
	l := newLibrary(t)
	for i, d := range [][2]string{
		{"de", "Die Grenzschutzbehörden tagten in Riga."},
		{"de", "Die Behörde für Abfall tagte."},
		{"fi", "Maahanmuuttovirastossa pidettiin kokous."},
		{"sr", "Предлози за безбедност су усвојени на седници."},
		{"bs", "Prijedlozi za bezbjednost su usvojeni na sjednici."},
		{"zh", "內政部長會見了臺灣的記者。"},
		{"zh", "内政部长会见了台湾的记者。"},
		{"ja", "大臣は新しい協定を取り上げた。"},
		{"ko", "정부는 협력을 강화하기로 합의하였습니다."},
	} {
		a := &corpus.Annotated{Document: corpus.Document{ID: fmt.Sprint(i), Title: "x", Text: d[1]}}
		a.Annotations.Language = corpus.DetectedLanguage{Code: d[0], Confidence: 1}
		l.put(a)
	}
	for _, c := range []struct{ ask, ids, marked string }{ // marked in the first of them
		{"Behörde", "0 1", "Grenzschutzbehörden"},
		{"Grenzschutz", "0", "Grenzschutzbehörden"},
		{"Grenzschutzbehörde", "0", "Grenzschutzbehörden"},
		{"virasto", "2", "Maahanmuuttovirastossa"},
		{"prijedlog", "3 4", "Предлози"},
		{"предлог", "3 4", "Предлози"},
		{"sednica", "3 4", "седници"},
		{"記者", "5 6", "記者"},
		{"台湾", "5 6", "臺灣"},
		{"取り上げる", "7", "取り上げた"},
		{"合意", "", ""},
		{"합의", "8", "합의하였습니다"},
	} {
		q := query.New(c.ask)
		q.NoExpand = true
		ids, res := l.ids(t, q)
		if got := strings.Join(ids, " "); got != c.ids {
			t.Errorf("%s finds %q, want %q", c.ask, got, c.ids)
			continue
		}
		for _, h := range res.Hits {
			if h.ID == strings.Split(c.ids, " ")[0] {
				if got := marked(h.Snippet.Text, h.Snippet.Marks); got != c.marked {
					t.Errorf("%s marks %q in %s, want %q", c.ask, got, h.Snippet.Text, c.marked)
				}
			}
		}
	}
}
