package verify

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"communique/archive"
	"communique/archive/warc"
)

// passage is one reading of a WARC file, from its beginning to its end.
//
// Every byte of a file of our own is accounted for: the gzip members stand one
// directly behind the other from the first byte to the last; each member's
// header is the one that our writer writes; its checksum and length cover the
// content, header lines of the record included; and what the compressed data
// could hide (padding, another coding of the same content) shows when the
// content is compressed again, or is covered by the file's SHA-256 in the log.
type passage struct {
	*run
	file  warcFile
	disk  *os.File
	lines *lines
	about origin

	end     int64 // where the next record has to begin; -1: not known, after damage
	read    int64 // where the last record ends that the catalogue's reader takes note of: not a request
	records int
	awaited string // the record that a response says stands behind it
	last    string // the response that further records can belong to
	lost    bool   // after damage: a response can be missing
	damaged map[int64]bool
	unread  int   // records that the catalogue has not read yet
	copies  int   // records whose row is that of another file
	rows    int   // rows that were found to be this file's records
	form    *form // nil: not examined
}

// origin says whose work a file is.
type origin struct {
	infoID  string
	run     string
	written bool // by this program's writer: held to its form
	own     bool // recorded by this program, and not imported: held to what it records
}

// file reads one WARC file.
func (r *run) file(ctx context.Context, f warcFile) error {
	disk, err := os.Open(f.path)
	if err != nil {
		r.fault(Fault{File: f.name, Offset: -1, In: InFile, What: "cannot be opened: " + err.Error()})
		return nil
	}
	defer disk.Close()
	src := &counted{ctx: ctx, file: disk, run: r}
	p := &passage{run: r, file: f, disk: disk, damaged: map[int64]bool{}}
	if p.about, err = originOf(src, f.name); err != nil {
		return p.unreadable(ctx, err)
	}
	p.lines = r.readLines(f)
	if p.about.written && !r.sealed[f.name] {
		p.form = newForm(disk)
	}
	src.count = true
	if err := p.walk(ctx, src); err != nil {
		return err
	}
	p.finish()
	src.settle(f.size)
	return nil
}

// walk reads the records.
func (p *passage) walk(ctx context.Context, src io.ReaderAt) error {
	reader := warc.NewReader(src, p.file.name, 0)
	for {
		rec, err := reader.Next()
		if err == nil {
			err = p.record(ctx, rec)
		}
		var damage *warc.DamageError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &damage):
			p.broken(damage)
		case err != nil:
			return p.unreadable(ctx, err)
		}
	}
}

// unreadable reports a file that the disk does not give; other files are read
// all the same. The end of ctx is no fault, nor is one of the catalogue.
func (p *passage) unreadable(ctx context.Context, err error) error {
	var disk *os.PathError
	if ctx.Err() != nil || !errors.As(err, &disk) {
		return err
	}
	p.end = -1
	p.fault(Fault{File: p.file.name, Offset: -1, In: InFile, What: "the disk cannot read it to its end: " + err.Error()})
	return nil
}

// broken notes a record that cannot be read.
func (p *passage) broken(d *warc.DamageError) {
	if p.damaged[d.Offset] {
		return
	}
	p.damaged[d.Offset] = true
	p.end, p.awaited, p.last, p.lost = -1, "", "", true
	p.fault(Fault{File: p.file.name, Offset: d.Offset, In: InRecord, What: "the record cannot be read: " + d.Reason})
}

// at reports a fault of one record.
func (p *passage) at(rec *warc.Record, in, format string, args ...any) {
	p.fault(Fault{File: p.file.name, Offset: rec.Offset, In: in, What: fmt.Sprintf(format, args...),
		Record: rec.Header.ID(), URL: rec.Header.TargetURI()})
}

// finish says what only the whole file shows.
func (p *passage) finish() {
	whole := func(in, format string, args ...any) {
		p.fault(Fault{File: p.file.name, Offset: -1, In: in, What: fmt.Sprintf(format, args...)})
	}
	switch {
	case p.file.size == 0:
		whole(InFile, "is empty")
	case p.about.written && p.end >= 0 && p.end != p.file.size:
		p.fault(Fault{File: p.file.name, Offset: p.end, In: InGzip, What: fmt.Sprintf("%d bytes here belong to no record", p.file.size-p.end)})
	}
	if p.about.written && p.about.infoID == "" {
		whole(InRecord, "has no warcinfo record at its beginning that says what wrote it")
	}
	if p.awaited != "" {
		whole(InRecord, "ends before the record %s, which the last response names", p.awaited)
	}
	switch to, known := p.marks[p.file.name]; {
	case p.db == nil || p.unread > 0 || p.file.size == 0:
	case known && to >= 0 && to != p.read:
		whole(InCatalogue, "the catalogue has read it up to byte %d, and the last record to read ends at %d", to, p.read)
	case !known && p.rows+p.copies+len(p.damaged) > 0:
		whole(InCatalogue, "the catalogue does not know the file: run communique rebuild")
	}
	p.lines.finish(p.run, p.damaged)
	foreign := p.form.finish(p)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sum.Files++
	p.sum.Records += p.records
	p.sum.Bytes += p.file.size
	p.sum.Waiting += p.unread
	if foreign {
		p.sum.Foreign++
	}
	p.run.matched[p.file.name], p.run.damaged[p.file.name] = p.rows, p.damaged
}

// originOf reads the first record. Damage there is left to the reading proper;
// the file's name then says whose it is.
func originOf(file io.ReaderAt, name string) (origin, error) {
	o := origin{own: strings.HasPrefix(path.Base(name), "communique-")}
	o.written = o.own || strings.HasPrefix(path.Base(name), "import-")
	rec, err := warc.NewReader(file, name, 0).Next()
	if err == nil && rec.Header.Type() == warc.TypeWarcinfo {
		var block []byte
		if block, err = io.ReadAll(io.LimitReader(rec.Block, 1<<20)); err == nil {
			about := warc.ParseFields(block)
			o.infoID, o.run = rec.Header.ID(), about.Get("communique-run")
			o.own = o.own || o.run != ""
			o.written = o.written || o.own || about.Get(archive.ImportDigest) != ""
		}
	}
	var damage *warc.DamageError
	if err != nil && err != io.EOF && !errors.As(err, &damage) {
		return origin{}, err
	}
	return o, nil
}

// counted reads a file while ctx lasts, and counts for Progress how far it
// has come. Reading again what was read before counts nothing.
type counted struct {
	ctx   context.Context
	file  *os.File
	run   *run
	count bool
	far   int64
}

func (c *counted) ReadAt(p []byte, off int64) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.file.ReadAt(p, off)
	if end := off + int64(n); c.count && end > c.far {
		c.run.read(end - c.far)
		c.far = end
	}
	return n, err
}

// settle counts what was not read.
func (c *counted) settle(size int64) {
	if size > c.far {
		c.run.read(size - c.far)
	}
}
