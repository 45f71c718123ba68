package export

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"communique/internal/catalog"
	"communique/internal/durable"
)

// Unknown names the part of what has no year or no country.
const Unknown = "unknown"

// FormatOf gives the format, of rows or of a document, that a file's name tells
// by its ending, in capitals or not; "" where the name has no ending. An ending
// of something else is an error: what was asked for would not be what is in the
// file.
func FormatOf(name string) (string, error) {
	name = strings.ToLower(filepath.Base(name))
	for _, ending := range []string{".gz", ".zst"} {
		name = strings.TrimSuffix(name, ending)
	}
	ending := strings.TrimPrefix(filepath.Ext(name), ".")
	known := append(Formats(), Documents()...)
	switch {
	case slices.Contains(append(known, ""), ending):
		return ending, nil
	case ending == "ndjson":
		return FormatJSONL, nil
	case ending == "json":
		return "", errors.New("a line of JSON a record is called .jsonl (or say --format jsonl)")
	}
	return "", fmt.Errorf(".%s says no format: end the name in .%s, or say --format", ending, strings.Join(known, ", ."))
}

// WriteFile writes everything to a file (see durable.Replace). A name that ends
// in .gz or .zst says how it is compressed.
func (q Request) WriteFile(ctx context.Context, db *catalog.DB, path string) (n int, err error) {
	err = durable.Replace(path, func(file io.Writer) error {
		w, err := compressed(file, path)
		if err != nil {
			return err
		}
		n, err = q.Write(ctx, w, db)
		return errors.Join(err, w.Close())
	})
	return n, err
}

// WriteFolder writes a file a part (see Filter.By) into a folder, which appears
// under its name when all of them are whole and on disk. Pattern names the
// files: its last element has a * where the part's name goes, and without one
// pattern is the folder, and files end as their format does. The folder must be
// new or empty.
func (q Request) WriteFolder(ctx context.Context, db *catalog.DB, pattern string) (files, n int, err error) {
	folder, name := filepath.Split(pattern)
	if !strings.Contains(name, "*") {
		if q.Format == "" {
			q.Format = FormatJSONL
		}
		folder, name = pattern, "*."+q.Format
	}
	folder = filepath.Clean(folder)
	if err := empty(folder); err != nil {
		return 0, 0, err
	}
	work, err := os.MkdirTemp(filepath.Dir(folder), ".communique-export-*")
	if err != nil {
		return 0, 0, fmt.Errorf("write %s: %w", folder, err)
	}
	defer func() { _ = os.RemoveAll(work) }() // after the rename there is nothing to remove
	n, err = q.WriteParts(ctx, db, func(part string) (io.WriteCloser, error) {
		files++
		return newPart(filepath.Join(work, strings.Replace(name, "*", fileName(part), 1)))
	})
	if err == nil {
		err = publish(work, folder)
	}
	if err != nil {
		return files, n, fmt.Errorf("write %s: %w", folder, err)
	}
	return files, n, nil
}

func empty(folder string) error {
	entries, err := os.ReadDir(folder)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("write %s: %w: give the name of a new folder", folder, err)
	case len(entries) > 0:
		return fmt.Errorf("write %s: the folder is not empty: give the name of a new one, or empty it", folder)
	}
	return nil
}

// publish gives a finished folder its name.
func publish(work, folder string) error {
	if err := os.Chmod(work, 0o755); err != nil {
		return err
	}
	if err := durable.Sync(work); err != nil {
		return err
	}
	if err := os.Remove(folder); err != nil && !errors.Is(err, os.ErrNotExist) { // it is empty
		return err
	}
	if err := os.Rename(work, folder); err != nil {
		return err
	}
	return durable.Sync(filepath.Dir(folder))
}

// fileName is a part's name as a file's: what a file system or a shell could
// take amiss is written %XX, so that two parts never have one name.
func fileName(part string) string {
	if part == "" {
		return Unknown
	}
	name := url.PathEscape(part)
	for _, c := range []string{":", "&", "$", "=", "+", "@", "*", "~", "!", "'", "(", ")", ";", ","} {
		name = strings.ReplaceAll(name, c, fmt.Sprintf("%%%02X", c[0]))
	}
	if name[0] == '.' || name[0] == '-' || name == Unknown {
		name = fmt.Sprintf("%%%02X", name[0]) + name[1:]
	}
	return name
}

// Compressed reports whether a file of this name is compressed as a whole.
// Parquet, which is compressed inside, needs none of that.
func Compressed(name string) bool {
	ending := compression(name)
	return ending == ".gz" || ending == ".zst"
}

func compression(name string) string { return strings.ToLower(filepath.Ext(name)) }

// partFile is a file of a folder.
type partFile struct {
	io.WriteCloser
	buffer *bufio.Writer
	file   *os.File
}

func newPart(path string) (io.WriteCloser, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	b := bufio.NewWriter(f)
	w, err := compressed(b, path)
	return &partFile{w, b, f}, err
}

func (p *partFile) Close() error {
	if err := errors.Join(p.WriteCloser.Close(), p.buffer.Flush(), p.file.Sync()); err != nil {
		return errors.Join(err, p.file.Close())
	}
	return p.file.Close()
}

// compressed compresses as the end of a name says. Neither time nor name goes
// in: the same bytes give the same file.
func compressed(w io.Writer, name string) (io.WriteCloser, error) {
	switch compression(name) {
	case ".gz":
		return gzip.NewWriter(w), nil
	case ".zst":
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	}
	return unclosed{w}, nil
}
