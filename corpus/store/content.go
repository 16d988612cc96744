package store

import (
	"bytes"
	"compress/flate"
	"encoding/json"
	"fmt"
	"io"
	"sync"
)

// Content is JSON as a blob. Its first byte tells the form: '{' is plain
// JSON, deflated means that the rest is deflate. Text shrinks to about half.
const deflated = 1

// shortContent is the length under which deflate does not pay.
const shortContent = 256

type packer struct {
	buffer bytes.Buffer
	writer *flate.Writer
}

var packers = sync.Pool{New: func() any {
	w, _ := flate.NewWriter(nil, flate.BestSpeed) // fails for unknown levels only
	return &packer{writer: w}
}}

// pack encodes v. The result is the caller's own.
func pack(v any) ([]byte, error) {
	plain, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	if len(plain) < shortContent {
		return plain, nil
	}
	p := packers.Get().(*packer)
	defer packers.Put(p)
	p.buffer.Reset()
	p.buffer.WriteByte(deflated)
	p.writer.Reset(&p.buffer)
	if _, err := p.writer.Write(plain); err != nil {
		return nil, err
	}
	if err := p.writer.Close(); err != nil {
		return nil, err
	}
	if p.buffer.Len() >= len(plain) {
		return plain, nil
	}
	return bytes.Clone(p.buffer.Bytes()), nil
}

type unpacker struct {
	source bytes.Reader
	plain  bytes.Buffer
	reader io.ReadCloser
}

var unpackers = sync.Pool{New: func() any {
	return &unpacker{reader: flate.NewReader(bytes.NewReader(nil))}
}}

func unpack(content []byte, v any) error {
	if len(content) == 0 {
		return fmt.Errorf("empty content")
	}
	if content[0] != deflated {
		return json.Unmarshal(content, v)
	}
	u := unpackers.Get().(*unpacker)
	defer unpackers.Put(u)
	u.source.Reset(content[1:])
	u.plain.Reset()
	if err := u.reader.(flate.Resetter).Reset(&u.source, nil); err != nil {
		return err
	}
	if _, err := u.plain.ReadFrom(u.reader); err != nil {
		return err
	}
	return json.Unmarshal(u.plain.Bytes(), v)
}
