package proof

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/mod/sumdb/tlog"
)

// The files of state/log:
//
//	leaves.jsonl              the leaves, one a line (see leafFile); line n is leaf n, from 0
//	hashes                    the tree's hashes, 32 bytes each, in tlog's storage order; made again from the leaves when lost
//	checkpoints/<size>.note   a checkpoint: the tree at <size> leaves (12 digits), signed
//	checkpoints/<size>.tsr    an RFC 3161 response over the bytes of that note (DER)
//	checkpoints/<size>.tsr.note  the digest of that response, signed with the log's key
const (
	leavesName = "leaves.jsonl"
	hashesName = "hashes"
	pointsName = "checkpoints"
)

func logDir(home string) string { return filepath.Join(home, "state", "log") }

// Log is the transparency log of one home. Reading needs no lock; the methods
// that write need the home's.
type Log struct {
	home string
	dir  string
	now  func() time.Time
	keys keyring

	leaves int64           // whole ones: torn groups at the end are not counted
	bytes  int64           // of leavesName that hold them
	groups map[string]span // by the WARC file's name
	points []point         // by size
	signed int64           // bytes of leavesName that the newest checkpoint covers
	turns  int             // key leaves
	ready  bool            // prepare has done its work
	fault  error           // why nothing may be appended
}

// span is a WARC file's stretch of the log.
type span struct {
	first  int64 // number of the file's leaf; those of its records follow
	offset int64 // of its line in leavesName
	leaf   fileLeaf
}

// Open reads the log of a home. It writes nothing, also where there is none
// yet. What a crash has torn at the end is passed over, and cut off by the next
// append: those leaves are in no checkpoint, and follow from the WARC files.
func Open(home string, now func() time.Time) (*Log, error) {
	l := &Log{home: home, dir: logDir(home), now: now, groups: map[string]span{}}
	var err error
	if l.keys, err = loadKeys(home); err != nil {
		return nil, err
	}
	if l.points, err = readPoints(l.dir, l.keys); err != nil {
		return nil, err
	}
	if err := l.scan(); err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	if last := l.last(); last.tree.N > l.leaves {
		l.fault = fmt.Errorf("the log has %d leaves in order, and a checkpoint of %d is signed: run communique verify to see where, and restore state/log from a back-up", l.leaves, last.tree.N)
	}
	return l, nil
}

// last is the newest checkpoint; its size is 0 where there is none.
func (l *Log) last() point {
	if len(l.points) == 0 {
		return point{}
	}
	return l.points[len(l.points)-1]
}

// scan counts the leaves and notes where each file's begin.
func (l *Log) scan() error {
	f, err := os.Open(filepath.Join(l.dir, leavesName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	s := scanner{}
	err = readLines(f, func(raw []byte) error {
		if !s.take(raw) {
			return errLeaf
		}
		if s.want > 0 {
			return nil // in the middle of a file's records
		}
		if s.group != nil { // and that was the last of them
			l.groups[s.group.leaf.File] = *s.group
			s.group = nil
		} else {
			l.turns++
		}
		l.leaves, l.bytes = s.leaves, s.bytes
		if l.leaves == l.last().tree.N {
			l.signed = l.bytes
		}
		return nil
	})
	if errors.Is(err, errLeaf) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil // torn from here on, or damaged: Open compares with the checkpoints
	}
	return err
}

// scanner follows the order of leaves: a key, or a file and then as many
// records as it says.
type scanner struct {
	leaves, bytes int64
	want          int64 // records still to come
	group         *span
}

// take reports whether the leaf may stand here.
func (s *scanner) take(raw []byte) bool {
	switch kind(raw) {
	case leafRecord:
		if s.want == 0 {
			return false
		}
		s.want--
	case leafFile:
		leaf, err := decode[fileLeaf](raw)
		if err != nil || s.want != 0 || leaf.Records < 0 {
			return false
		}
		s.group = &span{first: s.leaves, offset: s.bytes, leaf: leaf}
		s.want = leaf.Records
	case leafKey:
		if s.want != 0 {
			return false
		}
	default:
		return false
	}
	s.leaves++
	s.bytes += int64(len(raw)) + 1
	return true
}

// readLines hands on the lines of a file without their ends. A last line
// without an end gives io.ErrUnexpectedEOF.
func readLines(r io.Reader, each func([]byte) error) error {
	br := bufio.NewReaderSize(r, 256<<10)
	for {
		line, err := br.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return nil
		}
		if err == io.EOF {
			return io.ErrUnexpectedEOF
		}
		if err != nil {
			return err
		}
		if err := each(line[:len(line)-1]); err != nil {
			return err
		}
	}
}

// hashFile reads stored hashes out of the file of hashes.
type hashFile struct{ f io.ReaderAt }

func (h hashFile) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		if _, err := h.f.ReadAt(hashes[i][:], at*tlog.HashSize); err != nil {
			return nil, fmt.Errorf("read the log's hashes: %w", err)
		}
	}
	return hashes, nil
}

// each hands on the leaves of a span's records with their numbers.
func (l *Log) each(s span, leaf func(n int64, raw []byte) error) error {
	f, err := os.Open(filepath.Join(l.dir, leavesName))
	if err != nil {
		return fmt.Errorf("read the log: %w", err)
	}
	defer f.Close()
	n := s.first
	err = readLines(io.NewSectionReader(f, s.offset, l.bytes-s.offset), func(raw []byte) error {
		if n > s.first {
			if err := leaf(n, raw); err != nil {
				return err
			}
		}
		if n++; n > s.first+s.leaf.Records {
			return io.EOF
		}
		return nil
	})
	if err != nil && err != io.EOF {
		return fmt.Errorf("read the log's leaf %d: %w", n, err)
	}
	return nil
}
