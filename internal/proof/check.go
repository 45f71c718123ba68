package proof

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/sumdb/tlog"
)

// Fault is something that is not as the log says, or wrong in the log itself.
type Fault struct {
	File    string `json:"file"`   // relative to the home, with slashes
	Offset  int64  `json:"offset"` // bytes; -1 when the fault has no place in the file
	Problem string `json:"problem"`
}

func (f Fault) String() string {
	if f.Offset < 0 {
		return f.File + ": " + f.Problem
	}
	return fmt.Sprintf("%s: at byte %d: %s", f.File, f.Offset, f.Problem)
}

// check is one pass over a log.
type check struct {
	home   string
	dir    string
	keys   keyring
	faults []Fault

	leaves int64
	hashes []tlog.Hash       // computed from the leaves
	lines  []int64           // where each leaf begins, and the end
	spans  map[string]span   // by WARC file
	turns  []int64           // numbers of the key leaves
	signed int64             // leaves of the newest checkpoint
	points map[string][]byte // checkpoints that hold, by path without ".note"
}

// Check compares the whole log with itself and with the archive: each leaf's
// form, the tree's hashes, the root under every checkpoint (so that each is
// shown to continue those before it), signatures, rotations, timestamps, and
// the digest of every file. files are the finished WARC files that there are,
// relative to the home. It reads each of them once, and those that differ
// again to say which records do. It changes nothing. A cancelled check returns
// what it has found.
func Check(ctx context.Context, home string, files []string) []Fault {
	c := newCheck(home)
	c.log()
	c.files(ctx, files, true)
	return c.faults
}

// CheckLog is Check without reading the WARC files: the log itself, and that
// the files are there with their sizes.
func CheckLog(ctx context.Context, home string, files []string) []Fault {
	c := newCheck(home)
	c.log()
	c.files(ctx, files, false)
	return c.faults
}

func newCheck(home string) *check {
	return &check{home: home, dir: logDir(home), spans: map[string]span{}, points: map[string][]byte{}}
}

func (c *check) log() {
	c.checkKeys()
	c.checkLeaves()
	c.checkHashes()
	c.checkPoints()
	c.checkNames()
}

// add notes a fault of a file under the home.
func (c *check) add(path string, offset int64, format string, args ...any) {
	if rel, err := filepath.Rel(c.home, path); err == nil {
		path = filepath.ToSlash(rel)
	}
	c.faults = append(c.faults, Fault{path, offset, fmt.Sprintf(format, args...)})
}

// checkLeaves reads every leaf strictly and computes the tree.
func (c *check) checkLeaves() {
	path := filepath.Join(c.dir, leavesName)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return // what is missing shows at the checkpoints and at the files
	}
	if err != nil {
		c.add(path, -1, "%v", err)
		return
	}
	defer f.Close()
	s := scanner{}
	tree := pendingHashes{}
	err = readLines(f, func(raw []byte) error {
		at := s.bytes
		if err := c.leaf(raw, &s); err != nil {
			c.add(path, at, "leaf %d: %v", s.leaves, err)
			return io.EOF
		}
		hashes, err := tlog.StoredHashes(c.leaves, raw, &tree)
		if err != nil {
			return err
		}
		tree.fresh = append(tree.fresh, hashes...)
		c.lines = append(c.lines, at)
		c.leaves++
		return nil
	})
	c.lines = append(c.lines, s.bytes)
	c.hashes = tree.fresh
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		c.add(path, s.bytes, "the last leaf has no end: a run died here; the next one cuts it off")
	case err == nil && s.want > 0:
		c.add(path, s.bytes, "%d leaves of %s are missing: a run died here; the next one puts it right", s.want, s.group.leaf.File)
	case err != nil && err != io.EOF:
		c.add(path, s.bytes, "%v", err)
	}
}

