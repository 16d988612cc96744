package main

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"communique/corpus"
	"communique/corpus/sample"
	"communique/corpus/store"
	"communique/indexer"
	"communique/indexer/read"
	"communique/indexer/write"
	"communique/search/engine"
)

func init() { scorers["ingest"] = measureIngest }

// ingestLanguages are those of the corpus that measureIngest makes.
var ingestLanguages = []string{"en", "ro", "lv", "ru", "sr", "de", "fr", "es", "it", "pl", "uk", "bg"}

// measureIngest makes documents of 250 words by putting together sentences of
// the sample releases, takes them in as JSON Lines through the real pipeline
// (read, store, detect, annotate, index) and then asks the questions of
// `measure speed`.
func measureIngest(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("ingest", flag.ContinueOnError)
	documents := flags.Int("documents", 100_000, "documents to take in")
	seed := flags.Uint64("seed", 1, "seed of the documents and questions")
	repeat := flags.Int("questions", 300, "questions of each kind")
	dir := flags.String("dir", "", "data folder to fill; a temporary one if empty")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *dir == "" {
		made, err := os.MkdirTemp("", "ingest")
		if err != nil {
			return err
		}
		defer os.RemoveAll(made)
		*dir = made
	}
	ctx := context.Background()
	s, err := store.Open(ctx, *dir, store.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	steps, err := indexer.Steps()
	if err != nil {
		return err
	}
	index, err := write.Open(ctx, write.Options{Dir: filepath.Join(*dir, "index"), Corpus: s.Name(), LastSequence: s.LastSequence(), Generation: steps.Generation()})
	if err != nil {
		return err
	}
	defer index.Close()
	service := indexer.New(s, index, steps, indexer.Options{Data: steps.Data()})
	following, stop := context.WithCancel(ctx)
	done := make(chan error, 1)
	go func() { done <- service.Run(following) }()
	defer func() { stop(); <-done }()

	made := mixer{random: rand.New(rand.NewPCG(*seed, 7)), sentences: map[string][]string{}}
	made.learn()
	lines, writer := io.Pipe()
	text := 0
	go func() {
		for i := range *documents {
			d := made.document(i)
			text += len(d.Title) + len(d.Text)
			b, _ := json.Marshal(d)
			if _, err := writer.Write(append(b, '\n')); err != nil {
				return
			}
		}
		writer.Close()
	}()
	started := time.Now()
	report, err := service.IngestAll(ctx, indexer.Items(read.Lines(ctx, lines, "made"), "measure"), func([]indexer.Item, []indexer.Outcome, indexer.Report) {})
	if err != nil {
		return err
	}
	if err := service.WaitIndexed(ctx, s.LastSequence()); err != nil {
		return err
	}
	took := time.Since(started)
	fmt.Fprintf(out, "- %d documents, %.0f MB of text in %d languages: %s from JSON Lines to searchable, %.0f documents/s (%+v)\n",
		*documents, float64(text)/1e6, len(ingestLanguages), took.Round(time.Second), float64(*documents)/took.Seconds(), report)
	runtime.GC()
	debug.FreeOSMemory()
	fmt.Fprintf(out, "- resident, all language models loaded: %s\n", resident())
	fmt.Fprintf(out, "- on disk: corpus %.2f × text, index %.2f × text\n",
		float64(fileSize(filepath.Join(*dir, "corpus.db")))/float64(text), float64(folderSize(filepath.Join(*dir, "index")))/float64(text))
	members := func() []engine.Member {
		var all []engine.Member
		for _, m := range index.Members() {
			all = append(all, engine.Member{Name: m.Name, Index: m.Index})
		}
		return all
	}
	e := engine.New(engine.Config{Members: members, Texts: s.Documents})
	return askAll(e, out, *repeat, made.words)
}

func fileSize(path string) int64 {
	i, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return i.Size()
}

// mixer puts documents together from sentences of the sample releases.
type mixer struct {
	random    *rand.Rand
	sentences map[string][]string
	countries []string
}

func (m *mixer) learn() {
	for _, d := range sample.Documents() {
		for _, s := range strings.FieldsFunc(d.Text, func(r rune) bool { return r == '\n' }) {
			for s := range strings.SplitAfterSeq(s, ". ") {
				if len(s) > 30 {
					m.sentences[d.Language] = append(m.sentences[d.Language], strings.TrimSpace(s))
				}
			}
		}
		m.countries = append(m.countries, d.Country)
	}
}

func pick(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

func (m *mixer) document(i int) corpus.Document {
	language := ingestLanguages[i%len(ingestLanguages)]
	own := m.sentences[language]
	var b bytes.Buffer
	for words := 0; words < 250; {
		s := pick(m.random, own)
		words += strings.Count(s, " ") + 1
		b.WriteString(s)
		if m.random.IntN(4) == 0 {
			b.WriteString("\n\n")
		} else {
			b.WriteByte(' ')
		}
	}
	return corpus.Document{
		ID: fmt.Sprintf("made-%d", i), Title: fmt.Sprintf("%s %d", strings.TrimSuffix(pick(m.random, own), "."), i), Text: b.String(),
		Country: pick(m.random, m.countries), Published: corpus.DateOfDay(16000 + m.random.IntN(4000)),
	}
}

// words are n words that stand side by side in a sentence.
func (m *mixer) words(n int) string {
	for range 50 {
		f := strings.Fields(pick(m.random, m.sentences[pick(m.random, ingestLanguages)]))
		if len(f) > n+2 {
			at := m.random.IntN(len(f) - n)
			w := strings.Map(func(r rune) rune {
				if strings.ContainsRune("\"«»„“”():;,.-*~", r) {
					return -1
				}
				return r
			}, strings.Join(f[at:at+n], " "))
			if len(strings.Fields(w)) == n && len(w) > 4*n {
				return w
			}
		}
	}
	return "Europe"
}
