package verify

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"communique/archive"
	"communique/archive/warc"
)

// tamper is one way to spoil an archive, and what has to be said of it.
type tamper struct {
	name string
	do   func(h *home)
	want []string // each is part of a fault's line; together with may they are all that is said
	may  []string
}

func TestTampering(t *testing.T) {
	whole := filled(t)
	for _, x := range tampering {
		t.Run(x.name, func(t *testing.T) {
			h := newHome(t)
			h.now = whole.now
			h.must(os.CopyFS(h.dir, os.DirFS(whole.dir)))
			x.do(h)
			faults := h.verify()
			for _, want := range x.want {
				if !slices.ContainsFunc(faults, func(f Fault) bool { return strings.Contains(f.String(), want) }) {
					t.Errorf("nothing says %q", want)
				}
			}
			for _, f := range faults {
				if !slices.ContainsFunc(slices.Concat(x.want, x.may), func(want string) bool { return strings.Contains(f.String(), want) }) {
					t.Errorf("beside the point: %s", f)
				}
				if f.File == "" || f.In == "" || strings.Contains(f.String(), "\n") {
					t.Errorf("not a proper fault: %+v", f)
				}
			}
		})
	}
}

const (
	first  = "warc/communique-night0-00001.warc.gz"
	second = "warc/communique-night1-00001.warc.gz"
)

