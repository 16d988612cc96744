package engine

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"communique/corpus"
	"communique/search/query"
)

// ask reads the question of a case: words; parameters.
func parseCase(t *testing.T, s string) query.Query {
	words, parameters, _ := strings.Cut(s, ";")
	q := query.New(strings.TrimSpace(words))
	q.Size = query.MaxSize
	f := &q.Filters
	for _, p := range strings.Fields(parameters) {
		name, value, _ := strings.Cut(p, "=")
		switch name {
		case "language":
			f.Language = append(f.Language, value)
		case "country":
			f.Country = append(f.Country, value)
		case "topic":
			f.Topic = append(f.Topic, value)
		case "organisation":
			f.Organisation = append(f.Organisation, value)
		case "person":
			f.Person = append(f.Person, value)
		case "state":
			f.State = append(f.State, value)
		case "region":
			f.Region = append(f.Region, value)
		case "from":
			f.From = corpus.Date(value)
		case "to":
			f.To = corpus.Date(value)
		case "mentioned_from":
			f.MentionedFrom = corpus.Date(value)
		case "mentioned_to":
			f.MentionedTo = corpus.Date(value)
		case "sort":
			q.Sort = query.Sort(value)
		case "expand":
			q.NoExpand = value == "none"
		default:
			t.Fatalf("no parameter %s", name)
		}
	}
	return q
}

func TestCases(t *testing.T) {
	l := newLibrary(t)
	l.put(readReleases(t)...)
	b, err := os.ReadFile("testdata/cases.txt")
	if err != nil {
		t.Fatal(err)
	}
	var intent, asked string
	for n, line := range strings.Split(string(b), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		rest := strings.TrimSpace(line[1:])
		switch line[0] {
		case '?':
			asked = rest
		case '=', '~', '^':
			q := parseCase(t, asked)
			res, err := l.engine.Search(context.Background(), q)
			if err != nil {
				t.Errorf("testdata/cases.txt:%d: %s: %v", n+1, asked, err)
				continue
			}
			var got []string
			for _, h := range res.Hits {
				got = append(got, h.ID)
			}
			want := strings.Fields(rest)
			if res.Total != len(got) {
				t.Errorf("testdata/cases.txt:%d: %s: total %d, %d hits", n+1, asked, res.Total, len(got))
			}
			compared := slices.Clone(got)
			switch line[0] {
			case '~':
				slices.Sort(compared)
				slices.Sort(want)
			case '^':
				compared = compared[:min(1, len(compared))]
			}
			if !slices.Equal(compared, want) {
				t.Errorf("testdata/cases.txt:%d: %s\n  ? %s (%s)\n  got  %v\n  want %v", n+1, intent, asked, res.Query.Text, got, want)
			}
		default:
			intent = line
		}
	}
}
