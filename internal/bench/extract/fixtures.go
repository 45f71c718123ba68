package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// readFixtures gives the project's own pages of the genre, invented texts in
// the true markup of nine publishers, with the text of their golden
// records: what a profile reads, a person has checked.
func readFixtures(dir string) ([]article, error) {
	paths, err := filepath.Glob(filepath.Join(dir, "*", "*.html"))
	if err != nil || len(paths) == 0 {
		return nil, fmt.Errorf("no fixtures in %s: give the folder with -fixtures", dir)
	}
	var all []article
	for _, path := range paths {
		body, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		data, err := os.ReadFile(strings.TrimSuffix(path, ".html") + ".json")
		if err != nil {
			return nil, err
		}
		var golden struct{ URL, Text string }
		if err := json.Unmarshal(data, &golden); err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		_, body, _ = bytes.Cut(body, []byte("\n")) // the comment that names the address
		name := filepath.Base(filepath.Dir(path)) + "/" + strings.TrimSuffix(filepath.Base(path), ".html")
		all = append(all, article{page{name, golden.URL, body}, golden.Text})
	}
	return all, nil
}
