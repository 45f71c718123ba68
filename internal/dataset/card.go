package dataset

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template"

	"go.yaml.in/yaml/v4"
)

//go:embed card.md
var cardText string

// front is the front matter that Hugging Face reads of a card.
type front struct {
	PrettyName      string   `yaml:"pretty_name"`
	Language        []string `yaml:"language"`
	License         string   `yaml:"license"`
	LicenseName     string   `yaml:"license_name"`
	LicenseLink     string   `yaml:"license_link"`
	Annotations     []string `yaml:"annotations_creators"`
	Sources         []string `yaml:"source_datasets"`
	Multilinguality []string `yaml:"multilinguality"`
	Sizes           []string `yaml:"size_categories"`
	Tags            []string `yaml:"tags"`
	Configs         []config `yaml:"configs"`
}

type config struct {
	Name    string `yaml:"config_name"`
	Files   string `yaml:"data_files"`
	Default bool   `yaml:"default,omitempty"`
}

// card is README.md.
func (b *builder) card() ([]byte, error) {
	var out bytes.Buffer
	head, err := yaml.Marshal(b.front())
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(&out, "---\n%s---\n\n", head)
	t, err := template.New("card").Funcs(template.FuncMap{"kind": kindName, "cell": cell}).Parse(cardText)
	if err == nil {
		err = t.Execute(&out, b.cardData())
	}
	return out.Bytes(), err
}

func (b *builder) front() front {
	languages := b.languages()
	f := front{
		PrettyName: b.title(), Language: languages, License: "other", LicenseName: "texts-of-their-publishers", LicenseLink: "README.md",
		Annotations: []string{"machine-generated"}, Sources: []string{"original"}, Multilinguality: []string{"monolingual"},
		Sizes: []string{size(b.counts.Releases)}, Tags: []string{"human-rights", "press-releases", "quotations", "web-archive"},
	}
	if len(languages) > 1 {
		f.Multilinguality = []string{"multilingual"}
	}
	form := forms()[len(forms())-1] // Parquet, where there is any
	for _, t := range b.tables {
		f.Configs = append(f.Configs, config{t.name, "data/" + t.name + "." + form, t.name == "releases"})
	}
	return f
}

// size is one of Hugging Face's size categories.
func size(n int) string {
	switch {
	case n < 1e3:
		return "n<1K"
	case n < 1e4:
		return "1K<n<10K"
	case n < 1e5:
		return "10K<n<100K"
	case n < 1e6:
		return "100K<n<1M"
	}
	return "1M<n<10M"
}

// cardData is what card.md speaks of.
type cardData struct {
	Title, AsOf, Software, Version string
	Creator, URL                   string
	Increment                      bool
	Previous                       *Previous
	Rows                           Rows
	Sites                          []*siteCounts
	Names                          map[string]string
	Kinds, Status, Reserved        []named
	Languages                      string
	NoDay, DateBeside, NoText      int
	Warned, Contacts               int
	Speakers, NoSpeaker, Resolved  int
	Unfetched, Failed, Damages     int
	Imported                       int
	Leaves                         int64
	NotCovered                     int
	Keys                           []string
	Forms                          []string
	Files                          []File
}

type named struct {
	Name string
	N    int
}

func (b *builder) cardData() cardData {
	c := &b.counts
	files := slices.DeleteFunc(slices.Clone(b.files), func(f File) bool { return !strings.HasPrefix(f.Path, "data/") })
	slices.SortFunc(files, func(x, y File) int { return strings.Compare(x.Path, y.Path) })
	return cardData{
		Title: b.title(), AsOf: b.asOf, Software: b.Software, Version: b.version(), Creator: b.Creator, URL: b.URL,
		Increment: b.Since != "", Previous: b.changes.previous, Rows: c.Rows, Sites: b.sites(), Names: c.names,
		Kinds: sorted(c.kinds), Status: sorted(c.status), Reserved: sorted(c.reserved),
		Languages: strings.Join(b.languages(), ", "), NoDay: c.noDay, DateBeside: c.dateBeside, NoText: c.noText, Warned: c.warned,
		Contacts: c.contacts, Speakers: c.speakers, NoSpeaker: c.Quotes - c.speakers, Resolved: c.resolved,
		Unfetched: b.gaps.unfetched, Failed: b.gaps.failed, Damages: b.gaps.damages, Imported: b.gaps.imported,
		Leaves: b.Head.Leaves, NotCovered: c.notCovered, Keys: b.Head.Keys, Forms: forms(), Files: files,
	}
}

func sorted(counts map[string]int) (all []named) {
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		all = append(all, named{name, counts[name]})
	}
	return all
}

func kindName(s string) string { return cmp.Or(s, "not known") }

// cell keeps what a site wrote from ending a cell of a table, or from being
// read as Markdown or HTML.
func cell(s string) string {
	return strings.NewReplacer("|", `\|`, "\n", " ", "<", "&lt;", "*", `\*`, "_", `\_`, "[", `\[`, "`", "\\`").Replace(s)
}

func bytesOf(n int64) string { return fmt.Sprintf("%d B", n) }
