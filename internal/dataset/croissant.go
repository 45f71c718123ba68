package dataset

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// croissantContext is the context that the specification recommends (Croissant
// 1.1, appendix 1), as far as its terms are used here.
var croissantContext = object{
	"@language": "en", "@vocab": "http://schema.org/", "sc": "http://schema.org/", "cr": "http://mlcommons.org/croissant/",
	"dct": "http://purl.org/dc/terms/", "arrayShape": "cr:arrayShape", "citeAs": "cr:citeAs", "column": "cr:column",
	"conformsTo": "dct:conformsTo", "dataType": object{"@id": "cr:dataType", "@type": "@vocab"}, "extract": "cr:extract",
	"field": "cr:field", "fileObject": "cr:fileObject", "isArray": "cr:isArray", "isLiveDataset": "cr:isLiveDataset",
	"jsonPath": "cr:jsonPath", "key": "cr:key", "recordSet": "cr:recordSet", "references": "cr:references", "source": "cr:source",
	"subField": "cr:subField",
}

// croissant is croissant.json: Croissant 1.1 (JSON-LD). The record sets are
// read from the JSON Lines: columns by their names, and what is nested by a
// JSONPath into a line.
func (b *builder) croissant() ([]byte, error) {
	var files, sets []object
	for _, t := range b.tables {
		for _, form := range forms() {
			f := b.of("data/" + t.name + "." + form)
			files = append(files, object{
				"@type": "cr:FileObject", "@id": f.Path, "name": path.Base(f.Path), "contentUrl": f.Path,
				"contentSize": bytesOf(f.Bytes), "encodingFormat": croissantType(form), "sha256": f.SHA256,
			})
		}
		sets = append(sets, t.recordSet())
	}
	c := object{
		"@context": croissantContext, "@type": "sc:Dataset", "conformsTo": "http://mlcommons.org/croissant/1.1",
		"name": b.title(), "description": b.description(), "url": cmp.Or(b.URL, "./"), "license": "README.md", "usageInfo": licences,
		"creator":       object{"@type": "sc:Organization", "name": cmp.Or(b.Creator, "The keepers of this communique archive")},
		"datePublished": b.asOf, "version": b.version(), "keywords": keywords, "inLanguage": b.languages(), "isLiveDataset": false,
		"distribution": files, "recordSet": sets,
	}
	return indented(c)
}

// croissantType: mlcroissant knows JSON Lines by this name.
func croissantType(form string) string {
	switch form {
	case "jsonl":
		return "application/jsonlines"
	case "parquet":
		return "application/x-parquet"
	}
	return mediaType(form)
}

func (t table) recordSet() object {
	file := object{"@id": "data/" + t.name + ".jsonl"}
	var fields []object
	for _, c := range t.columns {
		source := func(p string) object { return object{"fileObject": file, "extract": object{"jsonPath": p}} }
		f := c.field(t.name, "$", source)
		if len(c.inside) == 0 {
			f["source"] = object{"fileObject": file, "extract": object{"column": c.name}}
		}
		if c.name == "release" || c.name == "from_id" {
			f["references"] = object{"@id": "releases/id"}
		}
		fields = append(fields, f)
	}
	s := object{"@type": "cr:RecordSet", "@id": t.name, "name": t.name, "field": fields}
	switch t.name {
	case "releases":
		s["key"] = object{"@id": "releases/id"}
	case "quotes":
		s["key"] = []object{{"@id": "quotes/release"}, {"@id": "quotes/ordinal"}}
	}
	return s
}

// field describes a column; above is the id of what it is in, and at its
// JSONPath.
func (c column) field(above, at string, source func(path string) object) object {
	f := object{"@type": "cr:Field", "@id": above + "/" + c.name, "name": c.name}
	if c.description != "" {
		f["description"] = c.description
	}
	at += "." + c.name
	kind := c.kind
	if c.kind == "array" {
		f["isArray"], f["arrayShape"] = true, "-1"
		at += "[*]"
		if kind = c.items; kind == "array" { // spans: pairs of positions
			f["arrayShape"], kind = "-1,2", "integer"
		}
	}
	if len(c.inside) == 0 {
		f["dataType"], f["source"] = dataTypes[kind], source(at)
		return f
	}
	var parts []object
	for _, part := range c.inside {
		parts = append(parts, part.field(above+"/"+c.name, at, source))
	}
	f["subField"] = parts
	return f
}

// dataTypes are those of Croissant. A map of strings, such as evidence, has
// none, and is given as its text.
var dataTypes = map[string]string{
	"string": "sc:Text", "integer": "sc:Integer", "number": "sc:Float", "boolean": "sc:Boolean", "date": "sc:Date",
	"datetime": "sc:DateTime", "object": "sc:Text",
}

// languages gives the languages of the releases, without regions.
func (b *builder) languages() []string {
	all := []string{}
	for language := range b.counts.languages {
		if language != "" {
			all = append(all, strings.ToLower(language))
		}
	}
	slices.Sort(all)
	return all
}
