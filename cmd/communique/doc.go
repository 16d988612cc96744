// Command communique searches what the world's ministries publish, in any
// language. `communique demo` shows it on bundled releases; `communique help`
// lists the rest.
//
// Start reading at main.go. One file holds one subcommand, a few lines each
// over the packages of the program; node.go puts corpus, indexer and engine
// together in a data folder, and parts.go gives them to the HTTP side.
package main
