// Package detect says which language a document is written in, and each of
// its paragraphs.
//
// The script decides first, and often alone. Then words and letters are
// weighed (model), with the page's own hint and the publisher's country as
// a slight leaning. Languages so near that they share an index (Croatian,
// Bosnian, Serbian and Montenegrin; Bokmål and Nynorsk; Malay and Indonesian)
// are one group, told apart by the words that they do not share (telling.tsv)
// and by how well the model likes each. Evidence becomes a confidence by curves
// fitted to own texts (confidence.go): of answers given with 0.9, nine of ten
// are right. Where it is too little to answer, lingua is asked about the two
// languages in question.
//
// A text is cut into blocks (blocks.go): paragraphs, short ones together with
// their neighbours. All of the document's script decide its language; then each
// that is surely in another is named with its place. A quotation of a few words
// flips nothing.
//
// A document's Languages bind the answer; its Language is a hint.
package detect
