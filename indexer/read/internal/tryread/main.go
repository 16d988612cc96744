package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"communique/indexer/read"
)

func main() {
	e := json.NewEncoder(os.Stdout)
	e.SetEscapeHTML(false)
	for it, err := range read.Path(context.Background(), os.Args[2], read.Options{}) {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			continue
		}
		e.Encode(it.Document)
	}
}
