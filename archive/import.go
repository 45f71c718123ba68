package archive

import (
	"errors"
	"fmt"
	"io"

	"communique/archive/warc"
)

const (
	// ImportType: what became of a file that others made, as JSON; the record's
	// target is ImportURN and the file's SHA-256 in hexadecimal. It is the last
	// record of a finished import.
	ImportType = "application/vnd.communique.import+json"
	ImportURN  = "urn:communique:import:sha256:"

	// maxImported is how many captures go into one file: their index lines are
	// held in memory until it is finished.
	maxImported = 50_000
)

// Importer writes records that others made into files of their own in the
// archive, import-<run>-<serial>.warc.gz, which are begun, rotated, indexed
// and finished as the Store's own are. The warcinfo at their beginning has no
// communique-run: by that, a capture counts as imported.
//
// It is for one goroutine, in the process that may append. A record may be of
// any size.
type Importer struct {
	store  *Store
	about  warc.Fields
	out    *output // nil: none yet
	serial int
	files  []string
}

// Importer returns an Importer whose files say of themselves, behind the
// software that wrote them and its operator, what about says. No file is
// written before the first record.
func (s *Store) Importer(about warc.Fields) *Importer {
	return &Importer{store: s, about: about}
}

// Write appends a record with the header as it is given. status and mime are
// those of the HTTP response in it, for the index. The record is safe from a
// power cut after Finish.
func (im *Importer) Write(header warc.Fields, block io.Reader, size int64, status int, mime string) error {
	if err := im.room(); err != nil {
		return err
	}
	span, err := im.out.writer.WriteStream(header, block, size)
	if err != nil {
		return diskError("archive to "+im.out.path, err)
	}
	if line, ok := warc.NewCDXJ(header, span, status, mime, im.out.name); ok {
		im.out.lines = append(im.out.lines, line)
	}
	return nil
}

// Finish makes what was written safe on the disk and gives it its final name.
// It returns the names of all files written, in the form of Capture.File.
// After an error a file keeps its ".open" name for the next Recover.
func (im *Importer) Finish() ([]string, error) {
	if im.out == nil {
		return im.files, nil
	}
	out := im.out
	im.out = nil
	if err := out.disk.Sync(); err != nil {
		return im.files, diskError("make "+out.path+" safe on the disk", errors.Join(err, out.disk.Close()))
	}
	if err := out.disk.Close(); err != nil {
		return im.files, fmt.Errorf("close %s: %w", out.path, err)
	}
	if err := im.store.publish(out.path, out.name, out.lines); err != nil {
		return im.files, err
	}
	im.files = append(im.files, out.file())
	return im.files, nil
}

// room makes sure that there is a file with room for another record.
func (im *Importer) room() error {
	if im.out != nil && im.out.writer.Offset() < im.store.o.RotateAt && len(im.out.lines) < maxImported {
		return nil
	}
	if _, err := im.Finish(); err != nil {
		return err
	}
	out, err := im.store.create("import", &im.serial, im.about)
	im.out = out
	return err
}
