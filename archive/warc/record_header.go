package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

const (
	maxHeader = 1 << 20 // bytes of one record's header
	maxBlock  = 1 << 42 // bytes of one record's block: more is a corrupt number
)

// errNoRecord: what stands here does not begin like a WARC record.
var errNoRecord = errors.New("no record begins here")

// errARC: the file is of the older ARC format, which NewARCReader reads.
var errARC = errors.New("this is an ARC file, the format before WARC: take it in with communique import")

// headFault is an error in what was written, as opposed to one in reading it.
type headFault string

func (e headFault) Error() string { return string(e) }

// readHeader reads a version line and named fields (WARC 1.1, section 4),
// through the empty line that ends them. It is tolerant of what the world
// wrote: lines that end in a bare LF, folded lines, versions 0.17 to 1.1.
func readHeader(br *bufio.Reader) (version string, fields Fields, length int64, err error) {
	if err := startsRecord(br); err != nil {
		return "", nil, 0, err
	}
	budget := maxHeader
	line, err := readLine(br, &budget)
	if err != nil {
		return "", nil, 0, err
	}
	version = string(bytes.TrimSpace(line))
	for {
		line, err := readLine(br, &budget)
		if err != nil {
			return "", nil, 0, err
		}
		if len(line) == 0 {
			break
		}
		if err := fields.parse(line); err != nil {
			return "", nil, 0, err
		}
	}
	length, err = fields.contentLength()
	return version, fields, length, err
}

// startsRecord looks at the first bytes, so that a file of other bytes is not
// searched for the end of a line.
func startsRecord(br *bufio.Reader) error {
	const warc, arc = "WARC/", "filedesc:"
	start, err := br.Peek(len(arc))
	switch {
	case bytes.HasPrefix(start, []byte(warc)):
		return nil
	case string(start) == arc:
		return errARC
	case err == io.EOF && strings.HasPrefix(warc, string(start)):
		return io.ErrUnexpectedEOF
	case err != nil && err != io.EOF:
		return err
	}
	return errNoRecord
}

// parse adds one header line, which can be the folded rest of the one before.
func (f *Fields) parse(line []byte) error {
	if line[0] == ' ' || line[0] == '\t' {
		if len(*f) == 0 {
			return headFault("its header begins with a continuation line")
		}
		last := &(*f)[len(*f)-1]
		last.Value = strings.TrimSpace(last.Value + " " + string(bytes.TrimSpace(line)))
		return nil
	}
	name, value, ok := bytes.Cut(line, []byte(":"))
	name = bytes.TrimSpace(name)
	if !ok || len(name) == 0 {
		return headFault(fmt.Sprintf("its header has a line that is no field: %.60q", line))
	}
	*f = append(*f, Field{string(name), string(bytes.TrimSpace(value))})
	return nil
}

// contentLength returns the one length that the header states.
func (f Fields) contentLength() (int64, error) {
	values := f.All("Content-Length")
	if len(values) == 0 {
		return 0, headFault("its header has no Content-Length")
	}
	for _, v := range values[1:] {
		if v != values[0] {
			return 0, headFault("its header has two different Content-Lengths")
		}
	}
	n, err := strconv.ParseUint(values[0], 10, 63)
	if err != nil || n > maxBlock {
		return 0, headFault(fmt.Sprintf("its Content-Length %.30q is no sensible length", values[0]))
	}
	return int64(n), nil
}

// readLine reads a line of the header and returns it without its end. The
// slice is valid until the next read.
func readLine(br *bufio.Reader, budget *int) ([]byte, error) {
	var long []byte
	for {
		part, err := br.ReadSlice('\n')
		if *budget -= len(part); *budget < 0 {
			return nil, headFault("its header is longer than 1 MiB")
		}
		if err == bufio.ErrBufferFull {
			long = append(long, part...)
			continue
		}
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, err
		}
		if long != nil {
			part = append(long, part...)
		}
		part = bytes.TrimSuffix(part, []byte("\n"))
		return bytes.TrimSuffix(part, []byte("\r")), nil
	}
}
