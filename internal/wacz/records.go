package wacz

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/klauspost/compress/gzip"

	"communique/archive/warc"
)

// Source is a WARC file and what to take of it.
type Source struct {
	// Name is what the file is called within the WACZ: letters, digits, ".",
	// "-" and "_", ending in .warc.gz, each name once.
	Name string
	Open func() (SourceFile, error)
	// Keep chooses the records; nil chooses all. What is chosen brings with
	// it the file's warcinfo and the records that are concurrent to it (its
	// request, its metadata).
	Keep func(warc.Fields) bool
}

// SourceFile is an open file; *os.File is one.
type SourceFile interface {
	io.ReaderAt
	io.Closer
}

// addSource copies the chosen records of one file.
func (p *packer) addSource(src Source) error {
	if !validName(src.Name) {
		return errors.New("the name cannot stand in a WACZ")
	}
	file, err := src.Open()
	if err != nil {
		return err
	}
	defer file.Close()
	verbatim, err := isPerRecord(file, src.Name)
	if err != nil {
		return err
	}
	c := &copier{packer: p, src: src, file: file, verbatim: verbatim, kept: map[string]bool{}}
	defer c.discard()
	r := warc.NewReader(file, src.Name, 0)
	for {
		rec, err := r.Next()
		if err == io.EOF {
			return c.finish()
		}
		if err := errors.Join(p.ctx.Err(), p.damaged(err)); err != nil {
			return err
		}
		if err != nil {
			continue
		}
		if err := p.damaged(c.record(rec)); err != nil {
			return err
		}
	}
}

// damaged notes a damaged record, and hands on any other error.
func (p *packer) damaged(err error) error {
	var damage *warc.DamageError
	if errors.As(err, &damage) {
		p.report.Damage = append(p.report.Damage, damage)
		return nil
	}
	return err
}

func validName(name string) bool {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_"
	return strings.HasSuffix(name, ".warc.gz") && strings.Trim(name, letters) == "" && name[0] != '.'
}

// isPerRecord reports whether the file's first record has a gzip member of its
// own: then records are copied as they lie. Those of other files are
// compressed one by one.
func isPerRecord(file io.ReaderAt, name string) (bool, error) {
	magic := make([]byte, 2)
	if n, err := file.ReadAt(magic, 0); n < 2 || magic[0] != 0x1f || magic[1] != 0x8b {
		if err == io.EOF {
			err = nil
		}
		return false, err
	}
	rec, err := warc.NewReader(file, name, 0).Next()
	if err == nil {
		_, err = io.Copy(io.Discard, rec.Block)
	}
	var damage *warc.DamageError
	if err == io.EOF || errors.As(err, &damage) {
		return true, nil // the reading proper says what is wrong
	}
	return rec != nil && !rec.Shared, err
}

// copier copies the records of one source.
type copier struct {
	*packer
	src      Source
	file     SourceFile
	verbatim bool
	kept     map[string]bool // record ids of what Keep chose

	out  *spool // of the current part
	part int    // parts stored so far
	good int64  // bytes in out
	// waiting is a request whose response may follow: it is written, and cut
	// off again unless the next record is a chosen one that names it.
	waiting    string
	beforeWait int64
	infos      int // warcinfo records in out
	records    int // all in out
}

// record copies one record if it is chosen, and reads it to its end.
func (c *copier) record(rec *warc.Record) error {
	h := rec.Header
	chosen := c.src.Keep == nil || c.src.Keep(h)
	concurrent := h.All("WARC-Concurrent-To")
	if c.waiting != "" && !(chosen && slices.Contains(concurrent, c.waiting)) {
		if err := c.cut(c.beforeWait); err != nil {
			return err
		}
		c.records--
	}
	c.waiting = ""
	switch isInfo := h.Type() == warc.TypeWarcinfo; {
	case chosen || isInfo:
		if !isInfo && c.src.Keep != nil {
			c.kept[h.ID()] = true
		}
		return c.copy(rec)
	case slices.ContainsFunc(concurrent, func(id string) bool { return c.kept[id] }):
		return c.copy(rec)
	case h.Type() == warc.TypeRequest && h.ID() != "":
		before := c.good
		if err := c.copy(rec); err != nil {
			return err
		}
		c.waiting, c.beforeWait = h.ID(), before
		return nil
	}
	_, err := io.Copy(io.Discard, rec.Block)
	return err
}

