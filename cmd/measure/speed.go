package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"communique/cmd/measure/internal/synth"
	"communique/corpus"
	"communique/search/analysis"
	"communique/search/engine"
	"communique/search/query"
)

func init() { scorers["speed"] = measureSpeed }

// measureSpeed builds indexes of a made-up corpus and prints how long
// questions take, as a table in Markdown.
func measureSpeed(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("speed", flag.ContinueOnError)
	documents := flags.Int("documents", 100_000, "documents in the corpus")
	seed := flags.Uint64("seed", 1, "seed of the corpus and the questions")
	repeat := flags.Int("questions", 300, "questions of each kind")
	languages := flags.String("languages", strings.Join(synth.Languages, ","), "languages of the corpus")
	profile := flags.String("profile", "", "file for a CPU profile of the questions")
	analyzers := flags.Bool("analyzers", false, "only print how fast each language's analyzer is")
	texts := flags.String("texts", "", "folder of texts (xx.txt) to analyse instead of the bundled ones")
	dir := flags.String("dir", "", "where to build (kept and used again if it is there); a temporary folder if empty")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *analyzers {
		return measureAnalyzers(*texts, out)
	}
	if *dir == "" {
		made, err := os.MkdirTemp("", "speed")
		if err != nil {
			return err
		}
		defer os.RemoveAll(made)
		*dir = made
	}
	s := &speed{out: out, dir: *dir, n: *documents, world: synth.New(*seed, strings.Split(*languages, ",")...), random: rand.New(rand.NewPCG(*seed, 99))}
	defer s.close()
	if err := s.build(); err != nil {
		return err
	}
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	return s.ask(*repeat)
}

type speed struct {
	out     io.Writer
	dir     string
	n       int
	world   *synth.Corpus
	random  *rand.Rand
	members []engine.Member
	texts   *os.File
	at      map[string][2]int64 // place of a document in texts, by id
}

func (s *speed) close() {
	for _, m := range s.members {
		_ = m.Index.Close()
	}
	if s.texts != nil {
		_ = s.texts.Close()
	}
}

const speedBatch = 500

// build writes the indexes and, beside them, the texts, which the engine asks
// for as it would ask the store.
func (s *speed) build() (err error) {
	started := time.Now()
	s.at = map[string][2]int64{}
	if s.texts, err = os.Create(filepath.Join(s.dir, "texts.jsonl")); err != nil {
		return err
	}
	indexes := map[string]bleve.Index{}
	batches := map[string]*bleve.Batch{}
	flush := func(name string) error {
		b := batches[name]
		batches[name] = indexes[name].NewBatch()
		return indexes[name].Batch(b)
	}
	offset, text := int64(0), int64(0)
	reused := false
	for _, a := range s.world.All(s.n) {
		name, value := analysis.NewIndexDocument(a)
		if indexes[name] == nil {
			index, old, err := openSpeedIndex(filepath.Join(s.dir, name), name)
			if err != nil {
				return err
			}
			reused = reused || old
			indexes[name], batches[name] = index, index.NewBatch()
			s.members = append(s.members, engine.Member{Name: name, Index: index})
		}
		if !reused {
			if err := batches[name].Index(a.Document.ID, value); err != nil {
				return err
			}
			if batches[name].Size() >= speedBatch {
				if err := flush(name); err != nil {
					return err
				}
			}
		}
		line, err := json.Marshal(a.Document)
		if err != nil {
			return err
		}
		if _, err := s.texts.Write(append(line, '\n')); err != nil {
			return err
		}
		s.at[a.Document.ID] = [2]int64{offset, int64(len(line))}
		offset += int64(len(line)) + 1
		text += int64(len(a.Document.Title) + len(a.Document.Text))
	}
	for name := range batches {
		if err := flush(name); err != nil {
			return err
		}
	}
	took := time.Since(started)
	if !reused {
		time.Sleep(10 * time.Second) // merges in the background
	}
	disk := int64(0)
	for _, m := range s.members {
		disk += folderSize(filepath.Join(s.dir, m.Name))
	}
	fmt.Fprintf(s.out, "%d documents, %d indexes, %.0f MB of text; %d processors, %s\n\n", s.n, len(s.members), float64(text)/1e6, runtime.GOMAXPROCS(0), runtime.Version())
	if !reused {
		fmt.Fprintf(s.out, "- made up, analysed and indexed: %.0f documents/s (no detection or annotation)\n", float64(s.n)/took.Seconds())
	}
	fmt.Fprintf(s.out, "- index on disk: %.0f MB, %.2f × text\n", float64(disk)/1e6, float64(disk)/float64(text))
	return nil
}

func openSpeedIndex(path, name string) (index bleve.Index, old bool, err error) {
	if _, err := os.Stat(path); err == nil {
		index, err = bleve.Open(path)
		return index, true, err
	}
	mapping, err := analysis.Mapping(name)
	if err != nil {
		return nil, false, err
	}
	index, err = bleve.NewUsing(path, mapping, scorch.Name, scorch.Name, nil)
	return index, false, err
}

func folderSize(dir string) (sum int64) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if info, err := d.Info(); err == nil {
				sum += info.Size()
			}
		}
		return nil
	})
	return sum
}

