package verify

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"communique/archive"
	"communique/archive/warc"
)

var flips = flag.Int("flips", 100, "how many random bytes TestEveryFlipIsFound changes, one at a time")

func TestCleanArchive(t *testing.T) {
	h := filled(t)
	faults, sum := h.all(t.Context(), &Verifier{Home: h.dir})
	for _, f := range faults {
		t.Error(f)
	}
	if sum.Files != 3 || sum.Records < 50 || sum.Foreign != 0 || sum.Unchecked != 0 || sum.Unresolved != 0 {
		t.Errorf("looked at %+v", sum)
	}
	before := len(h.read(catalogName))
	var last, total int64
	h.verify(func(v *Verifier) { v.Progress = func(d, n int64) { last, total = d, n } })
	if last != total || total != sum.Bytes {
		t.Errorf("progress ends at %d of %d, the files have %d", last, total, sum.Bytes)
	}
	if len(h.read(catalogName)) != before {
		t.Error("the catalogue was changed")
	}
}

// Whatever single byte of a WARC file changes, it is found without the log:
// by the checksum and the digests, by the order of the members, by the gzip
// header that the writer writes, and by compressing the content again.
func TestEveryFlipIsFound(t *testing.T) {
	h := filled(t)
	h.clean()
	files := h.warcs()
	chance := rand.New(rand.NewPCG(1, 2))
	for range *flips {
		name := files[chance.IntN(len(files))]
		whole := h.read(name)
		at, mask := chance.IntN(len(whole)), byte(1<<chance.IntN(8))
		if chance.IntN(2) == 0 {
			mask = byte(1 + chance.IntN(255))
		}
		changed := slices.Clone(whole)
		changed[at] ^= mask
		h.write(name, changed)
		if !found(h.verify(), name) {
			t.Errorf("%s: byte %d changed by %08b was not found", name, at, mask)
		}
		h.write(name, whole)
	}
	h.clean()
}

// The bytes that say nothing of the content.
func TestEveryHeaderByteIsFound(t *testing.T) {
	h := filled(t)
	name := h.warcs()[1]
	whole := h.read(name)
	offsets := h.members(name)
	for _, start := range []int64{offsets[0], offsets[4]} { // the warcinfo, and one in the middle
		for i := range int64(10) {
			for _, bit := range []int{0, int(i) % 8} {
				changed := slices.Clone(whole)
				changed[start+i] ^= 1 << bit
				h.write(name, changed)
				if !found(h.verify(), name) {
					t.Errorf("byte %d of the gzip header at %d, bit %d: not found", i, start, bit)
				}
			}
		}
	}
	// The last byte of the compressed data: its highest bit is padding in most.
	for _, end := range offsets[1:] {
		changed := slices.Clone(whole)
		changed[end-9] ^= 1 << 7
		h.write(name, changed)
		if !found(h.verify(), name) {
			t.Errorf("the last byte of the data, at %d: not found", end-9)
		}
	}
}

func found(faults []Fault, name string) bool {
	return slices.ContainsFunc(faults, func(f Fault) bool { return f.File == name && f.In != InCatalogue })
}

func TestIndexEntries(t *testing.T) {
	h := filled(t)
	ids := []string{"harbour:gone", "harbour:gone"}
	faults := h.verify(func(v *Verifier) {
		v.Index = func(_ context.Context, each func(string)) error {
			for _, id := range ids {
				each(id)
			}
			return nil
		}
	})
	text := ""
	for _, f := range faults {
		text += f.String() + "\n"
	}
	if !strings.Contains(text, "holds harbour:gone, which the catalogue does not know") || !strings.Contains(text, "does not hold harbour:") {
		t.Error(text)
	}
	faults = h.verify(func(v *Verifier) {
		v.Index = func(context.Context, func(string)) error { return errors.New("no search index yet") }
	})
	if len(faults) != 1 || faults[0].In != InIndex {
		t.Error(faults)
	}
}

// Extra checks report like ours, and their errors are errors.
func TestExtra(t *testing.T) {
	h := filled(t)
	spoilt := Fault{File: "state/log", Offset: 12, In: InLog, What: "the signature is wrong"}
	faults := h.verify(func(v *Verifier) {
		v.Extra = append(v.Extra, func(_ context.Context, report func(Fault)) error { report(spoilt); return nil })
	})
	if !slices.Equal(faults, []Fault{spoilt}) {
		t.Error(faults)
	}
	// A file that a sealing check is silent about is not compressed again.
	name := h.warcs()[1]
	data := h.read(name)
	data[h.members(name)[3]+9] ^= 1
	h.write(name, data)
	for _, says := range []string{"", name} {
		faults = h.verify(func(v *Verifier) {
			v.Sealing = true
			v.Extra = append(v.Extra, func(_ context.Context, report func(Fault)) error {
				if says != "" {
					report(Fault{File: says, Offset: -1, In: InLog, What: "is not in the log"})
				}
				return nil
			})
		})
		if want := 2 * min(1, len(says)); len(faults) != want {
			t.Errorf("the log says %q: %v", says, faults)
		}
	}
	v := &Verifier{Home: h.dir, Extra: []func(context.Context, func(Fault)) error{func(context.Context, func(Fault)) error { return os.ErrPermission }}}
	if _, err := v.All(t.Context(), func(Fault) {}); !errors.Is(err, os.ErrPermission) {
		t.Error(err)
	}
}