var tampering = []tamper{
	{"truncated", func(h *home) { data := h.read(second); h.write(second, data[:len(data)-10]) },
		[]string{"the file ends within it", "the catalogue has read"}, nil},
	{"a record cut off at the end", func(h *home) {
		at := h.members(second)
		h.write(second, h.read(second)[:at[len(at)-2]])
	}, []string{"the catalogue has read", "and the file has not"}, nil},
	{"garbage appended", func(h *home) { h.write(second, append(h.read(second), "garbage"...)) },
		[]string{second + " at "}, nil},
	{"empty lines appended", func(h *home) { h.write(second, append(h.read(second), "\r\n\r\n"...)) },
		[]string{"4 bytes here belong to no record"}, nil},
	{"an empty gzip member in the middle", func(h *home) {
		at, data := h.members(second)[3], h.read(second)
		h.write(second, slices.Concat(data[:at], []byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x01\x00\x00\xff\xff\x00\x00\x00\x00\x00\x00\x00\x00"), data[at:]))
	}, []string{"23 bytes here belong to no record", ".cdxj", "the catalogue has"}, nil},
	{"a record appended a second time", func(h *home) {
		at, data := h.members(second), h.read(second)
		h.write(second, append(data, data[at[len(at)-2]:]...))
	}, []string{"the catalogue has this record at", "the catalogue has read"}, nil},
	{"a request appended a second time", func(h *home) {
		h.craft("communique-rv-00001.warc.gz", exchanged(h)...)
		h.rebuild()
		at, data := h.members("warc/communique-rv-00001.warc.gz"), h.read("warc/communique-rv-00001.warc.gz")
		h.write("warc/communique-rv-00001.warc.gz", append(data, data[at[2]:]...))
	}, []string{"no response names this request"}, nil},
	{"members swapped", func(h *home) { // two requests: no index knows them
		at, data := h.members(second), h.read(second)
		h.write(second, slices.Concat(data[:at[2]], data[at[4]:at[5]], data[at[3]:at[4]], data[at[2]:at[3]], data[at[5]:]))
	}, []string{"has to stand here", "it belongs to"}, []string{".cdxj", "the catalogue has"}},
	{"no CDXJ", func(h *home) { h.must(os.Remove(h.path(archive.CDXJOf(second)))) },
		[]string{archive.CDXJOf(second) + ": is missing"}, nil},
	{"a CDXJ without a line", func(h *home) {
		data := h.read(archive.CDXJOf(second))
		h.write(archive.CDXJOf(second), data[bytes.IndexByte(data, '\n')+1:])
	}, []string{"has no line for the record"}, nil},
	{"a CDXJ with a line too many", func(h *home) {
		h.write(archive.CDXJOf(second), append(h.read(archive.CDXJOf(second)), "zz)/ 20260301000000 {\"url\":\"https://zz/\",\"offset\":\"7\",\"length\":\"9\"}\n"...))
	}, []string{"has a line for byte 7"}, nil},
	{"a CDXJ that lies", func(h *home) {
		h.write(archive.CDXJOf(second), bytes.Replace(h.read(archive.CDXJOf(second)), []byte(`"status":"301"`), []byte(`"status":"200"`), 1))
	}, []string{`has status "200", and the record "301"`}, nil},
	{"a CDXJ of other bytes", func(h *home) { h.write(archive.CDXJOf(second), []byte("hello\n")) },
		[]string{"CDXJ line 1", "has no line for"}, nil},
	{"a CDXJ in disorder", func(h *home) {
		lines := bytes.SplitAfter(h.read(archive.CDXJOf(second)), []byte("\n"))
		slices.Reverse(lines)
		h.write(archive.CDXJOf(second), bytes.Join(lines, nil))
	}, []string{"is not sorted"}, nil},
	{"a row deleted", func(h *home) { h.sql(`DELETE FROM capture WHERE file LIKE '%night1%' AND url LIKE '%/r2/'`) },
		[]string{"the catalogue has no row for this response"}, nil},
	{"a row changed", func(h *home) {
		h.sql(`UPDATE capture SET status = 404, url = url || 'x' WHERE file LIKE '%night1%' AND url LIKE '%/r3/'`)
	}, []string{`the catalogue says status "404", and the record "301"`, `the catalogue says address`}, nil},
	{"a row of a record that is not there", func(h *home) {
		h.sql(`CREATE TEMP TABLE x AS SELECT * FROM capture WHERE url LIKE '%/r2/' LIMIT 1; UPDATE x SET record_id = '<urn:uuid:none>', "offset" = 5; INSERT INTO capture SELECT * FROM x`)
	}, []string{"<urn:uuid:none> here, and the file has not"}, nil},
	{"a row without its file", func(h *home) {
		h.sql(`CREATE TEMP TABLE x AS SELECT * FROM capture WHERE url LIKE '%/r2/' LIMIT 1; UPDATE x SET record_id = '<urn:uuid:none>', file = 'warc/zz.warc.gz'; INSERT INTO capture SELECT * FROM x`)
	}, []string{"warc/zz.warc.gz: is missing"}, nil},
	{"a file deleted", func(h *home) { h.must(os.Remove(h.path(first))) },
		[]string{first + ": is missing", "is the index of a WARC file that is missing", "is not there"}, nil},
	{"a file renamed", func(h *home) {
		h.must(os.Rename(h.path(second), h.path("warc/zz.warc.gz")))
	}, []string{second + ": is missing", "warc/zz.cdxj: is missing", "is the index of a WARC file that is missing", "it was renamed or copied",
		"the catalogue does not know the file"}, nil},
	{"foreign files", func(h *home) {
		h.write("warc/notes.txt", []byte("x"))
		h.must(os.Mkdir(h.path("warc/folder"), 0o755))
	}, []string{"warc/notes.txt: is neither a WARC file", "warc/folder: is not a file"}, nil},
	{"a file that is no WARC", func(h *home) { h.write("warc/notes.warc.gz", []byte("hello")) },
		[]string{"warc/notes.warc.gz at 0: the record cannot be read", "warc/notes.cdxj: is missing", "does not know the file"}, nil},
	{"left open", func(h *home) {
		h.write("warc/communique-x-00001.warc.gz.open", h.read(second)[:2000])
	}, []string{"a run left it open", "does not know the file", "it was renamed", " the record cannot be read: "}, []string{"ends before the record"}},
	{"no catalogue", func(h *home) { h.must(os.Remove(h.path(catalogName))) },
		[]string{"catalog.sqlite: ", "run communique rebuild"}, nil},
	{"a catalogue of other bytes", func(h *home) { h.write(catalogName, bytes.Repeat([]byte("x"), 100)) },
		[]string{"no SQLite file"}, nil},
	{"no warcinfo", func(h *home) {
		at := h.members(first)
		h.write(first, h.read(first)[at[1]:])
		h.reindex("communique-night0-00001.warc.gz")
	}, []string{"has no warcinfo", "WARC-Warcinfo-ID", "the catalogue ", "is not there"}, nil},
	{"revisit to nowhere", func(h *home) {
		h.craft("communique-rv-00001.warc.gz", revisit(h, "<urn:uuid:00000000-0000-0000-0000-000000000000>"))
		h.rebuild()
	}, []string{"refers to <urn:uuid:00000000-0000-0000-0000-000000000000>, which is not in the archive"}, nil},
	{"revisit of a revisit", func(h *home) {
		one := revisit(h, "<urn:uuid:00000000-0000-0000-0000-000000000000>")
		one.Header.Add("WARC-Record-ID", "")
		h.craft("communique-rv-00001.warc.gz", one, revisit(h, one.Header.ID()))
		h.rebuild()
	}, []string{"which is not in the archive", "which is a revisit and no response"}, nil},
	{"revisit of another payload", func(h *home) {
		r := response(h, "https://press.example/news/late/")
		h.craft("communique-rv-00001.warc.gz", r, revisit(h, r.Header.ID()))
		h.rebuild()
	}, []string{"which has the payload sha256:"}, nil},
	{"a payload digest that lies", func(h *home) {
		r := response(h, "https://press.example/news/late/")
		r.Header = slices.DeleteFunc(r.Header, func(f warc.Field) bool { return f.Name == "WARC-Payload-Digest" })
		r.Header.Add("WARC-Payload-Digest", "sha256:"+strings.Repeat("0", 64))
		h.craft("communique-rv-00001.warc.gz", r)
		h.rebuild()
	}, []string{"its payload is sha256:"}, nil},
}

// TestWaiting: captures behind what the catalogue has read are those of a run
// that was told to stop. That a file came from elsewhere is for the log to say.
func TestWaiting(t *testing.T) {
	h := filled(t)
	h.craft("communique-late-00001.warc.gz", response(h, "https://press.example/news/late/"))
	faults, sum := h.all(t.Context(), &Verifier{Home: h.dir})
	if sum.Waiting != 1 || len(faults) > 0 {
		t.Errorf("%d captures wait, want 1; faults: %v", sum.Waiting, faults)
	}
}

// TestStoppedBeforeIndex: a run that is stopped between catalogue and index
// leaves a mark, and that is no fault either.
func TestStoppedBeforeIndex(t *testing.T) {
	h := filled(t)
	h.sql(`INSERT INTO unindexed SELECT id FROM release LIMIT 2`)
	none := func(v *Verifier) {
		v.Index = func(context.Context, func(string)) error { return errors.New("no index") }
	}
	if faults := h.verify(none); len(faults) != 1 {
		t.Errorf("an index that cannot be read: %v", faults)
	}
	h.sql(`INSERT OR IGNORE INTO unindexed SELECT id FROM release`)
	empty := func(v *Verifier) { v.Index = func(context.Context, func(string)) error { return nil } }
	if faults := h.verify(empty); len(faults) > 0 {
		t.Errorf("an index that is behind: %v", faults)
	}
	h.must(os.RemoveAll(h.path(indexName)))
	if faults := h.verify(none); len(faults) > 0 {
		t.Errorf("no index yet, and nothing in it to be: %v", faults)
	}
}

func exchanged(h *home) []*warc.Draft {
	recs, err := warc.ExchangeRecords(exchange(0, 0, h.now), "")
	h.must(err)
	return recs.Drafts
}

func response(h *home, url string) *warc.Draft {
	recs, err := warc.ExchangeRecords(&warc.Exchange{URL: url, Start: h.now, Response: []byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")}, "")
	h.must(err)
	return recs.Drafts[0]
}

func revisit(h *home, of string) *warc.Draft {
	f := warc.NewFields(warc.TypeRevisit, h.now)
	f.Add("WARC-Target-URI", "https://press.example/news/again/")
	f.Add("WARC-Profile", warc.ProfileIdenticalPayload)
	f.Add("WARC-Refers-To", of)
	f.Add("WARC-Payload-Digest", "sha256:"+strings.Repeat("1", 64))
	f.Add("Content-Type", warc.ContentTypeResponse)
	return &warc.Draft{Header: f, Block: []byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")}
}

// sql changes the catalogue as a stranger with sqlite3 would.
func (h *home) sql(statement string) {
	h.Helper()
	db, err := sql.Open("sqlite", h.path(catalogName))
	h.must(err)
	db.SetMaxOpenConns(1)
	_, err = db.Exec(statement)
	h.must(errors.Join(err, db.Close()))
}
