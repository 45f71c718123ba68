package warc

import (
	"bufio"
	"bytes"
	"io"
)

// search goes on after damage: it looks for the next place behind r.start where
// a record begins. io.EOF says that there is none.
func (r *Reader) search() error {
	r.broken, r.found = false, true
	for at := r.start + 1; ; at++ {
		r.seek(at)
		if err := r.scan(); err != nil {
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

func (r *Reader) readError(err error) error {
	if r.src.err != nil {
		return r.damage("", err)
	}
	return err
}

// scan reads up to the next bytes that could be the beginning of a record, in
// the form that the file's records have had so far.
func (r *Reader) scan() error {
	for {
		window, err := r.br.Peek(r.br.Size())
		if len(window) < 6 {
			if err == nil || err == bufio.ErrBufferFull {
				err = io.EOF
			}
			return err
		}
		if i := r.candidate(window); i >= 0 {
			r.br.Discard(i)
			return nil
		}
		r.br.Discard(len(window) - 5) // a beginning can lie across the window's end
	}
}

// candidate returns where in window a record may begin, or -1.
func (r *Reader) candidate(window []byte) int {
	first := -1
	if r.form != formPlain {
		first = bytes.Index(window, []byte{0x1f, 0x8b, 0x08})
	}
	if r.form != formGzip {
		if i := bytes.Index(window, []byte("\nWARC/")); i >= 0 && (first < 0 || i+1 < first) {
			first = i + 1
		}
	}
	return first
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
	start, err := stream.Peek(len("WARC/1."))
	if err != nil {
		return false, r.notGzip()
	}
	return string(start) == "WARC/1." || string(start) == "WARC/0.", nil
}

// notGzip is no error unless the file itself could not be read.
func (r *Reader) notGzip() error {
	if r.src.err != nil {
		return r.damage("", r.src.err)
	}
	return nil
}
