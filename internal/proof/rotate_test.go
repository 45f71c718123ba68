package proof

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
)

func TestRotate(t *testing.T) {
	h := newHome(t)
	first := h.rotate()
	if first.Since != "" {
		t.Errorf("the first key: %+v", first)
	}
	h.clean("after the first key")
	h.add("a.warc.gz", 1)
	h.record("")
	old := h.prove("a.warc.gz", 0, 0)
	secret := h.read("state/keys/signing.key")
	second := h.rotate()
	h.clean("after a rotation")
	h.add("b.warc.gz", 1)
	h.record("")
	third := h.rotate()
	h.clean("after two rotations")

	keys, err := Keys(h.dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(keys) != 3 || keys[0].Public != first.Public || keys[1].Public != second.Public || keys[2] != third || keys[0].Current {
		t.Errorf("%+v", keys)
	}
	if r, err := verify(old, nil, first.Public); err != nil || r.Keys[0] != first.Public {
		t.Errorf("a proof of before: %v", err)
	}
	if r, err := verify(h.prove("a.warc.gz", 0, 0), nil, first.Public); err != nil || len(r.Keys) != 3 {
		t.Errorf("a proof of after: %v", err)
	}

	// The checkpoint of the rotation bears both keys' signatures, its text one root.
	data := h.read("state/log/checkpoints/000000000003.note")
	if n := bytes.Count(data, []byte("\n— ")); n != 2 {
		t.Errorf("%d signatures:\n%s", n, data)
	}
	for dir, want := range map[string]os.FileMode{"state/keys": 0o700, "state/keys/signing.key": 0o600} {
		info, err := os.Stat(h.path(dir))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v %v", dir, info.Mode(), err)
		}
	}
	if _, err := os.Stat(h.path("state/keys/next.key")); !os.IsNotExist(err) {
		t.Error("the old key's successor lies about")
	}
	for _, name := range h.stored() {
		if bytes.Contains(h.read(name), bytes.TrimSpace(secret)) {
			t.Errorf("%s still holds the old secret key", name)
		}
	}

	// A thief with the old key cannot go on signing unnoticed.
	h.add("c.warc.gz", 1)
	h.record("")
	signer, err := note.NewSigner(strings.TrimSpace(string(secret)))
	if err != nil {
		t.Fatal(err)
	}
	name := "state/log/checkpoints/000000000008.note"
	text, _, _ := strings.Cut(string(h.read(name)), "\n\n")
	forged, err := note.Sign(&note.Note{Text: text + "\n"}, signer)
	if err != nil {
		t.Fatal(err)
	}
	h.write(name, forged)
	if faults := h.check(); len(faults) != 1 || !strings.Contains(faults[0].Problem, "not signed with the key in use") {
		t.Errorf("%v", faults)
	}
}

// A rotation broken off after any of its writes is ended, or has not begun.
func TestRotationBrokenOff(t *testing.T) {
	steps := []string{"keys/next.key", "keys/rotation-*.note", "keys/public.txt", "log/leaves.jsonl", "log/hashes", "log/checkpoints/000000000003.note"}
	for done := range len(steps) + 1 {
		h := newHome(t)
		h.add("a.warc.gz", 1)
		h.record("")
		before := map[string][]byte{}
		for _, name := range h.stored() {
			before[name] = h.read(name)
		}
		h.rotate()
		after := map[string][]byte{"state/keys/next.key": h.read("state/keys/signing.key")}
		for _, name := range h.stored() {
			after[name] = h.read(name)
		}
		for name := range after {
			was, there := before[name]
			if there {
				h.write(name, was)
			} else {
				os.Remove(h.path(name))
			}
		}
		for _, step := range steps[:done] {
			for name, data := range after {
				if ok, _ := filepath.Match("state/"+step, name); ok {
					h.write(name, data)
				}
			}
		}
		h.add("b.warc.gz", 1)
		h.record("")
		keys, err := Keys(h.dir)
		if want := map[bool]int{true: 2, false: 1}[done >= 3]; err != nil || len(keys) != want {
			t.Errorf("after %d steps: %d keys, %v", done, len(keys), err)
		}
		if done >= 3 {
			h.clean("a rotation that had begun")
		}
		h.rotate()
		h.record("")
		os.Remove(h.path("state/keys/next.key"))
		for _, f := range h.check() {
			// A statement that nobody knows is all that a rotation which never began leaves.
			t.Errorf("after %d steps and another rotation: %s", done, f)
		}
		if _, err := verify(h.prove("b.warc.gz", 0, 0), h.read("warc/b.warc.gz"), keys[0].Public); err != nil {
			t.Error(err)
		}
	}
}

func TestLostSigningKey(t *testing.T) {
	h := newHome(t)
	h.add("a.warc.gz", 1)
	h.record("")
	if err := os.Remove(h.path("state/keys/signing.key")); err != nil {
		t.Fatal(err)
	}
	h.add("b.warc.gz", 1)
	_, err := Record(context.Background(), h.dir, h.files, h.now, "")
	if err == nil || !strings.Contains(err.Error(), "back-up") {
		t.Errorf("%v", err)
	}
	if _, err := Rotate(context.Background(), h.dir, h.now); err == nil {
		t.Error("a key was made that nothing links to the one before")
	}
}
