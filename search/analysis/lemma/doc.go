// Package lemma gives the dictionary forms of a word. It holds one table per
// language, compiled by lemma/gen from word-form lists: a trie over reversed
// words whose nodes carry rules (cut this, add that). The rule at the longest
// known ending wins. Words of the list that an ending alone gets wrong stand
// in the same trie down to their first letter, so that every word of the list
// comes out as the list has it, and a word that the list has not is treated
// like the words that end as it does.
//
// Tables are read in place from the program's own bytes; nothing but the
// rules is unpacked. tables/PAPERS.tsv names the source and licence of each.
package lemma
