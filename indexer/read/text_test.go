package read

import (
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	const body = "The Ministry received a delegation of the neighbouring state on Monday to speak about the border."
	for _, c := range []struct{ name, in, title, text string }{
		{"title and text", "Visit of a delegation\n\n" + body, "Visit of a delegation", body},
		{"no title", body + "\n\n" + body, "", body + "\n\n" + body},
		{"question as title", "What changes in May?\n\n" + body, "What changes in May?", body},
		{"menus above", "*** ВЕЛИЧИНА ФОНТА - FONT SIZE ***\n\nHome | News | Contact | Site map\n\nDecrease font size Increase font size\n\nVisit of a delegation\n\n" + body, "Visit of a delegation", body},
		{"menus below", "Visit of a delegation\n\n" + body + "\n\nPrint   Share\nFacebook | Twitter | Telegram", "Visit of a delegation", body},
		{"german widgets", "Startseite > Presse > Meldungen\nTeilen | Drucken\nBesuch einer Delegation\n\nDas Ministerium empfing am Montag eine Delegation, um über die Grenze zu sprechen.", "Besuch einer Delegation", "Das Ministerium empfing am Montag eine Delegation, um über die Grenze zu sprechen."},
		{"contacts stay", body + "\n\ne-mail: press@example.org • phone: +000 000 •", "", body + "\n\ne-mail: press@example.org • phone: +000 000 •"},
		{"dashes in a title", "Serbia – EU – migration\n\n" + body, "Serbia – EU – migration", body},
		{"markdown", "# Visit of a delegation\n" + body, "Visit of a delegation", body},
		{"underlined", "Visit of a delegation\n=====================\n\n" + body, "Visit of a delegation", body},
		{"broken at a width", "The Ministry received a delegation of the neighbouring state on\nMonday to speak about the border, and the Minister of the Interior\nsaid that talks go on.", "",
			"The Ministry received a delegation of the neighbouring state on\nMonday to speak about the border, and the Minister of the Interior\nsaid that talks go on."},
		{"chinese", "两国警方举行会晤\n\n公安部部长会见了邻国警方代表，讨论边境安全与合作。双方同意建立热线。", "两国警方举行会晤", "公安部部长会见了邻国警方代表，讨论边境安全与合作。双方同意建立热线。"},
		{"windows line ends", "Visit\r\n\r\n" + body + "\r\n", "Visit", body},
		{"one line", "Visit of a delegation", "", "Visit of a delegation"},
	} {
		doc, err := Text([]byte(c.in), Options{})
		if err != nil || doc.Title != c.title || doc.Text != c.text {
			t.Errorf("%s: %v\n got %q\n     %q\nwant %q\n     %q", c.name, err, doc.Title, doc.Text, c.title, c.text)
		}
	}
}

func TestTextDay(t *testing.T) {
	doc, err := Text([]byte("Visit of a delegation\n12.03.2024\n\nThe Ministry received a delegation on Monday."), Options{})
	if err != nil || doc.Published != "2024-03-12" || doc.Title != "Visit of a delegation" || strings.Contains(doc.Text, "2024") {
		t.Errorf("%+v, %v", doc, err)
	}
}

func TestTextTrouble(t *testing.T) {
	for _, in := range []string{"", "\n \n", "***"} {
		if doc, err := Text([]byte(in), Options{}); err == nil {
			t.Errorf("%q: no error but %+v", in, doc)
		}
	}
	if _, err := Text([]byte(strings.Repeat("Sentence. ", MaxText/10+1)), Options{}); err == nil || !strings.Contains(err.Error(), "split") {
		t.Errorf("a text over the limit: %v", err)
	}
}

// Lines of text in many languages must never be taken for furniture.
func TestFurniture(t *testing.T) {
	for line, want := range map[string]bool{
		"Share Print": true, "Compartilhe: Facebook | Twitter": true, "Подробнее": true, "인쇄 공유": true, "分享到：微信 微博": true,
		"Aa": false, "The Minister shared the news.": false, "Новости из Брюсселя": false, "Contact with the police": false, "2024": false, "Serbia | 12 | 14": false,
	} {
		if got := isWidgets(line) || isMenu(line); got != want {
			t.Errorf("%q: furniture %v, want %v", line, got, want)
		}
	}
}

// The vocabulary is kept in order: normal form, sorted, no twins.
func TestVocabularyInOrder(t *testing.T) {
	for name, data := range map[string]string{"furniture.tsv": furnitureTSV, "letters.tsv": lettersTSV} {
		last := ""
		for line := range strings.Lines(data) {
			line = strings.TrimSuffix(line, "\n")
			if line <= last {
				t.Errorf("%s: %q stands after %q", name, line, last)
			}
			if strings.Count(line, "\t") != 2 || oneLine(line) != strings.ReplaceAll(line, "\t", " ") {
				t.Errorf("%s: %q is not three tidy cells", name, line)
			}
			last = line
		}
	}
}
