package warc

import (
	"bytes"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"encoding/base64"
	"encoding/hex"
	"hash"
	"strings"
)

// StatedDigest is a digest as the header of a record states it, in one of the
// algorithms that tools use.
type StatedDigest struct {
	Algorithm string // "md5", "sha1", "sha256", "sha384" or "sha512"
	readings  [][]byte
}

// ParseDigest reads "algorithm:value". WARC 1.1 (5.8) leaves the encoding of
// the value open: hexadecimal in either case, base32 in either case, base64
// and base64url are in use. ok is false for anything else.
func ParseDigest(s string) (d StatedDigest, ok bool) {
	name, value, _ := strings.Cut(strings.TrimSpace(s), ":")
	d.Algorithm = strings.ReplaceAll(strings.ToLower(name), "-", "")
	h := d.New()
	if h == nil {
		return d, false
	}
	value = strings.TrimRight(strings.TrimSpace(value), "=")
	// 32 digits can be MD5 in hexadecimal or SHA-1 in base32: only one of the
	// readings has the algorithm's length.
	for _, decode := range []func(string) ([]byte, error){
		hex.DecodeString,
		func(s string) ([]byte, error) {
			return base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(strings.ToUpper(s))
		},
		base64.RawStdEncoding.DecodeString,
		base64.RawURLEncoding.DecodeString,
	} {
		if sum, err := decode(value); err == nil && len(sum) == h.Size() {
			d.readings = append(d.readings, sum)
		}
	}
	return d, len(d.readings) > 0
}

// New returns a hash of the digest's algorithm; nil when it is not known.
func (d StatedDigest) New() hash.Hash {
	switch d.Algorithm {
	case "md5":
		return md5.New()
	case "sha1":
		return sha1.New()
	case "sha256":
		return sha256.New()
	case "sha384":
		return sha512.New384()
	case "sha512":
		return sha512.New()
	}
	return nil
}

// Matches reports whether sum, of the digest's algorithm, is what is stated.
func (d StatedDigest) Matches(sum []byte) bool {
	for _, r := range d.readings {
		if bytes.Equal(r, sum) {
			return true
		}
	}
	return false
}
