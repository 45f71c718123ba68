package verify

import (
	"cmp"
	"fmt"
	"hash/maphash"
	"os"
	"path"
	"path/filepath"
	"slices"

	"communique/archive"
	"communique/archive/warc"
)

// lines is the CDXJ of one WARC file. What a line says is kept as a hash, so
// that the index of a gigabyte fits in a few megabytes.
type lines struct {
	name  string // of the CDXJ
	path  string
	seed  maphash.Seed
	at    map[int64]uint64 // offset of the record: hash of its line
	wrong []warc.CDXJ      // what lines that differ ought to say
	lost  []warc.CDXJ      // lines that are not there
}

// readLines reads the CDXJ beside a file; nil where there is none, which has
// been reported.
func (r *run) readLines(f warcFile) *lines {
	if !f.cdxj || f.open {
		return nil
	}
	l := &lines{name: archive.CDXJOf(f.name), path: filepath.Join(r.Home, filepath.FromSlash(archive.CDXJOf(f.name))), seed: maphash.MakeSeed(), at: map[int64]uint64{}}
	var before string
	sorted := true
	err := l.each(func(line warc.CDXJ, err error) {
		if err != nil {
			l.fault(r, "%v", err)
			return
		}
		text := line.String()
		sorted = sorted && before <= text
		before = text
		if _, twice := l.at[line.Offset]; twice {
			l.fault(r, "has two lines for byte %d", line.Offset)
		}
		l.at[line.Offset] = maphash.String(l.seed, text)
	})
	if err != nil {
		l.fault(r, "cannot be opened: %v", err)
		return nil
	}
	if !sorted {
		l.fault(r, "is not sorted: replay tools look lines up by halves and will miss some")
	}
	return l
}

func (l *lines) each(do func(warc.CDXJ, error)) error {
	file, err := os.Open(l.path)
	if err != nil {
		return err
	}
	defer file.Close()
	for line, err := range warc.ReadCDXJ(file) {
		do(line, err)
	}
	return nil
}

func (l *lines) fault(r *run, format string, args ...any) {
	r.fault(Fault{File: l.name, Offset: -1, In: InCDXJ, What: fmt.Sprintf(format, args...)})
}

// expect looks for the line of a record.
func (l *lines) expect(s seen, f warcFile) {
	if l == nil || s.rec.Shared {
		return
	}
	want, ok := warc.NewCDXJ(s.rec.Header, warc.Span{Offset: s.rec.Offset, Length: s.rec.Length}, s.status,
		mediaType(s.header.Get("Content-Type")), path.Base(f.name))
	if !ok {
		return
	}
	have, ok := l.at[want.Offset]
	delete(l.at, want.Offset)
	if !ok {
		l.lost = append(l.lost, want)
	} else if have != maphash.String(l.seed, want.String()) {
		l.wrong = append(l.wrong, want)
	}
}

// finish reports the lines that are missing, wrong, or left over. Records that
// cannot be read have a line all the same.
func (l *lines) finish(r *run, damaged map[int64]bool) {
	if l == nil {
		return
	}
	for _, want := range l.lost {
		l.fault(r, "has no line for the record at %d (%s)", want.Offset, want.URL)
	}
	var extra []int64
	for offset := range l.at {
		if !damaged[offset] {
			extra = append(extra, offset)
		}
	}
	slices.Sort(extra)
	for _, offset := range extra {
		l.fault(r, "has a line for byte %d, where no response or revisit begins", offset)
	}
	if len(l.wrong) > 0 {
		l.differences(r)
	}
}

// differences reads the CDXJ again to say what is wrong in the lines.
func (l *lines) differences(r *run) {
	slices.SortFunc(l.wrong, func(a, b warc.CDXJ) int { return cmp.Compare(a.Offset, b.Offset) })
	_ = l.each(func(line warc.CDXJ, err error) { // it was read before
		i, found := slices.BinarySearchFunc(l.wrong, line.Offset, func(c warc.CDXJ, at int64) int { return cmp.Compare(c.Offset, at) })
		if err != nil || !found {
			return
		}
		want := l.wrong[i]
		for _, x := range []struct {
			field      string
			have, want any
		}{
			{"key", line.Key, want.Key}, {"timestamp", line.Timestamp, want.Timestamp}, {"url", line.URL, want.URL},
			{"mime", line.MIME, want.MIME}, {"status", line.Status, want.Status}, {"digest", line.Digest, want.Digest},
			{"length", line.Length, want.Length}, {"filename", line.Filename, want.Filename},
		} {
			if x.have != x.want {
				l.fault(r, "the line for byte %d has %s %.200q, and the record %.200q", want.Offset, x.field, fmt.Sprint(x.have), fmt.Sprint(x.want))
			}
		}
	})
}
