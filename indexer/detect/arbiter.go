package detect

import (
	"strings"
	"sync"

	"github.com/pemistahl/lingua-go"
)

// An arbiter asks lingua about two groups of languages that the fast path
// cannot tell apart. Its letter groups are also in our own model, so it seldom
// knows better: of what the fast path is unsure of, its veto is wrong three
// times in four (own texts of 4 to 6 words). Its assent turns "und" into an
// answer. It is twenty times slower; its models are loaded for the languages
// in question only, the first time that they are.
type arbiter struct {
	mu        sync.Mutex
	detectors map[[2]int]lingua.LanguageDetector
}

// maxAsked bounds the bytes that lingua reads; of fewer letters than minAsked
// it says nothing that could be trusted.
const (
	maxAsked = 1 << 10
	minAsked = 30
)

// ask gives the group that lingua prefers; ok is false where it does not
// know both or has no opinion.
func (a *arbiter) ask(k *knowledge, one, other int, title, text string) (group int, ok bool) {
	detector := a.between(k, one, other)
	if detector == nil {
		return 0, false
	}
	if len(text) > maxAsked {
		text = strings.ToValidUTF8(text[:maxAsked], "")
	}
	text = title + "\n" + text
	l, found := detector.DetectLanguageOf(text)
	if !found {
		return 0, false
	}
	i := k.index(strings.ToLower(l.IsoCode639_1().String()))
	if i < 0 {
		return 0, false
	}
	return k.languages[i].group, true
}

func (a *arbiter) between(k *knowledge, one, other int) lingua.LanguageDetector {
	a.mu.Lock()
	defer a.mu.Unlock()
	key := [2]int{min(one, other), max(one, other)}
	if d, ok := a.detectors[key]; ok {
		return d
	}
	var languages []lingua.Language
	for _, group := range key {
		n := len(languages)
		for _, i := range k.groups[group] {
			code := lingua.GetIsoCode639_1FromValue(strings.ToUpper(k.languages[i].code))
			if l := lingua.GetLanguageFromIsoCode639_1(code); l != lingua.Unknown {
				languages = append(languages, l)
			}
		}
		if len(languages) == n {
			languages = nil
			break
		}
	}
	var d lingua.LanguageDetector
	if languages != nil {
		d = lingua.NewLanguageDetectorBuilder().FromLanguages(languages...).WithLowAccuracyMode().Build()
	}
	if a.detectors == nil {
		a.detectors = map[[2]int]lingua.LanguageDetector{}
	}
	a.detectors[key] = d
	return d
}
