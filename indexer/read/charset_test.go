package read

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"
)

// Own sentences in the manner of releases.
var charsetTexts = []struct{ charset, lang, text string }{
	{"windows-1251", "ru", "Министр внутренних дел провёл встречу с послом."},
	{"koi8-r", "ru", "Министр внутренних дел провёл встречу с послом."},
	{"iso-8859-5", "ru", "Министр внутренних дел провёл встречу с послом."},
	{"ibm866", "ru", "Министр внутренних дел провёл встречу с послом."},
	{"windows-1251", "uk", "Міністр зустрівся з представниками поліції України у Києві."},
	{"koi8-u", "uk", "Міністр зустрівся з представниками поліції України у Києві, щоб обговорити її роботу."},
	{"windows-1251", "bg", "Министърът се срещна с директора на граничната полиция в София."},
	{"windows-1251", "sr", "Министар унутрашњих послова састао се са представницима полиције."},
	{"windows-1250", "pl", "Minister spotkał się z przedstawicielami straży granicznej i policji w Łodzi."},
	{"iso-8859-2", "pl", "Minister spotkał się z przedstawicielami straży granicznej i policji w Łodzi. Wziął także udział w naradzie, święto."},
	{"windows-1250", "cs", "Ministr vnitra jednal s představiteli policie o bezpečnosti šengenského prostoru, řekl mluvčí."},
	{"iso-8859-2", "cs", "Ministr vnitra jednal s představiteli policie o bezpečnosti šengenského prostoru, žádost řekl mluvčí."},
	{"windows-1250", "hu", "A belügyminiszter megbeszélést folytatott a rendőrség vezetőivel a külső határok őrzéséről."},
	{"windows-1250", "ro", "Ministrul a declarat că poliţia de frontieră a întărit măsurile, iar acţiunile vor continua şi în această lună."},
	{"windows-1250", "hr", "Ministar je istaknuo važnost suradnje s policijom susjednih država i zaštite građana, žrtava i djece."},
	{"windows-1257", "lv", "Iekšlietu ministrs tikās ar kaimiņvalsts vēstnieku, lai pārrunātu drošību uz robežas."},
	{"windows-1257", "lt", "Vidaus reikalų ministras susitiko su kaimyninės šalies ambasadoriumi aptarti sienos apsaugą."},
	{"windows-1257", "et", "Siseminister kohtus naaberriigi suursaadikuga, et rääkida piiri julgeolekust; kõne võeti hästi vastu, ütles šerif Tšehhi ja Šveitsi külalistele žürii ees."},
	{"windows-1252", "de", "Der Minister sprach über die Sicherheit der Außengrenzen und die Präventionsmaßnahmen für Bürger."},
	{"windows-1252", "fr", "Le ministre de l’intérieur a rencontré les représentants de la sécurité civile à Besançon."},
	{"windows-1252", "es", "El ministro se reunió con la delegación para hablar de cooperación policial y migración en España."},
	{"windows-1252", "pt", "O ministro reuniu-se com a delegação para discutir a cooperação policial e as fronteiras; não há decisões."},
	{"windows-1252", "sv", "Ministern träffade företrädare för polisen för att tala om säkerheten på gränsen."},
	{"windows-1252", "is", "Ráðherra átti fund með lögreglunni um öryggi á landamærum og þjónustu við íbúa."},
	{"windows-1253", "el", "Ο Υπουργός συναντήθηκε με εκπροσώπους της αστυνομίας για την ασφάλεια των συνόρων."},
	{"iso-8859-7", "el", "Ο υπουργός συναντήθηκε με εκπροσώπους της αστυνομίας για την ασφάλεια των συνόρων. Άλλα θέματα ήταν η Άμυνα."},
	{"windows-1254", "tr", "İçişleri Bakanı, sınır güvenliği ve göç konularında görüşmek üzere büyükelçiyle buluştu."},
	{"windows-1255", "he", "השר לביטחון הפנים נפגש עם נציגי המשטרה כדי לדון בביטחון הגבולות."},
	{"windows-1256", "ar", "التقى وزير الداخلية ممثلي الشرطة لبحث أمن الحدود والتعاون الدولي."},
	{"windows-1256", "fa", "وزير كشور با نمايندگان پليس درباره امنيت مرزها گفتگو كرد."},
	{"windows-874", "th", "รัฐมนตรีว่าการกระทรวงมหาดไทยพบหารือกับผู้แทนตำรวจเรื่องความมั่นคงชายแดน"},
	{"gb18030", "zh", "公安部部长会见了邻国警方代表，讨论边境安全与合作。"},
	{"big5", "zh", "內政部部長會見了鄰國警方代表，討論邊境安全與合作。"},
	{"shift_jis", "ja", "大臣は隣国の警察の代表と会談し、国境の安全について話し合いました。"},
	{"euc-jp", "ja", "大臣は隣国の警察の代表と会談し、国境の安全について話し合いました。"},
	{"iso-2022-jp", "ja", "大臣は隣国の警察の代表と会談し、国境の安全について話し合いました。"},
	{"euc-kr", "ko", "장관은 이웃 나라 경찰 대표들과 만나 국경 안전과 협력을 논의하였다."},
	{"utf-16le", "en", "The Minister met the representatives of the police."},
	{"utf-8", "vi", "Bộ trưởng đã gặp đại diện của cảnh sát."},
}

