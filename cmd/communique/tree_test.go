package main

import (
	"bytes"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// root is the project's top folder, seen from here.
const root = "../.."

// arrows say which of our packages a room may import; the longest prefix that
// fits a folder decides. Nothing points back.
var arrows = map[string][]string{
	"corpus":           {"corpus"}, // rooms under it; corpus itself has a test of its own below
	"corpus/lang":      {"corpus", "corpus/lang"},
	"corpus/gazetteer": {"corpus", "corpus/lang", "corpus/gazetteer"},
	"corpus/store":     {"corpus", "corpus/store"},
	"corpus/sample":    {"corpus", "corpus/sample", "corpus/lang", "corpus/gazetteer"},
	"search":           {"corpus", "search"},
	"indexer":          {"corpus", "indexer", "search/analysis"},
	"api":              {"corpus", "search", "api"},
	"cmd":              {"corpus", "search", "indexer", "api", "cmd"},
	"deploy":           {"corpus", "search", "api", "deploy"},
}

// goFiles walks every Go file of the project.
func goFiles(t *testing.T, f func(path string, src []byte)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata" || d.Name() == "bin") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			src, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			rel, _ := filepath.Rel(root, path)
			f(filepath.ToSlash(rel), src)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestArrowsPointOneWay(t *testing.T) {
	goFiles(t, func(path string, src []byte) {
		file, err := parser.ParseFile(token.NewFileSet(), path, src, parser.ImportsOnly)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return
		}
		folder := filepath.ToSlash(filepath.Dir(path))
		for _, i := range file.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			if folder == "corpus" && !strings.HasSuffix(path, "_test.go") && strings.Contains(strings.Split(name, "/")[0], ".") {
				t.Errorf("%s imports %s: corpus imports only the standard library", path, name)
			}
			ours, ok := strings.CutPrefix(name, "communique/")
			if !ok || strings.HasSuffix(path, "_test.go") && strings.HasPrefix(folder, "cmd") {
				continue
			}
			room := longestPrefix(folder)
			if room == "" {
				t.Errorf("%s: no room of the tree holds %s", path, folder)
				continue
			}
			if !slices.ContainsFunc(arrows[room], func(to string) bool { return ours == to || strings.HasPrefix(ours, to+"/") }) {
				t.Errorf("%s imports %s: %s may import only %v", path, ours, room, arrows[room])
			}
		}
	})
}

func longestPrefix(folder string) string {
	best := ""
	for room := range arrows {
		if (folder == room || strings.HasPrefix(folder, room+"/")) && len(room) > len(best) {
			best = room
		}
	}
	return best
}

func TestEveryFileIsFormatted(t *testing.T) {
	goFiles(t, func(path string, src []byte) {
		out, err := format.Source(src)
		if err != nil {
			t.Errorf("%s: %v", path, err)
		} else if !bytes.Equal(out, src) {
			t.Errorf("%s is not formatted: run gofmt -w on it", path)
		}
	})
}

// Each folder of Go says in its doc.go what it is for; a command says it above
// its main.
func TestEveryFolderSaysWhatItIsFor(t *testing.T) {
	documented := map[string]bool{}
	folders := map[string]string{}
	goFiles(t, func(path string, src []byte) {
		if strings.HasSuffix(path, "_test.go") {
			return
		}
		folder := filepath.Dir(path)
		folders[folder] = path
		file, err := parser.ParseFile(token.NewFileSet(), path, src, parser.PackageClauseOnly|parser.ParseComments)
		if err == nil && file.Doc != nil {
			documented[folder] = true
		}
	})
	for folder := range folders {
		if !documented[folder] {
			t.Errorf("%s: no package comment says what the folder is for and where its data comes from and goes", folder)
		}
	}
}

// The top level is the customer's.
func TestTopLevel(t *testing.T) {
	want := []string{".ci", ".git", ".github", ".gitignore", "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "Makefile", "README.md",
		"api", "bin", "cmd", "corpus", "deploy", "go.mod", "go.sum", "indexer", "search", ".dockerignore"}
	entries, err := os.ReadDir(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(want, e.Name()) {
			t.Errorf("%s does not belong to the top level: new code finds its room under cmd, indexer, search, api or corpus", e.Name())
		}
	}
}
