package warc

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
)

// maxChunkLine is the longest chunk-size line, with its extensions, and the
// longest trailer line believed.
const maxChunkLine = 4 << 10

// chunkedBody removes the chunked transfer-coding (RFC 9112, 7.1). Extensions
// and trailers are dropped. From the first thing on that is no chunk, the rest
// is given as it is: a server that says "chunked" and sends plain bytes is met
// with in the wild.
type chunkedBody struct {
	r       *Response
	br      *bufio.Reader
	left    int64  // of the chunk being read
	pending []byte // read already, to be given as it is
	raw     bool   // the rest is given as it is
	begun   bool   // a chunk has been read whole
	done    bool
}

func (b *chunkedBody) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	for !b.raw && !b.done && b.left == 0 {
		if err := b.nextChunk(); err != nil {
			return 0, err
		}
	}
	switch {
	case len(b.pending) > 0:
		n := copy(p, b.pending)
		b.pending = b.pending[n:]
		return n, nil
	case b.done:
		return 0, io.EOF
	case b.raw:
		return b.br.Read(p)
	}
	n, err := b.br.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err == io.EOF {
		b.cutOff("the body is cut off within a chunk")
	}
	return n, err
}

// nextChunk reads the end of the chunk before and the size of the next one.
func (b *chunkedBody) nextChunk() error {
	if b.begun {
		if end, err := b.br.Peek(2); len(end) == 2 && string(end) == "\r\n" {
			b.br.Discard(2)
		} else if len(end) > 0 && end[0] == '\n' {
			b.br.Discard(1)
		} else if err == io.EOF && (len(end) == 0 || end[0] == '\r') {
			b.cutOff("the body is cut off after a chunk")
			return nil
		} else if err != nil && err != io.EOF {
			return err
		} else {
			b.asIs(nil, "a chunk is longer than its size says; the rest is kept as it is")
			return nil
		}
	}
	line, err := b.line()
	size, ok := chunkSize(line)
	switch {
	case err != nil && err != io.EOF:
		return err
	case err == io.EOF && (ok || len(line) == 0):
		b.cutOff("the body is cut off before its last chunk")
	case !b.begun && (!ok || err == nil && !bytes.HasSuffix(line, []byte("\n"))):
		b.asIs(line, "the body is not chunked as its header says; it is kept as it is")
	case !ok || err == nil && !bytes.HasSuffix(line, []byte("\n")):
		b.asIs(line, "a chunk has no valid size; the rest is kept as it is")
	case size == 0:
		return b.trailer()
	default:
		b.left, b.begun = size, true
	}
	return nil
}

// line reads a line with its end; a line that is too long comes without one.
func (b *chunkedBody) line() ([]byte, error) {
	var line []byte
	for len(line) < maxChunkLine {
		c, err := b.br.ReadByte()
		if err != nil {
			return line, err
		}
		if line = append(line, c); c == '\n' {
			break
		}
	}
	return line, nil
}

// trailer drops the fields after the last chunk, through the empty line.
func (b *chunkedBody) trailer() error {
	b.done = true
	for budget := maxHeader; budget > 0; {
		line, err := headLine(b.br, &budget)
		if err == io.EOF {
			b.r.fault("the body is cut off after its last chunk")
			return nil
		}
		if err != nil {
			return err
		}
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			break
		}
	}
	if _, err := b.br.Peek(1); err == nil {
		b.r.fault("bytes follow the body")
	}
	return nil
}

func (b *chunkedBody) asIs(line []byte, why string) {
	b.r.fault("%s", why)
	b.r.short = b.r.short || b.begun
	b.raw, b.pending = true, line
}

func (b *chunkedBody) cutOff(why string) {
	b.r.fault("%s", why)
	b.r.short, b.done = true, true
}

// chunkSize reads the size before an extension; ok is false for anything else.
func chunkSize(line []byte) (int64, bool) {
	size, _, _ := bytes.Cut(line, []byte(";"))
	size = bytes.TrimSpace(size)
	if len(size) == 0 || size[0] == '+' || size[0] == '-' {
		return 0, false
	}
	n, err := strconv.ParseInt(string(size), 16, 64)
	return n, err == nil
}
