package fetch

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
)

// ErrTooLarge ends a body that is longer than the cap once decoded.
var ErrTooLarge = errors.New("the page is larger than the limit once decoded")

const (
	defaultCap = 32 << 20
	// mostCodings: a body packed more often than this is an attack.
	mostCodings = 4
)

// Cap removes the content-codings gzip and deflate while the body is read, and
// ends it with ErrTooLarge after Max decoded bytes, so that a small file that
// unpacks to a huge one costs no memory. Another coding is an error naming it.
//
// It also unpacks what colly would unpack by itself without a limit: a body
// that is a gzip file by its bytes and by its type or its name (….xml.gz).
// Responses are marked Uncompressed, so that colly unpacks nothing again.
type Cap struct {
	Next http.RoundTripper
	Max  int64 // decoded bytes; 0: 32 MiB
}

// RoundTrip implements http.RoundTripper.
func (c *Cap) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := c.Next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	if err := c.Decode(req, resp); err != nil {
		resp.Body.Close()
		return nil, err
	}
	return resp, nil
}

// Decode does to one response what RoundTrip does to each.
func (c *Cap) Decode(req *http.Request, resp *http.Response) error {
	codings, err := contentCodings(resp.Header)
	if err != nil {
		return fmt.Errorf("decode %s: %w", req.URL.Redacted(), err)
	}
	body := &cappedBody{source: resp.Body, left: c.Max}
	if body.left <= 0 {
		body.left = defaultCap
	}
	decoded := bufio.NewReader(resp.Body)
	for i := len(codings) - 1; i >= 0; i-- {
		decoded = bufio.NewReader(&decoder{src: decoded, coding: codings[i]})
	}
	if isGzipFile(req, resp.Header) {
		decoded = bufio.NewReader(&decoder{src: decoded, coding: gzipFile})
	}
	body.decoded = decoded
	resp.Body = body
	resp.Header.Del("Content-Encoding")
	resp.Header.Del("Content-Length")
	if req.Method != http.MethodHead {
		resp.ContentLength = -1
	}
	resp.Uncompressed = true
	return nil
}

// gzipFile is the coding of a body that may be a gzip file, whatever its
// header says: it is unpacked only if it begins like one.
const gzipFile = "gzip file"

func isGzipFile(req *http.Request, h http.Header) bool {
	return strings.HasSuffix(strings.ToLower(req.URL.Path), ".xml.gz") ||
		strings.Contains(strings.ToLower(h.Get("Content-Type")), "gzip")
}

// contentCodings lists the codings of a body, in the order they were applied.
func contentCodings(h http.Header) ([]string, error) {
	var codings []string
	for coding := range strings.SplitSeq(strings.Join(h.Values("Content-Encoding"), ","), ",") {
		switch coding = strings.ToLower(strings.TrimSpace(coding)); coding {
		case "", "identity", "none":
		case "gzip", "x-gzip":
			codings = append(codings, "gzip")
		case "deflate":
			codings = append(codings, "deflate")
		default:
			return nil, fmt.Errorf("the server sent the content coding %q, which it was not asked for and which cannot be read", coding)
		}
	}
	if len(codings) > mostCodings {
		return nil, fmt.Errorf("the body is packed %d times", len(codings))
	}
	return codings, nil
}

// cappedBody reads at most left more bytes.
type cappedBody struct {
	source  io.Closer
	decoded *bufio.Reader
	left    int64
}

func (b *cappedBody) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	if b.left == 0 {
		if _, err := b.decoded.Peek(1); err != nil {
			return 0, err
		}
		return 0, ErrTooLarge
	}
	n, err := b.decoded.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

func (b *cappedBody) Close() error { return b.source.Close() }

// Cut says what cut the body on its way, where that is known by now.
func (b *cappedBody) Cut() error { return cut(b.source) }

// cut asks a body for it. The transport below is known by its method only,
// since this package does not know it.
func cut(body any) error {
	if b, ok := body.(interface{ Cut() error }); ok {
		return b.Cut()
	}
	return nil
}

// decoder removes one coding. It opens the packed stream at the first Read, so
// that a response without a body (HEAD, 304) is no error.
type decoder struct {
	src    *bufio.Reader
	coding string
	stream io.Reader
	gzip   *gzip.Reader // stream, where that is gzip
	err    error
}

func (d *decoder) Read(p []byte) (int, error) {
	if d.stream == nil && d.err == nil {
		d.err = d.open()
	}
	if d.err != nil {
		return 0, d.err
	}
	n, err := d.stream.Read(p)
	if err == io.EOF && d.gzip != nil {
		err = d.nextMember()
	}
	if err != nil && err != io.EOF && d.coding != "" {
		err = fmt.Errorf("remove the coding %s: %w", d.coding, err)
	}
	d.err = err
	return n, err
}

func (d *decoder) open() error {
	start, err := d.src.Peek(2)
	if len(start) == 0 {
		return err
	}
	isGzip := bytes.Equal(start, []byte{0x1f, 0x8b})
	switch {
	case d.coding == gzipFile && !isGzip:
		d.stream, d.coding = d.src, ""
		return nil
	case d.coding == "deflate" && isZlib(start):
		d.stream, err = zlib.NewReader(d.src)
	case d.coding == "deflate":
		// "deflate" is zlib (RFC 9110, section 8.4.1.2), but some send it bare.
		d.stream, err = flate.NewReader(d.src), nil
	default:
		if d.gzip, err = gzip.NewReader(d.src); err == nil {
			d.gzip.Multistream(false)
			d.stream = d.gzip
		}
	}
	if err != nil {
		return fmt.Errorf("remove the coding %s: %w", d.coding, err)
	}
	return nil
}

// isZlib recognises a zlib header (RFC 1950, section 2.2).
func isZlib(start []byte) bool {
	return len(start) == 2 && start[0]&0x0f == 8 && (uint(start[0])<<8|uint(start[1]))%31 == 0
}

// nextMember goes on to the next gzip member. Anything else after a whole
// member is padding, which browsers ignore too.
func (d *decoder) nextMember() error {
	start, err := d.src.Peek(2)
	if err != nil && err != io.EOF {
		return err
	}
	if !bytes.Equal(start, []byte{0x1f, 0x8b}) {
		return io.EOF
	}
	if err := d.gzip.Reset(d.src); err != nil {
		return err
	}
	d.gzip.Multistream(false)
	return nil
}
