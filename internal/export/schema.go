package export

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The files hold each definition once: release.schema.json has those of all
// kinds, and the others refer to them.
//
//go:embed schema/*.json
var schemas embed.FS

// Schema gives the JSON Schema (2020-12) of one line of JSONL, by the kind of
// line as for Write. It stands alone.
func Schema(of string) ([]byte, error) {
	if of == "" {
		of = "releases"
	}
	if !slices.Contains(kinds, of) {
		return nil, fmt.Errorf("export: nothing called %q: use %s", of, strings.Join(kinds, ", "))
	}
	release, err := schemas.ReadFile("schema/release.schema.json")
	if err != nil || of == "releases" {
		return release, err
	}
	schema, err := schemas.ReadFile("schema/" + strings.TrimSuffix(of, "s") + ".schema.json")
	if err == nil {
		schema, err = alone(schema, release)
	}
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", of, err)
	}
	return schema, nil
}

var (
	toField      = regexp.MustCompile(`"\$ref": "#/\$defs/(\w+)/properties/(\w+)"`)
	toDefinition = regexp.MustCompile(`"\$ref": *"#/\$defs/(\w+)"`)
)

// alone puts into a schema what it refers to: fields in their place, and
// definitions at the end.
func alone(schema, release []byte) ([]byte, error) {
	var from struct {
		Defs map[string]json.RawMessage `json:"$defs"`
	}
	if err := json.Unmarshal(release, &from); err != nil {
		return nil, err
	}
	var failed error
	schema = toField.ReplaceAllFunc(schema, func(ref []byte) []byte {
		m := toField.FindSubmatch(ref)
		var def struct{ Properties map[string]json.RawMessage }
		if err := json.Unmarshal(from.Defs[string(m[1])], &def); err != nil {
			failed = fmt.Errorf("%s: %w", ref, err)
		}
		field := def.Properties[string(m[2])]
		if len(field) < 2 {
			failed = fmt.Errorf("no %s", ref)
			return nil
		}
		return field[1 : len(field)-1] // without its braces
	})
	if failed != nil {
		return nil, failed
	}
	used := map[string]json.RawMessage{}
	collect(schema, from.Defs, used)
	defs, err := json.Marshal(used)
	if err != nil {
		return nil, err
	}
	schema = bytes.TrimSuffix(bytes.TrimSpace(schema), []byte("}"))
	var out bytes.Buffer
	err = json.Indent(&out, slices.Concat(schema, []byte(`, "$defs": `), defs, []byte("}\n")), "", "  ")
	return out.Bytes(), err
}

// collect finds the definitions that a schema refers to, and those that they do.
func collect(schema []byte, all, used map[string]json.RawMessage) {
	for _, m := range toDefinition.FindAllSubmatch(schema, -1) {
		name := string(m[1])
		if _, ok := used[name]; !ok {
			used[name] = all[name]
			collect(all[name], all, used)
		}
	}
}