// leaf checks one leaf's form and place.
func (c *check) leaf(raw []byte, s *scanner) error {
	number := s.leaves
	switch kind(raw) {
	case leafRecord:
		e, err := decode[Entry](raw)
		if err != nil {
			return err
		}
		if s.group == nil || e.File != s.group.leaf.File {
			return errors.New("it does not follow its file's leaf")
		}
	case leafKey:
		k, err := decode[keyLeaf](raw)
		if err != nil {
			return err
		}
		n := len(c.turns)
		if n+1 >= len(c.keys.public) || k.Old != c.keys.public[n] || k.New != c.keys.public[n+1] {
			return fmt.Errorf("it is a change of keys that %s does not have", publicName)
		}
		c.turns = append(c.turns, number)
	}
	if !s.take(raw) {
		return errLeaf
	}
	if g := s.group; g != nil && g.first == number {
		if _, twice := c.spans[g.leaf.File]; twice {
			return fmt.Errorf("%s is in the log twice", g.leaf.File)
		}
		c.spans[g.leaf.File] = *g
	}
	return nil
}

// checkHashes compares the stored hashes with those of the leaves.
func (c *check) checkHashes() {
	path := filepath.Join(c.dir, hashesName)
	stored, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.add(path, -1, "%v", err)
		return
	}
	for i, h := range c.hashes {
		at := i * tlog.HashSize
		if len(stored) < at+tlog.HashSize {
			c.add(path, int64(len(stored)), "hashes are missing: the next run makes them again")
			return
		}
		if !bytes.Equal(stored[at:at+tlog.HashSize], h[:]) {
			c.add(path, int64(at), "it is not the hash that the leaves have")
			return
		}
	}
	if extra := len(c.hashes) * tlog.HashSize; len(stored) > extra {
		c.add(path, int64(extra), "%d bytes belong to no leaf", len(stored)-extra)
	}
}

// checkPoints checks every checkpoint and its timestamp.
func (c *check) checkPoints() {
	dir := filepath.Join(c.dir, pointsName)
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		c.add(dir, -1, "%v", err)
	}
	for _, e := range entries {
		if pointName.MatchString(e.Name()) {
			c.point(filepath.Join(dir, e.Name()))
		}
	}
	if c.leaves > c.signed {
		c.add(filepath.Join(c.dir, leavesName), c.lines[c.signed], "%d leaves are in no checkpoint: the next run signs them", c.leaves-c.signed)
	}
}

func (c *check) point(path string) {
	known, err := c.keys.verifiers()
	if err != nil {
		return // said at the keys
	}
	p, err := readPoint(path, known, c.keys.origin())
	if err != nil {
		c.add(path, -1, "%v", err)
		return
	}
	if p.tree.N > c.leaves {
		c.add(path, -1, "it signs %d leaves, and the log has %d: leaves were lost or removed", p.tree.N, c.leaves)
		return
	}
	computed := pendingHashes{fresh: c.hashes}
	root, err := tlog.TreeHash(p.tree.N, &computed)
	if err != nil || root != p.tree.Hash {
		c.add(path, -1, "it signs other leaves than the log's first %d: some were changed", p.tree.N)
		return
	}
	turns, _ := slices.BinarySearch(c.turns, p.tree.N)
	if key := c.keys.inForce(turns); !signedBy(p.note, key) {
		c.add(path, -1, "it is not signed with the key in use then (%s)", keyHash(key))
	}
	c.points[p.path] = p.raw
	c.signed = max(c.signed, p.tree.N)
	c.token(p)
}

// token checks a checkpoint's timestamp, where it has one.
func (c *check) token(p point) {
	response, err := os.ReadFile(p.path + ".tsr")
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Stat(p.path + ".tsr.note"); err == nil {
			c.add(p.path+".tsr", -1, "the timestamp is missing")
		}
		return
	}
	if err != nil {
		c.add(p.path+".tsr", -1, "%v", err)
		return
	}
	if _, _, err := checkToken(response, p.raw); err != nil {
		c.add(p.path+".tsr", -1, "it is no timestamp of the checkpoint: %v", err)
		return
	}
	known, err := c.keys.verifiers()
	if err != nil {
		return
	}
	raw, err := os.ReadFile(p.path + ".tsr.note")
	if err != nil {
		c.add(p.path+".tsr.note", -1, "%v: the next run that asks for timestamps makes it again", err)
		return
	}
	n, err := openNote(raw, known)
	if err != nil {
		c.add(p.path+".tsr.note", -1, "%v", err)
	} else if n.Text != formatKept(p.tree.N, response) {
		c.add(p.path+".tsr", -1, "it is not the timestamp that was received")
	}
}
