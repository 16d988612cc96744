package main

import (
	"context"
	"time"

	"communique/corpus"
	"communique/corpus/lang"
	"communique/search/query"
)

// maxPersons bounds the names that are remembered; beyond it they are looked
// up again.
const maxPersons = 100_000

// personAge is how long a name is remembered: a document may come that has it
// in letters in which there was none before.
const personAge = 10 * time.Minute

type personKnown struct {
	name string
	at   time.Time
}

// personIn is a person as readers of a script see her; "" stands for Latin
// letters, the code of the language for others.
type personIn struct{ id, language string }

// personName gives the proper spelling of a person's name, which an id has
// lost: person:ivica-dacic is Ivica Dačić, and for a reader of Macedonian
// Ивица Дачиќ, where a Macedonian document names him. It stands in the
// annotations of any document that names her.
func (n *node) personName(id, ui string) (name string, ok bool) {
	p := personIn{id: id}
	if pack := lang.For(ui); pack != nil && len(pack.Scripts) > 0 && pack.Scripts[0] != "Latn" {
		p.language = pack.Code
	}
	if known, ok := n.persons.Load(p); ok {
		if k := known.(personKnown); time.Since(k.at) < personAge {
			return k.name, true
		}
		n.persons.Delete(p)
		n.personCount.Add(-1)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if name, ok = n.personSeen(ctx, p); !ok && p.language != "" {
		name, ok = n.personName(id, "")
	}
	if ok && n.personCount.Load() < maxPersons {
		if _, other := n.persons.Swap(p, personKnown{name, time.Now()}); !other {
			n.personCount.Add(1)
		}
	}
	return name, ok
}

func (n *node) personSeen(ctx context.Context, p personIn) (name string, ok bool) {
	q := query.Query{Size: 1, Filters: query.Filters{Person: []string{p.id}}}
	if p.language != "" {
		q.Filters.Language = []string{p.language}
	}
	results, err := n.engine.Search(ctx, q)
	if err != nil || len(results.Hits) == 0 {
		return "", false
	}
	stored, err := n.store.Get(ctx, results.Hits[0].ID)
	if err != nil || stored.Annotations == nil {
		return "", false
	}
	for _, m := range stored.Annotations.Mentions {
		if m.ID == p.id && m.Type == corpus.Person {
			if name = m.Name; p.language != "" {
				name = m.LocalName
			}
			if name != "" {
				return name, true
			}
		}
	}
	return "", false
}

// forgetNames lets names be looked up again after they may have changed.
func (n *node) forgetNames() {
	n.persons.Clear()
	n.personCount.Store(0)
}
