package warc

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"sync"
)

// Digests are written "sha256:" and 64 lower-case hexadecimal digits. WARC 1.1
// (5.8, 5.9) leaves the encoding open; the older habit of base32 is for SHA-1.
const digestPrefix = "sha256:"

// Digester computes a digest of what is written to it.
type Digester struct{ sum hash.Hash }

// NewDigester returns a Digester that has seen nothing yet.
func NewDigester() *Digester { return &Digester{sha256.New()} }

// Write adds p. It never fails.
func (d *Digester) Write(p []byte) (int, error) { return d.sum.Write(p) }

// ReadFrom adds all that r gives; io.Copy calls it. It has a buffer ready,
// which io.Copy would make anew for each record.
func (d *Digester) ReadFrom(r io.Reader) (n int64, err error) {
	buf := copyBuffers.Get().(*[copySize]byte)
	defer copyBuffers.Put(buf)
	for {
		k, err := r.Read(buf[:])
		d.sum.Write(buf[:k])
		n += int64(k)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

const copySize = 32 << 10

var copyBuffers = sync.Pool{New: func() any { return new([copySize]byte) }}

// String returns the digest of everything written so far.
func (d *Digester) String() string { return digestPrefix + hex.EncodeToString(d.sum.Sum(nil)) }

// BlockDigest returns the digest of a record's whole block, for
// WARC-Block-Digest (WARC 1.1, 5.8).
func BlockDigest(block io.Reader) (string, error) {
	d := NewDigester()
	if _, err := io.Copy(d, block); err != nil {
		return "", fmt.Errorf("digest of the block: %w", err)
	}
	return d.String(), nil
}

// PayloadDigest returns the digest of the payload of an HTTP response block,
// for WARC-Payload-Digest (WARC 1.1, 5.9 and 6.3.2): the body with its
// transfer-coding (chunked) removed and its content-coding (gzip) kept. Of a
// truncated body it is the digest of what came.
func PayloadDigest(block io.Reader) (string, error) {
	_, digest, _, err := digestPayload(block)
	return digest, err
}

// digestPayload reads an HTTP response block to its end; size is that of the
// payload, in bytes.
func digestPayload(block io.Reader) (resp *Response, digest string, size int64, err error) {
	if resp, err = SplitResponse(block); err != nil {
		return nil, "", 0, fmt.Errorf("digest of the payload: %w", err)
	}
	d := NewDigester()
	if size, err = io.Copy(d, resp.Body); err != nil {
		return nil, "", 0, fmt.Errorf("digest of the payload: %w", err)
	}
	return resp, d.String(), size, nil
}

// IsDigest reports whether s has the form that this package writes, so that it
// can be compared with a digest computed here.
func IsDigest(s string) bool {
	if len(s) != len(digestPrefix)+2*sha256.Size || s[:len(digestPrefix)] != digestPrefix {
		return false
	}
	for _, c := range s[len(digestPrefix):] {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}
