package ftm

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"communique/corpus"
)

const own = `{"id":"NK-1","schema":"Person","caption":"Ivan Testov","properties":{"name":["Ivan Testov","Иван Тестов"],"alias":["Testov, Ivan"],"weakAlias":["Vanya"],"nationality":["lv"],"wikidataId":["Q42"]}}
{"id":"NK-2","schema":"Organization","properties":{"name":["Interpol"]}}
{"id":"NK-3","schema":"PublicBody","properties":{"name":["Office of Tests"],"country":["lv"]}}
{"id":"P-1","schema":"Position","properties":{"name":["Chief of Tests"],"country":["lv"],"organization":["NK-3"]}}
{"id":"O-1","schema":"Occupancy","properties":{"holder":["NK-1"],"post":[{"id":"P-1","schema":"Position"}],"startDate":["2019-01-01"]}}
{"id":"M-1","schema":"Membership","properties":{"member":["NK-1"],"organization":["NK-2"],"role":["member"]}}
{"id":"A-1","schema":"Address","properties":{"full":["Riga"]}}
{"id":"X-1","schema":"Person","properties":{"name":["Anna Twin"]}}
{"id":"X-2","schema":"Person","properties":{"name":["Anna Twin"]}}
{"id":"Y-1","schema":"Person","properties":{"name":["Same Man"],"wikidataId":["Q7"]}}
{"id":"Q7","schema":"Person","properties":{"name":["Same Man"]}}
{"id":"person.s-girgens","schema":"Person","properties":{"name":["S. Ģirģens"]}}
`

func TestAList(t *testing.T) {
	l := Read("own.jsonl", strings.NewReader(own))
	if l.Bad != 0 || l.Ignored != 1 {
		t.Fatalf("%d bad, %d ignored: %v", l.Bad, l.Ignored, l.Problems)
	}
	var ids []string
	for _, n := range l.Entities {
		ids = append(ids, n.ID)
	}
	want := []string{"person:ivan-testov", "org:interpol", "org:nk-3", "person:x-1", "person:x-2", "person:same-man", "person:same-man", "person:s-girgens"}
	if !reflect.DeepEqual(ids, want) {
		t.Errorf("ids %q, want %q", ids, want)
	}
	n, ok := l.Find("person:ivan-testov")
	if !ok || n.Own != "NK-1" || n.Name != "Ivan Testov" || n.Wikidata != "Q42" || !reflect.DeepEqual(n.Countries, []string{"LV"}) ||
		!reflect.DeepEqual(n.Names, []string{"Ivan Testov", "Иван Тестов", "Testov, Ivan"}) || !reflect.DeepEqual(n.Weak, []string{"Vanya"}) ||
		!reflect.DeepEqual(n.Offices, []Stated{{Title: "Chief of Tests", Organisation: "Office of Tests", Country: "LV", Start: "2019-01-01"}, {Title: "member", Organisation: "Interpol"}}) {
		t.Errorf("%+v", n)
	}
	for piece, want := range map[string]string{"тестов": "person:ivan-testov", "testov": "person:ivan-testov", "INTERP": "org:interpol", "girgens": "person:s-girgens", "nobody": "", "": ""} {
		found := l.Search(piece, 3)
		if want == "" && len(found) > 0 || want != "" && (len(found) == 0 || found[0].ID != want) {
			t.Errorf("%q finds %+v, want %s", piece, found, want)
		}
	}
	if again := Read("own.jsonl", strings.NewReader("nonsense\n"+own)); again.Fingerprint() != l.Fingerprint() || again.Bad != 1 {
		t.Errorf("a bad line changes the fingerprint, or is not counted (%d)", again.Bad)
	}
	if other := Read("own.jsonl", strings.NewReader(strings.Replace(own, "Vanya", "Vania", 1))); other.Fingerprint() == l.Fingerprint() {
		t.Error("another alias has the same fingerprint")
	}
}

