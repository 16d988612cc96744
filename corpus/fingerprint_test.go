package corpus

import (
	"testing"
	"testing/fstest"
)

func TestFingerprint(t *testing.T) {
	file := func(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }
	base := fstest.MapFS{"a.tsv": file("x"), "b/c.tsv": file("y")}
	name := Fingerprint(base)
	if len(name) != 24 {
		t.Errorf("%q is not 12 bytes", name)
	}
	for what, c := range map[string]struct {
		files fstest.MapFS
		same  bool
	}{
		"the same again":        {fstest.MapFS{"b/c.tsv": file("y"), "a.tsv": file("x")}, true},
		"a test beside it":      {fstest.MapFS{"a.tsv": file("x"), "b/c.tsv": file("y"), "a_test.go": file("t")}, true},
		"a generator beside it": {fstest.MapFS{"a.tsv": file("x"), "b/c.tsv": file("y"), "gen/main.go": file("t")}, true},
		"another byte":          {fstest.MapFS{"a.tsv": file("x"), "b/c.tsv": file("z")}, false},
		"another name":          {fstest.MapFS{"a.tsv": file("x"), "b/d.tsv": file("y")}, false},
		"a file more":           {fstest.MapFS{"a.tsv": file("x"), "b/c.tsv": file("y"), "e": file("")}, false},
		"bytes elsewhere":       {fstest.MapFS{"a.tsv": file("xy"), "b/c.tsv": file("")}, false},
	} {
		if got := Fingerprint(c.files); (got == name) != c.same {
			t.Errorf("%s: %s, was %s", what, got, name)
		}
	}
	if Fingerprint(base, fstest.MapFS{}) == name {
		t.Error("an empty folder more is the same")
	}
}
