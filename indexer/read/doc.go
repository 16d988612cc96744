// Package read turns raw bytes into documents: HTML pages, plain text, JSON
// Lines, files packed with gzip, and folders of these with or without a
// manifest.
//
// The bytes come from files that an operator names, or from the fetcher, which
// also knows the address and the header that the page came with. They leave as
// [Document] values: one title, one text in paragraphs, the publisher's own day
// and how it was found, always valid UTF-8 in normal form C. Nothing is judged
// here but what belongs to the document: the language is the one that the page
// declares (the detector decides later), names and dates inside the text are
// left to the annotator.
//
// The way of a page: charset.go finds the letters, html.go parses and collects
// what the page declares about itself, html_title.go, html_date.go and
// html_text.go choose among what was found, and blocks.go writes the chosen
// part of the tree as paragraphs. Lines that belong to the furniture of a site
// (menus, font sizers, share buttons) are known by vocabulary/furniture.tsv.
//
// A document that cannot be read yields an [*Error] that says whose move it is;
// the rest goes on.
package read