func TestProblemsNameFileLineAndRemedy(t *testing.T) {
	good := `{"id":"a","schema":"Person","properties":{"name":["Good One"]}}`
	for _, c := range []struct{ name, text, says string }{
		{"a.jsonl", good + "\n{", "a.jsonl:2: is not JSON"},
		{"a.jsonl", good + "\n[1]", "a.jsonl:2: is a JSON array: an entity is an object"},
		{"a.jsonl", good + "\n" + `{"schema":"Person"}`, "a.jsonl:2: has no id: give one"},
		{"a.jsonl", good + "\n" + `{"id":"a b","schema":"Person"}`, "a.jsonl:2: id: must be"},
		{"a.jsonl", good + "\n" + `{"id":"b"}`, "a.jsonl:2: has no schema: write Person"},
		{"a.jsonl", good + "\n" + `{"id":"b","schema":"Person"}`, "a.jsonl:2: Person b: has no name"},
		{"a.jsonl", good + "\n" + `{"id":"b","schema":"Person","properties":{"name":["B"],"wikidataId":["B"]}}`, `a.jsonl:2: wikidataId: "B" is none`},
		{"a.jsonl", good + "\n" + `{"id":"b","schema":"Occupancy","properties":{"holder":["a"]}}`, "a.jsonl:2: Occupancy: needs the ids of both ends"},
		{"a.jsonl", good + "\n" + `{"id":"b","schema":"Person","properties":{"name":[["B"]]}}`, "a.jsonl:2: properties.name: holds a list within a list"},
		{"a.jsonl", good + "\n" + `{"id":"b","schema":"Person","properties":"B"}`, "a.jsonl:2: properties: must be an object"},
		{"a.jsonl", good + "\n\xff", "a.jsonl:2: is not valid UTF-8: convert"},
		{"a.jsonl", good + "\n\n" + `{"id":"b","x":"` + strings.Repeat("x", MaxLine) + `"}`, "a.jsonl:3: the line is longer than"},
		{"a.tsv", "name\tcountry\nX\tLV\n", "a.tsv: the first line must name the columns"},
		{"a.tsv", "schema\tname\nPerson\tGood One\nPerson\tX\tY\n", "a.tsv:3: has 3 fields, the first line names 2"},
		{"a.tsv", "schema\tname\nPerson\tGood One\nPerson\t\n", "a.tsv:3: Person"},
		{"a.xlsx", "", "a.xlsx: is no gazetteer: name it .jsonl"},
	} {
		l := Read(c.name, strings.NewReader(c.text))
		if l.Bad != 1 || !strings.HasPrefix(l.Problems[0].String(), c.says) {
			t.Errorf("%s %.60q: %v, want %s", c.name, c.text, l.Problems, c.says)
		}
		if strings.Contains(c.text, "Good One") && len(l.Entities) != 1 {
			t.Errorf("%s %.60q: the good line is lost", c.name, c.text)
		}
	}
}

func TestTables(t *testing.T) {
	l := Read("own.tsv", strings.NewReader("\ufeffschema\tname\talias\tcountry\twikidataId\tposition\r\nperson\tIvan Testov\tИван Тестов|I. Testov\tLV\tQ42\tchief\r\nOrganisation\tCouncil of Europe\r\n"))
	if l.Bad != 0 || len(l.Entities) != 2 || l.Entities[0].ID != "person:ivan-testov" || len(l.Entities[0].Names) != 3 || l.Entities[0].Offices[0].Title != "chief" || l.Entities[1].ID != "org:coe" {
		t.Errorf("%+v %v", l.Entities, l.Problems)
	}
}

func TestAFolder(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"1.jsonl": `{"id":"a","schema":"Person","properties":{"name":["Ivan Testov"]}}`, "2.tsv": "schema\tname\tid\tcountry\nPerson\tIvan B. Testov\ta\tLV\n",
		".hidden.jsonl": "{", "notes.txt": "x",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	l, err := Load(context.Background(), dir)
	if err != nil || l.Files != 2 || l.Bad != 0 || len(l.Entities) != 1 || len(l.Entities[0].Names) != 2 || l.Entities[0].Countries[0] != "LV" {
		t.Errorf("%+v %v", l, err)
	}
	if none, err := Load(context.Background(), filepath.Join(dir, "none")); err != nil || !none.Empty() {
		t.Errorf("%+v %v", none, err)
	}
}

func TestAListIsBounded(t *testing.T) {
	var b bytes.Buffer
	for n := range MaxEntities + 5 {
		fmt.Fprintf(&b, "{\"id\":\"x%d\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Person Number%d\"]}}\n", n, n)
	}
	l := Read("big.jsonl", &b)
	if len(l.Entities) != MaxEntities || l.Bad != 1 || !strings.Contains(l.Problems[0].Message, "more than 100000") {
		t.Errorf("%d entities, %d bad: %v", len(l.Entities), l.Bad, l.Problems)
	}
}

