package corpus

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Slug is the id form of a canonical Latin name: lower case, marks dropped,
// everything else than a-z and 0-9 as single hyphens.
// "Ivica Dačić" gives "ivica-dacic".
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(name) {
		s := foldLatin(r)
		for _, c := range s {
			switch {
			case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
				if gap && b.Len() > 0 {
					b.WriteByte('-')
				}
				gap = false
				b.WriteRune(c)
			case unicode.Is(unicode.Mn, c) || c == '\'' || c == '’' || c == 'ʻ' || c == 'ʼ':
			default:
				gap = true
			}
		}
	}
	return b.String()
}

// foldLatin gives the plain letters of a lower-case Latin letter; other runes
// are given back as they are.
func foldLatin(r rune) string {
	if r < 0x80 {
		return string(r)
	}
	if s, ok := latinFolds[r]; ok {
		return s
	}
	return string(r)
}

var latinFolds = func() map[rune]string {
	m := map[rune]string{'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ĳ': "ij"}
	for plain, letters := range map[string]string{
		"a": "àáâãäåāăąǎạảấầẩẫậắằẳẵặ", "c": "çćĉċč", "d": "ďđðḍ", "e": "èéêëēĕėęěẹẻẽếềểễệə",
		"g": "ĝğġģǧ", "h": "ĥħḥ", "i": "ìíîïĩīĭįıǐịỉ", "j": "ĵ", "k": "ķĸǩ", "l": "ĺļľŀł", "n": "ñńņňŉŋ",
		"o": "òóôõöøōŏőơǒọỏốồổỗộớờởỡợ", "r": "ŕŗř", "s": "śŝşšșṣ", "t": "ţťŧțṭ", "u": "ùúûüũūŭůűųưǔụủứừửữự",
		"w": "ŵ", "y": "ýÿŷỳỵỷỹ", "z": "źżžẓ",
	} {
		for _, l := range letters {
			m[l] = plain
		}
	}
	return m
}()

// FoldLatin lowers s and drops the marks of Latin letters; other scripts stay
// as they are.
func FoldLatin(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range strings.ToLower(s) {
		if unicode.Is(unicode.Mn, r) && r < 0x370 {
			continue
		}
		if f, ok := latinFolds[r]; ok && r >= utf8.RuneSelf {
			b.WriteString(f)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
