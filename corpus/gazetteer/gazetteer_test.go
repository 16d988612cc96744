package gazetteer

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestLabel(t *testing.T) {
	for _, c := range []struct{ id, language, want string }{
		{"org:eu", "en", "European Union"},
		{"org:eu", "lv", "Eiropas Savienība"},
		{"org:interpol", "en", "Interpol"},
		{"state:RO", "lv", "Rumānija"},
		{"state:RO", "xx", "Romania"},
		{"region:western-balkans", "en", "Western Balkans"},
		{"topic:migration", "en", "Migration"},
		{"org:ro-interior", "en", "Ministry of the Interior of Romania"},
		{"org:nl-police", "en", "Police of the Netherlands"},
		{"org:ro-interior", "ru", "Министерство внутренних дел (Румыния)"},
		{"org:ro-interior", "lv", "Iekšlietu ministrija (Rumānija)"},
		{"org:ro-interior", "xx", "Ministry of the Interior of Romania"},
		{"org:de-parliament", "de", "Bundestag"},
		{"org:zz-interior", "en", "zz interior"},
		{"role:chair", "en", "chair"},
		{"role:minister", "lv", "ministrs"},
		{"portfolio:interior", "fr", "intérieur"},
		{"status:former", "de", "ehemalig"},
		{"person:ivica-dacic", "en", "ivica dacic"},
	} {
		if got := Label(c.id, c.language); got != c.want {
			t.Errorf("Label(%q, %q) = %q, want %q", c.id, c.language, got, c.want)
		}
	}
}

// Tables are byte-sorted without twins, and each has papers.
func TestTables(t *testing.T) {
	papers, err := os.ReadFile("papers.txt")
	if err != nil {
		t.Fatal(err)
	}
	tables, _ := filepath.Glob("*.tsv")
	for _, file := range tables {
		if !strings.Contains("\n"+string(papers), "\n"+file+"\t") {
			t.Errorf("%s has no line in papers.txt", file)
		}
		b, _ := os.ReadFile(file)
		last := ""
		for line := range strings.Lines(string(b)) {
			if line <= last {
				t.Errorf("%s: %q stands after %q", file, line, last)
			}
			last = line
		}
	}
}
