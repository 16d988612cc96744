package engine

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"hash/fnv"
	"math"

	"communique/corpus"
	"communique/search/query"
)

// A cursor is the place after the last hit of a page: the hit's key, how many
// hits came before, and a fingerprint of the question, because a place in the
// answer to one question means nothing in another. It does not depend on the
// size of the pages. Its form, in base64url:
//
//	1 byte   version, 1
//	8 bytes  fingerprint
//	4 bytes  hits so far
//	8 bytes  score in steps of recency, IEEE 754
//	4 bytes  day
//	rest     id
const cursorVersion = 1

const cursorHead = 1 + 8 + 4 + 8 + 4

type cursor struct {
	fingerprint uint64
	seen        int
	after       place
}

func (c *cursor) String() string {
	b := make([]byte, 0, cursorHead+len(c.after.id))
	b = append(b, cursorVersion)
	b = binary.BigEndian.AppendUint64(b, c.fingerprint)
	b = binary.BigEndian.AppendUint32(b, uint32(c.seen))
	b = binary.BigEndian.AppendUint64(b, math.Float64bits(c.after.key.step))
	b = binary.BigEndian.AppendUint32(b, uint32(c.after.key.day))
	b = append(b, c.after.id...)
	return base64.RawURLEncoding.EncodeToString(b)
}

// readCursor gives nil for an empty string.
func readCursor(s string, fingerprint uint64) (*cursor, error) {
	if s == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil || len(b) < cursorHead || b[0] != cursorVersion {
		return nil, corpus.Errorf(corpus.Invalid, "cursor: not one of ours; leave it out to start at the first page")
	}
	c := &cursor{
		fingerprint: binary.BigEndian.Uint64(b[1:]), seen: int(binary.BigEndian.Uint32(b[9:])),
		after: place{
			key: key{step: math.Float64frombits(binary.BigEndian.Uint64(b[13:])), day: int32(binary.BigEndian.Uint32(b[21:]))},
			id:  bytes.Clone(b[cursorHead:]),
		},
	}
	if c.fingerprint != fingerprint {
		return nil, corpus.Errorf(corpus.Invalid, "cursor: it belongs to another query; leave it out to start this one at its first page")
	}
	if c.seen >= query.MaxDepth {
		return nil, corpus.Errorf(corpus.Invalid, "cursor: only the first %d hits can be paged through; narrow the query, for example by from= and to=", query.MaxDepth)
	}
	return c, nil
}

// fingerprint tells questions apart by all that decides their order.
func fingerprint(q *query.Query) uint64 {
	h := fnv.New64a()
	filters, _ := json.Marshal(q.Filters) // plain strings: cannot fail
	for _, part := range [][]byte{[]byte(query.Spell(q.Expr)), filters, []byte(sortOf(q))} {
		_, _ = h.Write(part)
		_, _ = h.Write([]byte{0})
	}
	if q.NoExpand {
		_, _ = h.Write([]byte{1})
	}
	return h.Sum64()
}

// sortOf is the order asked for; without one, and without words to rank by,
// the newest come first.
func sortOf(q *query.Query) query.Sort {
	if q.Sort == "" {
		return query.Relevance
	}
	return q.Sort
}
