package notify

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

var (
	helpLine   = regexp.MustCompile(`^# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$`)
	typeLine   = regexp.MustCompile(`^# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)$`)
	sampleLine = regexp.MustCompile(`^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\\\|\\"|\\n)*"\})? (\S+)$`)
)

// scrape reads text format 0.0.4 as Prometheus does: every family has one HELP
// and one TYPE before its samples, which stand together, and no sample twice.
func scrape(t *testing.T, text string) map[string]float64 {
	t.Helper()
	if !strings.HasSuffix(text, "\n") {
		t.Error("the last line does not end")
	}
	samples, done, current := map[string]float64{}, map[string]bool{}, ""
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if m := helpLine.FindStringSubmatch(line); m != nil {
			if done[m[1]] {
				t.Errorf("a family twice: %s", line)
			}
			current, done[m[1]] = m[1], true
		} else if m := typeLine.FindStringSubmatch(line); m != nil {
			if m[1] != current {
				t.Errorf("a TYPE without its HELP: %s", line)
			}
		} else if m := sampleLine.FindStringSubmatch(line); m != nil {
			v, err := strconv.ParseFloat(m[3], 64)
			if _, twice := samples[m[1]+m[2]]; twice || err != nil || m[1] != current {
				t.Errorf("sample %s: twice %v, error %v, in family %s", line, twice, err, current)
			}
			samples[m[1]+m[2]] = v
		} else {
			t.Errorf("no line of the format: %q", line)
		}
	}
	return samples
}

func TestMetrics(t *testing.T) {
	path := filepath.Join(t.TempDir(), "communique.prom")
	m := Metrics{
		Word:     word("r1"),
		Success:  map[string]time.Time{"lantern": began.Add(1500 * time.Millisecond), "od\"d\\\nsite": began},
		Releases: map[string]int{"lantern": 1234567},
	}
	if err := m.Write(path); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := scrape(t, string(data))
	for name, want := range map[string]float64{
		"communique_last_run_timestamp_seconds":                           1773115200,
		"communique_last_run_exit_code":                                   4,
		`communique_last_success_timestamp_seconds{site="lantern"}`:       1773111601.5,
		`communique_last_success_timestamp_seconds{site="od\"d\\\nsite"}`: 1773111600,
		`communique_releases{site="lantern"}`:                             1234567,
		`communique_last_run_new{site="lantern"}`:                         2,
		`communique_last_run_changed{site="lantern"}`:                     1,
		`communique_last_run_removed{site="lantern"}`:                     0,
		`communique_last_run_failed{site="lantern"}`:                      1,
		`communique_last_run_requests{site="lantern"}`:                    27,
		`communique_last_run_bytes{site="lantern"}`:                       12345,
		`communique_last_run_waiting{site="lantern"}`:                     0,
	} {
		if v, ok := got[name]; !ok || v != want {
			t.Errorf("%s is %v (there: %v), want %v", name, v, ok, want)
		}
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o644 {
		t.Errorf("mode %v, error %v: node_exporter runs as another user", info.Mode(), err)
	}
	if err := m.Write(filepath.Join(path, "below", "a.prom")); err == nil {
		t.Error("a folder that is not there")
	}
}
