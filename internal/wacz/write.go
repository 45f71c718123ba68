package wacz

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"iter"
	"os"
	"path"
	"time"
)

// Options say what a WACZ is made of.
type Options struct {
	Title       string
	Description string // Markdown
	Software    string // name and version of the program
	Created     time.Time
	// Key, on the curve P-384, signs the package; nil: it is not signed.
	Key *ecdsa.PrivateKey
	// Sources are the WARC files, in the order they are to have.
	Sources []Source
	// Pages are what a reader of the WACZ finds in its list of pages; the
	// first is where it begins.
	Pages iter.Seq2[Page, error]
	// Dir is where temporary files are made: there must be room for the
	// largest WARC file written, which is a little over RotateAt. "" is the
	// system's.
	Dir string
	// RotateAt is how many bytes of a WARC file are written before another is
	// begun; 0 = 1 GiB.
	RotateAt int64
}

// Page is one line of the list of pages. URL and Time are those of a record.
type Page struct {
	ID, URL, Title string
	Time           time.Time
}

// Report says what was written.
type Report struct {
	Records  int // of every type
	Captures int // responses and revisits in the index
	Pages    int
	// Damage are the records that could not be read and were left out, each a
	// *warc.DamageError.
	Damage []error
}

// Write writes a WACZ. It is the same, byte for byte, for the same options,
// but for the signature. What it holds in memory does not grow with the
// records: they go through a temporary file, since the zip entry's header,
// with length and checksum, stands before them (an entry stored with its
// length behind it cannot be read as a stream).
//
// The index is CDXJ in gzip members of blockLines lines, with an index of
// those members beside it ("zipnum"). A revisit that only says that nothing
// was modified stands in the WARC file and not in the index: there is nothing
// in it to show.
func Write(ctx context.Context, w io.Writer, o Options) (Report, error) {
	p := &packer{ctx: ctx, o: o, zip: zip.NewWriter(w), lines: &sorter{dir: o.Dir}}
	p.o.RotateAt = cmp.Or(o.RotateAt, 1<<30)
	defer p.lines.close()
	if err := p.write(); err != nil {
		return p.report, fmt.Errorf("write WACZ: %w", err)
	}
	return p.report, nil
}

// packer is one Write at work.
type packer struct {
	ctx       context.Context
	o         Options
	zip       *zip.Writer
	lines     *sorter
	resources []resource
	main      Page
	report    Report
}

func (p *packer) write() error {
	for _, src := range p.o.Sources {
		if err := p.addSource(src); err != nil {
			return fmt.Errorf("%s: %w", src.Name, err)
		}
	}
	if err := p.addIndex(); err != nil {
		return fmt.Errorf("index: %w", err)
	}
	if err := p.addPages(); err != nil {
		return fmt.Errorf("list of pages: %w", err)
	}
	hash, err := p.addPackage()
	if err != nil {
		return err
	}
	if err := p.addDigest(hash); err != nil {
		return err
	}
	return p.zip.Close()
}

// addPages writes pages.jsonl: a line that says what the lines are, and one a
// page.
func (p *packer) addPages() error {
	return p.spooled(pagesName, func(f *spool) error {
		w := bufio.NewWriter(f)
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		head := struct {
			Format string `json:"format"`
			ID     string `json:"id"`
			Title  string `json:"title"`
		}{"json-pages-1.0", "pages", "All Pages"}
		if err := enc.Encode(head); err != nil {
			return err
		}
		for page, err := range p.o.Pages {
			if err := errors.Join(err, p.ctx.Err()); err != nil {
				return err
			}
			if p.report.Pages == 0 {
				p.main = page
			}
			p.report.Pages++
			line := struct {
				ID    string `json:"id"`
				URL   string `json:"url"`
				Title string `json:"title,omitempty"`
				Time  string `json:"ts"`
			}{page.ID, page.URL, page.Title, timestamp(page.Time)}
			if err := enc.Encode(line); err != nil {
				return err
			}
		}
		return w.Flush()
	})
}

// addPackage writes datapackage.json and returns its digest.
func (p *packer) addPackage() (string, error) {
	d := dataPackage{
		Profile: profile, Version: waczVersion, Title: p.o.Title, Description: p.o.Description,
		Created: timestamp(p.o.Created), Modified: timestamp(p.o.Created), Software: p.o.Software, Resources: p.resources,
	}
	if p.report.Pages > 0 {
		d.MainPageURL, d.MainPageDate = p.main.URL, timestamp(p.main.Time)
	}
	data, err := indented(d)
	if err != nil {
		return "", err
	}
	return digestOf(data), p.store(packageName, bytes.NewReader(data))
}

func (p *packer) addDigest(hash string) error {
	d := packageDigest{Path: packageName, Hash: hash}
	if p.o.Key != nil {
		var err error
		if d.Signed, err = sign(p.o.Key, hash, p.o.Software, p.o.Created); err != nil {
			return err
		}
	}
	data, err := indented(d)
	if err != nil {
		return err
	}
	return p.store(digestName, bytes.NewReader(data))
}

// spool is a temporary file that becomes an entry.
type spool struct{ *os.File }

// spooled writes an entry by way of a temporary file.
func (p *packer) spooled(name string, fill func(*spool) error) error {
	f, err := newSpool(p.o.Dir)
	if err != nil {
		return err
	}
	defer f.discard()
	if err := fill(f); err != nil {
		return err
	}
	return p.store(name, f)
}

func newSpool(dir string) (*spool, error) {
	f, err := os.CreateTemp(dir, ".communique-pack-")
	if err != nil {
		return nil, fmt.Errorf("make a temporary file: %w", err)
	}
	return &spool{f}, nil
}

// discard removes the file. What cannot be removed is no fault of the WACZ.
func (s *spool) discard() {
	_ = s.Close()
	_ = os.Remove(s.Name())
}

// store puts a whole file into the zip, not compressed: WARC files and the
// index are compressed already, and what remains is small.
func (p *packer) store(name string, r io.ReadSeeker) error {
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	crc, sum := crc32.NewIEEE(), sha256.New()
	size, err := io.Copy(io.MultiWriter(crc, sum), withContext(p.ctx, r))
	if err != nil {
		return err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	h := &zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: crc.Sum32(),
		CompressedSize64: uint64(size), UncompressedSize64: uint64(size),
	}
	h.SetMode(0o644)
	//lint:ignore SA1019 the newer field adds an extra field, for which replay tools must read each entry's local header
	h.SetModTime(p.o.Created.UTC())
	w, err := p.zip.CreateRaw(h)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, withContext(p.ctx, r)); err != nil {
		return err
	}
	if name != packageName && name != digestName {
		p.resources = append(p.resources, resource{Name: path.Base(name), Path: name, Hash: sumText(sum.Sum(nil)), Bytes: &size})
	}
	return nil
}
