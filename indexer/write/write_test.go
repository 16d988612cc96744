package write

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"communique/corpus"

	"github.com/blevesearch/bleve/v2"
)

func options(dir string) Options {
	return Options{Dir: dir, Corpus: "c", LastSequence: 1 << 40, Generation: "1-a", Grace: time.Millisecond}
}

func openIndex(t *testing.T, o Options) *Index {
	t.Helper()
	x, err := Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

// change is a document in a language, whose text is one word of its own and
// one that all have.
func change(sequence int64, id, language string, fresh bool) Change {
	return Change{ID: id, Sequence: sequence, New: fresh, Document: &corpus.Annotated{
		Document:    corpus.Document{ID: id, Title: "Border", Text: "border word" + id},
		Annotations: corpus.Annotations{Language: corpus.DetectedLanguage{Code: language, Confidence: 1}},
	}}
}

func apply(t *testing.T, g *Generation, upTo int64, changes ...Change) {
	t.Helper()
	if err := g.Apply(t.Context(), changes, upTo); err != nil {
		t.Fatal(err)
	}
}

// found lists index/id of every document, from a search of every member.
func found(t *testing.T, members []Member) []string {
	t.Helper()
	all := []string{}
	for _, m := range members {
		request := bleve.NewSearchRequestOptions(bleve.NewMatchAllQuery(), 10000, 0, false)
		result, err := m.Index.SearchInContext(t.Context(), request)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range result.Hits {
			all = append(all, m.Name+"/"+h.ID)
		}
	}
	slices.Sort(all)
	return all
}

func wantFound(t *testing.T, x *Index, want ...string) {
	t.Helper()
	if got := found(t, x.Members()); !reflect.DeepEqual(got, append([]string{}, want...)) {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestDocumentsGoToTheIndexOfTheirLanguage(t *testing.T) {
	o := options(t.TempDir())
	x := openIndex(t, o)
	g := x.Current()
	apply(t, g, 3, change(1, "a", "en", true), change(2, "b", "lv", true), change(3, "c", "qqq", true))
	wantFound(t, x, "en/a", "lv/b", "und/c")

	// a turns out to be Latvian, b is deleted, c is written again.
	apply(t, g, 6, change(4, "a", "lv", false), Change{ID: "b", Sequence: 5}, change(6, "c", "qqq", false))
	wantFound(t, x, "lv/a", "und/c")

	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	x = openIndex(t, o)
	wantFound(t, x, "lv/a", "und/c")
	if p := x.Current().Progress(); p != 6 {
		t.Errorf("progress %d after reopening, want 6", p)
	}
	if m := x.Current().Missing(); len(m) > 0 {
		t.Errorf("missing %q", m)
	}
}

// A crash in the middle of a cycle leaves some indexes ahead of progress.json.
func TestACycleDoneInPartIsDoneAgain(t *testing.T) {
	dir := t.TempDir()
	o := options(dir)
	x := openIndex(t, o)
	g := x.Current()
	apply(t, g, 2, change(1, "a", "en", true), change(2, "b", "lv", true))
	kept, err := os.ReadFile(filepath.Join(g.dir, progressFile))
	if err != nil {
		t.Fatal(err)
	}
	cycle := []Change{change(3, "a", "de", false), change(4, "c", "lv", true), change(5, "d", "und", true)}
	apply(t, g, 5, cycle...)
	x.Close()
	if err := os.WriteFile(filepath.Join(g.dir, progressFile), kept, 0o600); err != nil {
		t.Fatal(err)
	}

	x = openIndex(t, o)
	if p := x.Current().Progress(); p != 2 {
		t.Fatalf("progress %d, want 2", p)
	}
	// Meanwhile c has become English.
	apply(t, x.Current(), 6, cycle[0], cycle[2], change(6, "c", "en", false))
	wantFound(t, x, "de/a", "en/c", "lv/b", "und/d")
}

func TestDamageIsFoundWhenOpening(t *testing.T) {
	segments := func(t *testing.T, dir string) []string {
		files, err := filepath.Glob(filepath.Join(dir, "store", "*.zap"))
		if err != nil || len(files) == 0 {
			t.Fatalf("no segments in %s: %v", dir, err)
		}
		return files
	}
	// Some of the files may be older ones that nobody needs any more.
	each := func(files []string, do func(string)) {
		for _, f := range files {
			do(f)
		}
	}
	truncate := func(t *testing.T, path string, part int64) {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Truncate(path, info.Size()/part); err != nil {
			t.Fatal(err)
		}
	}
	for name, damage := range map[string]func(t *testing.T, dir string){
		"folder gone":        func(t *testing.T, dir string) { os.RemoveAll(dir) },
		"segments gone":      func(t *testing.T, dir string) { each(segments(t, dir), func(f string) { os.Remove(f) }) },
		"segments cut":       func(t *testing.T, dir string) { each(segments(t, dir), func(f string) { truncate(t, f, 2) }) },
		"segments empty":     func(t *testing.T, dir string) { each(segments(t, dir), func(f string) { os.Truncate(f, 0) }) },
		"root cut":           func(t *testing.T, dir string) { truncate(t, filepath.Join(dir, "store", "root.bolt"), 8) },
		"root cut in a page": func(t *testing.T, dir string) { os.Truncate(filepath.Join(dir, "store", "root.bolt"), 9000) },
		"root gone":          func(t *testing.T, dir string) { os.Remove(filepath.Join(dir, "store", "root.bolt")) },
		"root of zeros": func(t *testing.T, dir string) {
			os.WriteFile(filepath.Join(dir, "store", "root.bolt"), make([]byte, 65536), 0o600)
		},
		"meta not JSON": func(t *testing.T, dir string) {
			os.WriteFile(filepath.Join(dir, "index_meta.json"), []byte("{"), 0o600)
		},
		"a file for a folder": func(t *testing.T, dir string) { os.RemoveAll(dir); os.WriteFile(dir, nil, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t.TempDir())
			x := openIndex(t, o)
			apply(t, x.Current(), 2, change(1, "a", "en", true), change(2, "b", "lv", true))
			apply(t, x.Current(), 4, change(3, "c", "en", true), change(4, "d", "lv", true))
			dir := filepath.Join(x.Current().dir, "lv")
			x.Close()
			damage(t, dir)

			x = openIndex(t, o)
			g := x.Current()
			wantFound(t, x, "en/a", "en/c") // the others answer meanwhile
			if got := g.Missing(); !reflect.DeepEqual(got, []string{"lv"}) || g.Progress() != 4 {
				t.Fatalf("missing %q, progress %d", got, g.Progress())
			}
			x.Close() // the next start remembers

			x = openIndex(t, o)
			g = x.Current()
			apply(t, g, 5, change(5, "e", "lv", true))
			all := []Change{change(1, "a", "en", true), change(2, "b", "lv", true), change(3, "c", "en", true), change(4, "d", "lv", true)}
			if err := g.Refill(t.Context(), "lv", all); err != nil {
				t.Fatal(err)
			}
			if err := g.Refilled("lv"); err != nil {
				t.Fatal(err)
			}
			wantFound(t, x, "en/a", "en/c", "lv/b", "lv/d", "lv/e")
			x.Close()
			x = openIndex(t, o)
			if m := x.Current().Missing(); len(m) > 0 {
				t.Errorf("still missing %q", m)
			}
			wantFound(t, x, "en/a", "en/c", "lv/b", "lv/d", "lv/e")
		})
	}
}

func TestCheckFindsWhatOpeningDoesNot(t *testing.T) {
	o := options(t.TempDir())
	x := openIndex(t, o)
	g := x.Current()
	apply(t, g, 2, change(1, "a", "en", true), change(2, "b", "lv", true))
	if bad := g.Check(t.Context()); len(bad) > 0 {
		t.Fatalf("a sound index is called damaged: %v", bad)
	}
	x.Close()
	files, _ := filepath.Glob(filepath.Join(g.dir, "lv", "store", "*.zap"))
	if len(files) != 1 {
		t.Fatalf("%d segments, want 1", len(files))
	}
	b, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)/3] ^= 0x40
	if err := os.WriteFile(files[0], b, 0o600); err != nil {
		t.Fatal(err)
	}
	x = openIndex(t, o)
	g = x.Current()
	bad := g.Check(t.Context())
	if len(bad) != 1 || bad["lv"] == nil {
		t.Fatalf("damaged: %v", bad)
	}
	if err := g.Discard("lv"); err != nil {
		t.Fatal(err)
	}
	wantFound(t, x, "en/a")
	if got := g.Missing(); !reflect.DeepEqual(got, []string{"lv"}) {
		t.Errorf("missing %q", got)
	}
}