// What is written is read back with the ids that it had.
func TestRoundTrip(t *testing.T) {
	mention := func(typ corpus.MentionType, id, text, name, local string, o ...corpus.Office) corpus.Mention {
		return corpus.Mention{Type: typ, Field: "text", Start: len(text), End: 2 * len(text), Text: text, ID: id, Name: name, LocalName: local, Offices: o}
	}
	var out bytes.Buffer
	x := NewExporter(&out)
	for _, d := range []string{"a", "b"} {
		a := corpus.Annotated{Document: corpus.Document{ID: d, Title: "T", Published: "2019-05-30", Country: "LV", URL: "https://example.org/" + d}}
		a.Annotations.Language.Code = "ru"
		a.Annotations.Mentions = []corpus.Mention{
			mention(corpus.Person, "person:helga-schmid", "Хельги Шмид", "Helga Schmid", "Хельга Шмид", corpus.Office{Role: "secretary-general", Organisation: "org:osce"}, corpus.Office{Role: "minister", Portfolio: "interior", State: "RO", Status: corpus.Former}),
			mention(corpus.Organisation, "org:osce", "ОБСЕ", "Organization for Security and Co-operation in Europe", ""),
			mention(corpus.Organisation, "org:ro-interior", "МВД Румынии", "Ministry of the Interior of Romania", ""),
			mention(corpus.Organisation, "org:fond-testov", "Фонд тестов", "Фонд тестов", ""),
			mention(corpus.Person, "person:4f2a", "ทดสอบ", "ทดสอบ", ""),
			mention(corpus.State, "state:RO", "Румынии", "Romania", ""),
			{Type: corpus.DateMention, Field: "text", Text: "2019", Value: "2019"},
		}
		if err := x.Document(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	schemata := map[string]int{}
	for line := range strings.Lines(out.String()) {
		e, err := Parse([]byte(line))
		if err != nil {
			t.Fatalf("%v: %s", err, line)
		}
		if strings.Trim(e.ID, "abcdefghijklmnopqrstuvwxyz0123456789-.") != "" {
			t.Errorf("id %q cannot be one of FollowTheMoney", e.ID)
		}
		schemata[e.Schema]++
		if e.Schema == "Occupancy" && (e.Properties.First("holder") != "person.helga-schmid" || len(e.Properties["proof"]) != 2) {
			t.Errorf("%+v", e)
		}
	}
	if want := map[string]int{"Article": 2, "Mention": 10, "Person": 2, "Organization": 2, "PublicBody": 1, "Position": 2, "Occupancy": 2}; !reflect.DeepEqual(schemata, want) {
		t.Errorf("%v, want %v", schemata, want)
	}
	l := Read("export.jsonl", &out)
	if l.Bad != 0 {
		t.Error(l.Problems)
	}
	var ids []string
	for _, n := range l.Entities {
		ids = append(ids, n.ID)
	}
	if want := []string{"person:helga-schmid", "org:osce", "org:ro-interior", "org:fond-testov", "person:4f2a"}; !reflect.DeepEqual(ids, want) {
		t.Errorf("ids %q, want %q", ids, want)
	}
	if n, _ := l.Find("person:helga-schmid"); len(n.Offices) != 2 || n.Offices[1].Title != "minister (interior), Romania" || n.Name != "Helga Schmid" {
		t.Errorf("%+v", n)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("a.jsonl", []byte(own))
	f.Add("a.tsv", []byte("schema\tname\nperson\tA B|C, D\n"))
	f.Add("a.json", []byte(`{"id":"a","schema":"Person","properties":{"name":"x","alias":[null,1,{"id":"b"}]}}`))
	f.Fuzz(func(t *testing.T, name string, text []byte) {
		l := Read(name, bytes.NewReader(text))
		if l.Bad < len(l.Problems) {
			t.Errorf("%d bad, %d problems", l.Bad, len(l.Problems))
		}
		for _, n := range l.Entities {
			if corpus.EntityType(n.ID) != n.Type || n.Name == "" || len(n.Names) == 0 || len(n.Names) > maxNames {
				t.Errorf("%+v", n)
			}
		}
		if again := Read(name, bytes.NewReader(text)); again.Fingerprint() != l.Fingerprint() {
			t.Error("the fingerprint changes")
		}
	})
}
