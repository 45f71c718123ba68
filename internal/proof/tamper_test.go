package proof

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// stored lists every file of the log, its keys and the archive.
func (h *home) stored() []string {
	var all []string
	err := filepath.WalkDir(h.dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rel, _ := filepath.Rel(h.dir, path)
			all = append(all, filepath.ToSlash(rel))
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return all
}

// full is a home with several runs, a rotation, and timestamps where openssl
// is there to make them.
func full(t *testing.T) *home {
	h := newHome(t)
	h.add("a.warc.gz", 3)
	tsa := ""
	if haveOpenSSL() {
		tsa = newAuthority(t).url
	}
	h.record(tsa)
	h.rotate()
	h.add("b.warc.gz", 2)
	h.record(tsa)
	h.clean("before anything is changed")
	return h
}

// One flipped bit anywhere is found, and its file is named.
func TestEveryFlipIsFound(t *testing.T) {
	h := full(t)
	rng := rand.New(rand.NewPCG(1, 2))
	for _, name := range h.stored() {
		data := h.read(name)
		for range 16 {
			at := rng.IntN(len(data))
			bad := bytes.Clone(data)
			bad[at] ^= 1 << rng.IntN(8)
			h.write(name, bad)
			if faults := h.check(); len(faults) == 0 {
				t.Errorf("%s: byte %d: %q became %q, and nothing was found", name, at, data[at], bad[at])
			}
		}
		h.write(name, data)
	}
	h.clean("after all was put back")
}

func (h *home) write(name string, data []byte) {
	h.t.Helper()
	if err := os.WriteFile(h.path(name), data, 0o600); err != nil {
		h.t.Fatal(err)
	}
}

func TestMissingCutAndExtraFilesAreFound(t *testing.T) {
	h := full(t)
	for _, name := range h.stored() {
		data := h.read(name)
		if err := os.Remove(h.path(name)); err != nil {
			t.Fatal(err)
		}
		if faults := h.check(); len(faults) == 0 {
			t.Errorf("%s was removed, and nothing was found", name)
		}
		h.write(name, data[:len(data)/2])
		if faults := h.check(); len(faults) == 0 {
			t.Errorf("%s was cut, and nothing was found", name)
		}
		h.write(name, data)
	}
	for _, name := range []string{"state/log/x", "state/log/checkpoints/000000000099.tsr", "state/keys/x.key"} {
		h.write(name, []byte("x"))
		if faults := h.check(); len(faults) != 1 || faults[0].File != name {
			t.Errorf("%s was put there: %v", name, faults)
		}
		os.Remove(h.path(name))
	}
	h.add("put-there.warc.gz", 1)
	if faults := h.check(); len(faults) != 1 || faults[0].File != "warc/put-there.warc.gz" {
		t.Errorf("an extra file: %v", faults)
	}
}

// The faults say where: the file, and in it the record.
func TestFaultNamesTheRecord(t *testing.T) {
	h := newHome(t)
	offsets := h.add("a.warc.gz", 4)
	h.record("")
	data := h.read("warc/a.warc.gz")
	data[offsets[2]+15] ^= 4
	h.write("warc/a.warc.gz", data)
	faults := h.check()
	if len(faults) != 2 || faults[0].Offset != -1 || faults[1].Offset != offsets[2] || !strings.Contains(faults[1].String(), "warc/a.warc.gz: at byte") {
		t.Errorf("%v", faults)
	}
	if faults := CheckLog(context.Background(), h.dir, h.files); len(faults) != 0 {
		t.Errorf("the quick look reads files: %v", faults)
	}
	if err := os.Chmod(h.path("state/keys/signing.key"), 0o644); err != nil {
		t.Fatal(err)
	}
	if faults := CheckLog(context.Background(), h.dir, h.files); len(faults) != 1 || !strings.Contains(faults[0].Problem, "others may read") {
		t.Errorf("an open key: %v", faults)
	}
}

// A log torn at any byte of what no checkpoint has signed yet is cut back, goes
// on, and keeps every leaf that was signed.
func TestTornTail(t *testing.T) {
	h := newHome(t)
	h.add("a.warc.gz", 2)
	h.record("")
	leaves, hashes := h.read("state/log/leaves.jsonl"), h.read("state/log/hashes")
	offsets := h.add("b.warc.gz", 3)
	l, err := Open(h.dir, h.now)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Add(context.Background(), h.files...); err != nil {
		t.Fatal(err)
	}
	longer, more := h.read("state/log/leaves.jsonl"), h.read("state/log/hashes")
	for cut := len(leaves); cut <= len(longer); cut += 5 + cut%13 { // odd and even steps, and some at line ends
		h.write("state/log/leaves.jsonl", longer[:cut])
		switch cut % 3 { // the hashes are written after the leaves, wholly, partly or with holes
		case 0:
			h.write("state/log/hashes", hashes)
		case 1:
			h.write("state/log/hashes", more[:len(hashes)+(cut-len(leaves))%(len(more)-len(hashes))])
		default:
			h.write("state/log/hashes", append(bytes.Clone(hashes), make([]byte, len(more)-len(hashes))...))
		}
		if s := h.record(""); s.Leaves != 7 {
			t.Fatalf("cut at %d of %d: %v", cut, len(longer), s)
		}
		if !bytes.HasPrefix(h.read("state/log/leaves.jsonl"), leaves) {
			t.Fatalf("cut at %d: what was signed has changed", cut)
		}
		if faults := h.check(); len(faults) > 0 {
			t.Fatalf("cut at %d of %d: %v", cut, len(longer), faults)
		}
		if _, err := verify(h.prove("b.warc.gz", 2, offsets[2]), h.read("warc/b.warc.gz")); err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(h.path("state/log/checkpoints/000000000007.note")); err != nil {
			t.Fatal(err)
		}
	}
}

// What is signed and gone stops the log: it must not sign another past.
func TestSignedLeavesAreNotReplaced(t *testing.T) {
	for name, spoil := range map[string]func(h *home){
		"cut leaves": func(h *home) {
			data := h.read("state/log/leaves.jsonl")
			h.write("state/log/leaves.jsonl", data[:len(data)-20])
		},
		"no leaves": func(h *home) { os.Remove(h.path("state/log/leaves.jsonl")) },
		"no log":    func(h *home) { os.RemoveAll(h.path("state/log")) },
		"no keys":   func(h *home) { os.RemoveAll(h.path("state/keys")) },
		"other leaves and hashes": func(h *home) {
			data := h.read("state/log/leaves.jsonl")
			h.write("state/log/leaves.jsonl", bytes.Replace(data, []byte("statements/1"), []byte("statements/7"), 1))
			os.Remove(h.path("state/log/hashes"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHome(t)
			h.add("a.warc.gz", 2)
			h.record("")
			spoil(h)
			h.add("b.warc.gz", 2)
			before := h.stored()
			if _, err := Record(context.Background(), h.dir, h.files, h.now, ""); err == nil || !strings.Contains(err.Error(), "back-up") {
				t.Errorf("the log went on: %v", err)
			}
			if after := h.stored(); len(after) > len(before)+1 {
				t.Errorf("files were written: %v", after)
			}
		})
	}
}

// Hashes follow from leaves: losing them loses nothing.
func TestLostHashes(t *testing.T) {
	h := newHome(t)
	h.add("a.warc.gz", 3)
	h.record("")
	want := h.read("state/log/hashes")
	for _, spoil := range [][]byte{nil, want[:40], make([]byte, len(want))} {
		h.write("state/log/hashes", spoil)
		h.add("b.warc.gz", 1)
		h.record("")
		h.clean("after the hashes were lost")
	}
	if _, err := Prove(context.Background(), h.dir, h.now, Subject{Captures: []Capture{{File: "warc/none.warc.gz"}}}); !errors.Is(err, ErrNotLogged) {
		t.Errorf("a file that is not in the log: %v", err)
	}
}
