package proof

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"communique/internal/durable"
)

// Added says what was appended.
type Added struct {
	Files, Records int
	Unread         []string // files with bytes that are in no record, and how many
}

// Add appends the leaves of those files that are not in the log yet, in the
// order of their names. The files are finished: they have their final name and
// will not change; names are relative to the home, with slashes. Each file's
// leaves are on the disk together before the next file is begun, so that a
// cancelled Add has done some files wholly and the others not at all.
func (l *Log) Add(ctx context.Context, files ...string) (Added, error) {
	var done Added
	files = slices.Sorted(slices.Values(files))
	for _, name := range slices.Compact(files) {
		if _, known := l.groups[name]; known {
			continue
		}
		lines, leaf, err := l.leavesOf(ctx, name)
		if err != nil {
			return done, fmt.Errorf("read %s for the log: %w", name, err)
		}
		s := span{first: l.leaves, offset: l.bytes, leaf: leaf}
		if err := l.append(lines); err != nil {
			return done, err
		}
		l.groups[name] = s
		done.Files++
		done.Records += int(leaf.Records)
		if leaf.Unread > 0 {
			done.Unread = append(done.Unread, fmt.Sprintf("%s: %d bytes are in no record of their own", name, leaf.Unread))
		}
	}
	return done, nil
}

// leavesOf reads a WARC file: its own leaf and its records'.
func (l *Log) leavesOf(ctx context.Context, name string) ([][]byte, fileLeaf, error) {
	f, err := os.Open(filepath.Join(l.home, filepath.FromSlash(name)))
	if err != nil {
		return nil, fileLeaf{}, err
	}
	defer f.Close()
	sum, size, err := digest(ctx, f)
	if err != nil {
		return nil, fileLeaf{}, err
	}
	entries, unread, err := newMembers(f).walk(ctx, size)
	if err != nil {
		return nil, fileLeaf{}, err
	}
	leaf := fileLeaf{Type: leafFile, File: name, Size: size, SHA256: sum, Records: int64(len(entries)), Unread: unread, Logged: timestamp(l.now())}
	first, err := encode(leaf)
	if err != nil {
		return nil, leaf, err
	}
	lines := [][]byte{first}
	for _, e := range entries {
		e.File = name
		line, err := encode(e)
		if err != nil {
			return nil, leaf, err
		}
		lines = append(lines, line)
	}
	return lines, leaf, nil
}

// digest hashes a file from its beginning.
func digest(ctx context.Context, f io.ReaderAt) (sum string, size int64, err error) {
	h := sha256.New()
	buf := make([]byte, 256<<10)
	for {
		if err := ctx.Err(); err != nil {
			return "", 0, err
		}
		n, err := f.ReadAt(buf, size)
		h.Write(buf[:n])
		size += int64(n)
		if err == io.EOF {
			return hex.EncodeToString(h.Sum(nil)), size, nil
		}
		if err != nil {
			return "", 0, err
		}
	}
}

// append writes leaves behind the whole ones, and then their hashes: a crash
// between the two leaves hashes that prepare makes again.
func (l *Log) append(lines [][]byte) error {
	if err := l.prepare(); err != nil {
		return err
	}
	data := append(bytes.Join(lines, []byte("\n")), '\n')
	if err := writeAt(filepath.Join(l.dir, leavesName), data, l.bytes); err != nil {
		return fmt.Errorf("append to the log: %w", err)
	}
	if err := l.appendHashes(l.leaves, lines); err != nil {
		return fmt.Errorf("append to the log's hashes: %w", err)
	}
	l.leaves += int64(len(lines))
	l.bytes += int64(len(data))
	return nil
}

// writeAt makes data the end of a file, whatever stood behind offset before.
func writeAt(path string, data []byte, offset int64) error {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	err = f.Truncate(offset)
	if err == nil {
		_, err = f.WriteAt(data, offset)
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	return durable.Sync(filepath.Dir(path))
}

func (l *Log) appendHashes(first int64, lines [][]byte) error {
	path := filepath.Join(l.dir, hashesName)
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	defer f.Close() // read from only; writeAt writes
	start := tlog.StoredHashCount(first)
	made := pendingHashes{stored: hashFile{f}, start: start}
	for i, line := range lines {
		hashes, err := tlog.StoredHashes(first+int64(i), line, &made)
		if err != nil {
			return err
		}
		made.fresh = append(made.fresh, hashes...)
	}
	data := make([]byte, 0, len(made.fresh)*tlog.HashSize)
	for _, h := range made.fresh {
		data = append(data, h[:]...)
	}
	return writeAt(path, data, start*tlog.HashSize)
}

// pendingHashes are hashes on the disk and those made since.
type pendingHashes struct {
	stored tlog.HashReader
	start  int64
	fresh  []tlog.Hash
}

func (p *pendingHashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, at := range indexes {
		if at >= p.start {
			hashes[i] = p.fresh[at-p.start]
			continue
		}
		h, err := p.stored.ReadHashes([]int64{at})
		if err != nil {
			return nil, err
		}
		hashes[i] = h[0]
	}
	return hashes, nil
}

// prepare makes the folders, the first key, and the hashes that a crash can
// have left short; it ends a rotation that was broken off. It refuses a log
// whose leaves are not those that were signed.
func (l *Log) prepare() error {
	if l.ready || l.fault != nil {
		return l.fault
	}
	if err := os.MkdirAll(filepath.Join(l.dir, pointsName), 0o755); err != nil {
		return fmt.Errorf("make the log: %w", err)
	}
	if err := l.begin(); err != nil {
		return err
	}
	if err := l.mend(); err != nil {
		return err
	}
	l.ready = true
	return l.resume()
}

// begin makes an empty log and its first key, where there is neither. One
// without the other was lost: a key must not sign a second log.
func (l *Log) begin() error {
	path := filepath.Join(l.dir, leavesName)
	_, err := os.Stat(path)
	switch keys := len(l.keys.public) > 0; {
	case err != nil && !errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("read the log: %w", err)
	case err != nil && keys:
		return fmt.Errorf("%s is missing, and its keys are there: restore state/log from a back-up", path)
	case keys:
		return nil
	case l.leaves > 0:
		return fmt.Errorf("the log in %s has no keys: restore state/keys from a back-up", l.dir)
	}
	if err := writeAt(path, nil, 0); err != nil {
		return fmt.Errorf("make the log: %w", err)
	}
	return l.keys.create()
}

// mend makes the hashes behind the newest checkpoint again, and all of them
// where those below it are not what it has signed.
func (l *Log) mend() error {
	from, at := l.last().tree.N, l.signed
	if l.sound() != nil {
		from, at = 0, 0
	}
	if from < l.leaves {
		lines, err := l.linesFrom(at)
		if err != nil {
			return err
		}
		if err := l.appendHashes(from, lines); err != nil {
			return fmt.Errorf("make the log's hashes again: %w", err)
		}
	}
	if err := l.sound(); err != nil {
		l.fault = fmt.Errorf("%w: run communique verify to see where, and restore state/log from a back-up", err)
	}
	return l.fault
}

// linesFrom reads the whole leaves from a byte of their file on.
func (l *Log) linesFrom(at int64) ([][]byte, error) {
	f, err := os.Open(filepath.Join(l.dir, leavesName))
	if err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	defer f.Close()
	var lines [][]byte
	err = readLines(io.NewSectionReader(f, at, l.bytes-at), func(raw []byte) error {
		lines = append(lines, bytes.Clone(raw))
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read the log: %w", err)
	}
	return lines, nil
}
