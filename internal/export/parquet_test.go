package export

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
)

// What is read back from Parquet is what JSONL says, null and empty told apart,
// and the same rows give the same bytes.
func TestParquet(t *testing.T) {
	db := home(t)
	for _, of := range Kinds() {
		var out, again bytes.Buffer
		n, err := Request{Of: of, Format: FormatParquet, Canonical: same}.Write(t.Context(), &out, db)
		if err != nil {
			t.Fatal(err)
		}
		f, err := parquet.OpenFile(bytes.NewReader(out.Bytes()), int64(out.Len()))
		if err != nil || f.NumRows() != int64(n) {
			t.Fatalf("%s: %d rows, error %v", of, n, err)
		}
		if by := f.Metadata().CreatedBy; by != "communique version 1(build 0)" {
			t.Errorf("%s: created by %q", of, by)
		}
		if _, err := (Request{Of: of, Format: FormatParquet, Canonical: same}).Write(t.Context(), &again, db); err != nil || !bytes.Equal(again.Bytes(), out.Bytes()) {
			t.Errorf("%s: not the same bytes twice, error %v", of, err)
		}
		if text, ok := f.Lookup("communique.text"); !ok || text != TextFull {
			t.Errorf("%s: texts are %q", of, text)
		}
	}
	var out bytes.Buffer
	if _, err := (Request{Format: FormatParquet, Canonical: same}).Write(t.Context(), &out, db); err != nil {
		t.Fatal(err)
	}
	rows, err := parquet.Read[parquetReleaseRow](bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	want, _ := parquetRelease(full())
	if !reflect.DeepEqual(rows[0], want) {
		t.Errorf("read back %+v\nwant %+v", rows[0], want)
	}
	day := time.Unix(int64(*rows[0].PublishedDay)*24*60*60, 0).UTC().Format(time.DateOnly)
	if day != "2026-02-20" || time.UnixMilli(*rows[0].FirstSeen).UTC() != fetched {
		t.Errorf("published on %s, first seen %v", day, *rows[0].FirstSeen)
	}
	if tomb := rows[1]; !reflect.DeepEqual(tomb, parquetReleaseRow{Schema: tomb.Schema, ID: restricted().ID, Site: "lantern", Status: "restricted"}) {
		t.Errorf("the tombstone says %+v", tomb)
	}
	if b := rows[2]; b.Title != nil || b.Quotes == nil || len(b.Quotes) != 0 {
		t.Errorf("nothing known: %+v", b)
	}
}

func TestDay(t *testing.T) {
	for in, want := range map[string]int32{"1970-01-01": 0, "1969-12-31": -1, "2000-02-29": 11016} {
		if got := day(&in); got == nil || *got != want {
			t.Errorf("%s: %v, want %d", in, got, want)
		}
	}
	if in := "2000-02"; day(&in) != nil || day(nil) != nil {
		t.Error("a month has a day")
	}
}

// Row groups are bounded, so that memory is; a file of several is as good.
func TestRowGroups(t *testing.T) {
	encode := parquetOf(func(s string) (parquetLinkRow, int) { return parquetLinkRow{Teaser: &s}, rowGroupBytes / 3 })
	var out bytes.Buffer
	e := encode(&out, Request{})
	for range 7 {
		if err := e.put(strings.Repeat("x", 100)); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.end(); err != nil {
		t.Fatal(err)
	}
	f, err := parquet.OpenFile(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil || len(f.RowGroups()) != 2 || f.NumRows() != 7 {
		t.Errorf("%d row groups, %d rows, error %v", len(f.RowGroups()), f.NumRows(), err)
	}
}
