package main

import (
	"encoding/json"
	"fmt"
	"os"

	"bytes"
	"github.com/markusmobius/go-htmldate"
	"github.com/markusmobius/go-trafilatura"
	"time"
)

func main() {
	b, _ := os.ReadFile(os.Args[2])
	t := time.Now()
	r, err := trafilatura.Extract(bytes.NewReader(b), trafilatura.Options{EnableFallback: true, ExcludeComments: true, Focus: trafilatura.Balanced})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		fmt.Println("{}")
		return
	}
	_ = htmldate.Options{}
	fmt.Fprintln(os.Stderr, time.Since(t))
	json.NewEncoder(os.Stdout).Encode(map[string]any{"title": r.Metadata.Title, "text": r.ContentText, "published": r.Metadata.Date.Format("2006-01-02"), "language": r.Metadata.Language})
}
