package read

import (
	"net/url"
	"strings"
	"unicode/utf8"
)

// ministryWords begin the words for a ministry, or a department of that rank,
// in the languages that we serve.
//
// Words for the minister, a person, must not begin so: "Minister visits Paris" is a headline.
var ministryWords = strings.Fields(`ministry ministries ministrija ministrijas ministerij ministeri ministeerium ministeru ministerul ministerstv ministarstv ministria ministrisë ministèr ministér
	departement department minisztérium ráðuneyt bakanlığ bakanlig nazirli vazirlig vazorat
	министерств министарств міністерств міністэрств министрлиг министрлік министрлик яам вазорат вазирлиг
	υπουργεί სამინისტრო նախարարություն وزارة وزارت وەزارەت משרד मंत्रालय মন্ত্রণালয় அமைச்சகம் அமைச்சு กระทรวง ກະຊວງ ក្រសួង ဝန်ကြီးဌာန
	bộ kementerian kagawaran wizara ሚኒስቴር roinn conselleria consejería 部 省 부`)

// ministryIn is the first name that contains a word for ministry. One-sign
// words of Chinese, Japanese and Korean count only at the end of the name, and
// the Vietnamese one only at its beginning.
func ministryIn(names ...string) string {
	for _, name := range names {
		for _, word := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return strings.ContainsRune(" |,-–—:/", r) }) {
			for _, m := range ministryWords {
				switch {
				case m == "部" || m == "省" || m == "부":
					if strings.HasSuffix(word, m) && len(word) > 2*len(m) {
						return name
					}
				case m == "bộ" || m == "roinn" || m == "яам":
					if word == m {
						return name
					}
				case word == m && len(strings.Fields(name)) == 1 && !unspacedWord(word):
					// "Ministry" alone names none
				case strings.HasPrefix(word, m), len(m) > 8 && strings.Contains(word, m):
					return name
				}
			}
		}
	}
	return ""
}

func unspacedWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unspaced(r)
}

// baseOf is the page's own address as the base of its links, when nothing better is known.
func baseOf(address string, old *url.URL) *url.URL {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u
	}
	return old
}
