package dataset

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// object is JSON whose keys are written in the order of the alphabet.
type object = map[string]any

const profiles = "https://datapackage.org/profiles/2.0/"

// licences says whose the texts are. There is no licence to name: the program
// cannot know that its user has one to give.
const licences = "The texts, titles and quotations are their publishers', and nothing in this dataset licenses them. See README.md."

// dataPackage is datapackage.json: a Data Package 2.0 whose resources are the
// tables, in JSON Lines and whatever other form they have.
func (b *builder) dataPackage() ([]byte, error) {
	var resources []object
	for _, t := range b.tables {
		for _, form := range forms() {
			f := b.of("data/" + t.name + "." + form)
			resources = append(resources, object{
				"$schema": profiles + "dataresource.json", "name": resourceName(t.name, form), "path": f.Path, "type": "table",
				"format": form, "mediatype": mediaType(form), "encoding": "utf-8", "bytes": f.Bytes, "hash": "sha256:" + f.SHA256,
				"schema": t.tableSchema(),
			})
		}
	}
	p := object{
		"$schema": profiles + "datapackage.json", "name": "communique-dataset", "title": b.title(), "description": b.description(),
		"version": b.version(), "created": b.asOf, "keywords": keywords, "resources": resources,
		"licenses": []object{{"name": "other-closed", "title": licences, "path": "README.md"}},
		"sources":  b.sources(),
	}
	if b.Creator != "" {
		p["contributors"] = []object{{"title": b.Creator, "roles": []string{"publisher"}}}
	}
	if b.URL != "" {
		p["homepage"] = b.URL
	}
	return indented(p)
}

var keywords = []string{"human rights", "press releases", "quotations", "web archive"}

// resourceName: the JSON Lines have the table's own name, which the foreign
// keys go by.
func resourceName(table, form string) string {
	if form == "jsonl" {
		return table
	}
	return table + "-" + form
}

func mediaType(form string) string {
	switch form {
	case "jsonl":
		return "application/jsonl"
	case "parquet":
		return "application/vnd.apache.parquet"
	}
	return "application/octet-stream"
}

func (b *builder) sources() []object {
	all := []object{}
	for _, name := range b.organizations() {
		all = append(all, object{"title": name})
	}
	return all
}

func (t table) tableSchema() object {
	var fields []object
	for _, c := range t.columns {
		field := object{"name": c.name, "type": c.kind}
		if c.description != "" {
			field["description"] = c.description
		}
		constraints := object{}
		if c.required {
			constraints["required"] = true
		}
		if len(c.enum) > 0 {
			constraints["enum"] = c.enum
		}
		if c.pattern != "" {
			constraints["pattern"] = c.pattern
		}
		if len(constraints) > 0 {
			field["constraints"] = constraints
		}
		fields = append(fields, field)
	}
	s := object{"$schema": profiles + "tableschema.json", "fields": fields, "missingValues": []string{}}
	switch t.name {
	case "releases":
		s["primaryKey"] = []string{"id"}
	case "quotes":
		s["primaryKey"] = []string{"release", "ordinal"}
		s["foreignKeys"] = []object{foreignKey("release")}
	case "links":
		s["foreignKeys"] = []object{foreignKey("from_id")}
	}
	return s
}

func foreignKey(field string) object {
	return object{"fields": []string{field}, "reference": object{"resource": "releases", "fields": []string{"id"}}}
}

// sites gives the sites of the dataset in the order of their ids.
func (b *builder) sites() (all []*siteCounts) {
	for _, s := range b.counts.sites {
		all = append(all, s)
	}
	slices.SortFunc(all, func(x, y *siteCounts) int { return strings.Compare(x.ID, y.ID) })
	return all
}

// organizations gives the names of all organisations in the archive.
func (b *builder) organizations() []string {
	return slices.Compact(slices.Sorted(maps.Values(b.counts.names)))
}

// title names the organisations, as far as there is room for them.
func (b *builder) title() string {
	if b.Title != "" {
		return b.Title
	}
	names := b.organizations()
	switch {
	case len(names) == 0:
		return "Published releases"
	case len(names) > 3:
		names = append(names[:3], "others")
	}
	return "Releases of " + strings.Join(names, ", ")
}

func (b *builder) description() string {
	d := "Press releases and other publications of human-rights organisations as archived from their sites, with quotations and their speakers, links between releases, and for each record the digest of the archived bytes it was read from."
	if b.Since != "" {
		d += " An increment: only what is new or differs since the dataset of " + b.changes.previous.AsOf + "."
	}
	return d
}

// version is the day of the newest capture in the form of a semantic version,
// which has no leading zeros, and the beginning of the digest of the releases: a
// decision to withhold one is no capture, and makes another version all the
// same. 2026.3.10+sha256.0a1b2c3d
func (b *builder) version() string {
	day, err := time.Parse(time.RFC3339, b.asOf)
	if err != nil {
		return b.asOf
	}
	return day.Format("2006.1.2") + "+sha256." + b.of(releasesName).SHA256[:8]
}
