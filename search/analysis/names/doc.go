// Package names compares names of persons across alphabets: Дачић, Dačić,
// Dacic, Дачич, Dačičs and დაჩიჩი are one.
//
// A name is read in three steps:
//
//	readings  its letters in a neutral alphabet (ž for ж, zh and Polish rz, h
//	          for х and kh, č for ч, ch and tsch …). Where a spelling is
//	          ambiguous there are several readings, the likeliest first, at
//	          most twelve. data/letters.tsv has the rules of every alphabet.
//	key       the consonants of a reading by class: P for p b, F for f v, T for
//	          t d, K for k g h, S for all that hisses, L M N R; vowels are
//	          left out but for an initial one, A. Names are looked up by it.
//	form      what two readings with one key are compared by, in the measure
//	          of Jaro and Winkler: plain letters, e as i and o as u, since
//	          transcriptions differ in vowels first of all.
//
// Arabic and Hebrew leave vowels out, so there the letters that are written
// must stand in the other name in their order.
//
// The keys of persons' names go into the index by search/analysis; the words
// of questions are compared by search/engine.
package names
