package dataset

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"communique/internal/durable"
)

// file is one that is being written below the builder's folder.
type file struct {
	*bufio.Writer
	disk *os.File
	sum  hash.Hash
	size int64
}

// add writes a file through to the disk, and takes it into the manifest.
func (b *builder) add(name string, write func(io.Writer) error) error {
	disk, err := os.OpenFile(filepath.Join(b.dir, filepath.FromSlash(name)), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	f := &file{disk: disk, sum: sha256.New()}
	f.Writer = bufio.NewWriterSize(passing{f}, 1<<18)
	err = write(f)
	if err == nil {
		err = errors.Join(f.Flush(), disk.Sync())
	}
	if err := errors.Join(err, disk.Close()); err != nil {
		return err
	}
	b.files = append(b.files, File{Path: name, Bytes: f.size, SHA256: hex.EncodeToString(f.sum.Sum(nil))})
	return nil
}

func (b *builder) write(name string, data []byte) error {
	return b.add(name, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// of gives what the manifest says of a file that has been written.
func (b *builder) of(name string) File {
	for _, f := range b.files {
		if f.Path == name {
			return f
		}
	}
	return File{}
}

// passing sums what goes to the disk.
type passing struct{ f *file }

func (p passing) Write(data []byte) (int, error) {
	n, err := p.f.disk.Write(data)
	p.f.sum.Write(data[:n])
	p.f.size += int64(n)
	return n, err
}

// workplace makes the folder beside out in which a dataset is built, and locks
// it while it is. Such folders that nobody has locked are what programs that
// were killed have left: they go.
func workplace(out string) (dir string, release func(), err error) {
	prefix := "." + filepath.Base(out) + ".new-"
	entries, err := os.ReadDir(filepath.Dir(out))
	if err != nil {
		return "", nil, err
	}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), prefix) {
			continue
		}
		old := filepath.Join(filepath.Dir(out), e.Name())
		l := lockOn(old)
		if free, err := l.TryLock(); err != nil || !free {
			continue // somebody works in it, or it has gone meanwhile
		}
		if err := errors.Join(os.RemoveAll(old), l.Unlock()); err != nil {
			return "", nil, err
		}
	}
	if dir, err = os.MkdirTemp(filepath.Dir(out), prefix); err != nil {
		return "", nil, err
	}
	l := lockOn(dir)
	if got, err := l.TryLock(); err != nil || !got {
		return "", nil, errors.Join(fmt.Errorf("lock %s (locked: %t)", dir, !got), err, os.RemoveAll(dir))
	}
	return dir, func() {
		_ = os.RemoveAll(dir) // where it is still there, it is of a dataset that failed
		_ = l.Unlock()
	}, nil
}

// lockOn locks a folder itself: a lock file would stand in the dataset.
func lockOn(dir string) *flock.Flock { return flock.New(dir, flock.SetFlag(os.O_RDONLY)) }

// aside is where an older dataset waits while the new one takes its place.
func aside(out string) string {
	return filepath.Join(filepath.Dir(out), "."+filepath.Base(out)+".old")
}

// put gives a finished folder its name. An older dataset goes aside first: a
// folder cannot be renamed over one that is not empty, so for a moment there is
// none, and finish puts the older one back if the program dies just then.
func put(dir, out string) error {
	if err := durable.Sync(dir, filepath.Join(dir, "data"), filepath.Join(dir, "schema")); err != nil {
		return err
	}
	old := aside(out)
	if err := os.Remove(out); err != nil && !errors.Is(err, os.ErrNotExist) { // an empty folder goes
		if err := os.Rename(out, old); err != nil {
			return err
		}
	}
	if err := os.Rename(dir, out); err != nil {
		if back := os.Rename(old, out); back != nil && !errors.Is(back, os.ErrNotExist) {
			return fmt.Errorf("%w (and the older dataset is in %s: %w)", err, old, back)
		}
		return err
	}
	if err := durable.Sync(filepath.Dir(out)); err != nil {
		return err
	}
	return os.RemoveAll(old)
}

// finish ends what a program that died in put has begun.
func finish(out string) error {
	old := aside(out)
	if _, err := os.Stat(old); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if _, err := os.Stat(out); errors.Is(err, os.ErrNotExist) {
		return os.Rename(old, out)
	}
	if _, err := readManifest(old); err != nil {
		return fmt.Errorf("%s is in the way: move it elsewhere", old)
	}
	return os.RemoveAll(old)
}
