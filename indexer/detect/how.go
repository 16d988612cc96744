package detect

import (
	"slices"
	"strings"

	"github.com/pemistahl/lingua-go"
)

// How says in a few words how a language is told: by its script alone, by the
// own model, by words that its nearest do not have; and whether lingua knows it
// and is asked where the model is open. Empty for a language that is not told,
// or only so that it is not mistaken for another.
func How(code string) string {
	k, err := known()
	if err != nil {
		return ""
	}
	i := slices.IndexFunc(k.languages, func(l language) bool { return l.code == code && l.served })
	if i < 0 {
		return ""
	}
	l := &k.languages[i]
	if !slices.ContainsFunc(l.scripts, func(s script) bool { return len(k.inScript[s]) > 1 }) {
		return "script"
	}
	how := "own model"
	if slices.ContainsFunc(k.groups[l.group], func(j int) bool { return j != i && k.languages[j].served }) {
		how += ", telling words"
	}
	iso := lingua.GetIsoCode639_1FromValue(strings.ToUpper(code))
	if lingua.GetLanguageFromIsoCode639_1(iso) != lingua.Unknown {
		how += ", lingua"
	}
	return how
}
