package archive

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"communique/archive/warc"
)

// Reindex makes the CDXJ of every finished gzipped file again, out of its
// records, where it is missing or is not what they say, and returns the names
// of those it wrote. The caller holds the lock that keeps other runs out.
func (s *Store) Reindex(ctx context.Context) (written []string, err error) {
	files, err := s.Files()
	if err != nil {
		return nil, err
	}
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return written, err
		}
		name := strings.TrimPrefix(file, warcDir+"/")
		wrote, err := s.reindex(name)
		if err != nil {
			return written, fmt.Errorf("index %s: %w", file, err)
		}
		if wrote {
			written = append(written, CDXJOf(file))
		}
	}
	return written, nil
}

// CDXJOf is the name of the CDXJ that belongs to a WARC file.
func CDXJOf(name string) string {
	return strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".warc") + ".cdxj"
}

func (s *Store) reindex(name string) (wrote bool, err error) {
	path := filepath.Join(s.home, warcDir, name)
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return false, nil // verify and rebuild name it
	}
	f, err := os.Open(path)
	if err != nil {
		return false, nil
	}
	defer f.Close()
	lines, err := warc.IndexFile(f, name)
	if err != nil || len(lines) == 0 {
		return false, err // nothing to look up, or no WARC at all
	}
	var index bytes.Buffer
	if err := warc.WriteCDXJ(&index, lines); err != nil {
		return false, err
	}
	cdxj := CDXJOf(path)
	if old, err := os.ReadFile(cdxj); err == nil && bytes.Equal(old, index.Bytes()) {
		return false, nil
	}
	return true, s.disk.replace(cdxj, index.Bytes())
}
