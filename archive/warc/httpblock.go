package warc

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

// Response is an HTTP response block taken apart: its head, and a reader of
// its payload.
type Response struct {
	Proto  string      // "HTTP/1.1"; "" when the block has no HTTP status line
	Status int         // 0 when the block has no HTTP status line
	Header http.Header // keys canonical; header lines without a colon are left out
	Head   []byte      // the final response's head as sent, with the empty line that ends it

	// Body reads the payload: the body without its transfer-coding, with its
	// content-coding kept. It never fails because of what the server sent:
	// where the framing is wrong the rest is given as it is, and Problem says
	// so. Its errors are those of the block's reader.
	Body io.Reader

	problem string
	short   bool
}

// Problem says what was wrong with the message's framing, "" when nothing was.
// It is complete once Body has been read to its end.
func (r *Response) Problem() string { return r.problem }

// Short reports whether the body ended before its framing said it would. It is
// complete once Body has been read to its end.
func (r *Response) Short() bool { return r.short }

func (r *Response) fault(format string, args ...any) {
	if r.problem == "" {
		r.problem = fmt.Sprintf(format, args...)
	}
}

// SplitResponse reads the head of an HTTP response block and returns it with a
// reader of the payload (RFC 9112, section 6.3; a response to HEAD is known by
// its having no body). 1xx responses before the final one, which some tools
// keep in the same block, are passed over. A block that is not HTTP is all
// body, with Status 0. The error is the block's reader's.
func SplitResponse(block io.Reader) (*Response, error) {
	br := bufio.NewReader(block) // 4 KiB: most heads; larger reads of the body go past it
	resp := &Response{Header: http.Header{}}
	budget := maxHeader
	for {
		if start, err := br.Peek(5); string(start) != "HTTP/" {
			if err != nil && err != io.EOF {
				return nil, err
			}
			if resp.Status == 0 {
				resp.fault("the block has no HTTP status line")
			}
			break
		}
		more, err := resp.readHead(br, &budget)
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
	}
	resp.frame(br)
	return resp, nil
}

// readHead reads one message head; more says that it was an interim one, so
// that another may follow.
func (r *Response) readHead(br *bufio.Reader, budget *int) (more bool, err error) {
	r.Head, r.Header = nil, http.Header{}
	var last string
	for first := true; ; first = false {
		line, err := headLine(br, budget)
		r.Head = append(r.Head, line...)
		if err == io.EOF {
			r.short = true
			r.fault("the head is cut off")
			return false, nil
		}
		if err != nil {
			return false, err
		}
		if *budget < 0 {
			r.fault("the head is longer than 1 MiB")
			return false, nil
		}
		text := strings.TrimRight(string(line), "\r\n")
		switch {
		case first:
			r.Proto, r.Status = statusLine(text)
			if r.Status == 0 {
				r.fault("the status line has no status: %.60q", text)
			}
		case text == "":
			return r.Status/100 == 1 && r.Status != http.StatusSwitchingProtocols, nil
		case text[0] == ' ' || text[0] == '\t':
			r.fold(last, text)
		default:
			last = r.add(text)
		}
	}
}

func (r *Response) add(line string) (key string) {
	name, value, ok := strings.Cut(line, ":")
	if !ok {
		r.fault("a header line has no colon: %.60q", line)
		return ""
	}
	key = textproto.CanonicalMIMEHeaderKey(strings.TrimSpace(name))
	r.Header[key] = append(r.Header[key], strings.TrimSpace(value))
	return key
}

// fold adds a continuation line (RFC 9112, 5.2) to the last value of key.
func (r *Response) fold(key, line string) {
	if values := r.Header[key]; len(values) > 0 {
		values[len(values)-1] = strings.TrimSpace(values[len(values)-1] + " " + strings.TrimSpace(line))
	}
}

// headLine reads one line with its end. The line is cut where the budget ends.
func headLine(br *bufio.Reader, budget *int) ([]byte, error) {
	var line []byte
	for {
		part, err := br.ReadSlice('\n')
		line = append(line, part...)
		if *budget -= len(part); *budget < 0 || err != bufio.ErrBufferFull {
			return line, err
		}
	}
}

func statusLine(line string) (proto string, status int) {
	fields := strings.Fields(line)
	if len(fields) > 1 && len(fields[1]) == 3 {
		if n, err := strconv.ParseUint(fields[1], 10, 16); err == nil {
			return fields[0], int(n)
		}
	}
	return fields[0], 0
}

// frame finds where the body ends (RFC 9112, 6.3).
func (r *Response) frame(br *bufio.Reader) {
	codings := r.transferCodings()
	switch {
	case r.problem != "" && (r.Status == 0 || r.short || len(r.Head) > maxHeader):
		r.Body = br
	case r.Status/100 == 1 || r.Status == http.StatusNoContent || r.Status == http.StatusNotModified:
		r.Body = &sizedBody{r: r, br: br}
	case len(codings) > 0 && codings[len(codings)-1] == "chunked":
		if len(codings) > 1 {
			r.fault("the transfer-coding %s is kept in the payload", strings.Join(codings[:len(codings)-1], ", "))
		}
		r.Body = &chunkedBody{r: r, br: br}
	case len(codings) > 0:
		r.fault("the transfer-coding %s is kept in the payload", strings.Join(codings, ", "))
		r.Body = br
	default:
		r.frameByLength(br)
	}
}

func (r *Response) frameByLength(br *bufio.Reader) {
	values := splitList(r.Header["Content-Length"])
	if len(values) == 0 {
		r.Body = br // until the connection was closed
		return
	}
	n, err := strconv.ParseUint(values[0], 10, 63)
	for _, v := range values[1:] {
		if v != values[0] {
			err = strconv.ErrSyntax
		}
	}
	if err != nil {
		r.fault("Content-Length %.60q is no length", strings.Join(values, ", "))
		r.Body = br
		return
	}
	r.Body = &sizedBody{r: r, br: br, left: int64(n), size: int64(n)}
}

// transferCodings returns the codings applied, in order, without "identity".
func (r *Response) transferCodings() []string {
	var codings []string
	for _, c := range splitList(r.Header["Transfer-Encoding"]) {
		name, _, _ := strings.Cut(c, ";")
		if name = strings.ToLower(strings.TrimSpace(name)); name != "identity" {
			codings = append(codings, name)
		}
	}
	return codings
}

func splitList(values []string) []string {
	var list []string
	for _, v := range values {
		for item := range strings.SplitSeq(v, ",") {
			if item = strings.TrimSpace(item); item != "" {
				list = append(list, item)
			}
		}
	}
	return list
}

// sizedBody reads a body of a known length.
type sizedBody struct {
	r          *Response
	br         *bufio.Reader
	left, size int64
}

func (b *sizedBody) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if b.left == 0 {
		if _, err := b.br.Peek(1); err == nil {
			b.r.fault("bytes follow the body")
		}
		return 0, io.EOF
	}
	n, err := b.br.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if err == io.EOF {
		// A response to HEAD states the length of what it does not send.
		b.r.short = b.left < b.size
		b.r.fault("the body ends after %d of %d bytes", b.size-b.left, b.size)
	}
	return n, err
}
