package indexer

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"communique/indexer/detect"
)

// Every stage of every document names its data and rules: none falls back to
// the program's build id.
func TestStepsNameTheirData(t *testing.T) {
	steps, err := Steps()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range steps {
		if _, ok := s.(fingerprinted); !ok {
			t.Errorf("%s has no Fingerprint: every new program would infer and index all documents anew", s.Name())
		}
	}
}

func TestDataChangesWithTheSteps(t *testing.T) {
	one := Pipeline{capitals{"1"}}
	if a, b := one.Generation(), (Pipeline{capitals{"2"}}).Generation(); a == b {
		t.Errorf("%s names two states of the data", a)
	}
	if a, b := one.Generation(), (Pipeline{capitals{"1"}}).Generation(); a != b {
		t.Errorf("%s and %s name one state of the data", a, b)
	}
	all, err := detect.New(detect.Options{NoArbiter: true})
	if err != nil {
		t.Fatal(err)
	}
	some, err := detect.New(detect.Options{NoArbiter: true, Languages: []string{"lv", "lt"}})
	if err != nil {
		t.Fatal(err)
	}
	if all.Fingerprint() == some.Fingerprint() {
		t.Error("a detector of two languages has the name of one of all")
	}
}

// TestAnotherProgramKeepsTheGeneration builds two programs over the same files:
// their build ids differ, and they must name the same index.
func TestAnotherProgramKeepsTheGeneration(t *testing.T) {
	if testing.Short() {
		t.Skip("builds two programs")
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	source := filepath.Join(t.TempDir(), "main.go")
	if err := os.WriteFile(source, []byte(`package main

import "communique/indexer"

var Version string

func main() {
	steps, err := indexer.Steps()
	if err != nil {
		panic(err)
	}
	print(steps.Generation())
}
`), 0o644); err != nil {
		t.Fatal(err)
	}
	program := func(version string) string {
		t.Helper()
		run := exec.CommandContext(t.Context(), "go", "run", "-ldflags=-X main.Version="+version, source)
		run.Dir = root
		out, err := run.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return strings.TrimSpace(string(out))
	}
	if one, two := program("1"), program("2"); one != two {
		t.Errorf("two programs of the same files name their index %s and %s (or a file changed just now)", one, two)
	}
}
