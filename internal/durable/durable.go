// Package durable makes what was done to a folder outlast a power cut: a file
// that was made, renamed or removed in it is only certain to be so once the
// folder itself was flushed, which neither os.Rename nor renameio does (fsync(2)).
package durable

import (
	"errors"
	"fmt"
	"os"
)

// Sync flushes folders, or files, to disk, in the order given.
func Sync(paths ...string) error {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		if err := errors.Join(f.Sync(), f.Close()); err != nil {
			return fmt.Errorf("flush %s: %w", path, err)
		}
	}
	return nil
}
