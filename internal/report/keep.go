package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/google/renameio/v2"
)

// JSON writes a report on one line.
func JSON(w io.Writer, n Night) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(n); err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// Keep leaves a report in the folder of its run: report.json, report.txt and
// report.html. Each is whole or not there; the JSON, from which the others
// could be made again, comes first.
func Keep(dir string, n Night) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("make run folder: %w", err)
	}
	for _, form := range []struct {
		name  string
		write func(io.Writer, Night) error
	}{
		{"report.json", JSON},
		{"report.txt", func(w io.Writer, n Night) error { return Text(w, n, Look{}) }},
		{"report.html", HTML},
	} {
		var b bytes.Buffer
		if err := form.write(&b, n); err != nil {
			return err
		}
		if err := renameio.WriteFile(filepath.Join(dir, form.name), b.Bytes(), 0o644); err != nil {
			return fmt.Errorf("keep report: %w", err)
		}
	}
	return nil
}

// Load reads the report in the folder of a run. The error wraps
// os.ErrNotExist where the run left none.
func Load(dir string) (Night, error) {
	var n Night
	path := filepath.Join(dir, "report.json")
	data, err := os.ReadFile(path)
	if err != nil {
		return n, fmt.Errorf("read report: %w", err)
	}
	if err := json.Unmarshal(data, &n); err != nil {
		return n, fmt.Errorf("%s: %w", path, err)
	}
	return n, nil
}
