package proof

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// maxLeaves keeps tlog's arithmetic far from the end of an int64, beyond which
// it does not come to an end.
const maxLeaves = 1 << 50

// point is a checkpoint as it is stored: a signed note whose text is that of a
// C2SP tlog-checkpoint without extension lines.
type point struct {
	tree tlog.Tree
	raw  []byte
	note *note.Note
	path string // without ".note"
}

// formatPoint writes a checkpoint's text: origin, number of leaves, root hash
// in base64, a line each.
func formatPoint(origin string, tree tlog.Tree) string {
	return fmt.Sprintf("%s\n%d\n%s\n", origin, tree.N, tree.Hash)
}

// parsePoint checks a checkpoint's signatures and reads its text.
func parsePoint(raw []byte, known note.Verifiers, origin string) (point, error) {
	n, err := openNote(raw, known)
	if err != nil {
		return point{}, err
	}
	lines := strings.Split(n.Text, "\n")
	if len(lines) != 4 {
		return point{}, errors.New("it is not of the form of a checkpoint")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || size > maxLeaves {
		return point{}, fmt.Errorf("its number of leaves, %.30q, cannot be", lines[1])
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return point{}, fmt.Errorf("its root hash: %w", err)
	}
	tree := tlog.Tree{N: size, Hash: root}
	if n.Text != formatPoint(origin, tree) {
		return point{}, fmt.Errorf("it is not a checkpoint of the log %s", origin)
	}
	return point{tree: tree, raw: raw, note: n}, nil
}

var pointName = regexp.MustCompile(`^(\d{12,})\.note$`)

// readPoints reads the checkpoints, smallest first.
func readPoints(dir string, keys keyring) ([]point, error) {
	entries, err := os.ReadDir(filepath.Join(dir, pointsName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the checkpoints: %w", err)
	}
	known, err := keys.verifiers()
	if err != nil {
		return nil, err
	}
	var points []point
	for _, e := range entries {
		if !pointName.MatchString(e.Name()) {
			continue
		}
		p, err := readPoint(filepath.Join(dir, pointsName, e.Name()), known, keys.origin())
		if err != nil {
			return nil, err
		}
		points = append(points, p)
	}
	slices.SortFunc(points, func(a, b point) int { return int(a.tree.N - b.tree.N) })
	return points, nil
}

func readPoint(path string, known note.Verifiers, origin string) (point, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return point{}, fmt.Errorf("read a checkpoint: %w", err)
	}
	p, err := parsePoint(raw, known, origin)
	if err != nil {
		return point{}, fmt.Errorf("the checkpoint %s: %w: restore it from a back-up", path, err)
	}
	p.path = strings.TrimSuffix(path, ".note")
	if filepath.Base(p.path) != fmt.Sprintf("%012d", p.tree.N) {
		return point{}, fmt.Errorf("the checkpoint %s is one of %d leaves: restore it from a back-up", path, p.tree.N)
	}
	return p, nil
}

// root computes the tree's hash at size out of the stored hashes.
func (l *Log) root(size int64) (tlog.Tree, error) {
	f, err := os.Open(filepath.Join(l.dir, hashesName))
	if err != nil {
		return tlog.Tree{}, fmt.Errorf("read the log's hashes: %w", err)
	}
	defer f.Close()
	hash, err := tlog.TreeHash(size, hashFile{f})
	return tlog.Tree{N: size, Hash: hash}, err
}

// sound compares the stored hashes with the newest checkpoint.
func (l *Log) sound() error {
	last := l.last()
	if last.tree.N == 0 {
		return nil
	}
	tree, err := l.root(last.tree.N)
	if err != nil {
		return err
	}
	if tree != last.tree {
		return fmt.Errorf("the log's leaves are not those of the checkpoint of %d leaves", last.tree.N)
	}
	return nil
}

// Checkpoint signs the log as it stands, unless that is done already. A log
// must never sign two trees that disagree: the new one is first proved to be
// the newest checkpoint's and more.
func (l *Log) Checkpoint(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if l.leaves == 0 {
		return l.fault
	}
	if err := l.prepare(); err != nil {
		return err
	}
	if l.last().tree.N == l.leaves {
		return nil
	}
	signer, err := l.keys.signer()
	if err != nil {
		return err
	}
	return l.sign(signer)
}

func (l *Log) sign(signers ...note.Signer) error {
	tree, err := l.root(l.leaves)
	if err != nil {
		return err
	}
	if err := l.extends(tree); err != nil {
		return fmt.Errorf("the log does not continue its checkpoint of %d leaves: %w: run communique verify", l.last().tree.N, err)
	}
	raw, err := note.Sign(&note.Note{Text: formatPoint(l.keys.origin(), tree)}, signers...)
	if err != nil {
		return fmt.Errorf("sign the log: %w", err)
	}
	known, err := l.keys.verifiers()
	if err != nil {
		return err
	}
	p, err := parsePoint(raw, known, l.keys.origin())
	if err != nil {
		return fmt.Errorf("sign the log: %w", err)
	}
	p.path = filepath.Join(l.dir, pointsName, fmt.Sprintf("%012d", tree.N))
	if err := replace(p.path+".note", raw, 0o644); err != nil {
		return fmt.Errorf("write the checkpoint: %w", err)
	}
	l.points = append(l.points, p)
	return nil
}

// extends proves that the tree begins with the newest checkpoint's.
func (l *Log) extends(tree tlog.Tree) error {
	old := l.last().tree
	if old.N == 0 {
		return nil
	}
	f, err := os.Open(filepath.Join(l.dir, hashesName))
	if err != nil {
		return err
	}
	defer f.Close()
	p, err := tlog.ProveTree(tree.N, old.N, hashFile{f})
	if err != nil {
		return err
	}
	return tlog.CheckTree(p, tree.N, tree.Hash, old.N, old.Hash)
}
