package dataset

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// column is one field of a table, as its JSON Schema describes it.
type column struct {
	name        string
	kind        string   // of Data Package's Table Schema: string, integer, number, boolean, date, datetime, array, object
	items       string   // of an array: what is in it
	inside      []column // of an object, or of an array of objects
	required    bool     // never null, in a tombstone neither
	description string
	enum        []string
	pattern     string
}

// shape is what is read of a JSON Schema.
type shape struct {
	Ref         string           `json:"$ref"`
	Type        any              `json:"type"` // one name, or several
	AnyOf       []shape          `json:"anyOf"`
	Enum        []*string        `json:"enum"`
	Const       *string          `json:"const"`
	Pattern     string           `json:"pattern"`
	Description string           `json:"description"`
	Items       *shape           `json:"items"`
	Properties  map[string]shape `json:"properties"`
	Required    []string         `json:"required"` // in the order of the keys
	Defs        map[string]shape `json:"$defs"`
}

const toDefs = "#/$defs/"

// columnsOf reads the columns out of the schema of a line. Where there are two
// sorts of line, the first has all columns and the second is a tombstone.
func columnsOf(schema []byte) ([]column, error) {
	var root shape
	if err := json.Unmarshal(schema, &root); err != nil {
		return nil, fmt.Errorf("schema: %w", err)
	}
	line, tombstone := root, root
	if len(root.AnyOf) == 2 {
		line, tombstone = root.Defs[strings.TrimPrefix(root.AnyOf[0].Ref, toDefs)], root.Defs[strings.TrimPrefix(root.AnyOf[1].Ref, toDefs)]
	}
	if len(line.Required) == 0 {
		return nil, errors.New("schema: it does not say the order of its fields")
	}
	var all []column
	for _, c := range inside(line, root.Defs) {
		var t column
		t.read(tombstone.Properties[c.name], root.Defs)
		c.required = c.required && t.required
		for _, v := range t.enum {
			if !slices.Contains(c.enum, v) {
				c.enum = append(c.enum, v)
			}
		}
		all = append(all, c)
	}
	return all, nil
}

func inside(s shape, defs map[string]shape) (all []column) {
	for _, name := range s.Required {
		c := column{name: name}
		c.read(s.Properties[name], defs)
		all = append(all, c)
	}
	return all
}

// read follows references, and takes null out of the types.
func (c *column) read(s shape, defs map[string]shape) {
	c.required = true
	for {
		if c.description == "" {
			c.description = s.Description
		}
		if len(s.AnyOf) > 0 {
			c.required = false
			s = s.AnyOf[0]
			continue
		}
		ref, ok := strings.CutPrefix(s.Ref, toDefs)
		if !ok {
			break
		}
		switch ref {
		case "time":
			c.kind = "datetime"
		case "day":
			c.kind = "date"
		}
		s = defs[ref]
	}
	c.types(s)
	c.inside = inside(s, defs)
	if s.Items != nil {
		var item column
		item.read(*s.Items, defs)
		c.items, c.inside = item.kind, item.inside
	}
}

func (c *column) types(s shape) {
	var names []string
	switch t := s.Type.(type) {
	case string:
		names = []string{t}
	case []any:
		for _, name := range t {
			names = append(names, name.(string))
		}
	}
	if s.Const != nil {
		names, c.enum = []string{"string"}, []string{*s.Const}
	}
	if s.Enum != nil {
		names = []string{"string"}
		for _, v := range s.Enum {
			if v == nil {
				c.required = false
			} else {
				c.enum = append(c.enum, *v)
			}
		}
	}
	for _, name := range names {
		if name == "null" {
			c.required = false
		} else if c.kind == "" {
			c.kind = name
		}
	}
	if c.kind == "string" {
		c.pattern = s.Pattern
	}
}
