package durable

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/google/renameio/v2"
)

// Replace writes the file that a user names. It appears under its name when it
// is whole and on disk; until then what was there stays. What is no file, such
// as a pipe or /dev/stdout, is written to as it stands: a file in its place
// would be an accident.
func Replace(path string, write func(io.Writer) error) error {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return fmt.Errorf("write %s: it is a folder: name a file", path)
	case err == nil && !info.Mode().IsRegular():
		err = writeTo(path, write)
	default:
		err = replace(path, write)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return nil
}

func writeTo(path string, write func(io.Writer) error) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

func replace(path string, write func(io.Writer) error) error {
	dir := filepath.Dir(path)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s does not exist: make it first", dir)
	}
	t, err := renameio.NewPendingFile(path, renameio.WithPermissions(0o644), renameio.WithTempDir(dir))
	if err != nil {
		return shown(path, err)
	}
	defer func() { _ = t.Cleanup() }() // after the rename there is nothing to clean
	if err := write(t); err != nil {
		return shown(path, err)
	}
	return shown(path, t.CloseAtomicallyReplace())
}

// shown leaves out the name of the file beside path that was to be renamed, of
// which nobody knows.
func shown(path string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) && strings.HasPrefix(filepath.Base(at.Path), "."+filepath.Base(path)) {
		return at.Err
	}
	return err
}
