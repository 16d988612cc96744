package analysis

import (
	"reflect"
	"testing"

	"communique/corpus"
)

func TestNewIndexDocument(t *testing.T) {
	a := &corpus.Annotated{
		Document: corpus.Document{Title: "T", Text: "B", Country: "LV", Published: "1970-01-11", Ministry: " Interior "},
		Annotations: corpus.Annotations{
			Language: corpus.DetectedLanguage{Code: "sr-Latn"},
			Topics:   []corpus.TopicScore{{ID: "police"}, {ID: "police"}},
			Mentions: []corpus.Mention{
				{Type: corpus.Person, ID: "person:helga-schmid", Name: "Helga Schmid", LocalName: "Хельга Шмид"},
				{Type: corpus.Person, ID: "person:helga-schmid", Name: "Helga Schmid"},
				{Type: corpus.Organisation, ID: "org:council-of-europe", Name: "Council of Europe"},
				{Type: corpus.Demonym, ID: "state:NO", Kind: "adjective"}, // speaks of no state yet
				{Type: corpus.State, ID: "state:LV"},
				{Type: corpus.Region, ID: "region:baltic"},
				{Type: corpus.DateMention, Value: "1970-01"},
				{Type: corpus.DateMention, Value: "XXXX-10-06"},
			},
		},
	}
	index, got := NewIndexDocument(a)
	want := indexDocument{
		Title: "T", Text: "B", Names: []string{"Helga Schmid", "Хельга Шмид", "Council of Europe", "council of europe"},
		NameKeys: []string{"KLK helga", "ALK helga", "SMT schmid", "KLK хельга", "ALK хельга", "SMT шмид"},
		Country:  []string{"LV"}, Language: []string{"sr-Latn"}, Ministry: []string{"Interior"}, Topic: []string{"police"},
		Organisation: []string{"org:council-of-europe"}, Person: []string{"person:helga-schmid"}, State: []string{"state:LV"},
		Region: []string{"region:baltic"}, Published: []string{"10"}, Mentioned: []string{"0/30"},
	}
	if index != "sh" || !reflect.DeepEqual(got, want) {
		t.Errorf("index %s\n got %+v\nwant %+v", index, got, want)
	}
	if index, got := NewIndexDocument(&corpus.Annotated{}); index != Undetermined || got.(indexDocument).Language[0] != "und" {
		t.Errorf("an empty document: %s %+v", index, got)
	}
}

func TestMappings(t *testing.T) {
	for _, index := range append(Indexes(), "unheard-of") {
		if _, err := Mapping(index); err != nil {
			t.Error(err)
		}
	}
}

func TestDays(t *testing.T) {
	if from, to, ok := DecodeDays(EncodeDays(-5, 7)); !ok || from != -5 || to != 7 {
		t.Error(from, to, ok)
	}
	if from, to, ok := DecodeDays(EncodeDay(9)); !ok || from != 9 || to != 9 {
		t.Error(from, to, ok)
	}
	if _, _, ok := DecodeDays("x"); ok {
		t.Error("x is no day")
	}
}
