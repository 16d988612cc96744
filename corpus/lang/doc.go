// Package lang holds one pack of data per language and loads it. A pack says
// all that the program knows of its language: names of months and weekdays,
// words for offices and ministries, states and organisations, endings of
// names, function words. No code knows a language by its code.
//
// Data comes from the folders beside this file (see _template/README.md for
// the form) and goes to indexer/detect, indexer/annotate, search/analysis
// and api, which compile from it what they need.
package lang
