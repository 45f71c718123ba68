package warc

import (
	"bufio"
	"bytes"
	"io"
)

// maxLooks is how many times the data of gzip members are read again from
// their beginning to find a record behind damage. A file needs it once for
// each fault, unless somebody made it to cost time: then the search goes on
// from where the fault was noticed.
const maxLooks = 64

// search goes on after damage: it looks for the next place behind r.start where
// a record begins. io.EOF says that there is none.
func (r *Reader) search() error {
	r.broken, r.found = false, true
	if from := r.again; from >= 0 {
		r.again = -1
		if ok, err := r.searchMember(from); err != nil || ok {
			return err
		}
	}
	for at := r.start + 1; ; at++ {
		r.seek(at)
		if err := r.scan(r.br, r.candidate); err != nil {
			return r.readError(err)
		}
		at = r.offset()
		ok, err := r.beginsRecord()
		if err != nil {
			return err
		}
		if ok {
			r.seek(at)
			return nil
		}
	}
}

// searchMember looks within a gzip member that holds many records, from a byte
// of its data on. When there is none, the search is to go on behind what of
// the member could be read.
func (r *Reader) searchMember(from int64) (bool, error) {
	if r.looked++; r.looked <= maxLooks {
		r.seek(r.start)
		if err := r.openMember(); err != nil {
			r.member = false
			return false, r.notGzip()
		}
		// The byte before can be the end of the line that a record begins after.
		if _, err := io.CopyN(io.Discard, r.zr, from-1); err != nil {
			r.member = false
			return false, r.notGzip()
		}
	}
	r.member = true
	var err error
	for {
		if err = r.scan(r.zr, r.candidatePlain); err != nil {
			break
		}
		if r.begins(r.zr) {
			r.shared = true
			return true, nil
		}
		r.zr.Discard(1)
	}
	r.member = false
	if err == io.EOF && r.src.err == nil {
		r.start = r.offset() - 1 // all of the member was looked at
	}
	return false, r.notGzip()
}

func (r *Reader) readError(err error) error {
	if r.src.err != nil {
		return r.damage("", err)
	}
	return err
}

// scan reads up to the next bytes that could be the beginning of a record, as
// candidate finds them in a window of the bytes ahead: where, or -1 and how
// many bytes at the window's end must be looked at again.
func (r *Reader) scan(br *bufio.Reader, candidate func(window []byte) (at, keep int)) error {
	for {
		window, err := br.Peek(br.Size())
		if len(window) < minWindow {
			if err == nil || err == bufio.ErrBufferFull {
				err = io.EOF
			}
			return err
		}
		at, keep := candidate(window)
		if at >= 0 {
			br.Discard(at)
			return nil
		}
		if err != nil && err != bufio.ErrBufferFull {
			return err // the window reached to the end
		}
		br.Discard(len(window) - min(keep, len(window)-1))
	}
}

// minWindow is the least that can hold the beginning of a record and the line
// end before it.
const minWindow = 6

// candidate returns where in window a record may begin, in the form that the
// file's records have had so far.
func (r *Reader) candidate(window []byte) (at, keep int) {
	at, keep = -1, minWindow-1
	if r.form != formPlain {
		at = bytes.Index(window, []byte{0x1f, 0x8b, 0x08})
	}
	if r.form != formGzip {
		i, k := r.candidatePlain(window)
		if i >= 0 && (at < 0 || i < at) {
			at = i
		}
		keep = max(keep, k)
	}
	return at, keep
}

// candidatePlain is candidate for records that are not compressed.
func (r *Reader) candidatePlain(window []byte) (at, keep int) {
	if r.arc {
		return r.arcCandidate(window)
	}
	if i := bytes.Index(window, []byte("\nWARC/")); i >= 0 {
		return i + 1, 0
	}
	return -1, minWindow - 1
}

// beginsRecord looks whether what stands here, compressed or not, begins as a
// record does. It leaves the reader somewhere behind.
func (r *Reader) beginsRecord() (bool, error) {
	magic, err := r.br.Peek(1)
	if err != nil {
		return false, r.readError(err)
	}
	stream := r.br
	if magic[0] == 0x1f {
		if err := r.openMember(); err != nil {
			return false, r.notGzip()
		}
		r.member = false // only a look
		stream = r.zr
	}
	if r.begins(stream) {
		return true, nil
	}
	return false, r.notGzip()
}

// begins looks whether a record begins at the stream's next byte.
func (r *Reader) begins(stream *bufio.Reader) bool {
	if r.arc {
		return r.beginsARC(stream)
	}
	start, err := stream.Peek(len("WARC/1."))
	return err == nil && (string(start) == "WARC/1." || string(start) == "WARC/0.")
}

// notGzip is no error unless the file itself could not be read.
func (r *Reader) notGzip() error {
	if r.src.err != nil {
		return r.damage("", r.src.err)
	}
	return nil
}
