// Package names is the Catalogue of the real program: languages from
// corpus/lang, states, regions, organisations and topics from
// corpus/gazetteer, and the persons that a search knows.
package names
