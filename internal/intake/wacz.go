package intake

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"communique/internal/wacz"
)

// takeWACZ takes the WARC and ARC files of a WACZ. Files that are not as the
// package says are taken all the same, for their records have digests of their
// own; the faults are in the report and in the warcinfo of what was written.
func (t *taking) takeWACZ(path string, src *source) error {
	w, err := wacz.Open(path)
	if errors.Is(err, wacz.ErrNoDirectory) {
		return t.takeTorn(path, src)
	}
	if err != nil {
		t.report.Refused = err.Error()
		return nil
	}
	defer w.Close()
	t.report.Format = "WACZ"
	for _, fault := range w.Check(t.ctx) {
		t.report.Faults = append(t.report.Faults, strings.TrimPrefix(fault.Error(), path+": "))
	}
	if err := t.ctx.Err(); err != nil {
		return err
	}
	archives := w.Archives()
	if len(archives) == 0 {
		t.report.Refused = "there is no WARC file in its folder archive/"
	}
	for _, entry := range archives {
		t.name = path + "/" + entry.Name
		if err := t.takeEntry(entry, src); err != nil {
			return err
		}
	}
	return nil
}

// takeTorn takes the records of a WACZ that was cut off. Its WARC files are
// stored as they are, one record a gzip member, so that the records are found
// by searching as they are behind damage in a WARC file.
func (t *taking) takeTorn(path string, src *source) error {
	t.report.Format = "WACZ, cut off"
	t.name = path
	t.damaged(Damage{File: path, Offset: src.size, End: src.size, Reason: wacz.ErrNoDirectory.Error() + " Its records were searched for"})
	return t.takeRecords(src)
}

// takeEntry takes one WARC or ARC file. One that the zip has compressed is
// unpacked into a temporary file first, since after damage the reading goes
// back.
func (t *taking) takeEntry(entry wacz.Entry, zip *source) error {
	r, err := entry.Open()
	if err != nil {
		t.damaged(Damage{File: t.name, Reason: err.Error()})
		return nil
	}
	defer r.Close()
	src := &source{ctx: t.ctx, size: entry.Size}
	if at, ok := r.(io.ReaderAt); ok {
		src.file = at
		return t.takeRecords(src)
	}
	unpacked := spool{dir: t.o.Home}
	defer unpacked.close()
	err = unpacked.fill(io.TeeReader(r, cancelled{zip}))
	var lost *spoolError
	if err := t.ctx.Err(); err != nil {
		return err
	}
	if errors.As(err, &lost) {
		return err
	}
	if err != nil {
		t.damaged(Damage{File: t.name, Offset: unpacked.size, End: entry.Size, Reason: fmt.Sprintf("it cannot be unpacked further: %v", err)})
	}
	src.file, src.size = &unpacked, unpacked.size
	return t.takeRecords(src)
}

// cancelled stops a copy when the import is to end.
type cancelled struct{ src *source }

func (c cancelled) Write(p []byte) (int, error) { return len(p), c.src.ctx.Err() }
