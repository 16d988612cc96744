package ftm

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"communique/corpus"
)

// Bounds of a list.
const (
	MaxEntities  = 100_000 // with names; further ones are passed over
	maxLinks     = 400_000 // positions, occupancies and memberships
	maxNames     = 64      // names of one entity that are looked for
	maxName      = 200     // letters of a name; longer ones are descriptions
	maxProblems  = 1000    // that are kept; all are counted
	maxStated    = 50      // offices of one person
	maxListFiles = 1000
)

// Problem is a line that was passed over, or a property of it.
type Problem struct {
	File    string
	Line    int // from 1; 0 where the file itself is the problem
	Message string
}

func (p Problem) String() string {
	if p.Line == 0 {
		return p.File + ": " + p.Message
	}
	return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Message)
}

// Named is an entity of a list as documents may name it.
type Named struct {
	// ID is our id: that of an entity of ours where it is the same one, else
	// made of its own (identity.go). Own is its own id.
	ID, Own string
	Type    corpus.MentionType
	// Name is the canonical name, in Latin letters where the list has one.
	Name string
	// Names are its names and aliases, Weak those that are not enough by
	// themselves: they count only beside one of Names.
	Names, Weak []string
	Countries   []string // ISO 3166-1 alpha-2 in capitals
	Wikidata    string
	Offices     []Stated
	File        string
	Line        int
}

// Stated is an office or membership that a list states.
type Stated struct {
	Title        string `json:"title"`
	Organisation string `json:"organisation,omitempty"` // name
	Country      string `json:"country,omitempty"`
	Start        string `json:"start,omitempty"` // as the list has it
	End          string `json:"end,omitempty"`
}

// List is the gazetteers of a folder. It does not change.
type List struct {
	Entities []Named
	// Problems are the first of Bad lines that were passed over; Ignored
	// counts entities of schemata that name nobody, such as addresses.
	Problems []Problem
	Bad      int
	Ignored  int
	Files    int

	hash   string
	byID   map[string]int
	folded []string // names of each entity, see Search
}

// Empty says whether the list names nobody.
func (l *List) Empty() bool { return l == nil || len(l.Entities) == 0 }

// Fingerprint names the content of the list: a change of any entity changes
// it, a change of order or of bad lines does not.
func (l *List) Fingerprint() string {
	if l == nil {
		return ""
	}
	return l.hash
}

// Find is the entity with one of our ids.
func (l *List) Find(id string) (Named, bool) {
	if l == nil {
		return Named{}, false
	}
	i, ok := l.byID[id]
	if !ok {
		return Named{}, false
	}
	return l.Entities[i], true
}

// Search finds entities with a name that holds a piece, those with a name that
// begins so first, at most size. An empty piece finds none.
func (l *List) Search(piece string, size int) []Named {
	if l == nil || piece == "" {
		return nil
	}
	piece = corpus.FoldLatin(clean(piece))
	var begin, within []Named
	for i, names := range l.folded {
		switch {
		case len(begin) == size:
			return begin
		case strings.Contains(names, "\n"+piece):
			begin = append(begin, l.Entities[i])
		case len(within) < size && strings.Contains(names, piece):
			within = append(within, l.Entities[i])
		}
	}
	return append(begin, within[:min(len(within), size-len(begin))]...)
}

// Load reads the files of a folder, by name. A folder that is not there is an
// empty list. What cannot be used is among the Problems; the error is for a
// folder that cannot be read at all.
func Load(ctx context.Context, dir string) (*List, error) {
	files, err := Files(dir)
	if err != nil {
		return nil, err
	}
	b := newBuilder()
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := b.file(filepath.Join(dir, f), f); err != nil {
			b.problem(f, 0, err.Error())
		}
	}
	b.list.Files = len(files)
	return b.finish(), nil
}

// Files are the names of the gazetteers in a folder, in order.
func Files(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("gazetteers: %w", err)
	}
	var files []string
	for _, e := range entries {
		if _, ok := readers[strings.ToLower(filepath.Ext(e.Name()))]; ok && !e.IsDir() && !strings.HasPrefix(e.Name(), ".") && len(files) < maxListFiles {
			files = append(files, e.Name())
		}
	}
	return files, nil
}