func encode(t testing.TB, charset, text string) []byte {
	t.Helper()
	e, err := htmlindex.Get(charset)
	if err != nil {
		t.Fatal(err)
	}
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", charset, err)
	}
	return b
}

func TestDecode(t *testing.T) {
	for _, c := range charsetTexts {
		raw := encode(t, c.charset, c.text)
		for _, declared := range []string{"", c.charset, "utf-8", "iso-8859-2", "windows-1251"} {
			lang := c.lang
			if declared == "" {
				lang = "" // plain text says nothing of itself
			}
			got, name := decode(raw, declared, lang)
			if got != c.text {
				t.Errorf("%s %s declared as %q: taken for %s: %.60s", c.lang, c.charset, declared, name, got)
			}
		}
	}
}

func TestDecodeMarkedAndDirty(t *testing.T) {
	for _, c := range []struct{ raw, declared, want string }{
		{"\xef\xbb\xbfŽilina", "windows-1250", "Žilina"},
		{"\xff\xfea\x00b\x00", "", "ab"},
		{"\xfe\xff\x00a\x00b", "", "ab"},
		{"plain", "koi8-r", "plain"},
		{"", "", ""},
		{"Ministru kabinets šodien, ļoti daudz jautājumu par drošību \xff un citiem", "", "Ministru kabinets šodien, ļoti daudz jautājumu par drošību \ufffd un citiem"},
		{"caf\xe9", "", "café"},
	} {
		if got, name := decode([]byte(c.raw), c.declared, ""); got != c.want {
			t.Errorf("decode(%q, %q) = %q (%s), want %q", c.raw, c.declared, got, name, c.want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, c := range charsetTexts {
		f.Add(encode(f, c.charset, c.text), c.charset)
	}
	f.Fuzz(func(t *testing.T, raw []byte, declared string) {
		if got, _ := Decode(raw, "text/html; charset="+declared, ""); !utf8.ValidString(got) {
			t.Errorf("not UTF-8: %q", got)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	raw := []byte{}
	for range 500 {
		raw = append(raw, encode(b, "windows-1251", charsetTexts[0].text+" ")...)
	}
	b.SetBytes(int64(len(raw)))
	for b.Loop() {
		if _, name := decode(raw, "", ""); name != "windows-1251" {
			b.Fatal(name)
		}
	}
}

// encodeLossy writes what a charset cannot say as "?".
func encodeLossy(t testing.TB, charset, text string) []byte {
	t.Helper()
	e, err := htmlindex.Get(charset)
	if err != nil {
		t.Fatal(err)
	}
	var out []byte
	for _, r := range text {
		b, err := e.NewEncoder().Bytes([]byte(string(r)))
		if err != nil {
			b = []byte("?")
		}
		out = append(out, b...)
	}
	return out
}

// lossy is a text as it comes back from a charset.
func lossy(t testing.TB, charset, text string) string {
	t.Helper()
	e, err := htmlindex.Get(charset)
	if err != nil {
		t.Fatal(err)
	}
	b, err := e.NewDecoder().Bytes(encodeLossy(t, charset, text))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
