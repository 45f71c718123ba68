package layering

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// allowed lists, for each package, the packages of ours it may import. A
// package that is not here may not exist. "*" is everything.
var allowed = map[string][]string{
	"archive/warc":             {},
	"internal/site":            {},
	"internal/quote":           {},
	"internal/place":           {},
	"internal/place/gen":       {"internal/place"},
	"internal/date":            {},
	"internal/reserve":         {},
	"internal/fetch":           {},
	"internal/demosite":        {},
	"internal/layering":        {},
	"internal/durable":         {},
	"internal/fold":            {},
	"archive":                  {"archive/warc", "internal/durable"},
	"internal/restrict":        {"internal/durable"},
	"internal/change":          {"archive"},
	"internal/catalog":         {"archive", "internal/fold", "internal/restrict"},
	"index":                    {"archive", "internal/fold", "internal/place", "internal/durable"},
	"internal/discover":        {"internal/site"},
	"internal/extract":         {"archive", "internal/site", "internal/quote", "internal/place", "internal/date", "internal/reserve"},
	"internal/likeness":        {"archive"},
	"internal/pdftext":         {},
	"internal/pdftext/pdftest": {},
	"internal/explain":         {"archive", "internal/catalog", "internal/extract"},
	"internal/draft":           {"archive", "internal/site", "internal/extract", "internal/date"},
	"internal/crawl":           {"archive", "archive/warc", "internal/catalog", "internal/site", "internal/discover", "internal/fetch", "internal/date", "internal/reserve"},
	"internal/ingest":          {"archive", "archive/warc", "internal/catalog", "internal/change", "internal/site", "internal/discover", "internal/extract", "internal/date", "internal/reserve", "internal/likeness", "internal/pdftext", "index", "internal/durable"},
	"internal/export":          {"archive", "internal/catalog", "internal/change", "internal/feed", "internal/fold", "internal/durable"},
	"internal/dataset":         {"archive", "internal/catalog", "internal/change", "internal/export", "internal/proof", "internal/durable"},
	"internal/feed":            {},
	"internal/cite":            {"archive"},
	"internal/wacz":            {"archive/warc"},
	"internal/intake":          {"archive", "archive/warc", "internal/wacz"},
	"internal/wayback":         {"archive", "archive/warc", "internal/catalog", "internal/site", "internal/fetch"},
	"internal/wayback/machine": {"archive/warc"},
	"internal/systemd":         {},
	"internal/proof":           {"internal/durable"},
	"internal/verify":          {"archive", "archive/warc", "internal/catalog"},
	"internal/drift":           {"archive", "internal/catalog", "internal/site"},
	"internal/report":          {"archive", "internal/catalog", "internal/drift", "internal/ingest"},
	"internal/status":          {"internal/catalog", "internal/report"},
	"internal/watch":           {"archive", "index", "internal/catalog", "internal/change", "internal/feed"},
	"internal/notify":          {"internal/report", "internal/watch"},
	"cmd/communique":           {"*"},
}

func TestImports(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "communique/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	const module = "communique/"
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		pkg := strings.TrimPrefix(fields[0], module)
		may, known := allowed[pkg]
		if !known {
			t.Errorf("%s is not in the table: give it a line here and in the design, saying what it may import", pkg)
			continue
		}
		for _, imp := range fields[1:] {
			name, ours := strings.CutPrefix(imp, module)
			if ours && !slices.Contains(may, name) && !slices.Contains(may, "*") {
				t.Errorf("%s imports %s, which its line in the table does not allow", pkg, name)
			}
		}
	}
}

// Only one package may know each of these.
func TestOnlyOneKnows(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "communique/...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	owner := map[string]string{
		"database/sql":                "communique/internal/catalog",
		"modernc.org/sqlite":          "communique/internal/catalog",
		"github.com/blevesearch/":     "communique/index",
		"github.com/gocolly/colly/v2": "communique/internal/crawl",
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		for _, imp := range fields[1:] {
			for lib, pkg := range owner {
				if strings.HasPrefix(imp, lib) && fields[0] != pkg {
					t.Errorf("%s imports %s: only %s may", fields[0], imp, pkg)
				}
			}
		}
	}
}

func TestTopLevel(t *testing.T) {
	entries, err := os.ReadDir("../..")
	if err != nil {
		t.Fatal(err)
	}
	may := []string{"cmd", "internal", "archive", "index", "testdata", "go.mod", "go.sum", "README.md"}
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") && !slices.Contains(may, e.Name()) {
			t.Errorf("%s at the top level: only %s and dotfiles belong there", e.Name(), strings.Join(may, ", "))
		}
	}
}