func TestSample(t *testing.T) {
	h := filled(t)
	look := func(share float64, seed uint64) (faults []Fault, sum Summary) {
		v := &Verifier{Home: h.dir}
		sum, err := v.Sample(t.Context(), share, seed, func(f Fault) { faults = append(faults, f) })
		h.must(err)
		return faults, sum
	}
	faults, all := look(1, 1)
	if len(faults) > 0 || all.Records < 50 { // everything but warcinfo
		t.Errorf("%v, %+v", faults, all)
	}
	_, some := look(0.3, 7)
	if _, again := look(0.3, 7); some != again || some.Records == 0 || some.Records >= all.Records {
		t.Errorf("of %d records a sample read %d, and then %d", all.Records, some.Records, again.Records)
	}
	if _, few := look(1e-9, 7); few.Records < few.Files || few.Records >= some.Records {
		t.Errorf("the smallest sample read %d records in %d files", few.Records, few.Files)
	}
	at, data := h.members(second), h.read(second)
	for _, i := range []int{1, 2} { // a response, and the request behind it
		changed := slices.Clone(data)
		changed[at[i]+40] ^= 1
		h.write(second, changed)
		if faults, _ = look(1, 1); len(faults) != 1 || faults[0].Offset != at[i] {
			t.Errorf("a change in member %d: %v", i, faults)
		}
	}
	h.write(second, data)
	h.sql(`UPDATE capture SET "offset" = "offset" + 1 WHERE file LIKE '%night1%' AND url LIKE '%/r2/'`)
	if faults, _ = look(1, 1); len(faults) != 1 || !strings.Contains(faults[0].What, "no record begins here") {
		t.Error(faults)
	}
}

func TestCancel(t *testing.T) {
	h := filled(t)
	ctx, cancel := context.WithCancel(t.Context())
	v := &Verifier{Home: h.dir, Workers: 1, Progress: func(int64, int64) { cancel() }}
	if _, err := v.All(ctx, func(f Fault) { t.Error(f) }); !errors.Is(err, context.Canceled) {
		t.Errorf("after a cancel: %v", err)
	}
	if _, err := (&Verifier{Home: h.dir + "/none"}).All(t.Context(), func(Fault) {}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("of a home that is not there: %v", err)
	}
}

// What others wrote is held to what it says of itself, and to our form.
func TestImported(t *testing.T) {
	h := newHome(t)
	im := h.store("i1").Importer(warc.Fields{{Name: archive.ImportDigest, Value: strings.Repeat("0", 64)}})
	put := func(block string, fields ...string) {
		header := warc.Fields{{Name: "WARC-Type", Value: fields[0]}, {Name: "WARC-Record-ID", Value: fields[1]},
			{Name: "WARC-Date", Value: "2014-01-02T03:04:05Z"}, {Name: "WARC-Target-URI", Value: "http://old.example/"}, {Name: "Content-Type", Value: "application/http"}}
		for i := 2; i < len(fields); i += 2 {
			header.Add(fields[i], fields[i+1])
		}
		status := 200
		h.must(im.Write(header, strings.NewReader(block), int64(len(block)), status, "text/plain"))
	}
	const page = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nhello"
	put(page, "response", "<urn:x:1>", "WARC-Payload-Digest", "sha1:VL2MMHO4YXUKFWV63YHTWSBM3GXKSQ2N", "WARC-Block-Digest", "blake9:00")
	put("GET / HTTP/1.0\r\n\r\n", "request", "<urn:x:2>", "WARC-Concurrent-To", "<urn:x:9>", "WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ")
	put("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n", "revisit", "<urn:x:3>", "WARC-Profile", warc.ProfileIdenticalPayload,
		"WARC-Payload-Digest", "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "WARC-Refers-To", "<urn:x:7>")
	files, err := im.Finish()
	h.must(err)
	h.rebuild()
	faults, sum := h.all(t.Context(), &Verifier{Home: h.dir})
	if len(faults) > 0 || sum.Unresolved != 1 || sum.Unchecked != 2 || sum.Foreign != 0 {
		t.Errorf("%v, %+v", faults, sum)
	}
	whole := h.read(files[0])
	for at := 0; at < len(whole); at += 1 + len(whole)/50 {
		changed := slices.Clone(whole)
		changed[at] ^= 0x20
		h.write(files[0], changed)
		if !found(h.verify(), files[0]) {
			t.Errorf("byte %d: not found", at)
		}
	}
}

// Files of other programs that lie in the archive as they are.
func TestForeign(t *testing.T) {
	h := newHome(t)
	h.must(os.MkdirAll(h.path("warc"), 0o755))
	record := func(id string) string {
		return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:x:" + id + ">\r\nWARC-Date: 2014-01-02T03:04:05Z\r\n" +
			"WARC-Target-URI: http://old.example/" + id + "\r\nContent-Type: application/http\r\nContent-Length: 24\r\n\r\nHTTP/1.0 200 OK\r\n\r\nhello\r\n\r\n"
	}
	h.write("warc/plain.warc", []byte(record("1")+record("2")))
	var whole bytes.Buffer
	zw := gzip.NewWriter(&whole)
	_, err := zw.Write([]byte(record("3") + record("4")))
	h.must(errors.Join(err, zw.Close()))
	h.write("warc/whole.warc.gz", whole.Bytes())
	h.reindex("plain.warc")
	h.reindex("whole.warc.gz")
	h.rebuild()
	faults, sum := h.all(t.Context(), &Verifier{Home: h.dir})
	if len(faults) > 0 || sum.Foreign != 2 || sum.Records != 4 {
		t.Errorf("%v, %+v", faults, sum)
	}
	h.sql(`DELETE FROM capture WHERE url LIKE '%/4'; UPDATE capture SET record_id = '<urn:x:5>' WHERE url LIKE '%/1'`)
	if faults = h.verify(); len(faults) != 3 {
		t.Error(faults)
	}
}
