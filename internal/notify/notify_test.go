package notify

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"

	"communique/internal/catalog"
	"communique/internal/report"
	"communique/internal/watch"
)

var began = time.Date(2026, 3, 10, 3, 0, 0, 0, time.UTC)

// word is a night with everything in it.
func word(run string) Word {
	hit := watch.Hit{Notice: watch.Notice{ID: "lantern:01", Version: began}, Site: "lantern", Organization: "Lantern Watch",
		URL: "https://press.example/one", Title: "Égypte : l’avocate\r\nBcc: all@evil.example", Published: "2026-03-09", Status: "live", Kinds: []string{}}
	edited := hit
	edited.ID, edited.URL, edited.Title, edited.Kinds, edited.Score = "lantern:02", "https://press.example/two", "Edited", []string{"quote-altered", "paragraph-removed"}, 0.02
	night := report.Night{
		Run:      catalog.Run{ID: run, Command: "crawl", Started: began, Finished: began.Add(time.Hour), Exit: 4},
		Warnings: []report.Warning{{Site: "lantern", Text: "the listing names nothing"}},
		Sites:    []report.Site{{Site: "lantern", New: report.Group{Count: 2}, Changed: report.Group{Count: 1}, Failed: 1, Requests: 27, Bytes: 12345}},
	}
	return NewWord(night, []watch.Hits{
		{Watch: watch.Watch{Name: "press", Query: "l’avocate"}, New: []watch.Hit{hit}, Changed: []watch.Hit{edited}},
		{Watch: watch.Watch{Name: "quiet", Query: "nothing"}},
	})
}

func sender(c Config) *Sender {
	return &Sender{Config: c, Now: func() time.Time { return began }, Pause: time.Millisecond}
}

func TestConfigIsRefusedByKey(t *testing.T) {
	const mail = "email: {host: h, from: a@b.example, to: [c@d.example], "
	for _, c := range []struct{ yaml, want string }{
		{"webhook: {url: 'ftp://x/s3cret'}", "webhook: url"},
		{"webhook: {url: 's3cret'}", "webhook: url"},
		{"webhook: {url: 'http://x', secret: s3cret, secret_file: f}", "secret_file"},
		{"heartbeat: 's3cret://'", "heartbeat"},
		{"email: {from: a@b.example, to: [c@d.example]}", "host"},
		{"email: {host: h, to: [c@d.example]}", "from"},
		{"email: {host: h, from: a@b.example}", "to"},
		{"email: {host: h, from: a@b.example, to: ['c@d.example, e@f.example']}", "to"},
		{"email: {host: h, from: \"a@b.example\\r\\nBcc: x@y.example\", to: [c@d.example]}", "from"},
		{mail + "tls: maybe}", "tls"},
		{mail + "port: 70000}", "port"},
		{mail + "tls: none, user: u, password: s3cret}", "TLS"},
		{mail + "password: s3cret, password_file: f}", "password_file"},
	} {
		var config Config
		if err := yaml.Load([]byte(c.yaml), &config, yaml.WithKnownFields()); err != nil {
			t.Fatalf("%s: %v", c.yaml, err)
		}
		err := config.Check()
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v, want it to name %s and no secret", c.yaml, err, c.want)
		}
	}
	if err := (Config{}).Check(); err != nil {
		t.Errorf("nothing configured: %v", err)
	}
}

func TestPathsAreOfTheHome(t *testing.T) {
	c := Config{Metrics: "m.prom", Webhook: &Webhook{SecretFile: "state/hook"}, Email: &Email{PasswordFile: "/run/secret"}}
	in := c.In("/home")
	if in.Metrics != "/home/m.prom" || in.Webhook.SecretFile != "/home/state/hook" || in.Email.PasswordFile != "/run/secret" {
		t.Errorf("%s %s %s", in.Metrics, in.Webhook.SecretFile, in.Email.PasswordFile)
	}
	if c.Webhook.SecretFile != "state/hook" || (Config{}).In("/home").Metrics != "" {
		t.Error("it changed what it was given, or made a path of nothing")
	}
}

func TestSecretsAreNotPrinted(t *testing.T) {
	c := Config{Heartbeat: "https://hc.example/s3cret", Webhook: &Webhook{URL: "https://x.example/s3cret", Secret: "s3cret"}, Email: &Email{Password: "s3cret"}}
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	all := fmt.Sprintf("%v %+v %#v %s %v %+v %#v %s", c, c, c, c.Webhook.Secret, *c.Webhook, *c.Email, *c.Email, data)
	if strings.Contains(all, "s3cret") {
		t.Error(all)
	}
}

func TestRevealSecrets(t *testing.T) {
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("in a file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("TEST_SECRET", "in a variable")
	for _, c := range []struct{ value, file, want string }{
		{"given", "", "given"}, {"", file, "in a file"}, {"", "", "in a variable"},
	} {
		if got, err := reveal(Secret(c.value), c.file, "TEST_SECRET"); got != c.want || err != nil {
			t.Errorf("%+v: %q, %v", c, got, err)
		}
	}
	if _, err := reveal("", file+"-missing", "TEST_SECRET"); err == nil {
		t.Error("a missing file is no secret")
	}
}

func TestText(t *testing.T) {
	w := word("r1")
	if got, want := w.subject(), "communique: a site stopped yielding, 1 warning, 2 hits for 1 watch"; got != want {
		t.Errorf("subject %q, want %q", got, want)
	}
	text := w.text()
	at := 0
	for _, want := range []string{
		"communique crawl of 2026-03-10 03:00 UTC: a site stopped yielding (exit 4).",
		"TO LOOK AT\n- lantern: the listing names nothing\n",
		"WATCH press ('l’avocate')\n- Égypte : l’avocate Bcc: all@evil.example (new)\n  Lantern Watch, 2026-03-09\n  https://press.example/one\n  communique show lantern:01\n",
		"- Edited (changed: quote altered, paragraph removed)\n",
		"SITES\n- lantern: 2 new, 1 changed, 0 removed, 1 failed, 0 waiting; 27 requests, 12.3 kB\n",
	} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("no %q, or not in this order, in\n%s", want, text)
		}
		at += i
	}
	if strings.Contains(text, "quiet") {
		t.Errorf("a watch with nothing to tell is told of:\n%s", text)
	}
	for range 120 {
		w.Watches[0].New = append(w.Watches[0].New, w.Watches[0].New[0])
	}
	w.Watches[0].More = 1000
	if text = w.text(); strings.Count(text, "communique show") != shownHits || !strings.Contains(text, "- and 1072 more: communique search 'l’avocate' --sort date") {
		t.Errorf("a long list:\n%s", text)
	}
}

// A first crawl with a broad watch finds thousands: some are named, all are
// counted.
func TestWordIsBounded(t *testing.T) {
	hits := watch.Hits{Watch: watch.Watch{Name: "all"}, New: make([]watch.Hit, 5000), Changed: make([]watch.Hit, 3)}
	w := NewWord(report.Night{}, []watch.Hits{hits})
	if one := w.Watches[0]; len(one.New) != sentHits || len(one.Changed) != 3 || one.More != 5000-sentHits || !strings.Contains(w.subject(), "5003 hits") {
		t.Errorf("%d new, %d changed, %d more: %s", len(one.New), len(one.Changed), one.More, w.subject())
	}
}
