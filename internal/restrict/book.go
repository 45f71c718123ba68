package restrict

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"github.com/gofrs/flock"

	"communique/internal/durable"
)

// Book is the file of one home. It may be used by several goroutines at once.
// A decision that another process writes counts from then on.
type Book struct {
	path string
	mu   sync.Mutex
	read fs.FileInfo
	now  Decisions
	seal Seal
}

// Open gives the book of a home, which need not exist.
func Open(home string) *Book { return &Book{path: Path(home)} }

// Seal says what a file held at some time, so that one from which decisions
// have been taken away is noticed.
type Seal struct {
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
}

// Decisions reads the file, when it is not the one that was read last.
func (b *Book) Decisions() (Decisions, Seal, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	info, err := os.Stat(b.path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		b.read, b.now, b.seal = nil, Decisions{}, Seal{}
		return b.now, b.seal, nil
	case err != nil:
		return Decisions{}, Seal{}, fmt.Errorf("restrictions: %w: nothing is shown until it can be read", err)
	case b.read != nil && os.SameFile(info, b.read) && info.Size() == b.read.Size() && info.ModTime().Equal(b.read.ModTime()):
		return b.now, b.seal, nil
	}
	data, err := os.ReadFile(b.path)
	if err != nil {
		return Decisions{}, Seal{}, fmt.Errorf("restrictions: %w: nothing is shown until it can be read", err)
	}
	d, err := parse(data, b.path)
	if err != nil {
		return Decisions{}, Seal{}, err
	}
	b.now, b.seal = d, sealOf(data)
	if b.read = info; info.Size() != int64(len(data)) {
		b.read = nil // it has grown in between: read again next time
	}
	return b.now, b.seal, nil
}

func sealOf(data []byte) Seal {
	sum := sha256.Sum256(data)
	return Seal{int64(len(data)), hex.EncodeToString(sum[:])}
}

// parse reads the whole file, or nothing of it.
func parse(data []byte, path string) (d Decisions, err error) {
	for n := 1; len(data) > 0; n++ {
		line, rest, whole := bytes.Cut(data, []byte("\n"))
		var one Decision
		err := json.Unmarshal(line, &one)
		switch {
		case !whole:
			err = errors.New("the line is cut off")
		case err == nil:
			err = one.check()
		}
		if err != nil {
			return Decisions{}, fmt.Errorf("%s, line %d: %w: nothing is shown until that line is mended by hand, or the file is put back from a copy", path, n, err)
		}
		d.add(one)
		data = rest
	}
	return d, nil
}

// Check says whether the file still begins with what it held when the seal was
// made.
func (b *Book) Check(s Seal) error {
	if s.Size == 0 {
		return nil
	}
	data, err := os.ReadFile(b.path)
	if err == nil && int64(len(data)) >= s.Size && sealOf(data[:s.Size]) == s {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("restrictions: %w", err)
	}
	return fmt.Errorf("%s is not what it was: decisions have been changed or taken away, and nothing is shown: put it back from a copy; if it was changed on purpose, communique rebuild takes it as it is", b.path)
}

// Append writes a decision at the end of the file, and returns when it is on
// the disk.
func (b *Book) Append(n Decision) (err error) {
	n.Time = n.Time.UTC()
	if n.Addresses == nil {
		n.Addresses = []string{}
	}
	line, err := json.Marshal(n)
	if err := errors.Join(err, n.check()); err != nil {
		return fmt.Errorf("restrictions: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(b.path), 0o755); err != nil {
		return fmt.Errorf("restrictions: %w", err)
	}
	lock := flock.New(b.path, flock.SetPermissions(0o644))
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("lock %s: %w", b.path, err)
	}
	defer func() { err = errors.Join(err, lock.Unlock()) }()
	if _, _, err := b.Decisions(); err != nil {
		return err // behind a damaged line, none would be read
	}
	f, err := os.OpenFile(b.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, 0o644)
	if err != nil {
		return fmt.Errorf("restrictions: %w", err)
	}
	_, err = f.Write(append(line, '\n'))
	if err := errors.Join(err, f.Sync(), f.Close(), durable.Sync(filepath.Dir(b.path))); err != nil {
		return fmt.Errorf("restrictions: %w", err)
	}
	return nil
}
