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

// TestAnotherProgramKeepsTheGeneration builds a second program over the same
// packages: it must name the same index.
func TestAnotherProgramKeepsTheGeneration(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	steps, err := Steps()
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(t.TempDir(), "main.go")
	source := `package main

import "communique/indexer"

func main() {
	steps, err := indexer.Steps()
	if err != nil {
		panic(err)
	}
	print(steps.Generation())
}
`
	if err := os.WriteFile(program, []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), "go", "run", program)
	run.Dir = root
	out, err := run.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got, want := strings.TrimSpace(string(out)), steps.Generation(); got != want {
		t.Errorf("another program names its index %s, this one %s", got, want)
	}
}
