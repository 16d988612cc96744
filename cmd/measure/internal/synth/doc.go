// Package synth makes up releases for measuring speed and size: any number of
// documents in several languages, the same ones for the same seed.
//
// The words are those of the language packs (function words, names, offices,
// topics) and, because a language has more words than its pack, made-up ones
// that a chain of letter triples spells like them. How often a word comes
// follows Zipf's law, as in real text; lengths, names, days, states and
// organisations are spread as in releases. Nothing is taken from outside.
package synth
