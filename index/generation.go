package index

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/google/renameio/v2"

	"communique/internal/durable"
)

// The folder of an index:
//
//	current       JSON: which generation to read, and the version of its mapping
//	g0000000007   a bleve index. Never changed once current has named it
//	g….new        the generation being written
//	g….old        one being removed
//	lock          held by the writer (flock)
//
// A new generation begins as a copy of the current one: segments (*.zap),
// which bleve only ever writes once, as hard links, the small root.bolt and
// index_meta.json as copies. It is written, closed, synced, renamed, and then
// named in current, by renaming too. Whatever happens on the way, current
// names a whole generation. The generation before it stays until there are two
// newer ones, for readers that have just read its name; a reader that has
// opened it keeps it until it is done, as files that are removed stay readable.

const (
	currentName = "current"
	lockName    = "lock"
	newSuffix   = ".new"
	oldSuffix   = ".old"
)

// current is the content of the file of that name.
type current struct {
	MappingVersion int    `json:"mapping_version"`
	Generation     string `json:"generation"`
}

var generationName = regexp.MustCompile(`^g[0-9]{10}$`)

func (c current) path(dir string) string { return filepath.Join(dir, c.Generation) }

// next names the generation after c, before the one it followed.
func (c current) next() string { return generation(c.number() + 1) }

func (c current) before() string { return generation(c.number() - 1) }

func generation(n int) string { return fmt.Sprintf("g%010d", n) }

// number is 0 when there is no generation yet. The name has been checked.
func (c current) number() int {
	n, _ := strconv.Atoi(strings.TrimPrefix(c.Generation, "g"))
	return n
}

// readCurrent returns what current says with ErrVersion too: the name is for
// whoever writes the index anew beside it.
func readCurrent(dir string) (current, error) {
	b, err := os.ReadFile(filepath.Join(dir, currentName))
	if errors.Is(err, fs.ErrNotExist) {
		return current{}, ErrNone
	}
	if err != nil {
		return current{}, fmt.Errorf("read search index: %w", err)
	}
	var c current
	if err := json.Unmarshal(b, &c); err != nil {
		return current{}, fmt.Errorf("read search index: %s is damaged (%w); run `communique rebuild`", filepath.Join(dir, currentName), err)
	}
	if !generationName.MatchString(c.Generation) {
		return current{}, fmt.Errorf("read search index: %s names no generation (%q); run `communique rebuild`", filepath.Join(dir, currentName), c.Generation)
	}
	if c.MappingVersion != mappingVersion {
		return c, ErrVersion
	}
	return c, nil
}

func (c current) publish(dir string) error {
	b, err := json.Marshal(c)
	if err != nil {
		return err
	}
	if err := renameio.WriteFile(filepath.Join(dir, currentName), append(b, '\n'), 0o644); err != nil {
		return err
	}
	return durable.Sync(dir)
}

// readOnly makes bleve leave every file as it is. A published generation has
// no writer, so the lock in it is free or shared; the timeout is for the case
// that something else holds it.
var readOnly = map[string]any{"read_only": true, "bolt_timeout": "2s"}

// markKey is under what bleve keeps the generation's name, written with its
// last batch. Where a segment is missing or damaged, bleve goes back to an
// earlier state without an error; the mark tells.
const markKey = "communique.generation"

func openGeneration(path, name string, config map[string]any) (bleve.Index, error) {
	b, err := bleve.OpenUsing(path, config)
	if err != nil {
		return nil, err
	}
	mark, err := b.GetInternal([]byte(markKey))
	if err == nil && string(mark) != name {
		err = errors.New("a part of it is missing or damaged")
	}
	if err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// copyGeneration makes a writable copy of the bleve index at from.
func copyGeneration(from, to string) error {
	return filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, rel)
		switch {
		case d.IsDir():
			return os.Mkdir(target, 0o755)
		case strings.HasSuffix(path, ".zap"):
			if err := os.Link(path, target); err == nil {
				return nil
			}
			return copyFile(path, target) // a file system without hard links
		default:
			return copyFile(path, target)
		}
	})
}

func copyFile(from, to string) (err error) {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() {
		if e := out.Close(); err == nil {
			err = e
		}
	}()
	_, err = io.Copy(out, in)
	return err
}

// sweep removes what is neither current nor needed: remains of a writer that
// was killed, and earlier generations. A generation is renamed first, so that
// a reader on its way into it finds either all of it or nothing.
func sweep(dir string, keep ...string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := strings.TrimSuffix(strings.TrimSuffix(e.Name(), newSuffix), oldSuffix)
		if !generationName.MatchString(name) || slices.Contains(keep, e.Name()) {
			continue
		}
		path := filepath.Join(dir, e.Name())
		if e.Name() == name {
			if err := os.Rename(path, path+oldSuffix); err != nil {
				return err
			}
			path += oldSuffix
		}
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	return nil
}

// syncTree makes every file and folder below path safe on disk.
func syncTree(path string) error {
	return filepath.WalkDir(path, func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return durable.Sync(path)
	})
}
