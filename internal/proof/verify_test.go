package proof

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

// The record is found wherever its bytes are, packed as they may be.
func TestVerifyAgainstCopies(t *testing.T) {
	h := newHome(t)
	offsets := h.add("a.warc.gz", 5)
	h.record("")
	proof := h.prove("a.warc.gz", 3, offsets[3])
	original := h.read("warc/a.warc.gz")
	z, err := gzip.NewReader(bytes.NewReader(original))
	if err != nil {
		t.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	best, _ := gzip.NewWriterLevel(&again, gzip.BestCompression)
	best.Comment = "packed by another tool"
	best.Write(record("a.warc.gz", 3))
	best.Close()
	var wacz bytes.Buffer
	zw := zip.NewWriter(&wacz)
	for name, data := range map[string][]byte{"datapackage.json": []byte("{}"), "archive/data.warc.gz": original} {
		w, err := zw.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		w.Write(data)
	}
	zw.Close()

	for name, warc := range map[string][]byte{
		"the file itself": original, "uncompressed": plain, "packed anew, alone": again.Bytes(), "in a WACZ": wacz.Bytes(),
		"behind others": append(member(record("other", 1)), original...),
	} {
		r, err := verify(proof, warc)
		if err != nil || !r.Searched || r.Observed[0].Found < 0 {
			t.Errorf("%s: %v", name, err)
		}
	}
	changed := bytes.Replace(plain, []byte("Statement 3"), []byte("Statement 9"), 1)
	for name, warc := range map[string][]byte{
		"another file": member(record("other", 3)), "nothing": {}, "cut": original[:offsets[3]+30],
		"changed": changed, "changed and packed": member(changed), "noise": bytes.Repeat([]byte("WARC/1.\x1f\x8b\x08"), 1000),
	} {
		if _, err := verify(proof, warc); !errors.Is(err, ErrNoRecord) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := verify(proof, changed); err == nil || !strings.Contains(err.Error(), "differs from what was logged") {
		t.Errorf("a changed record: %v", err)
	}
}

// A revisit is proved together with the record whose payload it repeats.
func TestRevisit(t *testing.T) {
	h := newHome(t)
	h.add("a.warc.gz", 1)
	original := record("a.warc.gz", 0)
	revisit := bytes.Replace(original, []byte("WARC-Type: response"), []byte("WARC-Type: revisit"), 1)
	revisit = bytes.Replace(revisit, []byte("uuid:a.warc.gz-0"), []byte("uuid:revisit"), 1)
	h.put("warc/b.warc.gz", member(revisit))
	h.record("")
	s := subject("a.warc.gz", 0, 0)
	s.Captures = []Capture{{"warc/b.warc.gz", 0, "<urn:uuid:revisit>", s.Captures[0].PayloadDigest}, s.Captures[0]}
	proof, err := Prove(context.Background(), h.dir, h.now, s)
	if err != nil {
		t.Fatal(err)
	}
	both := append(h.read("warc/b.warc.gz"), h.read("warc/a.warc.gz")...)
	r, err := verify(proof, both)
	if err != nil || len(r.Observed) != 2 || r.Observed[0].Found != 0 || r.Observed[1].Found != int64(len(h.read("warc/b.warc.gz"))) {
		t.Errorf("%+v, %v", r.Observed, err)
	}
	if r, err := verify(proof, h.read("warc/a.warc.gz")); err != nil || r.Observed[0].Found != -1 || !strings.Contains(r.String(), "does not hold this record") {
		t.Errorf("%+v, %v", r.Observed, err)
	}
	changed := bytes.Replace(revisit, []byte("Statement"), []byte("Xtatement"), 1)
	if _, err := verify(proof, append(member(changed), h.read("warc/a.warc.gz")...)); !errors.Is(err, ErrNoRecord) {
		t.Errorf("a changed revisit beside its original: %v", err)
	}
	if _, err := verify(proof, nil); err != nil {
		t.Error(err)
	}
}

// A word that spans what is read at once is found all the same, and so is each
// of several.
func TestFinder(t *testing.T) {
	want := []int64{0, 9, 256<<10 - 17, 256<<10 - 2, 256<<10 + 30, 512<<10 - 20, 600<<10 - 7}
	data := make([]byte, 600<<10)
	for i, at := range want {
		copy(data[at:], []string{"WARC/1.", string(gzipMagic)}[i%2])
	}
	f := finder{src: bytes.NewReader(data), words: [][]byte{gzipMagic, []byte("WARC/1.")}}
	var got []int64
	for at := int64(0); ; at++ {
		var err error
		if at, err = f.next(context.Background(), at); err != nil {
			t.Fatal(err)
		}
		if at == int64(len(data)) {
			break
		}
		got = append(got, at)
	}
	if !slices.Equal(got, want) {
		t.Errorf("found at %d, want %d", got, want)
	}
}

func TestVerifyTrustedKeys(t *testing.T) {
	h := newHome(t)
	h.add("a.warc.gz", 1)
	h.record("")
	first, err := Keys(h.dir)
	if err != nil {
		t.Fatal(err)
	}
	second := h.rotate()
	stranger := newHome(t)
	stranger.add("a.warc.gz", 1)
	stranger.record("")
	theirs, err := Keys(stranger.dir)
	if err != nil {
		t.Fatal(err)
	}
	proof := h.prove("a.warc.gz", 0, 0)
	for name, key := range map[string]string{"the first": first[0].Public, "the new one": second.Public + "\n"} {
		if r, err := verify(proof, nil, key); err != nil || !r.Trusted {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := verify(proof, nil, theirs[0].Public); err == nil || !strings.Contains(err.Error(), "not named as trusted") {
		t.Errorf("a stranger's key: %v", err)
	}
	if r, err := verify(proof, nil); err != nil || r.Trusted || !strings.Contains(r.String(), "not compared with a key") {
		t.Errorf("no key named: %v", err)
	}

	// A proof of our record under their signatures does not hold.
	var ours, other document
	unmarshal(t, proof, &ours)
	unmarshal(t, stranger.prove("a.warc.gz", 0, 0), &other)
	mixed := ours
	mixed.Keys, mixed.Rotations = other.Keys, other.Rotations
	expectRefused(t, "their keys", mixed)
	mixed = ours
	mixed.Checkpoints = other.Checkpoints
	expectRefused(t, "their checkpoint", mixed)
	mixed = ours
	mixed.Rotations = nil
	expectRefused(t, "no link between the keys", mixed)
	mixed = ours
	mixed.Release.Title = "Another title"
	expectRefused(t, "another title", mixed)
	mixed = ours
	mixed.Observed = slices.Clone(ours.Observed)
	mixed.Observed[0].Time = "1999-01-01T00:00:00.000Z"
	expectRefused(t, "another time", mixed)
}

func unmarshal(t *testing.T, data []byte, d *document) {
	t.Helper()
	if err := json.Unmarshal(data, d); err != nil {
		t.Fatal(err)
	}
}

func expectRefused(t *testing.T, name string, d document) {
	t.Helper()
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := verify(data, nil); err == nil {
		t.Errorf("%s: the proof still holds", name)
	}
}

// A flip in a proof is found, unless it leaves every word as it was (the case
// of a key, which the JSON reader does not mind).
func TestEveryFlipInAProofIsFound(t *testing.T) {
	h := full(t)
	proof := h.prove("b.warc.gz", 0, 0)
	var want document
	unmarshal(t, proof, &want)
	sealed, err := want.sealText()
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for at := 0; at < len(proof); at += 1 + rng.IntN(40) {
		bad := bytes.Clone(proof)
		bad[at] ^= 1 << rng.IntN(8)
		if _, err := verify(bad, nil); err != nil {
			continue
		}
		var got document
		unmarshal(t, bad, &got)
		if text, err := got.sealText(); err != nil || text != sealed || got.Seal != want.Seal {
			t.Errorf("byte %d: %q became %q, and the proof holds", at, proof[at], bad[at])
		}
	}
}

// A proof needs nothing of the archive.
func TestProofStandsAlone(t *testing.T) {
	h := full(t)
	proof, warc := h.prove("a.warc.gz", 0, 0), h.read("warc/a.warc.gz")
	if err := os.RemoveAll(h.dir); err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	r, err := verify(proof, warc)
	if err != nil {
		t.Fatal(err)
	}
	o := r.Observed[0]
	if o.URL != "https://ngo.example/statements/0" || o.Time != "2026-03-10T02:00:00.000Z" || o.Status != 200 || o.File != "warc/a.warc.gz" {
		t.Errorf("%+v", o)
	}
	if len(proof) > 32<<10 {
		t.Errorf("the proof has %d bytes: not small", len(proof))
	}
}

func FuzzVerify(f *testing.F) {
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"schema":"communique/proof/1","leaves":[{},{}],"checkpoints":[{}],"keys":["a+00000000+AQ=="]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if r, err := verify(data, data); err == nil {
			_ = r.String()
		}
	})
}

// FuzzWords changes one text of a proof that holds, behind the seal: each is
// read by a reader of foreign bytes of its own.
func FuzzWords(f *testing.F) {
	for part := range 7 {
		f.Add(part, "communique/x\n1\nAAAA\n\n— communique/x AAAA\n")
	}
	f.Fuzz(func(t *testing.T, part int, text string) {
		known, _ := verifiers([]string{text})
		switch part {
		case 0:
			_, _ = openNote([]byte(text), known)
		case 1:
			_, _ = parsePoint([]byte(text), known, "communique/x")
		case 2:
			if e, err := decode[Entry]([]byte(text)); err == nil {
				if again, _ := encode(e); string(again) != text {
					t.Error("a leaf that is written differently was taken")
				}
			}
		case 3:
			_, _ = decode[fileLeaf]([]byte(text))
		case 4:
			_, _, _ = checkToken([]byte(text), nil)
		case 5:
			_, _, _ = newMembers(strings.NewReader(text)).walk(context.Background(), int64(len(text)))
		case 6:
			_, _ = findRecord(context.Background(), strings.NewReader(text), Entry{RecordID: "<x>"})
		}
	})
}
