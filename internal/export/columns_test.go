package export

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

// This file holds the schema, the Parquet columns, the README's tables and the
// list of fields that were ever given out against one another.
// UPDATE_GOLDEN=1 writes the README's tables anew, and adds to the list.

// field is what a schema says of one field, or of one inside it.
type field struct {
	Ref         string `json:"$ref"`
	Description string
	Examples    []any
	Type        any
	Enum        []any
	Const       any
	AnyOf       []*field
	Properties  map[string]*field
	Required    []string
	Items       *field
	Defs        map[string]*field `json:"$defs"`

	name string // "quotes[].text"
	null bool
}

func fieldsOf(t *testing.T, of string) (all []*field) {
	t.Helper()
	data, err := Schema(of)
	if err != nil {
		t.Fatal(err)
	}
	var root field
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	top := &root
	if of == "releases" {
		top = root.Defs["record"]
	}
	var walk func(in *field, prefix string)
	walk = func(in *field, prefix string) {
		for _, key := range in.Required {
			f := root.resolve(in.Properties[key])
			f.name = prefix + key
			all = append(all, &f)
			inner, to := &f, "."
			if f.Items != nil {
				items := root.resolve(f.Items)
				inner, to = &items, "[]."
			}
			// The record of a version is a release, whose fields have a table.
			if len(inner.Required) > 0 && f.name != "record" {
				walk(inner, f.name+to)
			}
		}
	}
	walk(top, "")
	return all
}

// resolve lays what a field says over what it refers to.
func (root *field) resolve(f *field) field {
	merged := *f
	for _, one := range append(slices.Clone(f.AnyOf), &field{Ref: f.Ref}) {
		if one.Ref == "" {
			merged.null = merged.null || one.Type == "null"
			continue
		}
		to := root.resolve(root.Defs[strings.TrimPrefix(one.Ref, "#/$defs/")])
		merged.Type, merged.Enum, merged.Properties, merged.Required = to.Type, to.Enum, to.Properties, to.Required
	}
	if types, ok := merged.Type.([]any); ok {
		merged.Type = types[0]
		merged.null = merged.null || slices.Contains(types, "null")
	}
	merged.null = merged.null || slices.Contains(merged.Enum, nil)
	if merged.Type == nil {
		merged.Type = "string" // one of some words
	}
	return merged
}

func (f *field) kind() string {
	kind := fmt.Sprint(f.Type)
	if f.null {
		kind += " or null"
	}
	return kind
}

// Every field has a description and an example, and where it can be null what
// that means; Parquet has the same fields, and null where JSON has it.
func TestColumns(t *testing.T) {
	rows := map[string]any{"releases": parquetReleaseRow{}, "quotes": parquetQuoteRow{}, "links": parquetLinkRow{}, "versions": parquetVersionRow{}, "captures": parquetCaptureRow{}}
	var doc strings.Builder
	for _, of := range Kinds() {
		fmt.Fprintf(&doc, "\n**%s**\n\n| field | JSON | Parquet | what it is | example |\n|---|---|---|---|---|\n", of)
		columns := columnsOf(parquet.SchemaOf(rows[of]))
		for _, f := range fieldsOf(t, of) {
			column, ok := columns[f.name]
			if !ok {
				t.Errorf("%s: Parquet has no %s", of, f.name)
			}
			top := of == "releases" && !strings.Contains(f.name, ".") // null in a tombstone
			if column.null != f.null && !top {
				t.Errorf("%s: %s can be null: %v, in Parquet %v", of, f.name, f.null, column.null)
			}
			if f.Description == "" || f.null != strings.Contains(f.Description, "Null: ") {
				t.Errorf("%s: %s: null %v, and described so: %q", of, f.name, f.null, f.Description)
			}
			example := ""
			if len(f.Examples) > 0 {
				example = "`" + strings.ReplaceAll(asJSON(t, f.Examples[0]), "|", `\|`) + "`"
			} else if len(f.Properties) == 0 && f.Items == nil && f.name != "record" {
				t.Errorf("%s: %s has no example", of, f.name)
			}
			fmt.Fprintf(&doc, "| `%s` | %s | %s | %s | %s |\n", f.name, f.kind(), column.kind, f.Description, example)
		}
	}
	holdREADME(t, doc.String())
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(b.String())
}

