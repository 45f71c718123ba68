package export

import (
	"embed"
	"fmt"
	"slices"
	"strings"
)

//go:embed schema/*.json
var schemas embed.FS

// Schema gives the JSON Schema (2020-12) of one line of JSONL, by the kind of
// line as for Write.
func Schema(of string) ([]byte, error) {
	if of == "" {
		of = "releases"
	}
	if !slices.Contains(kinds, of) {
		return nil, fmt.Errorf("export: nothing called %q: use %s", of, strings.Join(kinds, ", "))
	}
	data, err := schemas.ReadFile("schema/" + strings.TrimSuffix(of, "s") + ".schema.json")
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", of, err)
	}
	return data, nil
}
