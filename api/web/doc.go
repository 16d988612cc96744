// Package web renders the pages: the search, a document, an entity, a short
// text about the program, and errors. Pages are HTML from html/template and
// one style sheet; they work without a script, and none may run in them.
//
// The wording stands in text/, one file per language with the same keys; a
// test walks them all. Every title, snippet and text carries the lang and dir
// of its own language.
package web
