package export

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"communique/archive"
	"communique/internal/catalog"
)

// source reads the catalogue for one request. part is that of the row it gave
// last: rows are asked for one by one.
type source struct {
	db     *catalog.DB
	q      *Request
	part   string
	id     string // of the release or capture that is being read
	record *shape
	schema *jsonschema.Schema // of a line; nil unless all of it is to be held against
	plain  []byte

	tombstone bool // instead of the release that is being read
}

func newSource(db *catalog.DB, q *Request) (s *source, err error) {
	s = &source{db: db, q: q}
	if s.record, err = shapeOf("releases"); err != nil {
		return nil, err
	}
	if q.Validate {
		part := ""
		if q.Of == "releases" { // a tombstone is made here
			part = "#/$defs/record"
		}
		s.schema, err = compiled(q.Of, part)
	}
	return s, err
}

// Compile makes the schema of a kind of rows (Schema) ready for use.
func Compile(of string) (*jsonschema.Schema, error) { return compiled(of, "") }

// compiled is Compile, or a part of the schema.
func compiled(of, part string) (*jsonschema.Schema, error) {
	data, err := Schema(of)
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", of, err)
	}
	c := jsonschema.NewCompiler()
	const name = "urn:communique:line"
	if err := c.AddResource(name, doc); err != nil {
		return nil, fmt.Errorf("schema of %s: %w", of, err)
	}
	return c.Compile(name + part)
}

// leaf is the first thing that is wrong, and where.
func leaf(err error) error {
	var e *jsonschema.ValidationError
	if !errors.As(err, &e) {
		return err
	}
	for len(e.Causes) > 0 {
		e = e.Causes[0]
	}
	return fmt.Errorf("/%s: %s", strings.Join(e.InstanceLocation, "/"), e.ErrorKind.LocalizedString(message.NewPrinter(language.English)))
}

// fault tells of a record that is left out.
func (s *source) fault(err error) error {
	if s.q.Fault == nil {
		return fmt.Errorf("%s: %w", s.id, err)
	}
	s.q.Fault(s.id, err)
	return nil
}

// step notes what is being read.
func (s *source) step(id, part string) {
	s.id, s.part = id, part
	if s.q.Step != nil {
		s.q.Step()
	}
}

// valid holds a row against the whole schema of its line.
func (s *source) valid(row any) (bool, error) {
	if s.schema == nil || s.tombstone {
		return true, nil
	}
	data, raw := row.(line)
	if !raw {
		var b bytes.Buffer
		if err := encode(jsonEncoder(&b), &b, row); err != nil {
			return false, err
		}
		data = b.Bytes()
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err == nil {
		err = s.schema.Validate(v)
	}
	if err != nil {
		return false, s.fault(leaf(err))
	}
	return true, nil
}

// line is a record as the catalogue has it and as it is written, without its
// line break; it is good until the next.
type line []byte

// lines gives the releases as lines of JSON. Nearly all of them are as they
// stand in the catalogue, but for < > & (see unescapeHTML).
func (s *source) lines(ctx context.Context) iter.Seq2[line, error] {
	return func(yield func(line, error) bool) {
		var made bytes.Buffer
		for row, err := range s.db.Rows(ctx, s.q.Filter) {
			if err != nil {
				yield(nil, err)
				return
			}
			s.step(row.ID, row.Part)
			s.tombstone = !row.Public()
			var l line
			switch {
			case !row.Public():
				made.Reset()
				err = tombstone(&made, archive.Release{ID: row.ID, Site: row.Site, Status: row.Status})
				l = bytes.TrimSuffix(made.Bytes(), []byte("\n"))
			case s.record.check(row.JSON) == nil:
				s.plain = unescapeHTML(s.plain[:0], row.JSON)
				l = s.plain
			default:
				l, err = s.again(&row)
			}
			if err != nil {
				if err = s.fault(err); err == nil {
					continue
				}
			}
			if !yield(l, err) || err != nil {
				return
			}
		}
	}
}

// again makes a record's line anew: an earlier program may have left out a key,
// or written a null for an empty list. The error says why that is not enough.
func (s *source) again(row *catalog.Row) (line, error) {
	r, err := row.Release()
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := encode(jsonEncoder(&b), &b, r); err != nil {
		return nil, err
	}
	l := bytes.TrimSuffix(b.Bytes(), []byte("\n"))
	if err := s.record.check(l); err != nil {
		return nil, fmt.Errorf("the record is not as its schema says: %w: communique rebuild makes it again", err)
	}
	return l, nil
}

// unescapeHTML appends a record with < > & as they are, which encoding/json
// writes as \u003c \u003e \u0026 into the catalogue, and \ufffd too, for what was
// no UTF-8.
func unescapeHTML(to, record []byte) []byte {
	for {
		i := bytes.IndexByte(record, '\\')
		if i < 0 {
			return append(to, record...)
		}
		to = append(to, record[:i]...)
		n := 2 // no line of the right shape ends in a backslash
		if bytes.HasPrefix(record[i:], []byte(`\u`)) {
			n = 6
		}
		switch string(record[i : i+n]) {
		case `\u003c`:
			to = append(to, '<')
		case `\u003e`:
			to = append(to, '>')
		case `\u0026`:
			to = append(to, '&')
		case `\ufffd`:
			to = append(to, "\uFFFD"...)
		default:
			to = append(to, record[i:i+n]...)
		}
		record = record[i+n:]
	}
}

// releases gives the releases decoded, their texts as short as is wanted.
func (s *source) releases(ctx context.Context) iter.Seq2[archive.Release, error] {
	return func(yield func(archive.Release, error) bool) {
		for row, err := range s.db.Rows(ctx, s.q.Filter) {
			var r archive.Release
			if err == nil {
				s.step(row.ID, row.Part)
				s.tombstone = !row.Public()
				if r, err = s.release(&row); err != nil {
					if err = s.fault(err); err == nil {
						continue
					}
				}
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
}

func (s *source) release(row *catalog.Row) (archive.Release, error) {
	if !row.Public() {
		return archive.Release{ID: row.ID, Site: row.Site, Status: row.Status, Withheld: row.Withheld}, nil
	}
	if s.record.check(row.JSON) != nil {
		if _, err := s.again(row); err != nil {
			return archive.Release{}, err
		}
	}
	r, err := row.Release()
	if err == nil {
		r.Normalize()
		shorten(&r, s.q.Text)
	}
	return r, err
}

// versions gives every version of the releases, oldest first.
func (s *source) versions(ctx context.Context) iter.Seq2[VersionRow, error] {
	return expand(s.releases(ctx), func(r archive.Release, give func(VersionRow, error) bool) bool {
		all, err := s.db.Versions(ctx, r.ID)
		if unreadable(err) {
			err = s.fault(err)
			return err == nil || give(VersionRow{}, err)
		}
		if err != nil {
			return give(VersionRow{}, err)
		}
		for _, v := range Versions(r.ID, all) {
			shorten(&v.Record, s.q.Text)
			if !give(v, nil) {
				return false
			}
		}
		return true
	})
}

// unreadable tells a record that cannot be read from a catalogue that cannot.
func unreadable(err error) bool {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	return errors.As(err, &syntax) || errors.As(err, &kind) || errors.Is(err, catalog.ErrNotFound)
}
