package engine

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/RoaringBitmap/roaring/v2"
	"github.com/blevesearch/bleve/v2"
	banalysis "github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/index/scorch"
	segment "github.com/blevesearch/scorch_segment_api/v2"

	"communique/search/analysis"
)

// view is one member as it stood when a question came: a snapshot that later
// writes do not change. Close it.
type view struct {
	name     string
	segments []segmentView
	docs     uint64 // live
	own      banalysis.Analyzer
	texts    banalysis.Analyzer // own, with the terms by which only a text is found
	exact    banalysis.Analyzer
	names    banalysis.Analyzer
	foreign  []reading // of passages in other languages, by name
	snapshot *scorch.IndexSnapshot
	avgTitle float64 // tokens per live document
	avgText  float64
}

type segmentView struct {
	segment.Segment
	*columns
	deleted *roaring.Bitmap // nil where nothing is
}

// A reading is the analysis of an index: of questions, and of texts.
type reading struct {
	index    string
	analyzer banalysis.Analyzer
	texts    banalysis.Analyzer
}

// foreignOf gives the readings that a document has besides its own.
func (v *view) foreignOf(c *columns, doc uint32) (list []reading) {
	for _, r := range v.foreign {
		if slices.Contains(c.foreign[doc], r.index) {
			list = append(list, r)
		}
	}
	return list
}

func (v *view) close() { _ = v.snapshot.Close() }

// memory keeps the columns of every segment in use, by member. A segment
// keeps its number from the batch that made it until a merge ends it, so the
// columns of a segment survive its way from memory to disk.
type memory struct {
	dictionaries []*values // by the order of analysis.Keywords
	mu           sync.Mutex
	members      map[bleve.Index]*memberMemory
	built        func(c *columns) // told of every build
}

type memberMemory struct {
	mu       sync.Mutex
	segments map[uint64]*columns
	own      banalysis.Analyzer
	texts    banalysis.Analyzer
	exact    banalysis.Analyzer
	names    banalysis.Analyzer
	named    func(analyzer string) banalysis.Analyzer
}

func newMemory() *memory {
	m := &memory{members: map[bleve.Index]*memberMemory{}}
	for range analysis.Keywords {
		m.dictionaries = append(m.dictionaries, newValues())
	}
	return m
}

// forget drops the columns of members that are no longer searched.
func (m *memory) forget(members []Member) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.members) <= len(members) {
		return
	}
	keep := map[bleve.Index]bool{}
	for _, member := range members {
		keep[member.Index] = true
	}
	for index := range m.members {
		if !keep[index] {
			delete(m.members, index)
		}
	}
}

// bytes is the memory of all columns.
func (m *memory) bytes() (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, member := range m.members {
		member.mu.Lock()
		for _, c := range member.segments {
			n += c.bytes()
		}
		member.mu.Unlock()
	}
	return n
}

func (m *memory) of(member Member) (*memberMemory, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if mm := m.members[member.Index]; mm != nil {
		return mm, nil
	}
	named := member.Index.Mapping().AnalyzerNamed
	mm := &memberMemory{segments: map[uint64]*columns{}, named: named}
	mm.own, mm.exact = named(analysis.AnalyzerName(member.Name)), named(analysis.ExactAnalyzerName(member.Name))
	mm.texts, mm.names = named(analysis.TextAnalyzerName(member.Name)), named(analysis.NamesAnalyzer)
	if mm.own == nil || mm.texts == nil || mm.exact == nil || mm.names == nil {
		return nil, fmt.Errorf("index %s: no analyzer of the text", member.Name)
	}
	m.members[member.Index] = mm
	return mm, nil
}

// open takes a snapshot of a member and the columns of its segments, building
// those that are new.
func (m *memory) open(member Member) (*view, error) {
	mm, err := m.of(member)
	if err != nil {
		return nil, err
	}
	// One lock while opening: a second question would only build the same, and
	// snapshots are taken in the order of the lock, so the last one is the newest.
	mm.mu.Lock()
	defer mm.mu.Unlock()
	advanced, err := member.Index.Advanced()
	if err != nil {
		return nil, err
	}
	reader, err := advanced.Reader()
	if err != nil {
		return nil, err
	}
	snapshot, ok := reader.(*scorch.IndexSnapshot)
	if !ok {
		_ = reader.Close()
		return nil, fmt.Errorf("index %s is not of the kind that the engine reads (%T)", member.Name, reader)
	}
	if snapshot == nil { // the index is being closed just now
		return nil, bleve.ErrorIndexClosed
	}
	v := &view{name: member.Name, snapshot: snapshot, own: mm.own, texts: mm.texts, exact: mm.exact, names: mm.names}
	if err := m.fill(v, mm); err != nil {
		v.close()
		return nil, fmt.Errorf("index %s: %w", member.Name, err)
	}
	return v, nil
}

func (m *memory) fill(v *view, mm *memberMemory) error {
	inUse := map[uint64]*columns{}
	foreign := map[string]bool{}
	var title, text uint64
	for _, ss := range v.snapshot.Segments() {
		c := mm.segments[ss.Id()]
		if c == nil || c.size != int(ss.FullSize()) {
			var err error
			if c, err = newColumns(ss, m.dictionaries); err != nil {
				return err
			}
			mm.segments[ss.Id()] = c
			if m.built != nil {
				m.built(c)
			}
		}
		inUse[ss.Id()] = c
		for _, indexes := range c.foreign {
			for _, index := range indexes {
				foreign[index] = true
			}
		}
		deleted := ss.Deleted()
		v.segments = append(v.segments, segmentView{ss.Segment(), c, deleted})
		v.docs += uint64(c.size)
		if deleted != nil {
			v.docs -= deleted.GetCardinality()
		}
		title += c.title.sumLive(deleted)
		text += c.text.sumLive(deleted)
	}
	for _, index := range slices.Sorted(maps.Keys(foreign)) {
		if a := mm.named(analysis.AnalyzerName(index)); a != nil {
			v.foreign = append(v.foreign, reading{index, a, mm.named(analysis.TextAnalyzerName(index))})
		}
	}
	if docs := float64(v.docs); docs > 0 {
		v.avgTitle, v.avgText = float64(title)/docs, float64(text)/docs
	}
	// Segments that the newest snapshot lacks are gone; a question that is
	// still at an older one holds its columns itself.
	mm.segments = inUse
	return nil
}
