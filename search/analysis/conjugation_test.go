package analysis

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// The forms of a word are asked for by its dictionary form; other words that
// begin with the same letter stay apart.
func TestJapaneseForms(t *testing.T) {
	for _, c := range []struct{ word, forms, apart string }{
		{"取る", "取った 取られた 取らない 取ります 取れば 取ろう 取っている", "取り上げる 取り組む"},
		{"取り上げる", "取り上げた 取り上げられた 取り上げます", "取り組む"},
		{"上げる", "上げた 上げられる 上げない", "上がる"},
		{"行く", "行った 行きます 行かない", "行う"},
		{"見る", "見た 見られる 見ない 見ます", "見せる"},
		{"認める", "認めた 認められた 認めない", "認識"},
		{"話す", "話した 話して 話します", "話題"},
		{"新しい", "新しく 新しかった 新しければ", "新聞"},
		{"ある", "あります あった ありません あって", "いる"},
		{"する", "しました された して しない", "くる"},
	} {
		asked := terms(For("ja").Terms(c.word))
		meets := func(form string) bool {
			return slices.ContainsFunc(terms(For("ja").Terms(form)), func(s string) bool { return slices.Contains(asked, s) })
		}
		for _, form := range strings.Fields(c.forms) {
			if !meets(form) {
				t.Errorf("%s gives %q, %s %q", c.word, asked, form, terms(For("ja").Terms(form)))
			}
		}
		for _, form := range strings.Fields(c.apart) {
			if meets(form) {
				t.Errorf("%s gives %q, and %s %q", c.word, asked, form, terms(For("ja").Terms(form)))
			}
		}
	}
}

// What is asked for stands in the text, at the same distances: words within
// sentences, single letters, parts of compounds.
func TestJapaneseIsFound(t *testing.T) {
	const text = "日本の大統領は国際会議に出席し、新しい協定を取り上げた。国にいる人が法律を認めることがある。"
	for _, form := range []string{text, norm.NFD.String(text)} {
		found := map[string]bool{}
		for _, k := range ForTexts("ja").Terms(form) {
			found[k.Term] = true
		}
		for _, word := range strings.Fields("日本 大統領 国際会議 会議 出席 出席する 新しい 新 協定 取り上げる 上げる 取る 国 人 法律 認める 認めた 認") {
			if !slices.ContainsFunc(terms(For("ja").Terms(word)), func(s string) bool { return found[s] }) {
				t.Errorf("%s gives %q, which is not in %q", word, terms(For("ja").Terms(word)), text)
			}
		}
	}
}

// A text has every term that a question of the same words has, at the same
// positions.
func TestTextsHaveWhatIsAsked(t *testing.T) {
	for code, list := range sentences(t) {
		for _, text := range list {
			if asked, found := For(code).Terms(text), ForTexts(code).Terms(text); len(found) < len(asked) {
				t.Errorf("%s: %q has %d terms, asked for by %d", code, text, len(found), len(asked))
			} else {
				for _, k := range asked {
					if !slices.Contains(found, k) {
						t.Errorf("%s: %q is asked for by %+v", code, text, k)
					}
				}
			}
		}
	}
}

func TestConjugationDataIsTidy(t *testing.T) {
	list := rows("conjugations/ja.tsv")
	if !slices.IsSortedFunc(list, func(a, b []string) int { return strings.Compare(strings.Join(a, "\t"), strings.Join(b, "\t")) }) {
		t.Error("not sorted")
	}
	for _, row := range list {
		if len(row) != 3 || !slices.Contains([]string{"after", "godan", "irregular", "kana", "light", "verb"}, row[0]) {
			t.Errorf("%q", row)
		}
	}
}
