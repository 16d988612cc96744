package engine

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"communique/corpus"
	"communique/search/query"
)

// An invented person as releases of many countries would write of him: the
// language, the name in the nominative, the sentence, the name as it stands
// there and what the annotator makes of it in Latin letters.
var merkotic = []struct{ language, name, text, seen, latin string }{
	{"sr", "Меркотић", "Министар Драган Меркотић отворио је нови гранични прелаз.", "Драган Меркотић", "Dragan Merkotić"},
	{"hr", "Merkotić", "S ministrom Draganom Merkotićem razgovaralo se o suradnji.", "Draganom Merkotićem", "Dragan Merkotić"},
	{"en", "Merkotic", "Minister Dragan Merkotic opened the new crossing.", "Dragan Merkotic", "Dragan Merkotic"},
	{"ru", "Меркотич", "Министр Драган Меркотич открыл новый пункт пропуска.", "Драган Меркотич", "Dragan Merkotich"},
	{"lv", "Merkotičs", "Ministrs Dragans Merkotičs atklāja jauno robežpunktu.", "Dragans Merkotičs", "Dragans Merkotičs"},
	{"el", "Μερκότιτς", "Ο υπουργός Ντράγκαν Μερκότιτς εγκαινίασε το νέο πέρασμα.", "Ντράγκαν Μερκότιτς", "Ntragkan Merkotits"},
	{"ka", "მერკოტიჩი", "მინისტრმა დრაგან მერკოტიჩი ახალი გამშვები პუნქტი გახსნა.", "დრაგან მერკოტიჩი", "Dragan Merkotichi"},
	{"hy", "Մերկոտիչ", "Նախարար Դրագան Մերկոտիչ բացեց նոր անցակետը։", "Դրագան Մերկոտիչ", "Dragan Merkotich"},
	{"he", "מרקוטיץ׳", "השר דרגן מרקוטיץ׳ פתח את המעבר החדש.", "דרגן מרקוטיץ׳", "Drgn Mrkutits"},
	{"ar", "ميركوتيتش", "افتتح الوزير دراغان ميركوتيتش المعبر الجديد.", "دراغان ميركوتيتش", "Draghan Mirkutitsh"},
}

// Others of whom the releases speak, and words that are nobody's name.
var others = []struct{ language, text, seen, latin string }{
	{"sr", "Министар Марко Мркоњић говорио је о мерама на тржишту.", "Марко Мркоњић", "Marko Mrkonjić"},
	{"en", "Minister Maria Markham spoke about the markets and their traffic.", "Maria Markham", "Maria Markham"},
	{"ru", "Министр Мурат Меркулов рассказал о маркетинге и торговле.", "Мурат Меркулов", "Murat Merkulov"},
	{"de", "Ministerin Helga Markert sprach über die Märkte und den Verkehr.", "Helga Markert", "Helga Markert"},
	{"ka", "მინისტრმა მარინა მარკოზაშვილი ბაზრის შესახებ ილაპარაკა.", "მარინა მარკოზაშვილი", "Marina Markozashvili"},
	{"ar", "تحدث الوزير مراد مرقص عن الأسواق والقانون والأمن.", "مراد مرقص", "Murad Marqus"},
	{"he", "השר אמנון מרקוס דיבר על השוק ועל הביטחון.", "אמנון מרקוס", "Amnon Markus"},
}

func namesLibrary(t testing.TB) *library {
	l := newLibrary(t)
	put := func(id, language, text, seen, latin string) {
		d := &corpus.Annotated{Document: corpus.Document{ID: id, Text: text}}
		d.Annotations.Language.Code = language
		d.Annotations.Mentions = []corpus.Mention{{Type: corpus.Person, Field: "text", Text: seen, ID: "person:" + corpus.Slug(latin), Name: latin}}
		l.put(d)
	}
	for _, m := range merkotic {
		put("m-"+m.language, m.language, m.text, m.seen, m.latin)
	}
	for i, o := range others {
		put(fmt.Sprintf("o-%s-%d", o.language, i), o.language, o.text, o.seen, o.latin)
	}
	return l
}

