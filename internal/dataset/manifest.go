package dataset

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const (
	manifestName   = "manifest.json"
	manifestSchema = "communique/dataset/1"
)

// Manifest is manifest.json: one JSON object, indented.
type Manifest struct {
	Schema    string    `json:"schema"`
	Title     string    `json:"title"`
	AsOf      string    `json:"as_of"` // when the newest capture of the archive was made (UTC)
	Software  string    `json:"software"`
	Rows      Rows      `json:"rows"`
	Increment bool      `json:"increment"` // only what is new or differs since previous
	Previous  *Previous `json:"previous"`  // the dataset that CHANGES.md compares with; null for the first
	Log       *Log      `json:"log"`       // null: the archive's log has no checkpoint yet
	Files     []File    `json:"files"`     // all but this one, by path
}

// Rows counts what is in the tables. Releases are those given whole; of the
// restricted ones (somebody decided so) and the held ones (gone from the web,
// and nobody has decided yet) there is a tombstone.
type Rows struct {
	Releases   int `json:"releases"`
	Restricted int `json:"restricted"`
	Held       int `json:"held"`
	Quotes     int `json:"quotes"`
	Links      int `json:"links"`
}

// Previous names a dataset.
type Previous struct {
	AsOf     string `json:"as_of"`
	Manifest string `json:"manifest_sha256"`
}

// Log says to which state of the transparency log the dataset belongs. The
// checkpoint is a signed note; communique proof shows that a record is in it.
type Log struct {
	Checkpoint string   `json:"checkpoint"`
	Leaves     int64    `json:"leaves"`
	Keys       []string `json:"keys"`        // public ones, oldest first
	NotCovered int      `json:"not_covered"` // releases whose record it does not sign yet
}

// File is one file of the dataset; its path has slashes.
type File struct {
	Path   string `json:"path"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

func (b *builder) manifest() (Manifest, error) {
	slices.SortFunc(b.files, func(x, y File) int { return strings.Compare(x.Path, y.Path) })
	m := Manifest{
		Schema: manifestSchema, Title: b.title(), AsOf: b.asOf, Software: b.Software, Rows: b.counts.Rows,
		Increment: b.Since != "", Previous: b.changes.previous, Files: slices.Clone(b.files),
	}
	if b.Head.Leaves > 0 {
		m.Log = &Log{Checkpoint: b.Head.Note, Leaves: b.Head.Leaves, Keys: b.Head.Keys, NotCovered: b.counts.notCovered}
	}
	data, err := indented(m)
	if err == nil {
		err = b.write(manifestName, data)
	}
	return m, err
}

// indented is how the JSON files that people open are written.
func indented(v any) ([]byte, error) {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(v)
	return out.Bytes(), err
}

func readManifest(dir string) (m Manifest, err error) {
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("%s: %w", filepath.Join(dir, manifestName), err)
	}
	if m.Schema != manifestSchema {
		return m, fmt.Errorf("%s is of the form %q, and this program writes %q", filepath.Join(dir, manifestName), m.Schema, manifestSchema)
	}
	return m, nil
}

// last is a dataset that was made before.
type last struct {
	dir      string
	manifest Manifest
	sum      string // of its manifest
}

// readLast reads an older dataset, and checks that it is as it was written. It
// gives nil where dir is empty or is not there.
func readLast(dir string) (*last, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	m, err := readManifest(dir)
	if err != nil {
		return nil, fmt.Errorf("%w (%w): give an empty folder, or a new name", ErrNotOurs, err)
	}
	if err := unchanged(dir, m); err != nil {
		return nil, fmt.Errorf("%w: %w: move it elsewhere, or give another folder", ErrNotOurs, err)
	}
	sum, _, err := sumFile(filepath.Join(dir, manifestName))
	return &last{dir, m, sum}, err
}

// unchanged reports what in a dataset's folder is not as its manifest says.
func unchanged(dir string, m Manifest) error {
	left := map[string]File{}
	for _, f := range m.Files {
		left[f.Path] = f
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if d.IsDir() && (name == "." || name == "data" || name == "schema") || name == manifestName {
			return nil
		}
		f, ok := left[name]
		if !ok {
			return fmt.Errorf("%s is not the dataset's", name)
		}
		delete(left, name)
		sum, size, err := sumFile(path)
		if err == nil && (sum != f.SHA256 || size != f.Bytes) {
			err = fmt.Errorf("%s was changed", name)
		}
		return err
	})
	for name := range left {
		if err == nil {
			err = fmt.Errorf("%s is missing", name)
		}
	}
	return err
}

func sumFile(path string) (sum string, size int64, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	size, err = io.Copy(h, f)
	return hex.EncodeToString(h.Sum(nil)), size, err
}
