// Package analysis turns text into terms: one registered analyzer per
// language pack, composed of small parts, used by indexer/write when a
// document is indexed and by search/engine when a query is asked.
//
// A pack declares its analyzer as a list of parts (analyzer: in
// corpus/lang/<code>/pack.yaml), kind or kind:list; data/neutral.tsv has the
// analyzers that belong to no pack. How text is cut:
//
//	colon      a colon may stand inside a word (Swedish EU:s)
//	hyphen     clitics joined by a hyphen belong to the word
//	okurigana  Japanese: Han letters with the endings of a verb are a word
//	others     default word borders of UAX #29; Han, Thai and their like in
//	           pairs of letters
//
// What happens to a word, in the order of the list:
//
//	lower, fold, script, han     small letters; letters as readers write
//	                             them; one alphabet; simplified Chinese
//	elision, cut, drop, clitics  what is written together with the word
//	irregular, lemma, words      its dictionary form by lists
//	chain, endings, also, root,  and by rules
//	conjugation, stem
//	respell                      dictionary forms that are spelled in two ways
//	compounds, pieces            more terms that a text is found by
//
// A text is found by more than a question asks for. Grenzschutzbehörde in a text
// stands under Behörde and Grenzschutz, too (ForTexts); in a question it stays
// whole (For), for who writes it wants that word and not every authority. What
// For gives ForTexts also gives, at the same positions.
//
// Where sr, hr, bs and cnr meet: Cyrillic is folded to Latin, and the
// ijekavian reflex of yat to the ekavian one in the dictionary form (cvijet and
// cvet: the table yat of data/letters.tsv). Chinese meets in simplified letters,
// in the exact field too; Vietnamese with one place for the mark of the tone and
// with y for a toned i (hoà is hòa, kĩ is kỹ). Chinese and Thai stay in pairs of
// letters without a dictionary: a question is a phrase of them, so that it finds
// what stands in the text letter by letter, and nothing becomes unfindable by a
// wrong cut.
//
// Fingerprint names all of this for the index. Speed: BenchmarkAnalyze and
// `go run ./cmd/measure speed -analyzers`.
package analysis
