package wacz

import (
	"archive/zip"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Limits on what a WACZ of others may claim.
const (
	maxEntries = 100_000
	// maxRatio: deflate itself ends at about 1,030-fold, text that people made
	// stays below 100. Less than freeSize is not worth a refusal.
	maxRatio = 200
	freeSize = 64 << 20
	// maxJSON is how long datapackage.json and its digest may be, in bytes.
	maxJSON = 64 << 20
)

// ErrNoDirectory says that a zip file lacks the list of its entries, which
// stands at its end: it was cut off.
var ErrNoDirectory = errors.New("the list of its entries is missing or damaged: was it cut off?")

// File is a WACZ file opened for reading.
type File struct {
	path    string
	file    *os.File
	entries []*zip.File // without folders, in the order of the file
	byName  map[string]*zip.File
}

// Entry is a WARC or ARC file within a WACZ.
type Entry struct {
	Name string // within the zip: "archive/data.warc.gz"
	Size int64  // bytes, without the zip's own compression

	wacz *File
	zip  *zip.File
}

// Open opens a WACZ file and makes sure that it can be read without harm:
// names that lead out of a folder, entries that lie over each other, that are
// encrypted or would swell beyond all measure are errors which name the entry.
// The error of a file that was cut off wraps ErrNoDirectory.
// Whether its content is what it says is for [File.Check].
func Open(path string) (*File, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open WACZ: %w", err)
	}
	w := &File{path: path, file: f, byName: map[string]*zip.File{}}
	if err := w.load(); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return w, nil
}

// Close closes the file; entries that are still open cannot be read further.
func (w *File) Close() error { return w.file.Close() }

func (w *File) load() error {
	info, err := w.file.Stat()
	if err != nil {
		return fmt.Errorf("open WACZ: %w", err)
	}
	z, err := zip.NewReader(w.file, info.Size())
	if errors.Is(err, zip.ErrFormat) {
		return fmt.Errorf("%s is no zip file that can be read, which a WACZ is: %w", w.path, ErrNoDirectory)
	}
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return fmt.Errorf("%s is no zip file that can be read, which a WACZ is: %w", w.path, err)
	}
	if len(z.File) > maxEntries {
		return fmt.Errorf("%s: it has %d entries; more than %d are not read", w.path, len(z.File), maxEntries)
	}
	for _, entry := range z.File {
		if err := w.admit(entry); err != nil {
			return fmt.Errorf("%s: the entry %q %w", w.path, entry.Name, err)
		}
	}
	return w.apart()
}

// admit takes an entry in, or says what is wrong with it.
func (w *File) admit(e *zip.File) error {
	name := strings.TrimSuffix(e.Name, "/")
	isFolder := name != e.Name
	switch {
	case !safeName(name):
		return errors.New("has a name that could lead out of a folder; the file is refused")
	case isFolder && e.UncompressedSize64 == 0:
		return nil
	case isFolder || !e.Mode().IsRegular():
		return fmt.Errorf("is no plain file (%s); the file is refused", e.Mode())
	case e.Flags&1 != 0:
		return errors.New("is encrypted")
	case e.Method != zip.Store && e.Method != zip.Deflate:
		return fmt.Errorf("has the compression method %d; a WACZ has stored and deflated entries", e.Method)
	case e.Method == zip.Store && e.CompressedSize64 != e.UncompressedSize64:
		return fmt.Errorf("is stored, but says %d bytes in the zip and %d outside", e.CompressedSize64, e.UncompressedSize64)
	case e.UncompressedSize64 > 1<<62:
		return fmt.Errorf("says it has %d bytes", e.UncompressedSize64)
	case e.UncompressedSize64 > freeSize && e.UncompressedSize64/maxRatio > e.CompressedSize64:
		return fmt.Errorf("would swell from %d to %d bytes; the file is refused", e.CompressedSize64, e.UncompressedSize64)
	case w.byName[name] != nil:
		return errors.New("is there twice; the file is refused")
	}
	w.byName[name] = e
	w.entries = append(w.entries, e)
	return nil
}

// safeName reports whether a name stays below the folder it is unpacked in, on
// any system.
func safeName(name string) bool {
	if strings.ContainsAny(name, "\\:") || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return false
	}
	return fs.ValidPath(name) && name != "." && filepath.IsLocal(name)
}

// apart makes sure that no two entries share bytes, by which a small file can
// hold any amount of data.
func (w *File) apart() error {
	type span struct {
		from, to int64
		name     string
	}
	spans := make([]span, 0, len(w.entries))
	for _, e := range w.entries {
		from, err := e.DataOffset()
		if err != nil {
			return fmt.Errorf("%s: the entry %q cannot be found: %w", w.path, e.Name, err)
		}
		spans = append(spans, span{from, from + int64(e.CompressedSize64), e.Name})
	}
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	for i := 1; i < len(spans); i++ {
		if spans[i].from < spans[i-1].to {
			return fmt.Errorf("%s: the entries %q and %q lie over each other; the file is refused", w.path, spans[i-1].name, spans[i].name)
		}
	}
	return nil
}

// Archives returns the WARC and ARC files of the WACZ, in the order of the
// file.
func (w *File) Archives() []Entry {
	var all []Entry
	for _, e := range w.entries {
		if dir, name := path.Split(e.Name); dir == archiveDir && isArchive(name) {
			all = append(all, Entry{Name: e.Name, Size: int64(e.UncompressedSize64), wacz: w, zip: e})
		}
	}
	return all
}

func isArchive(name string) bool {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	return strings.HasSuffix(name, ".warc") || strings.HasSuffix(name, ".arc")
}

// Open reads an entry. Where the entry is stored, as WACZ asks, the reader is
// an io.ReaderAt too. It gives no more bytes than Size; at the end a checksum
// that is wrong is an error.
func (e Entry) Open() (io.ReadCloser, error) {
	r, err := e.wacz.read(e.zip)
	if err != nil || e.zip.Method != zip.Store {
		return r, err
	}
	at, err := e.zip.DataOffset()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s: the entry %q: %w", e.wacz.path, e.Name, err), r.Close())
	}
	return &storedEntry{ReadCloser: r, ReaderAt: io.NewSectionReader(e.wacz.file, at, e.Size)}, nil
}

type storedEntry struct {
	io.ReadCloser
	io.ReaderAt
}

func (w *File) read(e *zip.File) (io.ReadCloser, error) {
	r, err := e.Open()
	if err != nil {
		return nil, fmt.Errorf("%s: the entry %q: %w", w.path, e.Name, err)
	}
	return &boundedEntry{ReadCloser: r, left: int64(e.UncompressedSize64), what: fmt.Sprintf("%s: the entry %q", w.path, e.Name)}, nil
}

// boundedEntry gives no more bytes than the entry said it has.
type boundedEntry struct {
	io.ReadCloser
	left int64
	what string
}

func (b *boundedEntry) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p[:min(int64(len(p)), b.left+1)])
	if int64(n) > b.left {
		return int(b.left), fmt.Errorf("%s has more bytes than it says", b.what)
	}
	b.left -= int64(n)
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%s: %w", b.what, err)
	}
	return n, err
}
