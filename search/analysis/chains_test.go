package analysis

import "testing"

// Every chain file reads, and its stems are what the grammar says: endings
// come off in their order, in harmony with the stem, and never all of a word.
func TestChains(t *testing.T) {
	for _, c := range []struct{ name, word, want string }{
		{"ky", "өкмөттөрүнүн", "өкмөт"},
		{"ky", "мыйзамдарды", "мыйзам"},
		{"ky", "ойноого", "ойно"}, // the long vowel hides that of the stem
		{"ky", "үйгө", "үй"},
		{"ky", "үйга", "үйга"}, // no harmony, no ending
		{"kk", "шекаралардан", "шекара"},
		{"az", "sərhədlərində", "sərhəd"},
		{"uz", "chegaralarimizdan", "chegara"},
		{"mn", "улсаас", "улс"},
		{"eu", "ministroarekin", "ministro"},
		{"eu", "herrialdeetako", "herrialde"},
	} {
		chains, err := readChains(c.name)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(chains.stem([]rune(c.word))); got != c.want {
			t.Errorf("%s: %s gives %s, want %s", c.name, c.word, got, c.want)
		}
	}
	entries, err := data.ReadDir("data/chains")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		name := e.Name()[:len(e.Name())-len(".tsv")]
		chains, err := readChains(name)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, w := range []string{"а", "a", "нын", "lar", "дардагы", "etxe"} {
			if len(chains.stem([]rune(w))) == 0 {
				t.Errorf("%s: nothing is left of %s", name, w)
			}
		}
	}
}

// Finite verbs of a closed class have the term of their dictionary form.
func TestIrregular(t *testing.T) {
	for _, c := range []struct{ language, word, lemma string }{
		{"eu", "dagoela", "egon"}, {"eu", "baitute", "ukan"},
		{"ga", "chonaic", "feic"}, {"ga", "bhfuil", "bí"},
		{"mt", "jgħidu", "qal"},
	} {
		if got, want := Terms(c.language, c.word), Terms(c.language, c.lemma); len(got) != 1 || got[0].Term != want[0].Term {
			t.Errorf("%s: %s gives %v, %s %v", c.language, c.word, got, c.lemma, want)
		}
	}
}
