package main

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
)

// progress shows how far long work has come: one line that is written over on
// a terminal, a log line now and then elsewhere.
type progress struct {
	out      io.Writer
	terminal bool
	every    time.Duration

	mu    sync.Mutex
	last  time.Time
	width int
}

func newProgress(out io.Writer) *progress {
	p := &progress{out: out, every: 10 * time.Second, last: time.Now()}
	if f, ok := out.(*os.File); ok && isatty.IsTerminal(f.Fd()) {
		p.terminal, p.every, p.last = true, 200*time.Millisecond, time.Time{}
	}
	return p
}

// show says how far the work has come, if it is time to say so.
func (p *progress) show(what string, facts ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if time.Since(p.last) < p.every {
		return
	}
	p.last = time.Now()
	if !p.terminal {
		slog.Info(what, facts...)
		return
	}
	line := what
	for i := 0; i+1 < len(facts); i += 2 {
		line += fmt.Sprintf("  %v %v", facts[i], facts[i+1])
	}
	fmt.Fprintf(p.out, "\r%s%s", line, strings.Repeat(" ", max(0, p.width-len(line))))
	p.width = len(line)
}

// println writes a line that stays.
func (p *progress) println(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	fmt.Fprintln(p.out, line)
}

// done takes the line away.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}

func (p *progress) clear() {
	if p.terminal && p.width > 0 {
		fmt.Fprintf(p.out, "\r%s\r", strings.Repeat(" ", p.width))
		p.width = 0
	}
}
