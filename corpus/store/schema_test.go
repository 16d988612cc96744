package store

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"communique/corpus"
)

// testdata/version1.sql is a corpus of two documents as the first version
// left it. Every version that was ever released keeps such a file here.
func TestAnOlderSchemaIsBroughtToday(t *testing.T) {
	dump, err := os.ReadFile("testdata/version1.sql")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	make1 := func(dump string) {
		db, err := sql.Open("sqlite", filepath.Join(dir, File))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(dump); err != nil {
			t.Fatal(err)
		}
	}
	make1(string(dump))

	_, err = Open(t.Context(), dir, Options{Shared: true})
	wantFault(t, err, corpus.Conflict, "schema version 1")

	s := open(t, dir)
	stored, err := s.Get(t.Context(), "ro-1")
	if err != nil || stored.Document.Title != "Comunicat" || stored.Revision != 2 {
		t.Errorf("%+v, %v", stored, err)
	}
	if got := put(t, s, corpus.Document{ID: "lv-1", Title: "Paziņojums", Text: "Teksts"})[0]; got.Status != Unchanged {
		t.Errorf("the same content makes %+v", got)
	}
	if err := s.PutAnnotations(t.Context(), "g", []AnnotatedRevision{{ID: "ro-1", Revision: 2, Annotations: &corpus.Annotations{}}}); err != nil {
		t.Error(err)
	}
	if s.LastSequence() != 3 || s.Name() != "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		t.Errorf("sequence %d, name %q", s.LastSequence(), s.Name())
	}
	s.Close()

	make1(fmt.Sprintf("PRAGMA user_version = %d", SchemaVersion+1))
	_, err = Open(t.Context(), dir, Options{})
	wantFault(t, err, corpus.Conflict, "newer program")

	make1("PRAGMA application_id = 7")
	_, err = Open(t.Context(), dir, Options{})
	wantFault(t, err, corpus.Conflict, "another program")
}