func (s *speed) document(_ context.Context, ids []string) (map[string]corpus.Document, error) {
	found := map[string]corpus.Document{}
	for _, id := range ids {
		place, ok := s.at[id]
		if !ok {
			continue
		}
		line := make([]byte, place[1])
		if _, err := s.texts.ReadAt(line, place[0]); err != nil {
			return nil, err
		}
		var d corpus.Document
		if err := json.Unmarshal(line, &d); err != nil {
			return nil, err
		}
		found[id] = d
	}
	return found, nil
}

// words gives n words of a text that stand together and are no function
// words; fewer if it has none such.
func (s *speed) words(n int) string {
	for range 100 {
		a := s.world.Document(s.random.IntN(s.n))
		list := strings.Fields(strings.Split(a.Document.Text, "\n")[0])
		if len(list) < n+2 {
			continue
		}
		i := 1 + s.random.IntN(len(list)-n-1)
		chosen := list[i : i+n]
		if !slices.ContainsFunc(chosen, func(w string) bool {
			return strings.ContainsAny(w, ".:\"()*~-") || s.world.IsCommon(a.Annotations.Language.Code, w)
		}) {
			return strings.Join(chosen, " ")
		}
	}
	return "budget"
}

func (s *speed) ask(repeat int) error {
	e := engine.New(engine.Config{Members: func() []engine.Member { return s.members }, Texts: s.document})
	return askAll(e, s.out, repeat, s.words)
}

// askAll asks questions of every kind, bare and with facets and months, and
// prints the table. words gives n words that a document has.
func askAll(e *engine.Engine, out io.Writer, repeat int, words func(n int) string) error {
	ctx := context.Background()
	started := time.Now()
	if _, err := e.Search(ctx, query.Query{Size: 1}); err != nil {
		return err
	}
	fmt.Fprintf(out, "- columns of all segments built in %s\n", time.Since(started).Round(time.Millisecond))
	kinds := []struct {
		name string
		text func() string
	}{
		{"one word", func() string { return words(1) }},
		{"three words", func() string { return words(3) }},
		{"phrase of two", func() string { return `"` + words(2) + `"` }},
		{"four letters and *", func() string { return string([]rune(words(1) + "    ")[:4]) + "*" }},
		{"match-all", func() string { return "" }},
	}
	type row struct {
		name       string
		bare, full []time.Duration
		hits       int
	}
	var rows []row
	for _, k := range kinds {
		r := row{name: k.name}
		for i := range repeat + 20 {
			q := query.New(k.text())
			q.Size = 10
			for _, full := range [][]bool{{false, true}, {true, false}}[i%2] { // the second finds its words in the caches
				q.Facets, q.Histogram = nil, false
				if full {
					q.Facets = []string{engine.FacetLanguage, engine.FacetCountry, engine.FacetTopic, engine.FacetOrganisation, engine.FacetPerson}
					q.Histogram = true
				}
				started := time.Now()
				res, err := e.Search(ctx, q)
				took := time.Since(started)
				if err != nil {
					return fmt.Errorf("%s: %w", q.Text, err)
				}
				switch {
				case i < 20: // warm-up
				case full:
					r.full = append(r.full, took)
					r.hits += res.Total
				default:
					r.bare = append(r.bare, took)
				}
			}
		}
		rows = append(rows, r)
	}
	runtime.GC()
	debug.FreeOSMemory()
	fmt.Fprintf(out, "- resident after the questions: %s\n\n", resident())
	fmt.Fprintln(out, "| question | documents found | bare p50 | p95 | p99 | with 5 facets and months p50 | p95 | p99 | p50 × |")
	fmt.Fprintln(out, "|---|---|---|---|---|---|---|---|---|")
	for _, r := range rows {
		b, f := percentiles(r.bare), percentiles(r.full)
		fmt.Fprintf(out, "| %s | %d | %s | %s | %s | %s | %s | %s | %.1f |\n", r.name, r.hits/len(r.full),
			ms(b[0]), ms(b[1]), ms(b[2]), ms(f[0]), ms(f[1]), ms(f[2]), float64(f[0])/float64(b[0]))
	}
	return nil
}

func percentiles(list []time.Duration) (p [3]time.Duration) {
	slices.SortFunc(list, cmp.Compare[time.Duration])
	for i, at := range []float64{0.50, 0.95, 0.99} {
		p[i] = list[min(int(at*float64(len(list))), len(list)-1)]
	}
	return p
}

func ms(d time.Duration) string { return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000) }

// resident is the memory of the process, where the system tells: its own, and
// the pages of index files, which the system takes back when it needs them.
func resident() string {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	mb := map[string]int{}
	for _, line := range strings.Split(string(b), "\n") {
		name, rest, _ := strings.Cut(line, ":")
		if f := strings.Fields(rest); len(f) == 2 && f[1] == "kB" {
			kb, _ := strconv.Atoi(f[0])
			mb[name] = kb / 1024
		}
	}
	return fmt.Sprintf("%d MB (%d MB of its own, %d MB pages of index files)", mb["VmRSS"], mb["RssAnon"], mb["RssFile"])
}
