package read

import (
	"net/url"
	"strings"
)

// ministryWords begin the words for a ministry, or a department of that rank,
// in the languages that we serve.
var ministryWords = strings.Fields(`ministr ministerstv ministerst ministeri ministrija minister minister̄ ministère ministero ministério ministerio ministerul
	министерств министарств міністэрств міністерств министерст министрлиг министрлік яам вазорат vazirlig вазирлиги nazirli bakanlığ bakanlig
	υπουργεί სამინისტრო նախարարություն ministria ministarstv minisztérium ministeerium ministeriö ráðuneyt departement departementet
	وزارة وزارت وەزارەت משרד मंत्रालय মন্ত্রণালয় அமைச்சகம் அமைச்சு අමාත්‍යාංශය กระทรวง ກະຊວງ ក្រសួង ဝန်ကြီးဌာန bộ kementerian kagawaran wizara ሚኒስቴር
	部 省 부 roinn conselleria consejería minisztériuma`)

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
				case strings.HasPrefix(word, m), len(m) > 8 && strings.Contains(word, m):
					return name
				}
			}
		}
	}
	return ""
}

// baseOf is the page's own address as the base of its links, when nothing better is known.
func baseOf(address string, old *url.URL) *url.URL {
	if u, err := url.Parse(address); err == nil && u.Host != "" {
		return u
	}
	return old
}
