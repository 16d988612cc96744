package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"sync"
	"text/tabwriter"
	"time"

	"communique/corpus"
	"communique/corpus/lang"
	"communique/corpus/sample"
	"communique/indexer/annotate"
)

func init() { scorers["annotate"] = measureAnnotate }

// measureAnnotate prints what annotation costs: the memory of all gazetteers,
// lexicons and models once every language has been read, documents of 250
// words a second, allocations, and a table by language.
//
// The documents are put together from sentences of the sample releases and of
// the packs' own cases. Speed is told twice: by the clock, with two workers,
// and by processor time, which other work on the machine disturbs less.
func measureAnnotate(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("annotate", flag.ContinueOnError)
	each := flags.Int("documents", 20, "documents of each language")
	seed := flags.Uint64("seed", 1, "seed of the documents")
	profile := flags.String("profile", "", "file for a CPU profile of the mixed documents")
	heap := flags.String("heap", "", "file for a profile of the memory that stays")
	table := flags.Bool("languages", true, "print the table by language")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *each < 1 {
		return errors.New("-documents: at least 1 of each language is needed")
	}
	documents := annotationDocuments(*seed, *each)
	a := annotate.New()
	before := memoryNow()
	start := processorTime()
	for _, p := range lang.All() {
		annotateAll(a, documents[p.Code][:1])
	}
	// A few words that may be of any language are searched for dates of all.
	guessed := &corpus.Annotated{Document: corpus.Document{Text: "10 de agosto"}}
	guessed.Annotations.Language.Guess = "pt"
	annotateAll(a, []*corpus.Annotated{guessed})
	opened := processorTime() - start
	after := memoryNow()
	fmt.Fprintf(out, "- memory of %d languages with all that annotation reads: %.0f MB resident (%.0f MB of its own, %.0f MB pages of the program file), of these on the heap %.0f MB; compiled in %.1f s of processor time\n",
		len(lang.All()), after.total-before.total, after.own-before.own, after.file-before.file, after.heap-before.heap, opened.Seconds())
	if *heap != "" {
		if err := writeProfile(*heap, pprof.WriteHeapProfile); err != nil {
			return err
		}
	}
	var mixed []*corpus.Annotated
	for i := range *each {
		for _, p := range lang.All() {
			mixed = append(mixed, documents[p.Code][i])
		}
	}
	if err := annotateMixed(a, mixed, *profile, out); err != nil {
		return err
	}
	if !*table {
		return nil
	}
	tab := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tab, "\nlanguage\tMB/s of one core\tallocations per document\tkB allocated\tmentions")
	for _, p := range lang.All() {
		d := documents[p.Code]
		size, mentions := 0, 0
		for _, x := range d {
			size += len(x.Document.Title) + len(x.Document.Text)
			mentions += len(x.Annotations.Mentions)
		}
		speed := rate(size, func() { annotateAll(a, d) }, func() {})
		count, kb := allocations(func() { annotateAll(a, d) }, len(d))
		fmt.Fprintf(tab, "%s\t%.2f\t%.0f\t%.0f\t%.1f\n", p.Code, speed, count, kb, float64(mentions)/float64(len(d)))
	}
	return tab.Flush()
}

// annotateMixed prints the speed over documents of all languages in turn.
func annotateMixed(a *annotate.Annotator, documents []*corpus.Annotated, profile string, out io.Writer) error {
	const workers = 2
	annotateAll(a, documents) // warm
	size := 0
	for _, d := range documents {
		size += len(d.Document.Title) + len(d.Document.Text)
	}
	pass := func() {
		var g sync.WaitGroup
		for w := range workers {
			g.Go(func() { annotateAll(a, documents[w*len(documents)/workers:(w+1)*len(documents)/workers]) })
		}
		g.Wait()
	}
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	started, spent, n := time.Now(), processorTime(), 0
	for time.Since(started) < 3*time.Second {
		pass()
		n += len(documents)
	}
	clock, processor := time.Since(started).Seconds(), (processorTime() - spent).Seconds()
	count, kb := allocations(func() { annotateAll(a, documents) }, len(documents))
	fmt.Fprintf(out, "- %d documents of %.1f kB: %.0f documents/s by the clock, %.0f by processor time, on %d cores; %.2f MB/s of one core; %.0f allocations and %.0f kB per document\n",
		len(documents), float64(size)/1000/float64(len(documents)), float64(n)/clock, workers*float64(n)/processor, workers, float64(size)/float64(len(documents))*float64(n)/1e6/processor, count, kb)
	return nil
}

