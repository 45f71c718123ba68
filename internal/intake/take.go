package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"communique/archive/warc"

	"github.com/klauspost/compress/gzip"
)

// take reads a file of any of the forms.
func (t *taking) take(path string, src *source) error {
	start := make([]byte, 4)
	n, err := src.ReadAt(start, 0)
	if err != nil && err != io.EOF {
		return t.unreadable(src, err)
	}
	switch start = start[:n]; {
	case n == 0:
		t.report.Refused = "the file is empty"
		return nil
	case string(start) == "PK\x03\x04", string(start) == "PK\x05\x06":
		return t.takeWACZ(path, src)
	case string(start) == "\x28\xb5\x2f\xfd":
		t.report.Refused = "it is compressed with zstd, which is not read here: unpack it first (zstd -d)"
		return nil
	}
	t.name = path
	return t.takeRecords(src)
}

// takeRecords takes every record of a WARC or ARC file.
func (t *taking) takeRecords(src *source) error {
	file := &format{}
	t.infos, t.makers = nil, makers{}
	r := file.open(src, t.name)
	for {
		rec, err := r.Next()
		if err == nil {
			file.note(rec)
			if t.report.Format == "" {
				t.report.Format = file.String()
			}
			if rec.Found {
				t.goesOn(rec.Offset)
			}
			err = t.record(rec)
			file.note(rec) // whether it is alone in its member is known now
		}
		var damage *warc.DamageError
		switch {
		case err == io.EOF:
			t.goesOn(src.size)
			if !strings.HasPrefix(t.report.Format, "WACZ") {
				t.report.Format = file.String()
			}
			return nil
		case errors.As(err, &damage):
			t.damaged(Damage{File: t.name, Offset: damage.Offset, Inner: damage.Inner, Reason: damage.Reason})
		case err != nil:
			return t.unreadable(src, err)
		}
	}
}

// unreadable turns an error of the file's own disk into damage.
func (t *taking) unreadable(src *source, err error) error {
	if t.ctx.Err() != nil || src.err == nil {
		return err
	}
	t.damaged(Damage{File: t.name, Offset: 0, End: src.size, Reason: "the file cannot be read further: " + src.err.Error()})
	return nil
}

// format is what is known of a file's form.
type format struct {
	arc, gzip, shared bool
	versions          []string
}

// open looks at the file's beginning. What is at the beginning of neither form
// is read as WARC, unless its name says otherwise: the reader goes on to the
// first record.
func (f *format) open(src *source, name string) *warc.Reader {
	br := bufio.NewReader(io.NewSectionReader(src, 0, src.size))
	start, _ := br.Peek(2) // an error comes again with the reading
	if f.gzip = string(start) == "\x1f\x8b"; f.gzip {
		if zr, err := gzip.NewReader(br); err == nil {
			br = bufio.NewReader(zr)
		}
	}
	start, _ = br.Peek(9)
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	f.arc = string(start) == "filedesc:" || !bytes.HasPrefix(start, []byte("WARC/")) && strings.HasSuffix(name, ".arc")
	if f.arc {
		return warc.NewARCReader(src, name, 0)
	}
	return warc.NewReader(src, name, 0)
}

func (f *format) note(rec *warc.Record) {
	f.shared = f.shared || rec.Shared
	for _, v := range f.versions {
		if v == rec.Version {
			return
		}
	}
	if len(f.versions) < 4 {
		f.versions = append(f.versions, printable(rec.Version))
	}
}

func (f *format) String() string {
	if len(f.versions) == 0 {
		return ""
	}
	s := strings.Join(f.versions, " and ")
	switch {
	case f.shared:
		s += ", compressed as a whole"
	case f.gzip:
		s += ", gzip"
	}
	return s
}

// record takes one record. A *warc.DamageError says that it cannot be kept.
func (t *taking) record(rec *warc.Record) error {
	if err := t.block.fill(rec.Block); err != nil {
		return err
	}
	x, err := t.examine(rec)
	if err != nil {
		return err
	}
	if err := t.makers.note(x, t.block.reader()); err != nil {
		return err
	}
	if !x.isCapture() && t.block.size <= maxHeldBlock {
		t.held = append(t.held, held{x, bytes.Clone(t.block.mem[:t.block.size])})
		if len(t.held) < maxHeld {
			return nil
		}
		return t.writeHeld()
	}
	if skip, err := t.isThere(x); err != nil {
		return err
	} else if skip {
		t.dropHeld()
		return t.block.shrink()
	}
	if err := t.writeHeld(); err != nil {
		return err
	}
	if err := t.write(x, t.block.reader(), t.block.size); err != nil {
		return err
	}
	return t.block.shrink()
}

// held is a record that is no capture, which the catalogue does not know. It
// waits for the next capture: where that is in the archive already, the file
// that has it tells whether this one is, too.
type held struct {
	x     *examined
	block []byte
}

const (
	maxHeld      = 64
	maxHeldBlock = 64 << 10
)

// dropHeld leaves out what is in the files of the archive that were looked
// into.
func (t *taking) dropHeld() {
	t.held = slices.DeleteFunc(t.held, func(h held) bool {
		there := t.known.hasSeen(fingerprintOf(h.x.header.ID(), h.x.block))
		if there {
			t.report.Known++
		}
		return there
	})
}

func (t *taking) writeHeld() error {
	waited := t.held
	t.held = nil
	for _, h := range waited {
		if skip, err := t.isThere(h.x); err != nil {
			return err
		} else if skip {
			continue
		}
		if err := t.write(h.x, bytes.NewReader(h.block), int64(len(h.block))); err != nil {
			return err
		}
	}
	return nil
}

// write puts a record into the archive, and counts it.
func (t *taking) write(x *examined, block io.Reader, size int64) error {
	if t.o.Store != nil {
		if err := t.importer().Write(x.header, block, size, x.status, x.mime); err != nil {
			return err
		}
	}
	t.report.Records++
	t.report.Bytes += size
	if x.isCapture() {
		t.report.Captures++
	}
	return nil
}

// refuse makes the error for a record that is whole and cannot be kept.
func (t *taking) refuse(rec *warc.Record, format string, args ...any) error {
	return &warc.DamageError{File: t.name, Offset: rec.Offset, Inner: rec.Inner, Reason: fmt.Sprintf(format, args...)}
}