func TestAnIndexOfAnotherCorpusIsThrownAway(t *testing.T) {
	for name, other := range map[string]func(*Options, string){
		"another name":  func(o *Options, _ string) { o.Corpus = "d" },
		"another day":   func(o *Options, _ string) { o.LastSequence = 0 },
		"half a file":   func(o *Options, dir string) { os.Truncate(filepath.Join(dir, progressFile), 9) },
		"no file":       func(o *Options, dir string) { os.Remove(filepath.Join(dir, progressFile)) },
		"no generation": func(o *Options, dir string) { os.RemoveAll(dir) },
	} {
		t.Run(name, func(t *testing.T) {
			o := options(t.TempDir())
			x := openIndex(t, o)
			apply(t, x.Current(), 1, change(1, "a", "en", true))
			dir := x.Current().dir
			x.Close()
			other(&o, dir)
			x = openIndex(t, o)
			wantFound(t, x)
			if x.Current().Progress() != 0 {
				t.Errorf("progress %d", x.Current().Progress())
			}
		})
	}
}

func TestANewGenerationTakesOverInOneStep(t *testing.T) {
	o := options(t.TempDir())
	x := openIndex(t, o)
	apply(t, x.Current(), 2, change(1, "a", "en", true), change(2, "b", "lv", true))
	x.Close()

	o.Generation = "1-b"
	x = openIndex(t, o)
	wantFound(t, x, "en/a", "lv/b") // the old one answers
	var mu sync.Mutex
	var members []Member
	x.Watch(func(now []Member) {
		mu.Lock()
		members = now
		mu.Unlock()
	})
	next := x.Next()
	if next == nil || next.Progress() != 0 {
		t.Fatalf("no empty next generation: %+v", next)
	}
	// Queries run all the time; none sees less than all documents.
	ctx, stop := context.WithCancel(t.Context())
	var queries sync.WaitGroup
	var seen int
	queries.Go(func() {
		for ctx.Err() == nil {
			mu.Lock()
			now := members
			total := uint64(0)
			for _, m := range now {
				n, err := m.Index.DocCount()
				if err != nil {
					t.Error(err)
				}
				total += n
			}
			mu.Unlock()
			if total != 2 {
				t.Errorf("a query saw %d documents", total)
			}
			seen++
		}
	})
	apply(t, next, 2, change(1, "a", "en", true), change(2, "b", "und", true))
	if err := x.Switch(); err != nil {
		t.Fatal(err)
	}
	time.Sleep(20 * time.Millisecond)
	stop()
	queries.Wait()
	if seen == 0 {
		t.Error("no query ran")
	}
	wantFound(t, x, "en/a", "und/b")
	x.Close()
	if _, err := os.Stat(filepath.Join(o.Dir, "1-a")); !os.IsNotExist(err) {
		t.Errorf("the old generation is still there: %v", err)
	}
	x = openIndex(t, o)
	if x.Next() != nil {
		t.Error("there is a next generation after the switch")
	}
	wantFound(t, x, "en/a", "und/b")
	x.Close()

	o.Rebuild = true
	x = openIndex(t, o)
	if x.Current().Name() != "1-b" || x.Next() == nil || x.Next().Name() != "1-b.1" {
		t.Errorf("rebuilding: %s", x.Current().Name())
	}
	apply(t, x.Next(), 2, change(1, "a", "en", true))
	if err := x.Switch(); err != nil {
		t.Fatal(err)
	}
	x.Close()
	o.Rebuild = false
	x = openIndex(t, o)
	if x.Current().Name() != "1-b.1" || x.Next() != nil {
		t.Errorf("after rebuilding: %s", x.Current().Name())
	}
}

func TestWatchHearsOfNewIndexes(t *testing.T) {
	x := openIndex(t, options(t.TempDir()))
	var heard []string
	x.Watch(func(members []Member) { heard = append(heard, fmt.Sprint(len(members))) })
	apply(t, x.Current(), 1, change(1, "a", "en", true))
	apply(t, x.Current(), 2, change(2, "b", "en", true))
	apply(t, x.Current(), 3, change(3, "c", "lv", true))
	if want := []string{"0", "1", "2"}; !reflect.DeepEqual(heard, want) {
		t.Errorf("heard %q, want %q", heard, want)
	}
}
