package export

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"communique/archive"
	"communique/internal/catalog"
)

// A restricted release, which says the same as another, is chosen by site and
// id only: a tombstone for what it says would tell what it says.
func TestFilters(t *testing.T) {
	db := home(t)
	tests := []struct {
		name string
		f    catalog.Filter
		want int
	}{
		{"site", catalog.Filter{Sites: []string{"lantern"}}, 2},
		{"country", catalog.Filter{Countries: []string{"CD", "FR"}}, 1},
		{"language", catalog.Filter{Languages: []string{"en"}}, 1},
		{"another language", catalog.Filter{Languages: []string{"e"}}, 0},
		{"speaker", catalog.Filter{Speaker: "ODÍLE"}, 1},
		{"since", catalog.Filter{Since: "2026-02-20"}, 1},
		{"until the day before", catalog.Filter{Until: "2026-02-19"}, 0},
		{"until the month", catalog.Filter{Since: "2026", Until: "2026-02"}, 1},
		{"id", catalog.Filter{IDs: []string{bare().ID}}, 1},
		{"limit", catalog.Filter{Limit: 1}, 1},
	}
	for _, test := range tests {
		n, err := Request{Of: "releases", Filter: test.f, Canonical: same}.Write(t.Context(), &bytes.Buffer{}, db)
		if n != test.want || err != nil {
			t.Errorf("%s: %d lines, error %v, want %d", test.name, n, err, test.want)
		}
	}
	for _, test := range []struct {
		f    catalog.Filter
		want int
	}{{catalog.Filter{Countries: []string{"KZ"}}, 1}, {catalog.Filter{Countries: []string{"FR"}}, 0}, {catalog.Filter{IDs: []string{full().ID}}, 1}, {catalog.Filter{Since: "2026-03-01", Until: "2026-03-01"}, 1}} {
		if n, err := (Request{Of: "captures", Filter: test.f, Canonical: same}).Write(t.Context(), &bytes.Buffer{}, db); n != test.want || err != nil {
			t.Errorf("captures of %+v: %d lines, error %v, want %d", test.f, n, err, test.want)
		}
	}
}

var errFull = errors.New("full")

type fullDisk struct{ left int }

func (d *fullDisk) Write(b []byte) (int, error) {
	if d.left -= len(b); d.left < 0 {
		return 0, errFull
	}
	return len(b), nil
}

func TestErrors(t *testing.T) {
	bad := errors.New("bad row")
	rows := func(yield func(archive.Release, error) bool) {
		if yield(full(), nil) {
			yield(archive.Release{}, bad)
		}
	}
	var out bytes.Buffer
	if n, err := JSONL(t.Context(), &out, rows); n != 1 || !errors.Is(err, bad) || strings.Count(out.String(), "\n") != 1 {
		t.Errorf("%d lines, error %v, %q", n, err, out.String())
	}
	if _, err := JSONL(t.Context(), &fullDisk{10}, seq(full())); !errors.Is(err, errFull) {
		t.Errorf("error %v, want that of the writer", err)
	}
	for _, format := range Formats() {
		if _, err := (Request{Format: format, Canonical: same}).Write(t.Context(), &fullDisk{10}, home(t)); !errors.Is(err, errFull) {
			t.Errorf("%s: error %v, want that of the writer", format, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := JSONL(ctx, &out, seq(full())); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
}
