package dataset

import (
	"bytes"
	"encoding/json"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"communique/internal/proof"
)

// The descriptions say of each table what its lines have, and of each file what
// it is.
func TestDescriptions(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	o := options(archived(t, release(1)))
	o.Title, o.Creator, o.URL, o.Head = "Quays <1>", "University of Example", "https://data.example/quays", proof.Head{Note: "note", Leaves: 7, Keys: []string{"key"}}
	m := mustMake(t, out, o)
	if m.Log == nil || m.Log.NotCovered != 1 {
		t.Errorf("log %+v", m.Log)
	}
	files := tree(t, out)
	for _, f := range m.Files {
		if sum, size, err := sumFile(filepath.Join(out, f.Path)); err != nil || sum != f.SHA256 || size != f.Bytes {
			t.Errorf("%s is not as the manifest says", f.Path)
		}
	}
	if len(m.Files) != len(files)-1 {
		t.Errorf("%d files in the manifest of %d", len(m.Files), len(files))
	}
	for _, want := range []string{"pretty_name: Quays <1>", "- \"no\"\n", "# Quays &lt;1>", `Lantern \| Watch`, "Published by University of Example.", "but for 1 that"} {
		if !strings.Contains(files["README.md"], want) {
			t.Errorf("no %q in\n%s", want, files["README.md"])
		}
	}
	var pkg struct {
		Resources []struct {
			Name, Path, Format string
			Schema             struct{ Fields []struct{ Name, Type string } }
		}
	}
	var croissant struct {
		RecordSet []struct {
			ID    string `json:"@id"`
			Field []json.RawMessage
		}
	}
	for name, into := range map[string]any{"datapackage.json": &pkg, "croissant.json": &croissant} {
		if err := json.Unmarshal([]byte(files[name]), into); err != nil {
			t.Fatal(err)
		}
	}
	if len(pkg.Resources) != 3*len(forms()) {
		t.Errorf("%d resources", len(pkg.Resources))
	}
	for i, r := range pkg.Resources {
		if r.Format != "jsonl" {
			continue // as its schema says in internal/export
		}
		var names []string
		for _, f := range r.Schema.Fields {
			names = append(names, f.Name)
			if f.Type == "" {
				t.Errorf("%s.%s has no type", r.Name, f.Name)
			}
		}
		line, _, _ := strings.Cut(files[r.Path], "\n")
		if got := keysOf(t, line); !slices.Equal(got, names) {
			t.Errorf("%s has the columns %v, and its lines %v", r.Name, names, got)
		}
		if s := croissant.RecordSet[i/len(forms())]; s.ID != r.Name || len(s.Field) != len(names) {
			t.Errorf("record set %s with %d fields beside %s", s.ID, len(s.Field), r.Name)
		}
		valid(t, files["schema/"+strings.TrimSuffix(r.Name, "s")+".schema.json"], files[r.Path])
	}
}

func keysOf(t *testing.T, line string) (keys []string) {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(line))
	if _, err := d.Token(); err != nil {
		t.Fatal(err)
	}
	for d.More() {
		key, err := d.Token()
		var skip json.RawMessage
		if err := errors.Join(err, d.Decode(&skip)); err != nil {
			t.Fatal(err)
		}
		keys = append(keys, key.(string))
	}
	return keys
}

func valid(t *testing.T, schema, lines string) {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(schema)))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("urn:test", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:test")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(lines) {
		v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
		if err == nil {
			err = s.Validate(v)
		}
		if err != nil {
			t.Errorf("%s: %v", line, err)
		}
	}
}