type column struct {
	kind string
	null bool
}

// columnsOf gives the columns by the names that the fields have in JSON.
func columnsOf(n parquet.Node) map[string]column {
	all := map[string]column{}
	var walk func(n parquet.Node, prefix string)
	walk = func(n parquet.Node, prefix string) {
		for _, f := range n.Fields() {
			c, inner, to := column{"", f.Optional()}, parquet.Node(f), "."
			for ofList(inner) {
				c.kind, to = c.kind+"list of ", "[]."
				inner = inner.Fields()[0].Fields()[0]
			}
			switch {
			case !inner.Leaf():
				c.kind += "struct"
			case inner.Type().LogicalType() == nil:
				c.kind += strings.ToLower(inner.Type().Kind().String())
			default:
				c.kind += strings.ToLower(strings.NewReplacer("STRING", "string", "INT(32,true)", "int32", "INT(64,true)", "int64",
					"isAdjustedToUTC=true,unit=MILLIS", "ms, UTC").Replace(inner.Type().String()))
			}
			all[prefix+f.Name()] = c
			if !inner.Leaf() {
				walk(inner, prefix+f.Name()+to)
			}
		}
	}
	walk(n, "")
	return all
}

func ofList(n parquet.Node) bool {
	return !n.Leaf() && n.Type().String() == "LIST"
}

const (
	readme = "../../README.md"
	begin  = "<!-- columns: made by UPDATE_GOLDEN=1 go test ./internal/export -run TestColumns -->\n"
	end    = "\n<!-- end of columns -->"
)

func holdREADME(t *testing.T, want string) {
	t.Helper()
	text, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), begin)
	have, after, ended := strings.Cut(rest, end)
	if !found || !ended {
		t.Fatalf("the README has no tables of columns: put %q and %q where they go", begin, end)
	}
	if have == want {
		return
	}
	if os.Getenv("UPDATE_GOLDEN") == "" {
		t.Fatal("the README's tables of columns are not those of the schema: run UPDATE_GOLDEN=1 go test ./internal/export -run TestColumns")
	}
	if err := os.WriteFile(readme, []byte(before+begin+want+end+after), 0o644); err != nil {
		t.Fatal(err)
	}
}

// A field that was once given out stays, with its type, as long as the form of
// the record has its number: people's programs read it. New ones are added to
// the list by UPDATE_GOLDEN=1; nothing takes one out.
func TestFieldsAreOnlyAdded(t *testing.T) {
	const list = "testdata/fields-1.txt"
	data, err := os.ReadFile(list)
	if err != nil && os.Getenv("UPDATE_GOLDEN") == "" {
		t.Fatal(err)
	}
	frozen := strings.Split(strings.TrimSpace(string(data)), "\n")
	var now []string
	for _, of := range Kinds() {
		for _, f := range fieldsOf(t, of) {
			now = append(now, fmt.Sprintf("%s %s: %s", of, f.name, f.kind()))
		}
	}
	for _, was := range frozen {
		if was != "" && !slices.Contains(now, was) {
			t.Errorf("%q is gone or changed: that needs a new form (archive.ReleaseSchema) and a list of its own", was)
		}
	}
	missing := slices.DeleteFunc(now, func(f string) bool { return slices.Contains(frozen, f) })
	if len(missing) == 0 || t.Failed() {
		return
	}
	if os.Getenv("UPDATE_GOLDEN") == "" {
		t.Fatalf("new fields: %v: run UPDATE_GOLDEN=1 go test ./internal/export -run TestFieldsAreOnlyAdded", missing)
	}
	if err := os.WriteFile(list, []byte(strings.TrimSpace(strings.Join(append(frozen, missing...), "\n"))+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}
