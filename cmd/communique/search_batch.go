package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"unicode/utf8"

	"communique/index"
	"communique/internal/durable"
	"communique/internal/export"
)

// batchQuery is one line of a file of queries.
type batchQuery struct {
	line    int // of the file, from 1
	id      string
	request index.Request
}

// batchColumns are what a file of queries may have. A filter of the line takes
// the place of the command's.
var batchColumns = []string{"query", "id", "site", "country", "lang", "speaker", "since", "until", "kind"}

// runBatch writes all hits of all queries. Nothing is written before every
// query is understood.
func (s *searching) runBatch(ctx context.Context) error {
	data, err := s.batchFile()
	if err != nil {
		return err
	}
	queries, err := s.readBatch(ctx, data)
	if err != nil {
		return err
	}
	if s.out == "" {
		w := bufio.NewWriter(s.stdout)
		_, err := s.writeBatch(ctx, w, queries)
		return errors.Join(err, w.Flush())
	}
	var n int
	err = durable.Replace(s.out, func(file io.Writer) (err error) {
		w := bufio.NewWriter(file)
		n, err = s.writeBatch(ctx, w, queries)
		return errors.Join(err, w.Flush())
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(s.stderr, "%s of the %d queries in %s\n", hits(n), len(queries), s.out)
	return nil
}

func (s *searching) writeBatch(ctx context.Context, w io.Writer, queries []batchQuery) (int, error) {
	columns := append([]string{"query_id", "query"}, hitColumns...)
	return export.Cells(ctx, w, columns, func(yield func([]string, error) bool) {
		for _, q := range queries {
			rank := 0
			for h, err := range s.ix.All(ctx, q.request, s.db.RecordAttached) {
				if err != nil {
					yield(nil, fmt.Errorf("%s, line %d: %w", s.batch, q.line, err))
					return
				}
				rank++
				if !yield(append([]string{q.id, q.request.Query}, hitCells(rank, h)...), nil) {
					return
				}
			}
			if rank == 0 { // a table of hits does not show it
				fmt.Fprintf(s.stderr, "%s, line %d: nothing found for %s\n", s.batch, q.line, printable(q.request.Query))
			}
		}
	})
}

// readBatch reads and checks the file of queries. All mistakes are told, so
// that one need not mend them one by one.
func (s *searching) readBatch(ctx context.Context, data []byte) ([]batchQuery, error) {
	rows, err := batchReader(data)
	if err != nil {
		return nil, usage("%s: %w", s.batch, err)
	}
	header, err := rows.Read()
	if err != nil {
		return nil, usage("%s: no header line with a column query (%w)", s.batch, err)
	}
	if err := checkHeader(header); err != nil {
		return nil, usage("%s: %w", s.batch, err)
	}
	var queries []batchQuery
	wrong := 0
	for {
		cells, err := rows.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, usage("%s: %w", s.batch, err)
		}
		line, _ := rows.FieldPos(0)
		q := newBatchQuery(line, header, cells, s.request)
		if err := s.checkBatchQuery(ctx, &q); err != nil {
			var exit *exitError
			if !errors.As(err, &exit) {
				return nil, err
			}
			wrong++
			fmt.Fprintf(s.stderr, "%s, line %d: %v\n", s.batch, line, err)
		}
		queries = append(queries, q)
	}
	switch {
	case wrong > 0:
		return nil, usage("%s: %d of %d queries cannot be asked; nothing was searched", s.batch, wrong, len(queries))
	case len(queries) == 0:
		return nil, usage("%s: no query below the header line", s.batch)
	}
	return queries, nil
}

func (s *searching) batchFile() ([]byte, error) {
	if s.batch == "-" {
		s.batch = "standard input" // as messages call it
		data, err := io.ReadAll(s.stdin)
		if err != nil {
			return nil, fmt.Errorf("read queries: %w", err)
		}
		return data, nil
	}
	data, err := os.ReadFile(s.batch)
	if err != nil {
		return nil, fmt.Errorf("read queries: %w", err)
	}
	return data, nil
}

// batchReader reads CSV as spreadsheets write it: with a byte order mark, and
// in many countries with semicolons.
func batchReader(data []byte) (*csv.Reader, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, errors.New("not UTF-8; save it as «CSV UTF-8»")
	}
	r := csv.NewReader(bytes.NewReader(data))
	first, _, _ := bytes.Cut(data, []byte("\n"))
	if bytes.Count(first, []byte(";")) > bytes.Count(first, []byte(",")) {
		r.Comma = ';'
	}
	return r, nil
}

func checkHeader(header []string) error {
	for i, name := range header {
		header[i] = strings.ToLower(strings.TrimSpace(name))
		switch {
		case !slices.Contains(batchColumns, header[i]):
			return fmt.Errorf("column %q is none of %s", name, strings.Join(batchColumns, ", "))
		case slices.Contains(header[:i], header[i]):
			return fmt.Errorf("column %q is there twice", name)
		}
	}
	if !slices.Contains(header, "query") {
		return errors.New("no column is called query")
	}
	return nil
}

func newBatchQuery(line int, header, cells []string, r index.Request) batchQuery {
	q := batchQuery{line: line, id: fmt.Sprint(line), request: r}
	q.request.Sites, q.request.Countries, q.request.Kinds = slices.Clone(r.Sites), slices.Clone(r.Countries), slices.Clone(r.Kinds)
	one := map[string]*string{"query": &q.request.Query, "id": &q.id, "lang": &q.request.Lang, "speaker": &q.request.Speaker,
		"since": &q.request.Since, "until": &q.request.Until}
	several := map[string]*[]string{"site": &q.request.Sites, "country": &q.request.Countries, "kind": &q.request.Kinds}
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		if into, ok := one[header[i]]; ok && (cell != "" || header[i] == "query") {
			*into = cell
		} else if into, ok := several[header[i]]; ok && cell != "" {
			*into = strings.FieldsFunc(cell, func(r rune) bool { return r == ',' || r == ';' })
			for j := range *into {
				(*into)[j] = strings.TrimSpace((*into)[j])
			}
		}
	}
	return q
}

func (s *searching) checkBatchQuery(ctx context.Context, q *batchQuery) error {
	if err := checkFilters(&q.request); err != nil {
		return err
	}
	if err := q.request.Check(); err != nil {
		return s.queryError(q.request.Query, err)
	}
	return s.checkSites(ctx, s.db, q.request)
}
