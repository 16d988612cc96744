package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"text/tabwriter"
	"time"

	"github.com/blevesearch/bleve/v2/registry"

	"communique/corpus/lang"
	"communique/corpus/sample"
	"communique/search/analysis"
)

// measureAnalyzers prints how fast each index analyses texts, in MB of UTF-8
// per second of processor time, so that other work on the machine does not
// count: "warm" reads a text again and again, as in a long run that has met its
// words; "cold" forgets all words before each reading. Allocations are those of
// a warm reading. The texts are the bundled releases and the packs' own cases,
// so short that most words of a cold reading are new; or those of a folder.
func measureAnalyzers(folder string, out io.Writer) error {
	texts, err := analyzerTexts(folder)
	if err != nil {
		return err
	}
	tab := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(tab, "index\ttext, kB\twarm, MB/s\tcold, MB/s\tallocations per kB")
	cache := registry.NewCache()
	for _, index := range analysis.Indexes() {
		text := []byte(texts[index])
		if len(text) == 0 {
			continue
		}
		analyzer, err := cache.AnalyzerNamed(analysis.TextAnalyzerName(index))
		if err != nil {
			return err
		}
		read := func() { analyzer.Analyze(text) }
		read() // opens the tables
		warm := rate(len(text), read, func() {})
		cold := rate(len(text), read, analysis.ForTexts(index).Forget)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		read()
		runtime.ReadMemStats(&after)
		fmt.Fprintf(tab, "%s\t%.1f\t%.1f\t%.1f\t%.1f\n", index, float64(len(text))/1000, warm, cold, float64(after.Mallocs-before.Mallocs)*1000/float64(len(text)))
	}
	return tab.Flush()
}

// analyzerTexts gives a text per index: those of the folder, or the bundled
// ones.
func analyzerTexts(folder string) (map[string]string, error) {
	texts := map[string]string{}
	if folder != "" {
		for _, p := range lang.All() {
			b, err := os.ReadFile(filepath.Join(folder, p.Code+".txt"))
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
			texts[p.Index] += string(b)
		}
		return texts, nil
	}
	for _, d := range sample.Documents() {
		texts[analysis.IndexOf(d.Language)] += d.Title + "\n" + d.Text + "\n"
	}
	for _, p := range lang.All() {
		for _, row := range p.Rows("cases") {
			texts[p.Index] += row[0] + "\n"
		}
	}
	return texts, nil
}

// leastTime is the processor time that a rate is taken over.
const leastTime = 150 * time.Millisecond

// rate gives MB per second of processor time of run; what prepare takes does
// not count.
func rate(size int, run, prepare func()) float64 {
	var spent time.Duration
	n := 0
	for spent < leastTime {
		prepare()
		start := processorTime()
		run()
		spent += processorTime() - start
		n++
	}
	return float64(size) * float64(n) / 1e6 / spent.Seconds()
}

// processorTime is what the process has used of all processors.
func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
