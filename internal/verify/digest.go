package verify

import (
	"encoding/hex"
	"hash"

	"communique/archive/warc"
)

// sum computes a digest in order to compare it with the one that a header
// states.
type sum struct {
	stated warc.StatedDigest
	hash   hash.Hash // nil: the form of what is stated is not known
}

func newSum(stated string) *sum {
	s := &sum{}
	var ok bool
	if s.stated, ok = warc.ParseDigest(stated); ok {
		s.hash = s.stated.New()
	}
	return s
}

func (s *sum) Write(p []byte) (int, error) {
	if s.hash != nil {
		s.hash.Write(p) // never fails
	}
	return len(p), nil
}

func (s *sum) known() bool { return s.hash != nil }

func (s *sum) matches() bool { return s.stated.Matches(s.hash.Sum(nil)) }

// String is the computed digest.
func (s *sum) String() string {
	return s.stated.Algorithm + ":" + hex.EncodeToString(s.hash.Sum(nil))
}