func (l *library) ids(t *testing.T, q query.Query) (ids []string, res Results) {
	t.Helper()
	q.Size = query.MaxSize
	res, err := l.engine.Search(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range res.Hits {
		ids = append(ids, h.ID)
	}
	slices.Sort(ids)
	return ids, res
}

// Each spelling finds every document about him and no other, and says why.
func TestNamesAcrossScripts(t *testing.T) {
	l := namesLibrary(t)
	var all []string
	for _, m := range merkotic {
		all = append(all, "m-"+m.language)
	}
	slices.Sort(all)
	for _, m := range merkotic {
		ids, res := l.ids(t, query.New(m.name))
		if !slices.Equal(ids, all) {
			t.Errorf("%s: found %v, want %v", m.name, ids, all)
		}
		if own := res.Hits[0]; own.Language != m.language && !slices.Contains([]string{"sr", "hr", "en", "ru"}, m.language) {
			t.Errorf("%s: the first hit is %s", m.name, own.ID)
		}
		if len(res.Query.Expansions) != 1 {
			t.Fatalf("%s: %+v", m.name, res.Query)
		}
		x := res.Query.Expansions[0]
		if x.From != m.name || x.Kind != "name" || x.Off != `"`+m.name+`"` || len(x.To) < len(merkotic)-2 {
			t.Errorf("%s: %+v", m.name, x)
		}
		for _, h := range res.Hits {
			if len(h.Why) == 0 || len(h.Snippet.Marks) == 0 && h.ID != "m-hr" { // which has no nominative to mark
				t.Errorf("%s: %s: why %v, marks %v in %s", m.name, h.ID, h.Why, h.Snippet.Marks, h.Snippet.Text)
			}
		}
	}
	// The whole name, and in the order of questions.
	for _, asked := range []string{"Dragan Merkotić", "Драган Меркотич", "Merkotić Dragan"} {
		if ids, _ := l.ids(t, query.New(asked)); !slices.Equal(ids, all) {
			t.Errorf("%s: found %v, want %v", asked, ids, all)
		}
	}
	// In small letters a word is a name only if no text has it.
	if ids, _ := l.ids(t, query.New("merkotitsch")); !slices.Equal(ids, all) {
		t.Errorf("merkotitsch: found %v, want %v", ids, all)
	}
	if ids, _ := l.ids(t, query.New("merkotic")); !slices.Equal(ids, []string{"m-en", "m-hr", "m-sr"}) {
		t.Errorf("merkotic: found %v", ids)
	}
}

// Quotes, expand=none, fields, patterns and a minus take a word as it is.
func TestNamesCanBeTurnedOff(t *testing.T) {
	l := namesLibrary(t)
	none := query.New("მერკოტიჩი")
	none.NoExpand = true
	for _, q := range []query.Query{query.New(`"მერკოტიჩი"`), none, query.New("text:მერკოტიჩი"), query.New("მერკოტიჩი*")} {
		if ids, res := l.ids(t, q); !slices.Equal(ids, []string{"m-ka"}) || len(res.Query.Expansions) > 0 {
			t.Errorf("%s: found %v, %+v", q.Text, ids, res.Query.Expansions)
		}
	}
	q := query.New("-მერკოტიჩი")
	if ids, _ := l.ids(t, q); slices.Contains(ids, "m-ka") || len(ids) != len(merkotic)+len(others)-1 {
		t.Errorf("%s: found %v", q.Text, ids)
	}
}

func TestCapitalised(t *testing.T) {
	for word, want := range map[string]bool{"Dacic": true, "DACIC": true, "Дачич": true, "Իվանյան": true, "NATO": false, "ОБСЕ": false, "dacic": false, "": false, "2019": false, "Nato": true} {
		if capitalised(word) != want {
			t.Errorf("capitalised(%s) = %v", word, !want)
		}
	}
}

// Ordinary words find what they find without names.
func TestOrdinaryWordsAreNoNames(t *testing.T) {
	l := namesLibrary(t)
	for _, w := range strings.Fields(`Minister minister Ministerin Ministrs Markets markets Traffic Market Verkehr Märkte Märkten Министр министр Министар министар
		торговле маркетинге Маркетинг мерама Мера тржишту предлог Υπουργός υπουργός πέρασμα მინისტრმა პუნქტი ბაზრის Նախարար նոր القانون الأمن الأسواق الوزير المعبر השר השוק הביטחון החדש
		Crossing Marketing Mercantile Mercury Merchant Margin Marble Dragnet`) {
		plain := query.New(w)
		plain.NoExpand = true
		want, _ := l.ids(t, plain)
		got, res := l.ids(t, query.New(w))
		if !slices.Equal(got, want) {
			t.Errorf("%s: found %v, want %v: %+v", w, got, want, res.Query.Expansions)
		}
	}
}

// What has the word itself keeps its score and comes before other spellings.
func TestOtherSpellingsComeLater(t *testing.T) {
	l := namesLibrary(t)
	_, res := l.ids(t, query.New("მერკოტიჩი"))
	plain := query.New(`"მერკოტიჩი"`)
	_, own := l.ids(t, plain)
	if res.Hits[0].ID != "m-ka" || res.Hits[0].Score < own.Hits[0].Score*.9 || res.Hits[1].Score > res.Hits[0].Score/2 {
		t.Errorf("%+v, alone %+v", res.Hits[:2], own.Hits)
	}
}

// What a capital costs: the same words over indexes with two thousand names.
func BenchmarkLikeNames(b *testing.B) {
	l := newLibrary(b)
	r := rand.New(rand.NewPCG(1, 1))
	name := func() string {
		s := ""
		for range 2 + r.IntN(2) {
			s += pick(r, "ba", "re", "ko", "ti", "mar", "lan", "ve", "dra", "shi", "gol", "pe", "nu")
		}
		return strings.ToUpper(s[:1]) + s[1:] + pick(r, "ć", "v", "n", "ski", "")
	}
	var batch []*corpus.Annotated
	for n := range 10_000 {
		d := randomDocument(r, n)
		for range 3 {
			person := name() + " " + name()
			d.Annotations.Mentions = append(d.Annotations.Mentions, corpus.Mention{Type: corpus.Person, Text: person, Name: person, ID: "person:" + corpus.Slug(person)})
		}
		if batch = append(batch, d); len(batch) == 1000 {
			l.put(batch...)
			batch = nil
		}
	}
	for _, word := range []string{"zebra", "Zebra", "Marko", "Markotić", "Маркотич", "მარკოტიჩი"} {
		b.Run(word, func(b *testing.B) {
			b.ReportAllocs()
			q := query.New(word)
			q.Size = 10
			for b.Loop() {
				if _, err := l.engine.Search(context.Background(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
