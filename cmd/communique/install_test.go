package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"
	"github.com/spf13/cobra"
)

// installed runs what nightly does with these flags.
func installed(t *testing.T, contact string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var f installFlags
	cmd := &cobra.Command{}
	f.register(cmd)
	if err := cmd.ParseFlags(args); err != nil || !f.asked() && len(args) > 1 {
		t.Fatal(args, err)
	}
	t.Setenv("COMMUNIQUE_CONTACT", "")
	var out, told bytes.Buffer
	a := &app{stdout: &out, stderr: &told, now: time.Now, homeFlag: t.TempDir(), started: true}
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

	code, out, told := installed(t, contact, "--install-systemd", "--print")
	if code != 0 || !strings.Contains(out, "# "+unit+"\n") || !strings.Contains(out, "OnCalendar=*-*-* 03:15:00") {
		t.Errorf("--print: exit %d\n%s%s", code, out, told)
	}
	if _, err := os.Stat(unit); err == nil {
		t.Error("--print wrote the unit")
	}
	code, out, told = installed(t, contact, "--install-systemd")
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
	if code, _, told = installed(t, contact, "--install-systemd"); code != exitFailed || !strings.Contains(told, "--force") {
		t.Errorf("over a changed unit: exit %d\n%s", code, told)
	}
	if code, _, told = installed(t, contact, "--install-systemd", "--force"); code != 0 {
		t.Errorf("--force: exit %d\n%s", code, told)
	}
}

func TestInstallOtherwise(t *testing.T) {
	const contact = "ada@university.example"
	if code, out, _ := installed(t, contact, "--install-systemd", "--system", "--print", "--at", "04:05"); code != 0 ||
		!strings.Contains(out, "# /etc/sysusers.d/communique.conf\n") || !strings.Contains(out, "OnCalendar=*-*-* 04:05:00") || !strings.Contains(out, "--home /var/lib/communique ") {
		t.Errorf("--system: exit %d\n%s", code, out)
	}
	if code, out, _ := installed(t, contact, "--print-crontab"); code != 0 || !strings.HasPrefix(out, "15 3 * * *  COMMUNIQUE_CONTACT="+contact+" /") || strings.Count(out, "\n") != 1 {
		t.Errorf("--print-crontab: exit %d\n%s", code, out)
	}
	for _, args := range [][]string{{"--install-systemd", "--print-crontab"}, {"--print"}, {"--install-systemd", "--print", "--at", "25:00"}} {
		if code, out, _ := installed(t, contact, args...); code != exitUsage || out != "" {
			t.Errorf("%q: exit %d\n%s", args, code, out)
		}
	}
	if code, _, told := installed(t, "", "--install-systemd", "--print"); code != exitUsage || !strings.Contains(told, "needs a contact") {
		t.Errorf("without a contact: exit %d\n%s", code, told)
	}
}