func annotateAll(a *annotate.Annotator, documents []*corpus.Annotated) {
	for _, d := range documents {
		if err := a.Apply(context.Background(), d); err != nil {
			panic(err) // Apply has no errors to give
		}
	}
}

// allocations are the objects and kilobytes that run takes for each of n
// documents.
func allocations(run func(), n int) (count, kb float64) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	run()
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / float64(n), float64(after.TotalAlloc-before.TotalAlloc) / 1000 / float64(n)
}

// wordsPerDocument is what the documents hold; unspacedLetters counts as one
// word where letters are not parted by spaces.
const (
	wordsPerDocument = 250
	unspacedLetters  = 2
)

// annotationDocuments puts documents together, by language code.
func annotationDocuments(seed uint64, each int) map[string][]*corpus.Annotated {
	sentences := map[string][]string{}
	for _, d := range sample.Documents() {
		if p := lang.For(d.Language); p != nil {
			sentences[p.Code] = append(sentences[p.Code], strings.FieldsFunc(d.Text, func(r rune) bool { return r == '\n' })...)
		}
	}
	out := map[string][]*corpus.Annotated{}
	random := rand.New(rand.NewPCG(seed, 7))
	for _, p := range lang.All() {
		own := sentences[p.Code]
		for _, r := range p.Rows("cases") {
			if len(r) > 1 {
				own = append(own, r[1])
			}
		}
		for i := range each {
			var b strings.Builder
			for words := 0; words < wordsPerDocument; {
				s := pick(random, own)
				spaced := strings.Count(s, " ") + 1
				words += max(spaced, unspaced(s)/unspacedLetters)
				b.WriteString(s)
				b.WriteString([]string{" ", "\n\n"}[min(random.IntN(4), 1)])
			}
			d := &corpus.Annotated{Document: corpus.Document{
				ID: p.Code + "-" + strconv.Itoa(i), Title: pick(random, own), Text: b.String(), Published: corpus.DateOfDay(16000 + random.IntN(4000)),
			}}
			d.Annotations.Language.Code = p.Code
			out[p.Code] = append(out[p.Code], d)
		}
	}
	return out
}

// unspaced counts the letters of scripts without spaces.
func unspaced(s string) int {
	return strings.Count(strings.Map(func(r rune) rune {
		if r >= 0x0E00 && r <= 0x0E7F || r >= 0x3040 && r <= 0x9FFF {
			return 'x'
		}
		return '-'
	}, s), "x")
}

// memory is what the process takes, in MB: of the process, of it what no file holds, what
// stands on the heap of Go.
type memory struct{ total, own, file, heap float64 }

func memoryNow() memory {
	debug.FreeOSMemory()
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	r := memory{heap: float64(m.HeapAlloc) / 1e6}
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return r // only Linux says
	}
	for line := range bytes.Lines(b) {
		f := strings.Fields(string(line))
		if len(f) < 2 || !slices.Contains([]string{"VmRSS:", "RssAnon:", "RssFile:"}, f[0]) {
			continue
		}
		kb, _ := strconv.ParseFloat(f[1], 64)
		switch f[0] {
		case "VmRSS:":
			r.total = kb / 1000
		case "RssAnon:":
			r.own = kb / 1000
		case "RssFile:":
			r.file = kb / 1000
		}
	}
	return r
}

func writeProfile(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}
