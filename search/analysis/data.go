package analysis

import (
	"embed"
	"strings"
)

//go:embed data
var data embed.FS

// rows reads a list of data/: its lines' columns. Nil if there is no such
// list.
func rows(name string) [][]string {
	b, err := data.ReadFile("data/" + name)
	if err != nil {
		return nil
	}
	var out [][]string
	for line := range strings.Lines(string(b)) {
		if line = strings.TrimRight(line, "\r\n"); line != "" {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}