// readers are the kinds of files by ending.
var readers = map[string]func(*builder, string, *bufio.Reader) error{
	".jsonl": (*builder).lines, ".json": (*builder).lines, ".ftm": (*builder).lines, ".ijson": (*builder).lines, ".tsv": (*builder).table,
}

// Read reads one gazetteer from memory or elsewhere; the ending of name says
// what kind it is.
func Read(name string, r io.Reader) *List {
	b := newBuilder()
	b.list.Files = 1
	if err := b.read(name, r); err != nil {
		b.problem(name, 0, err.Error())
	}
	return b.finish()
}

// builder gathers a list.
type builder struct {
	list      *List
	people    map[string]int // own id to place in Entities
	positions map[string]position
	links     []link
	dropped   int
}

type position struct{ name, organisation, country string }

// link is an occupancy or a membership: who, where, when.
type link struct{ holder, post, organisation, title, start, end string }

func newBuilder() *builder {
	return &builder{list: &List{byID: map[string]int{}}, people: map[string]int{}, positions: map[string]position{}}
}

func (b *builder) problem(file string, line int, message string) {
	b.list.Bad++
	if len(b.list.Problems) < maxProblems {
		b.list.Problems = append(b.list.Problems, Problem{file, line, message})
	}
}

func (b *builder) file(path, name string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return b.read(name, f)
}

func (b *builder) read(name string, r io.Reader) error {
	read, ok := readers[strings.ToLower(filepath.Ext(name))]
	if !ok {
		return errors.New("is no gazetteer: name it .jsonl (FollowTheMoney) or .tsv")
	}
	return read(b, name, bufio.NewReaderSize(r, 64<<10))
}

// eachLine gives the lines that are not empty, without their ends. A line
// beyond MaxLine is a problem, not an error, and costs no more memory.
func (b *builder) eachLine(name string, r *bufio.Reader, do func(n int, line []byte)) error {
	for n := 1; ; n++ {
		line, tooLong, err := readLine(r)
		if err != nil && err != io.EOF {
			return err
		}
		if n == 1 {
			line = bytes.TrimPrefix(line, []byte("\xef\xbb\xbf"))
		}
		switch line = bytes.TrimRight(line, "\r\n"); {
		case tooLong:
			b.problem(name, n, fmt.Sprintf("the line is longer than %d bytes: split the entity", MaxLine))
		case len(bytes.TrimSpace(line)) > 0:
			do(n, line)
		}
		if err == io.EOF {
			return nil
		}
	}
}

