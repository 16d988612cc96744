package main

import (
	"context"
	"time"

	"communique/search/query"
)

// maxPersons bounds the names that are remembered; beyond it they are looked
// up again.
const maxPersons = 100_000

// personName gives the proper spelling of a person's name, which an id has
// lost: person:ivica-dacic is Ivica Dačić. It stands in the annotations of any
// document that names her.
func (n *node) personName(id string) (name string, ok bool) {
	if known, ok := n.persons.Load(id); ok {
		return known.(string), true
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	results, err := n.engine.Search(ctx, query.Query{Size: 1, Filters: query.Filters{Person: []string{id}}})
	if err != nil || len(results.Hits) == 0 {
		return "", false
	}
	stored, err := n.store.Get(ctx, results.Hits[0].ID)
	if err != nil || stored.Annotations == nil {
		return "", false
	}
	for _, m := range stored.Annotations.Mentions {
		if m.ID == id && m.Name != "" {
			if n.personCount.Add(1) <= maxPersons {
				n.persons.Store(id, m.Name)
			}
			return m.Name, true
		}
	}
	return "", false
}

// forgetNames lets names be looked up again after they may have changed.
func (n *node) forgetNames() {
	n.persons.Clear()
	n.personCount.Store(0)
}
