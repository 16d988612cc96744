package read

import (
	"bytes"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// Decode gives bytes as valid UTF-8 and names the charset that it took them
// for. The order of belief: a byte order mark; UTF-8 where the bytes are such;
// what the header or the page declares, unless the bytes contradict it; the
// statistics of letters. lang, the page's language, may be "".
func Decode(raw []byte, contentType, lang string) (text, charset string) {
	declared := charsetIn(contentType)
	if declared == "" {
		declared, _ = declaredInside(raw)
	}
	return decode(raw, declared, lang)
}

// decodeHTML is Decode for a page, which may declare its charset and language inside.
func decodeHTML(raw []byte, contentType string) string {
	declared, lang := declaredInside(raw)
	if c := charsetIn(contentType); c != "" {
		declared = c
	}
	text, _ := decode(raw, declared, lang)
	return text
}

var (
	charsetParam = regexp.MustCompile(`(?i)(?:charset|encoding)\s*=\s*["']?\s*([a-z0-9_:.+-]+)`)
	metaTag      = regexp.MustCompile(`(?is)<(?:meta|\?xml)\b[^>]{0,500}>`)
	htmlLang     = regexp.MustCompile(`(?is)<html\b[^>]{0,1000}?\blang\s*=\s*["']?([a-z]{2,3})\b`)
)

func charsetIn(header string) string {
	if m := charsetParam.FindStringSubmatch(header); m != nil {
		return strings.ToLower(m[1])
	}
	return ""
}

// declaredInside finds charset and language in the head of a page. Browsers
// look at the first kilobyte; many pages put long scripts before.
func declaredInside(raw []byte) (charset, lang string) {
	head := raw[:min(len(raw), 16<<10)]
	if !bytes.Contains(head, []byte("<")) {
		return "", ""
	}
	for _, tag := range metaTag.FindAll(head, 60) {
		if charset = charsetIn(string(tag)); charset != "" {
			break
		}
	}
	if m := htmlLang.FindSubmatch(head); m != nil {
		lang = strings.ToLower(string(m[1]))
	}
	return charset, lang
}

func decode(raw []byte, declared, lang string) (text, name string) {
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(raw[3:]), "\ufffd"), "utf-8"
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return decodeWith(raw, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)), "utf-16le"
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return decodeWith(raw, unicode.UTF16(unicode.BigEndian, unicode.UseBOM)), "utf-16be"
	}
	if e := wideZeros(raw); e != nil {
		return decodeWith(raw, unicode.UTF16(*e, unicode.IgnoreBOM)), "utf-16"
	}
	sample := raw[:min(len(raw), 256<<10)]
	switch sequences, broken := utf8Evidence(raw); {
	case sequences == 0 && broken == 0:
		if bytes.Contains(sample, []byte("\x1b$")) {
			if e, err := htmlindex.Get("iso-2022-jp"); err == nil {
				return decodeWith(raw, e), "iso-2022-jp"
			}
		}
		return string(raw), "utf-8"
	case sequences > 3*broken: // a few cut letters do not make it another charset
		return strings.ToValidUTF8(string(raw), "\ufffd"), "utf-8"
	}
	best, bestScore, letters := guessCharset(sample, lang)
	if enc, err := htmlindex.Get(declared); err == nil && declared != "" {
		if n, err := htmlindex.Name(enc); err == nil && n != "utf-8" && n != "utf-16le" && n != "utf-16be" && n != "replacement" {
			score, ok := fitOf(sample, n, lang)
			// In doubt the declaration holds: the guess must be better by more than chance on the letters seen.
			if ok && (best == "" || n == best || score+contradiction(n, letters) >= bestScore) {
				return decodeWith(raw, enc), n
			}
		}
	}
	if best == "" {
		best = "windows-1252"
	}
	enc, err := htmlindex.Get(best)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd"), "utf-8"
	}
	return decodeWith(raw, enc), best
}

// contradiction is how much better per letter a guess must be to overrule a
// declared charset: by a little on every letter, and by so much over all
// letters that it is no chance. The western charset is declared by default,
// so its word weighs less.
func contradiction(declared string, letters int) float64 {
	mean, total := 0.1, 15.0
	if declared == "windows-1252" {
		mean, total = 0.04, 8
	}
	return max(mean, total/float64(letters+1))
}

func decodeWith(raw []byte, e encoding.Encoding) string {
	out, err := e.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	return strings.ToValidUTF8(strings.TrimPrefix(string(out), "\ufeff"), "\ufffd")
}

// utf8Evidence counts the multi-byte letters of UTF-8, and the bytes that
// break it. A letter cut off at the end counts as neither.
func utf8Evidence(raw []byte) (sequences, broken int) {
	for i := 0; i < len(raw); {
		if raw[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, size := utf8.DecodeRune(raw[i:])
		switch {
		case r != utf8.RuneError || size > 1:
			sequences++
		case !utf8.FullRune(raw[i:]) && sequences > 0:
			return sequences, broken
		default:
			broken++
		}
		i += size
	}
	return sequences, broken
}

// wideZeros recognises UTF-16 without a byte order mark by the zero bytes
// beside its ASCII.
func wideZeros(raw []byte) *unicode.Endianness {
	n := min(len(raw), 4096) &^ 1
	if n < 8 {
		return nil
	}
	even, odd := 0, 0
	for i := 0; i < n; i += 2 {
		if raw[i] == 0 {
			even++
		}
		if raw[i+1] == 0 {
			odd++
		}
	}
	big, little := unicode.BigEndian, unicode.LittleEndian
	switch {
	case even > n/5 && odd < n/50:
		return &big
	case odd > n/5 && even < n/50:
		return &little
	}
	return nil
}
