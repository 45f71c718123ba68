package notify

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/google/renameio/v2"
)

// Metrics is what a monitoring system may want to know after a run.
type Metrics struct {
	Word     Word
	Success  map[string]time.Time // site: when it was last visited with success
	Releases map[string]int       // site: in the archive
}

// Write writes the metrics in Prometheus' text format 0.0.4 for the textfile
// collector of node_exporter, whole or not at all. Times are seconds since
// 1970.
func (m Metrics) Write(path string) error {
	if err := renameio.WriteFile(path, m.text(), 0o644); err != nil {
		return fmt.Errorf("metrics: %w", err)
	}
	return nil
}

// seconds is a time as Prometheus takes it.
func seconds(t time.Time) float64 { return float64(t.UnixMilli()) / 1000 }

func (m Metrics) text() []byte {
	var b bytes.Buffer
	single := func(name, help string, v float64) {
		family(&b, name, help)
		fmt.Fprintf(&b, "%s %s\n", name, number(v))
	}
	single("communique_last_run_timestamp_seconds", "When the last run ended.", seconds(ended(m.Word.Finished, m.Word.Started)))
	single("communique_last_run_exit_code", "Exit code of the last run.", float64(m.Word.Exit))
	perSite(&b, "communique_last_success_timestamp_seconds", "When the site was last visited and gave what its profile says.", m.Success, seconds)
	perSite(&b, "communique_releases", "Releases of the site in the archive.", m.Releases, func(n int) float64 { return float64(n) })
	for _, c := range []struct {
		name, help string
		of         func(Site) float64
	}{
		{"new", "New releases in the last run.", func(s Site) float64 { return float64(s.New) }},
		{"changed", "Releases with a new version in the last run.", func(s Site) float64 { return float64(s.Changed) }},
		{"removed", "Releases found removed in the last run.", func(s Site) float64 { return float64(s.Removed) }},
		{"failed", "Pages that could not be fetched in the last run.", func(s Site) float64 { return float64(s.Failed) }},
		{"waiting", "Pages left for the next run.", func(s Site) float64 { return float64(s.Waiting) }},
		{"requests", "Requests in the last run.", func(s Site) float64 { return float64(s.Requests) }},
		{"bytes", "Bytes of the answers in the last run.", func(s Site) float64 { return float64(s.Bytes) }},
	} {
		sites := map[string]Site{}
		for _, s := range m.Word.Sites {
			sites[s.Site] = s
		}
		perSite(&b, "communique_last_run_"+c.name, c.help, sites, c.of)
	}
	return b.Bytes()
}

func ended(t, otherwise time.Time) time.Time {
	if t.IsZero() {
		return otherwise
	}
	return t
}

func family(b *bytes.Buffer, name, help string) {
	fmt.Fprintf(b, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name)
}

// perSite writes one family with a label for the site, in order of sites.
func perSite[T any](b *bytes.Buffer, name, help string, values map[string]T, of func(T) float64) {
	if len(values) == 0 {
		return
	}
	family(b, name, help)
	for _, site := range slices.Sorted(maps.Keys(values)) {
		fmt.Fprintf(b, "%s{site=\"%s\"} %s\n", name, label(site), number(of(values[site])))
	}
}

var labelEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

func label(s string) string { return labelEscapes.Replace(s) }

func number(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