func readLine(r *bufio.Reader) (line []byte, tooLong bool, err error) {
	for {
		piece, err := r.ReadSlice('\n')
		if len(line)+len(piece) > MaxLine {
			line, tooLong = nil, true
		}
		if !tooLong {
			line = append(line, piece...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, tooLong, err
		}
	}
}

// lines reads FollowTheMoney.
func (b *builder) lines(name string, r *bufio.Reader) error {
	return b.eachLine(name, r, func(n int, line []byte) {
		e, err := Parse(line)
		if err == nil {
			err = b.add(name, n, e)
		}
		if err != nil {
			b.problem(name, n, err.Error())
		}
	})
}

// table reads TSV: the first line names the columns by the properties of
// FollowTheMoney, of which schema and name must be there; several values
// stand in one field with | between them.
func (b *builder) table(name string, r *bufio.Reader) error {
	var columns []string
	var broken error
	err := b.eachLine(name, r, func(n int, line []byte) {
		if broken != nil {
			return
		}
		if !utf8.Valid(line) {
			b.problem(name, n, "is not valid UTF-8: convert the file first")
			return
		}
		fields := strings.Split(string(line), "\t")
		if columns == nil {
			columns = fields
			for i, c := range columns {
				columns[i] = strings.TrimSpace(c)
			}
			if !slices.Contains(columns, "schema") || !slices.Contains(columns, "name") {
				broken = fmt.Errorf("the first line must name the columns, schema and name among them, with tabs between: schema, name, alias, weakAlias, country, wikidataId, id, position")
			}
			return
		}
		e := Entity{Properties: Properties{}}
		if len(fields) > len(columns) {
			b.problem(name, n, fmt.Sprintf("has %d fields, the first line names %d: check the tabs", len(fields), len(columns)))
			return
		}
		for i, f := range fields {
			switch f = strings.TrimSpace(f); columns[i] {
			case "id":
				e.ID = f
			case "schema":
				e.Schema = cmp.Or(plainSchema[strings.ToLower(f)], f)
			default:
				for v := range strings.SplitSeq(f, "|") {
					if v = strings.TrimSpace(v); len(v) <= MaxValue {
						e.Properties.Add(columns[i], v)
					}
				}
			}
		}
		if e.ID == "" {
			// A line without an id is known by what it says.
			sum := sha256.Sum256([]byte(e.Schema + "\x00" + e.Properties.First("name") + "\x00" + e.Properties.First("country")))
			e.ID = hex.EncodeToString(sum[:8])
		}
		err := e.check()
		if err == nil {
			err = b.add(name, n, e)
		}
		if err != nil {
			b.problem(name, n, err.Error())
		}
	})
	return cmp.Or(err, broken)
}

// plainSchema are words that people write for schemata in a table.
var plainSchema = map[string]string{"person": "Person", "organisation": "Organization", "organization": "Organization", "publicbody": "PublicBody", "company": "Company"}

// add takes one entity in.
func (b *builder) add(file string, line int, e Entity) error {
	p := e.Properties
	switch e.Schema {
	case "Position":
		if len(b.positions) < maxLinks {
			b.positions[e.ID] = position{p.First("name"), p.First("organization"), country(p.First("country"))}
		}
		return nil
	case "Occupancy", "Membership", "Directorship", "Employment":
		l := link{
			holder: cmp.Or(p.First("holder"), p.First("member"), p.First("director"), p.First("employee")), post: p.First("post"),
			organisation: cmp.Or(p.First("organization"), p.First("employer")), title: p.First("role"), start: p.First("startDate"), end: p.First("endDate"),
		}
		if l.holder == "" || l.post == "" && l.organisation == "" {
			return fmt.Errorf("%s: needs the ids of both ends, such as holder and post", e.Schema)
		}
		if len(b.links) < maxLinks {
			b.links = append(b.links, l)
		}
		return nil
	}
	typ, ok := types[e.Schema]
	if !ok {
		b.list.Ignored++
		return nil
	}
	n := Named{Own: e.ID, Type: typ, File: file, Line: line}
	for _, property := range []string{"name", "alias", "previousName"} {
		for _, s := range p[property] {
			n.add(&n.Names, s)
		}
	}
	for _, s := range p["weakAlias"] {
		n.add(&n.Weak, s)
	}
	n.add(&n.Weak, p.First("abbreviation"))
	if len(n.Names) == 0 {
		return fmt.Errorf("%s %s: has no name of at most %d letters", e.Schema, e.ID, maxName)
	}
	for _, property := range []string{"country", "nationality", "jurisdiction", "citizenship"} {
		for _, s := range p[property] {
			if c := country(s); c != "" && !slices.Contains(n.Countries, c) {
				n.Countries = append(n.Countries, c)
			}
		}
	}
	n.Wikidata = p.First("wikidataId")
	if n.Wikidata == "" && isWikidata(e.ID) {
		n.Wikidata = e.ID // OpenSanctions names many by it
	}
	if n.Wikidata != "" && !isWikidata(n.Wikidata) {
		return fmt.Errorf("wikidataId: %q is none: it is Q and digits, as in Q8475", n.Wikidata)
	}
	for _, s := range p["position"] {
		n.state(Stated{Title: clean(s)})
	}
	n.Name = n.canonical(e.Caption)
	if at, ok := b.people[e.ID]; ok {
		b.list.Entities[at].merge(n) // a statement of the same entity, perhaps of another file
		return nil
	}
	if len(b.list.Entities) >= MaxEntities {
		if b.dropped++; b.dropped == 1 {
			return fmt.Errorf("there are more than %d entities: this one and those after it are passed over", MaxEntities)
		}
		return nil
	}
	b.people[e.ID] = len(b.list.Entities)
	b.list.Entities = append(b.list.Entities, n)
	return nil
}

// types are the schemata that name somebody.
var types = map[string]corpus.MentionType{
	"Person": corpus.Person, "Organization": corpus.Organisation, "PublicBody": corpus.Organisation, "Company": corpus.Organisation, "LegalEntity": corpus.Organisation,
}

func isWikidata(s string) bool {
	digits, ok := strings.CutPrefix(s, "Q")
	return ok && digits != "" && len(digits) < 12 && strings.Trim(digits, "0123456789") == "" && digits[0] != '0'
}

func clean(s string) string { return strings.Join(strings.Fields(norm.NFC.String(s)), " ") }

// add takes a name that can be one.
func (n *Named) add(list *[]string, s string) {
	s = clean(s)
	if s == "" || len(*list) >= maxNames || utf8.RuneCountInString(s) > maxName || slices.Contains(*list, s) {
		return
	}
	*list = append(*list, s)
	// Dačić, Ivica
	if family, given, ok := strings.Cut(s, ", "); ok && n.Type == corpus.Person && !strings.Contains(given, ",") && len(*list) < maxNames {
		if turned := given + " " + family; !slices.Contains(*list, turned) {
			*list = append(*list, turned)
		}
	}
}

func (n *Named) state(s Stated) {
	if s.Title+s.Organisation != "" && len(n.Offices) < maxStated && !slices.Contains(n.Offices, s) {
		n.Offices = append(n.Offices, s)
	}
}

// canonical is the caption where it is a Latin name, else the first Latin
// name, else the first. A name with its parts turned about is put right.
func (n *Named) canonical(caption string) string {
	all := append([]string{clean(caption)}, n.Names...)
	for _, s := range all {
		if s != "" && isLatin(s) {
			if family, given, ok := strings.Cut(s, ", "); ok && n.Type == corpus.Person && !strings.Contains(given, ",") {
				return given + " " + family
			}
			return s
		}
	}
	return n.Names[0]
}

func (n *Named) merge(m Named) {
	for _, s := range m.Names {
		n.add(&n.Names, s)
	}
	for _, s := range m.Weak {
		n.add(&n.Weak, s)
	}
	for _, c := range m.Countries {
		if !slices.Contains(n.Countries, c) {
			n.Countries = append(n.Countries, c)
		}
	}
	n.Wikidata = cmp.Or(n.Wikidata, m.Wikidata)
	for _, s := range m.Offices {
		n.state(s)
	}
}

// finish joins offices to their holders, gives the ids and the fingerprint.
func (b *builder) finish() *List {
	l := b.list
	nameOf := func(id string) string {
		if at, ok := b.people[id]; ok {
			return l.Entities[at].Name
		}
		return ""
	}
	for _, k := range b.links {
		at, ok := b.people[k.holder]
		if !ok {
			continue
		}
		s := Stated{Title: clean(k.title), Start: k.start, End: k.end, Organisation: nameOf(k.organisation)}
		if p, ok := b.positions[k.post]; ok {
			s.Title, s.Country, s.Organisation = cmp.Or(clean(p.name), s.Title), p.country, cmp.Or(nameOf(p.organisation), s.Organisation)
		}
		l.Entities[at].state(s)
	}
	identify(l.Entities)
	l.folded = make([]string, len(l.Entities))
	lines := make([]string, len(l.Entities))
	for i := range l.Entities {
		n := l.Entities[i]
		if _, ok := l.byID[n.ID]; !ok {
			l.byID[n.ID] = i
		}
		l.folded[i] = "\n" + corpus.FoldLatin(n.Name+"\n"+strings.Join(n.Names, "\n"))
		n.Line = 0
		line, _ := json.Marshal(n) // strings and slices of them
		lines[i] = string(line)
	}
	slices.Sort(lines)
	h := sha256.New()
	for _, line := range lines {
		h.Write([]byte(line))
		h.Write([]byte{'\n'})
	}
	l.hash = hex.EncodeToString(h.Sum(nil)[:8])
	return l
}
