package ingest

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"communique/internal/export"
	"communique/internal/site"
)

// Every line exported from a lived-in home is what its schema says.
func TestExportsAreValid(t *testing.T) {
	l := newLab(t)
	l.bare = true
	l.archive(story()...)
	l.ingest()
	db := l.read()
	for _, of := range export.Kinds() {
		schema, err := export.Compile(of)
		l.must(err)
		var out bytes.Buffer
		n, err := export.Request{Of: of, Canonical: site.Canonical}.Write(t.Context(), &out, db)
		if err != nil || n == 0 {
			t.Fatalf("%s: %d lines, error %v", of, n, err)
		}
		for line := range strings.Lines(out.String()) {
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(line))
			l.must(err)
			if err := schema.Validate(v); err != nil {
				t.Errorf("%s: %s: %v", of, line, err)
			}
		}
	}
}
