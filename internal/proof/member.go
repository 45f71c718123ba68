package proof

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/klauspost/compress/gzip"
)

// errNoMember: no whole gzip member with a WARC record begins here.
var errNoMember = errors.New("no whole record begins here")

// maxHead is how far into a record its header is read, in bytes. What is
// beyond is hashed like all of it, and only missing from the leaf's words.
const maxHead = 64 << 10

// members reads the gzip members of a file one by one and hashes what they
// unpack to. It is apart from the archive's own reader: a proof is checked by
// other code than that which wrote what it is about.
type members struct {
	src  io.ReaderAt
	pos  int64 // bytes taken from src
	err  error // of reading src
	br   *bufio.Reader
	gz   *gzip.Reader
	body *bufio.Reader
}

func newMembers(src io.ReaderAt) *members {
	m := &members{src: src, gz: new(gzip.Reader), body: bufio.NewReaderSize(nil, 16<<10)}
	m.br = bufio.NewReaderSize(m, 64<<10)
	return m
}

// Read takes the next bytes of src. It keeps an error of the disk apart from
// those of what is written there.
func (m *members) Read(p []byte) (int, error) {
	n, err := m.src.ReadAt(p, m.pos)
	m.pos += int64(n)
	if err != nil && err != io.EOF {
		m.err = err
	}
	if n > 0 {
		return n, nil
	}
	return 0, err
}

// offset is where the next member is read from.
func (m *members) offset() int64 { return m.pos - int64(m.br.Buffered()) }

func (m *members) seek(offset int64) {
	if m.offset() != offset {
		m.pos, m.err = offset, nil
		m.br.Reset(m)
	}
}

// begin unpacks the head of the member at offset; hash takes what is unpacked.
func (m *members) begin(offset int64, hash io.Writer) (Entry, error) {
	m.seek(offset)
	if err := m.gz.Reset(m.br); err != nil {
		return Entry{}, m.fault(err)
	}
	m.gz.Multistream(false)
	m.body.Reset(io.TeeReader(m.gz, hash))
	e, err := readHead(m.body)
	if err != nil {
		return Entry{}, m.fault(err)
	}
	return e, nil
}

// read returns the record whose member begins at offset. File is left empty.
// The error is errNoMember, or one of reading the file.
func (m *members) read(offset int64) (Entry, error) {
	hash := sha256.New()
	e, err := m.begin(offset, hash)
	if err != nil {
		return Entry{}, err
	}
	if _, err := io.Copy(io.Discard, m.body); err != nil {
		return Entry{}, m.fault(err)
	}
	e.Offset, e.Length = offset, m.offset()-offset
	e.SHA256 = hex.EncodeToString(hash.Sum(nil))
	return e, nil
}

func (m *members) fault(err error) error {
	if m.err != nil {
		return m.err
	}
	return fmt.Errorf("%w: %w", errNoMember, err)
}

// walk reads every record of a file of size bytes. unread counts the bytes
// that are in none.
func (m *members) walk(ctx context.Context, size int64) (entries []Entry, unread int64, err error) {
	magic := finder{src: m.src, words: [][]byte{gzipMagic}}
	for at := int64(0); at < size; {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		e, err := m.read(at)
		switch {
		case err == nil:
			entries = append(entries, e)
			at += e.Length
		case errors.Is(err, errNoMember):
			next, err := magic.next(ctx, at+1)
			if err != nil {
				return nil, 0, err
			}
			next = min(next, size)
			unread += next - at
			at = next
		default:
			return nil, 0, err
		}
	}
	return entries, unread, nil
}

var gzipMagic = []byte{0x1f, 0x8b, 8} // RFC 1952, 2.3.1: ID1, ID2, deflate

// finder looks for words in a file, and keeps what it has read: the next word
// is mostly near the last.
type finder struct {
	src   io.ReaderAt
	words [][]byte
	buf   []byte
	start int64 // of buf
	end   bool  // the file ends with buf
}

// overlap is longer than any word, so that one between two reads is found.
const overlap = 16

// next returns where one of the words stands first from offset on, or the end
// of the file.
func (f *finder) next(ctx context.Context, offset int64) (int64, error) {
	for {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if err := f.cover(offset); err != nil {
			return 0, err
		}
		rest := f.buf[min(offset-f.start, int64(len(f.buf))):]
		first := -1
		for _, w := range f.words {
			if i := bytes.Index(rest, w); i >= 0 && (first < 0 || i < first) {
				first = i
			}
		}
		if first >= 0 {
			return offset + int64(first), nil
		}
		if f.end {
			return f.start + int64(len(f.buf)), nil
		}
		offset = max(offset, f.start+int64(len(f.buf)-overlap))
	}
}

// cover reads on until more than a word's length behind offset is in buf, or
// the end of the file.
func (f *finder) cover(offset int64) error {
	if f.buf != nil && offset >= f.start && (f.end || offset+overlap < f.start+int64(len(f.buf))) {
		return nil
	}
	if f.buf == nil {
		f.buf = make([]byte, 256<<10)
	}
	n, err := f.src.ReadAt(f.buf[:cap(f.buf)], offset)
	f.buf, f.start, f.end = f.buf[:n], offset, err == io.EOF
	if err != nil && err != io.EOF {
		return err
	}
	return nil
}

// readHead reads the header of a WARC record (WARC 1.1, section 4) and, of an
// HTTP response, the status.
func readHead(r *bufio.Reader) (Entry, error) {
	e := Entry{Type: leafRecord}
	if start, err := r.Peek(5); string(start) != "WARC/" {
		return e, errors.Join(errors.New("it does not begin with WARC/"), err)
	}
	fields := map[string]*string{
		"warc-record-id": &e.RecordID, "warc-type": &e.RecordType, "warc-date": &e.Date,
		"warc-target-uri": &e.URL, "warc-payload-digest": &e.PayloadDigest,
	}
	for budget := maxHead; ; {
		line, err := r.ReadSlice('\n')
		if budget -= len(line); err == bufio.ErrBufferFull || budget < 0 {
			return e, nil
		}
		if err != nil {
			return e, err
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		name, value, _ := strings.Cut(string(line), ":")
		if to := fields[strings.ToLower(strings.TrimSpace(name))]; to != nil && *to == "" {
			*to = strings.ToValidUTF8(strings.TrimSpace(value), "�")
		}
	}
	if t := strings.ToLower(e.RecordType); t == "response" || t == "revisit" {
		e.Status = httpStatus(r)
	}
	return e, nil
}

// httpStatus reads the status of "HTTP/1.1 200", 0 when that does not stand
// next. What it reads is left unread.
func httpStatus(r *bufio.Reader) int {
	line, _ := r.Peek(len("HTTP/1.1 200")) // an end or an error shows again in reading on
	if !bytes.HasPrefix(line, []byte("HTTP/")) {
		return 0
	}
	_, code, _ := bytes.Cut(line, []byte(" "))
	status, err := strconv.Atoi(string(code))
	if err != nil || status < 100 || status > 999 {
		return 0
	}
	return status
}
