package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"
)

// installed runs what nightly does with its flags.
func installed(t *testing.T, f installFlags, contact string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("COMMUNIQUE_CONTACT", "")
	var out, told bytes.Buffer
	a := &app{stdout: &out, stderr: &told, now: time.Now, homeFlag: t.TempDir(), started: true}
	if f.at == "" {
		f.at = "03:15"
	}
	err := a.installSystemd(f, contact, 5*time.Hour)
	return a.report(err), out.String(), told.String()
}

func TestInstallSystemd(t *testing.T) {
	config := t.TempDir()
	t.Setenv("XDG_CONFIG_HOME", config)
	xdg.Reload()
	t.Cleanup(xdg.Reload)
	const contact = "ada@university.example"
	unit := filepath.Join(config, "systemd", "user", "communique-nightly.service")

	code, out, told := installed(t, installFlags{systemd: true, print: true}, contact)
	if code != 0 || !strings.Contains(out, "# "+unit+"\n") || !strings.Contains(out, "OnCalendar=*-*-* 03:15:00") {
		t.Errorf("--print: exit %d\n%s%s", code, out, told)
	}
	if _, err := os.Stat(unit); err == nil {
		t.Error("--print wrote the unit")
	}
	code, out, told = installed(t, installFlags{systemd: true}, contact)
	if code != 0 || !strings.Contains(out, unit+"\n") || !strings.Contains(told, "systemctl --user enable --now communique-nightly.timer") {
		t.Errorf("exit %d\n%s%s", code, out, told)
	}
	text, err := os.ReadFile(unit)
	if err != nil || !strings.Contains(string(text), "Environment=COMMUNIQUE_CONTACT="+contact) || !strings.Contains(string(text), " nightly --home ") {
		t.Errorf("unit: %s, %v", text, err)
	}
	if err := os.WriteFile(unit, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if code, _, told = installed(t, installFlags{systemd: true}, contact); code != exitFailed || !strings.Contains(told, "--force") {
		t.Errorf("over a changed unit: exit %d\n%s", code, told)
	}
	if code, _, told = installed(t, installFlags{systemd: true, force: true}, contact); code != 0 {
		t.Errorf("--force: exit %d\n%s", code, told)
	}
}

func TestInstallOtherwise(t *testing.T) {
	const contact = "ada@university.example"
	if code, out, _ := installed(t, installFlags{systemd: true, system: true, print: true, at: "04:05"}, contact); code != 0 ||
		!strings.Contains(out, "# /etc/sysusers.d/communique.conf\n") || !strings.Contains(out, "OnCalendar=*-*-* 04:05:00") || !strings.Contains(out, "--home /var/lib/communique ") {
		t.Errorf("--system: exit %d\n%s", code, out)
	}
	if code, out, _ := installed(t, installFlags{crontab: true}, contact); code != 0 || !strings.HasPrefix(out, "15 3 * * *  COMMUNIQUE_CONTACT="+contact+" /") || strings.Count(out, "\n") != 1 {
		t.Errorf("--print-crontab: exit %d\n%s", code, out)
	}
	for name, f := range map[string]installFlags{
		"both": {systemd: true, crontab: true}, "--print alone": {print: true}, "no time": {systemd: true, print: true, at: "25:00"},
	} {
		if code, out, _ := installed(t, f, contact); code != exitUsage || out != "" {
			t.Errorf("%s: exit %d\n%s", name, code, out)
		}
	}
	if code, _, told := installed(t, installFlags{systemd: true, print: true}, ""); code != exitUsage || !strings.Contains(told, "needs a contact") {
		t.Errorf("without a contact: exit %d\n%s", code, told)
	}
}