// copy writes one record behind the others, whole or not at all.
func (c *copier) copy(rec *warc.Record) error {
	if c.out == nil {
		var err error
		if c.out, err = newSpool(c.o.Dir); err != nil {
			return err
		}
	}
	start := c.good
	line, indexed, err := c.write(rec)
	if err != nil {
		return errors.Join(err, c.cut(start))
	}
	if c.good, err = c.out.Seek(0, io.SeekCurrent); err != nil {
		return err
	}
	c.records++
	if rec.Header.Type() == warc.TypeWarcinfo {
		c.infos++
	}
	if indexed {
		line.Offset, line.Length, line.Filename = start, c.good-start, c.name()
		if err := c.lines.add(line.String()); err != nil {
			return err
		}
		c.report.Captures++
	}
	if c.good >= c.o.RotateAt && rec.Header.Type() != warc.TypeRequest {
		return c.finish()
	}
	return nil
}

// cut takes back what stands behind offset.
func (c *copier) cut(offset int64) error {
	if err := c.out.Truncate(offset); err != nil {
		return err
	}
	c.good = offset
	_, err := c.out.Seek(offset, io.SeekStart)
	return err
}

// write copies the record's gzip member as it lies, or makes one, and returns
// its line of the index.
func (c *copier) write(rec *warc.Record) (warc.CDXJ, bool, error) {
	if !c.verbatim {
		return c.compress(rec)
	}
	line, indexed, err := indexLine(rec, rec.Block)
	if err != nil {
		return line, false, err
	}
	if rec.Length == 0 {
		return line, false, &warc.DamageError{File: c.src.Name, Offset: rec.Offset, Reason: "it shares its gzip member with others, in a file where records have members of their own"}
	}
	_, err = io.Copy(c.out, withContext(c.ctx, io.NewSectionReader(c.file, rec.Offset, rec.Length)))
	return line, indexed, err
}

// compress makes a gzip member of a record of a file that has none for each.
// Fields and block are kept; folded header lines are put in one.
func (c *copier) compress(rec *warc.Record) (warc.CDXJ, bool, error) {
	zw, err := gzip.NewWriterLevel(c.out, warc.Level)
	if err != nil {
		return warc.CDXJ{}, false, err
	}
	fmt.Fprintf(zw, "%s\r\n", rec.Version) // Close returns the first error
	for _, f := range rec.Header {
		fmt.Fprintf(zw, "%s: %s\r\n", f.Name, f.Value)
	}
	io.WriteString(zw, "\r\n")
	line, indexed, err := indexLine(rec, io.TeeReader(withContext(c.ctx, rec.Block), zw))
	if err != nil {
		return line, false, err
	}
	io.WriteString(zw, "\r\n\r\n")
	return line, indexed, zw.Close()
}

// indexLine reads a record's block to its end and makes its line. It has none
// when it is neither response nor revisit, and when the server only said that
// nothing was modified.
func indexLine(rec *warc.Record, block io.Reader) (line warc.CDXJ, indexed bool, err error) {
	var status int
	var mime string
	h := rec.Header
	if t := h.Type(); (t == warc.TypeResponse || t == warc.TypeRevisit) && h.IsHTTP() {
		resp, err := warc.SplitResponse(block)
		if err != nil {
			return line, false, err
		}
		mime, _, _ = strings.Cut(resp.Header.Get("Content-Type"), ";")
		status, mime = resp.Status, strings.ToLower(strings.TrimSpace(mime))
	}
	if _, err := io.Copy(io.Discard, block); err != nil {
		return line, false, err
	}
	line, indexed = warc.NewCDXJ(h, warc.Span{}, status, mime, "")
	line.Key = replayKey(line.URL)
	return line, indexed && !h.NotModified() && status != 304, nil
}

// finish stores the current part, unless nothing but warcinfo is in it.
func (c *copier) finish() error {
	if c.out == nil {
		return nil
	}
	if c.waiting != "" {
		if err := c.cut(c.beforeWait); err != nil {
			return err
		}
		c.waiting, c.records = "", c.records-1
	}
	if c.records > c.infos || c.src.Keep == nil {
		if err := c.store(archiveDir+c.name(), c.out); err != nil {
			return err
		}
		c.part++
		c.report.Records += c.records
	}
	c.discard()
	c.out, c.good, c.records, c.infos = nil, 0, 0, 0
	return nil
}

// name is what the current part is called.
func (c *copier) name() string {
	if c.part == 0 {
		return c.src.Name
	}
	return fmt.Sprintf("%s.part%d.warc.gz", strings.TrimSuffix(c.src.Name, ".warc.gz"), c.part+1)
}

func (c *copier) discard() {
	if c.out != nil {
		c.out.discard()
	}
}
