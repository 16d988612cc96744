// Package detect says which language a document is written in, and each of
// its paragraphs.
//
// The script decides first, and often alone. Then words and letters are
// weighed (model), with the page's own hint and the publisher's country as
// a slight leaning. Languages that share words (Croatian, Bosnian, Serbian
// and Montenegrin) are told apart by the few that they do not share
// (telling.tsv). What is still open goes to lingua, with only the languages
// in question.
package detect
