package warc

import (
	"bufio"
	"bytes"
	"net/http"
)

// framer finds the end of the final response in the bytes of a connection as
// they arrive (RFC 9112, section 6), and keeps all bytes up to there. It has
// net/http read the head, so that both always agree on what delimits a body.
type framer struct {
	method string
	buf    []byte
	state  frameState
	pos    int   // how far buf has been understood
	start  int   // where the final response begins; 1xx responses are before it
	body   int   // where its body begins, once state > frameHead
	left   int64 // bytes missing from the body or from the current chunk
}

type frameState int

const (
	frameHead frameState = iota
	frameLength
	frameToClose
	frameChunkSize
	frameChunkData
	frameChunkEnd
	frameTrailer
	frameDone
	frameBroken // no end can be known; whatever comes is kept
)

// feed takes the next bytes and returns how many of them belong to the
// message; fewer than all means that something follows its end.
func (f *framer) feed(p []byte) int {
	before := len(f.buf)
	f.buf = append(f.buf, p...)
	for f.step() {
	}
	if f.state == frameDone {
		f.buf = f.buf[:f.pos]
	}
	return len(f.buf) - before
}

// eof tells the framer that the connection ended.
func (f *framer) eof() {
	if f.state == frameToClose {
		f.pos, f.state = len(f.buf), frameDone
	}
}

func (f *framer) done() bool   { return f.state == frameDone }
func (f *framer) inBody() bool { return f.state > frameHead && f.state < frameDone }

// hasStatusLine reports whether the first line of the final response is whole.
func (f *framer) hasStatusLine() bool {
	final := f.buf[f.start:]
	return bytes.HasPrefix(final, []byte("HTTP/")) && bytes.IndexByte(final, '\n') > 0
}

// step understands one more piece of buf and reports whether it could.
func (f *framer) step() bool {
	switch f.state {
	case frameHead:
		return f.head()
	case frameLength:
		return f.data(frameDone)
	case frameChunkSize:
		return f.chunkSize()
	case frameChunkData:
		return f.data(frameChunkEnd)
	case frameChunkEnd:
		if len(f.buf)-f.pos < 2 {
			return false
		}
		if string(f.buf[f.pos:f.pos+2]) != "\r\n" {
			f.state = frameBroken
			return false
		}
		f.pos, f.state = f.pos+2, frameChunkSize
		return true
	case frameTrailer:
		line, ok := f.line()
		if ok && blank(line) {
			f.state = frameDone
		}
		return ok
	}
	return false
}

// line takes the next whole line, with its end.
func (f *framer) line() ([]byte, bool) {
	i := bytes.IndexByte(f.buf[f.pos:], '\n')
	if i < 0 {
		return nil, false
	}
	line := f.buf[f.pos : f.pos+i+1]
	f.pos += i + 1
	return line, true
}

func blank(line []byte) bool { return string(line) == "\r\n" || string(line) == "\n" }

// data passes over the bytes still missing from the body or chunk.
func (f *framer) data(next frameState) bool {
	n := min(f.left, int64(len(f.buf)-f.pos))
	f.pos += int(n)
	f.left -= n
	if f.left > 0 {
		return false
	}
	f.state = next
	return next != frameDone
}

// chunkSize reads the line before a chunk (RFC 9112, section 7.1).
func (f *framer) chunkSize() bool {
	line, ok := f.line()
	if !ok {
		return false
	}
	n, ok := chunkSize(line)
	switch {
	case !ok:
		f.state = frameBroken
	case n == 0:
		f.state = frameTrailer
	default:
		f.left, f.state = n, frameChunkData
	}
	return ok
}

// head looks for the empty line after the header fields and decides what ends
// the body.
func (f *framer) head() bool {
	for {
		first := f.pos == f.start
		line, ok := f.line()
		if !ok {
			return false
		}
		if !blank(line) {
			continue
		}
		if first {
			f.state = frameBroken
			return false
		}
		break
	}
	head := bufio.NewReader(bytes.NewReader(f.buf[f.start:f.pos]))
	resp, err := http.ReadResponse(head, &http.Request{Method: f.method})
	if err != nil {
		f.body, f.state = f.pos, frameBroken
		return false
	}
	code := resp.StatusCode
	if code/100 == 1 && code != http.StatusSwitchingProtocols {
		f.start = f.pos
		return true
	}
	f.body = f.pos
	switch {
	case f.method == http.MethodHead, code/100 == 1, code == http.StatusNoContent, code == http.StatusNotModified:
		f.state = frameDone
	case len(resp.TransferEncoding) > 0:
		f.state = frameChunkSize
	case resp.ContentLength >= 0:
		f.left, f.state = resp.ContentLength, frameLength
	default:
		f.state = frameToClose
	}
	return f.state != frameDone
}
