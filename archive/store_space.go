package archive

import (
	"fmt"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// Free returns how many bytes the file system of the archive has left for this
// user.
func (s *Store) Free() (int64, error) {
	var fs unix.Statfs_t
	if err := unix.Statfs(filepath.Join(s.home, warcDir), &fs); err != nil {
		return 0, fmt.Errorf("ask for the free space of %s: %w", s.home, err)
	}
	return int64(fs.Bavail) * int64(fs.Bsize), nil
}
