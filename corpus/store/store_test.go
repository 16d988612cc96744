package store

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"communique/corpus"
)

func open(t *testing.T, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t *testing.T, s *Store, documents ...corpus.Document) []PutResult {
	t.Helper()
	results, err := s.Put(t.Context(), documents)
	if err != nil {
		t.Fatal(err)
	}
	return results
}

func wantFault(t *testing.T, err error, fault corpus.Fault, words ...string) {
	t.Helper()
	if err == nil || corpus.FaultOf(err) != fault {
		t.Fatalf("error %v, want fault %d", err, fault)
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("error %q does not say %q", err, w)
		}
	}
}

// A long text, so that the deflated form is exercised too.
var long = strings.Repeat("Ministrul afacerilor interne a declarat că frontiera rămâne deschisă. ", 20)

func TestPutTellsWhatItDid(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	first := corpus.Document{ID: "a", Title: "One", Text: long, Country: "RO", Published: "2019-05-30", Alternates: map[string]string{"en": "https://x.example/en"}}
	second := first
	second.Text += "Second."

	for i, step := range []struct {
		document corpus.Document
		want     PutResult
	}{
		{first, PutResult{"a", 1, 1, Created}},
		{first, PutResult{"a", 1, 1, Unchanged}},
		{second, PutResult{"a", 2, 2, Updated}},
		{first, PutResult{"a", 3, 3, Updated}},
	} {
		if got := put(t, s, step.document)[0]; got != step.want {
			t.Errorf("step %d: %+v, want %+v", i, got, step.want)
		}
	}
	if _, err := s.Delete(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	_, err := s.Delete(t.Context(), "a")
	wantFault(t, err, corpus.NotFound, `"a"`)
	_, err = s.Get(t.Context(), "a")
	wantFault(t, err, corpus.NotFound)
	if got, want := put(t, s, first)[0], (PutResult{"a", 3, 5, Created}); got != want {
		t.Errorf("put after delete: %+v, want %+v", got, want)
	}

	s.Close()
	s = open(t, dir)
	stored, err := s.Get(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(stored.Document, first) || stored.Revision != 3 || stored.Annotations != nil {
		t.Errorf("after reopening: %+v", stored)
	}
	history, err := s.Revisions(t.Context(), "a")
	if err != nil || len(history) != 3 || history[1].N != 2 || history[1].Hash != second.ContentHash() || history[1].Title != "One" {
		t.Errorf("history %+v, %v", history, err)
	}
	older, err := s.Revision(t.Context(), "a", 2)
	if err != nil || !reflect.DeepEqual(older.Document, second) {
		t.Errorf("revision 2: %+v, %v", older, err)
	}
	_, err = s.Revision(t.Context(), "a", 9)
	wantFault(t, err, corpus.NotFound, "revision 9")
	_, err = s.Revisions(t.Context(), "b")
	wantFault(t, err, corpus.NotFound)
	if s.LastSequence() != 5 {
		t.Errorf("last sequence %d, want 5", s.LastSequence())
	}
}

func TestAnIDTwiceInABatchMakesTwoRevisions(t *testing.T) {
	s := open(t, t.TempDir())
	got := put(t, s, corpus.Document{ID: "a", Text: "one"}, corpus.Document{ID: "b", Text: "other"}, corpus.Document{ID: "a", Text: "two"})
	want := []PutResult{{"a", 1, 1, Created}, {"b", 1, 2, Created}, {"a", 2, 3, Updated}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	stored, err := s.Get(t.Context(), "a")
	if err != nil || stored.Document.Text != "two" {
		t.Errorf("%+v, %v", stored, err)
	}
}

func TestChangesNameEachDocumentOnceAtItsNewest(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, corpus.Document{ID: "a", Text: "1"}, corpus.Document{ID: "b", Text: "1"}, corpus.Document{ID: "c", Text: "1"})
	put(t, s, corpus.Document{ID: "a", Text: "2"})
	if _, err := s.Delete(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for after, limit := int64(0), 2; ; {
		changes, err := s.Changes(t.Context(), after, limit)
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) == 0 {
			break
		}
		for _, c := range changes {
			got = append(got, fmt.Sprintf("%d %s %d %t", c.Sequence, c.ID, c.Revision, c.Deleted))
			after = c.Sequence
		}
	}
	if want := []string{"3 c 1 false", "4 a 2 false", "5 b 1 true"}; !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWaitEndsWithTheNextChange(t *testing.T) {
	s := open(t, t.TempDir())
	done := make(chan error, 1)
	go func() { done <- s.Wait(t.Context(), 0) }()
	select {
	case err := <-done:
		t.Fatalf("ended before there was anything: %v", err)
	case <-time.After(20 * time.Millisecond):
	}
	put(t, s, corpus.Document{ID: "a", Text: "1"})
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Wait(ctx, 1); err != context.Canceled {
		t.Errorf("cancelled: %v", err)
	}
}

func TestAnnotationsBelongToTheNewestRevision(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, corpus.Document{ID: "a", Text: "1"}, corpus.Document{ID: "b", Text: "1"})
	marks := &corpus.Annotations{
		Language: corpus.DetectedLanguage{Code: "ro", Confidence: 0.9},
		Mentions: []corpus.Mention{{Type: corpus.State, Field: "text", Start: 1, End: 3, Text: "RO", ID: "state:RO"}},
		Topics:   []corpus.TopicScore{{ID: "migration", Score: 0.5}},
	}
	put(t, s, corpus.Document{ID: "b", Text: "2"})
	err := s.PutAnnotations(t.Context(), "g1", []AnnotatedRevision{{ID: "a", Revision: 1, Annotations: marks}, {ID: "b", Revision: 1, Annotations: marks}, {ID: "gone", Revision: 1, Annotations: marks}})
	if err != nil {
		t.Fatal(err)
	}
	found, err := s.GetMany(t.Context(), []string{"b", "nobody", "a"})
	if err != nil || len(found) != 2 {
		t.Fatalf("%+v, %v", found, err)
	}
	if found[0].Annotations != nil {
		t.Errorf("b has the annotations of its older revision")
	}
	if !reflect.DeepEqual(found[1].Annotations, marks) || found[1].Generation != "g1" {
		t.Errorf("a: %+v", found[1])
	}
	some, asked, err := s.GetSome(t.Context(), []string{"nobody", "a", "b"}, 1)
	if err != nil || len(some) != 2 || asked != 3 {
		t.Errorf("GetSome with room for two bytes: %d of %d, %v", len(some), asked, err)
	}
	n := 0
	if err := s.Each(t.Context(), func(Stored) error { n++; return nil }); err != nil || n != 2 {
		t.Errorf("Each saw %d documents, %v", n, err)
	}
}

func TestSourcesAndStats(t *testing.T) {
	s := open(t, t.TempDir())
	put(t, s, corpus.Document{ID: "a", Text: "1", Source: "feed", Country: "RO", Ministry: "interior"},
		corpus.Document{ID: "b", Text: "1", Source: "feed"}, corpus.Document{ID: "c", Text: "1"})
	if _, err := s.Delete(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	sources, err := s.Sources(t.Context())
	if err != nil || len(sources) != 1 || sources[0].Documents != 1 || sources[0].Country != "RO" {
		t.Errorf("%+v, %v", sources, err)
	}
	stats, err := s.Stats(t.Context())
	if err != nil || stats.Documents != 2 || stats.Deleted != 1 || stats.Revisions != 3 || stats.Sequence != 4 || stats.Bytes == 0 {
		t.Errorf("%+v, %v", stats, err)
	}
}

func TestKeys(t *testing.T) {
	s := open(t, t.TempDir())
	ctx := t.Context()
	if has, err := s.HasKeys(ctx); has || err != nil {
		t.Errorf("a fresh corpus has keys: %v, %v", has, err)
	}
	secret, err := s.AddKey(ctx, "newsroom")
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.AddKey(ctx, "newsroom")
	wantFault(t, err, corpus.Conflict, "newsroom")
	_, err = s.AddKey(ctx, " ")
	wantFault(t, err, corpus.Invalid)
	if name, ok, err := s.CheckKey(ctx, secret); name != "newsroom" || !ok || err != nil {
		t.Errorf("CheckKey: %q %v %v", name, ok, err)
	}
	if _, ok, _ := s.CheckKey(ctx, secret+"x"); ok {
		t.Error("a wrong secret is taken")
	}
	raw, err := os.ReadFile(filepath.Join(filepath.Dir(s.path), File+"-wal"))
	if err != nil || strings.Contains(string(raw), secret) {
		t.Errorf("the secret itself is on disk (or no log: %v)", err)
	}
	if err := s.RemoveKey(ctx, "newsroom"); err != nil {
		t.Fatal(err)
	}
	wantFault(t, s.RemoveKey(ctx, "newsroom"), corpus.NotFound)
	if _, ok, _ := s.CheckKey(ctx, secret); ok {
		t.Error("a removed key is taken")
	}
}

func TestASecondProcessIsToldWhoHasTheFolder(t *testing.T) {
	if dir := os.Getenv("STORE_TEST_HOLD"); dir != "" {
		s, err := Open(t.Context(), dir, Options{})
		fmt.Println("HELD", err)
		if err == nil {
			defer s.Close()
		}
		return
	}
	dir := t.TempDir()
	s := open(t, dir)
	put(t, s, corpus.Document{ID: "a", Text: "1"})
	other := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	other.Env = append(os.Environ(), "STORE_TEST_HOLD="+dir)
	said, _ := other.CombinedOutput()
	for _, want := range []string{dir, fmt.Sprint("process ", os.Getpid()), "--server"} {
		if !strings.Contains(string(said), want) {
			t.Errorf("the second process reads %q, without %q", said, want)
		}
	}
	shared, err := Open(t.Context(), dir, Options{Shared: true})
	if err != nil {
		t.Fatal(err)
	}
	defer shared.Close()
	if _, err := shared.Get(t.Context(), "a"); err != nil {
		t.Errorf("reading beside: %v", err)
	}
	if _, err := shared.AddKey(t.Context(), "k"); err != nil {
		t.Errorf("a key beside: %v", err)
	}
	_, err = shared.Put(t.Context(), []corpus.Document{{ID: "b", Text: "1"}})
	wantFault(t, err, corpus.Conflict)
}

func TestBackupAndRestore(t *testing.T) {
	ctx, dir := t.Context(), t.TempDir()
	s := open(t, filepath.Join(dir, "one"))
	for i := range 300 {
		put(t, s, corpus.Document{ID: fmt.Sprint(i), Text: long + fmt.Sprint(i)})
	}
	file := filepath.Join(dir, "backup.db")
	if err := s.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	wantFault(t, s.Backup(ctx, file), corpus.Conflict, file)
	put(t, s, corpus.Document{ID: "later", Text: "1"})

	wantFault(t, Restore(ctx, filepath.Join(dir, "one"), file, true), corpus.Conflict, "in use")
	if err := Restore(ctx, filepath.Join(dir, "two"), file, false); err != nil {
		t.Fatal(err)
	}
	wantFault(t, Restore(ctx, filepath.Join(dir, "two"), file, false), corpus.Conflict, "--replace")
	if err := os.MkdirAll(filepath.Join(dir, "two", "index", "g"), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := Restore(ctx, filepath.Join(dir, "two"), file, true); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "two", "index")); err == nil {
		t.Error("the index of the old corpus is still there")
	}
	two := open(t, filepath.Join(dir, "two"))
	if err := two.Check(ctx); err != nil {
		t.Error(err)
	}
	stats, err := two.Stats(ctx)
	if err != nil || stats.Documents != 300 || stats.Sequence != 300 {
		t.Errorf("%+v, %v", stats, err)
	}
	if two.Name() == s.Name() || two.Name() == "" {
		t.Error("the restored corpus has the name of the other one")
	}

	junk := filepath.Join(dir, "junk")
	if err := os.WriteFile(junk, []byte(strings.Repeat("not a database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Restore(ctx, filepath.Join(dir, "three"), junk, false); err == nil || !strings.Contains(err.Error(), "junk") {
		t.Errorf("restoring junk: %v", err)
	}
}

func TestADamagedDatabaseIsNamed(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, File)
	if err := os.WriteFile(path, []byte(strings.Repeat("not a database ", 500)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(t.Context(), dir, Options{})
	wantFault(t, err, corpus.Internal, path, "restore")
}
