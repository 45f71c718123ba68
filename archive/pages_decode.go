package archive

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
)

// maxCodings is how many content-codings on one body are believed.
const maxCodings = 4

// decode reads a body and removes its content-codings, up to limit bytes.
//
// cut says why the body is not whole: "length" when it is longer than limit
// (a decompression bomb), "unspecified" when its compressed data is damaged;
// what could be decoded is given in both cases. A body that is called gzip or
// deflate and is not compressed at all is given as it is: some servers, and
// the archives of some other tools, have such. A coding other than gzip,
// deflate and identity is an error that names it. Errors of body itself are
// returned.
func decode(body io.Reader, encodings []string, limit int64) (data []byte, cut string, err error) {
	var codings []string
	for _, c := range strings.Split(strings.ToLower(strings.Join(encodings, ",")), ",") {
		if c = strings.TrimSpace(c); c != "" && c != "identity" {
			codings = append(codings, c)
		}
	}
	if len(codings) > maxCodings {
		return nil, "", fmt.Errorf("it has %d content-codings on top of each other", len(codings))
	}
	src := &watched{r: body}
	var r io.Reader = src
	for i := len(codings) - 1; i >= 0; i-- {
		next, err := decoder(r, codings[i])
		if src.err != nil {
			return nil, "", src.err
		}
		if errors.Is(err, errDamagedCoding) {
			return nil, "unspecified", nil
		}
		if err != nil {
			return nil, "", err
		}
		r = next
	}
	data, err = io.ReadAll(io.LimitReader(r, limit+1))
	switch {
	case src.err != nil:
		return nil, "", src.err
	case int64(len(data)) > limit:
		return data[:limit:limit], "length", nil
	case err != nil && !errors.Is(err, gzip.ErrHeader):
		return data, "unspecified", nil
	}
	return data, "", nil // ErrHeader: bytes behind a whole gzip body, which browsers pass over too
}

var errDamagedCoding = errors.New("the compressed body's beginning is damaged")

// decoder removes one coding.
func decoder(r io.Reader, coding string) (io.Reader, error) {
	br := bufio.NewReader(r)
	start, _ := br.Peek(2) // an error comes again with the next read
	switch coding {
	case "gzip", "x-gzip":
		if len(start) < 2 || start[0] != 0x1f || start[1] != 0x8b {
			return br, nil
		}
		zr, err := gzip.NewReader(br)
		if err != nil {
			return nil, errDamagedCoding
		}
		return zr, nil
	case "deflate":
		return inflate(br, start)
	}
	return nil, fmt.Errorf("its content-coding %q cannot be removed here (gzip and deflate can)", coding)
}

// inflate reads "deflate", which is zlib (RFC 9110, 8.4.1.2) or, from servers
// that took the name literally, bare deflate data.
func inflate(br *bufio.Reader, start []byte) (io.Reader, error) {
	if len(start) < 2 {
		return br, nil
	}
	if start[0]&0x0f == 8 && (int(start[0])<<8|int(start[1]))%31 == 0 {
		zr, err := zlib.NewReader(br)
		if err != nil {
			return nil, errDamagedCoding
		}
		return zr, nil
	}
	if start[0] == '<' { // HTML that was not compressed
		return br, nil
	}
	return flate.NewReader(br), nil
}

// watched remembers an error of the reader below the decoders, which is not
// the decoders' to explain.
type watched struct {
	r   io.Reader
	err error
}

func (w *watched) Read(p []byte) (int, error) {
	n, err := w.r.Read(p)
	if err != nil && err != io.EOF {
		w.err = err
	}
	return n, err
}
