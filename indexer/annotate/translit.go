package annotate

import (
	"slices"
	"strings"
	"unicode"

	"communique/corpus/lang"
)

// scriptFold is the folding of a language that is written in two scripts:
// Serbian Cyrillic is read as Latin, so that one list serves both.
func scriptFold(p *lang.Pack) func(string) string {
	if slices.Contains(p.Scripts, "Cyrl") && slices.Contains(p.Scripts, "Latn") {
		switch p.Index {
		case "sh":
			return serbianLatin.Replace
		case "uz":
			return uzbekLatin.Replace
		}
	}
	return nil
}

// serbianLatin is Gaj's alphabet for Vuk's, letter by letter.
var serbianLatin = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "ђ", "đ", "е", "e", "ж", "ž", "з", "z", "и", "i", "ј", "j", "к", "k", "л", "l", "љ", "lj",
	"м", "m", "н", "n", "њ", "nj", "о", "o", "п", "p", "р", "r", "с", "s", "т", "t", "ћ", "ć", "у", "u", "ф", "f", "х", "h", "ц", "c", "ч", "č", "џ", "dž", "ш", "š",
	"з́", "ź", "с́", "ś",
)

// uzbekLatin is the Latin alphabet of 1995.
var uzbekLatin = strings.NewReplacer(
	"а", "a", "б", "b", "в", "v", "г", "g", "д", "d", "е", "e", "ж", "j", "з", "z", "и", "i", "й", "y", "к", "k", "л", "l", "м", "m", "н", "n", "о", "o", "п", "p",
	"р", "r", "с", "s", "т", "t", "у", "u", "ф", "f", "х", "x", "ц", "s", "ч", "ch", "ш", "sh", "ъ", "ʼ", "э", "e", "ю", "yu", "я", "ya", "ў", "oʻ", "қ", "q", "ғ", "gʻ", "ҳ", "h", "ы", "i", "ь", "",
	"o'", "oʻ", "g'", "gʻ", "o‘", "oʻ", "g‘", "gʻ", "o’", "oʻ", "g’", "gʻ",
)

// transliterate writes a word in Latin letters as English texts do (BGN/PCGN
// in its plain form). Letters that languages read differently follow the
// language's own table.
func transliterate(s, code string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) }) {
		return romanize(s)
	}
	var b strings.Builder
	b.Grow(len(s) + 4)
	runes := []rune(strings.ToLower(s))
	own := ownLetters[code]
	for i, r := range runes {
		if v, ok := own[r]; ok {
			b.WriteString(v)
			continue
		}
		switch r {
		case 'е': // ye at the beginning and after a vowel, in East Slavic
			if _, east := eastSlavic[code]; east && i > 0 && strings.ContainsRune("аеиоуыэюя", runes[i-1]) {
				b.WriteString("ye")
				continue
			}
		case 'й':
			if i == len(runes)-1 && i > 0 && (runes[i-1] == 'и' || runes[i-1] == 'ы') {
				continue // -ий, -ый is -y
			}
		case 'и', 'ы':
			if i == len(runes)-2 && runes[i+1] == 'й' {
				b.WriteByte('y')
				continue
			}
		}
		if v, ok := commonLetters[r]; ok {
			b.WriteString(v)
			continue
		}
		if unicode.Is(unicode.Mn, r) || r == 'ь' || r == 'ъ' {
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

var eastSlavic = map[string]bool{"ru": true, "be": true, "kk": true, "ky": true, "tg": true, "tk": true, "uz": true}

var ownLetters = map[string]map[rune]string{
	"uk": {'г': "h", 'ґ': "g", 'и': "y", 'і': "i", 'ї': "i", 'є': "ie", 'щ': "shch", 'й': "i", 'х': "kh"},
	"be": {'г': "h", 'ґ': "g", 'ў': "u", 'і': "i", 'х': "kh"},
	"bg": {'щ': "sht", 'ъ': "a", 'х': "h", 'ц': "ts", 'й': "y", 'ь': "y"},
	"mk": {'ѓ': "gj", 'ќ': "kj", 'љ': "lj", 'њ': "nj", 'џ': "dj", 'х': "h", 'ц': "c", 'ј': "j", 'ж': "zh", 'ч': "ch", 'ш': "sh", 'ѕ': "dz"},
	"mn": {'ө': "u", 'ү': "u", 'х': "kh", 'й': "i"},
}

var commonLetters = func() map[rune]string {
	m := map[rune]string{}
	put := func(pairs string) {
		f := strings.Fields(pairs)
		for i := 0; i+1 < len(f); i += 2 {
			r := []rune(f[i])
			m[r[0]] = strings.Trim(f[i+1], "_")
		}
	}
	put("а a б b в v г g д d е e ё yo ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts ч ch ш sh щ shch ы y э e ю yu я ya і i ї yi є ye ґ g ў u ј j љ lj њ nj ћ ć ђ đ џ dž ѓ gj ќ kj ѕ dz")
	put("ә a ғ g қ k ң n ө o ұ u ү u һ h ҳ h ҷ j ӣ i ӯ u ҫ s җ j")
	put("α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch ψ ps ω o ά a έ e ή i ί i ό o ύ y ώ o ϊ i ϋ y ΐ i ΰ y")
	put("ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh ყ q შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h")
	put("ա a բ b գ g դ d ե e զ z է e ը y թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f և ev")
	put("ا a ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t ظ z ع a غ gh ف f ق q ک k ك k ل l م m ن n ه h و u ی i ي i ى a ئ i ء _ أ a إ i آ a ة a پ p چ ch ژ zh گ g ؤ u ٹ t ڈ d ڑ r ں n ے e ہ h ھ h")
	put("א a ב b ג g ד d ה h ו v ז z ח h ט t י y כ k ך k ל l מ m ם m נ n ן n ס s ע a פ p ף f צ ts ץ ts ק k ר r ש sh ת t")
	put("अ a आ a इ i ई i उ u ऊ u ए e ऐ ai ओ o औ au ा a ि i ी i ु u ू u े e ै ai ो o ौ au क k ख kh ग g घ gh च ch छ chh ज j झ jh ट t ठ th ड d ढ dh ण n त t थ th द d ध dh न n प p फ ph ब b भ bh म m य y र r ल l व v श sh ष sh स s ह h ं n ञ n ङ n")
	return m
}()
