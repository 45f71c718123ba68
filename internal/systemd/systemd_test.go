package systemd

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files")

func job() Job {
	return Job{Program: "/usr/local/bin/communique", Home: "/home/ada/.local/share/communique", Contact: "ada@university.example", MaxTime: 5 * time.Hour, At: "03:15"}
}

func sets(t *testing.T, j Job) map[string][]File {
	t.Helper()
	user, err := User(j, "/home/ada/.config")
	if err != nil {
		t.Fatal(err)
	}
	system, err := System(j)
	if err != nil {
		t.Fatal(err)
	}
	return map[string][]File{"user": user, "system": system}
}

func TestGolden(t *testing.T) {
	for name, files := range sets(t, job()) {
		var all strings.Builder
		for _, f := range files {
			all.WriteString("==> " + f.Path + "\n" + f.Text)
		}
		golden := filepath.Join("testdata", name+".golden")
		if *update {
			if err := os.WriteFile(golden, []byte(all.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), all.String()); diff != "" {
			t.Errorf("%s (go test ./internal/systemd -args -update writes it anew):\n%s", name, diff)
		}
	}
}

// analyze runs systemd-analyze, where it is there.
func analyze(t *testing.T, args ...string) {
	t.Helper()
	tool, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd-analyze is not installed: the units were not looked at by it")
	}
	cmd := exec.Command(tool, args...)
	cmd.Env = append(os.Environ(), "XDG_RUNTIME_DIR="+t.TempDir())
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("systemd-analyze %q: %v\n%s", args, err, out)
	}
	if args[0] != "security" && len(out) > 0 {
		t.Errorf("systemd-analyze %q: %s", args, out)
	}
	if args[0] == "security" {
		lines := strings.Split(strings.TrimSpace(string(out)), "\n")
		t.Log(lines[len(lines)-1])
	}
}

// TestAnalyze wants systemd's own word: the units are right, and the system's
// is exposed to 2.0 of 10 at most.
func TestAnalyze(t *testing.T) {
	j := job()
	j.Program, _ = os.Executable() // verify looks whether it is there
	j.Home = t.TempDir()
	for name, files := range sets(t, j) {
		t.Run(name, func(t *testing.T) {
			root := t.TempDir()
			if err := Install(root, files, false); err != nil {
				t.Fatal(err)
			}
			mode := "--user"
			if name == "system" {
				mode = "--system"
			}
			for _, f := range files {
				path := filepath.Join(root, f.Path)
				if strings.HasSuffix(path, ".conf") {
					continue
				}
				analyze(t, "verify", mode, "--man=no", path)
				if name == "system" && strings.HasSuffix(path, ".service") {
					analyze(t, "security", "--offline=true", "--threshold=20", "--no-pager", path)
				}
			}
		})
	}
}

func TestSysusers(t *testing.T) {
	tool, err := exec.LookPath("systemd-sysusers")
	if err != nil {
		t.Skip("systemd-sysusers is not installed")
	}
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "etc"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := Install(root, sets(t, job())["system"], false); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(tool, "--root", root).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for file, want := range map[string]string{"passwd": "communique archive:/var/lib/communique:/usr/sbin/nologin", "group": "communique:x:"} {
		if data, err := os.ReadFile(filepath.Join(root, "etc", file)); err != nil || !strings.Contains(string(data), want) {
			t.Errorf("%s: %s, %v", file, data, err)
		}
	}
}

// Nothing in a path or a contact has a meaning to systemd, cron or sh.
func TestQuoting(t *testing.T) {
	j := job()
	j.Program, j.Home, j.Contact = `/opt/a b/com"mun$ique`, `/srv/100%/it's`, `https://x.example/?a=1&b=%20`
	for name, files := range sets(t, j) {
		for _, f := range files {
			if !strings.HasSuffix(f.Path, ".service") {
				continue
			}
			want := []string{`ExecStart="/opt/a b/com\"mun$$ique" nightly --home `, `Environment=COMMUNIQUE_CONTACT=https://x.example/?a=1&b=%%20` + "\n"}
			if name == "user" {
				want = append(want, `--home "/srv/100%%/it's" --max-time 5h`)
			}
			for _, w := range want {
				if !strings.Contains(f.Text, w) {
					t.Errorf("%s lacks %s:\n%s", f.Path, w, f.Text)
				}
			}
		}
	}
	line, err := Crontab(j)
	if err != nil {
		t.Fatal(err)
	}
	command, ok := strings.CutPrefix(line, "15 3 * * *  ")
	if !ok || strings.Contains(strings.ReplaceAll(command, `\%`, ""), "%") {
		t.Errorf("crontab: %s", line)
	}
	j.Program = "/bin/echo"
	if line, err = Crontab(j); err != nil {
		t.Fatal(err)
	}
	command = strings.ReplaceAll(strings.TrimPrefix(line, "15 3 * * *  "), `\%`, "%") // as cron does
	out, err := exec.Command("sh", "-c", command+`; exit`).CombinedOutput()
	if want := "nightly --home /srv/100%/it's --max-time 5h\n"; err != nil || string(out) != want {
		t.Errorf("sh: %s, %v; want %s", out, err, want)
	}
}

func TestRefused(t *testing.T) {
	for name, change := range map[string]func(*Job){
		"relative":   func(j *Job) { j.Program = "communique" },
		"no time":    func(j *Job) { j.At = "3 in the morning" },
		"line break": func(j *Job) { j.Contact = "a@b\nExecStart=/bin/sh" },
		"home":       func(j *Job) { j.Program = "/home/ada/go/bin/communique" },
	} {
		j := job()
		change(&j)
		if files, err := System(j); err == nil {
			t.Errorf("%s: %v", name, files)
		}
	}
}

// A file that somebody changed stays, and so do the others.
func TestInstall(t *testing.T) {
	root, files := t.TempDir(), sets(t, job())["system"]
	if err := Install(root, files[1:], false); err != nil {
		t.Fatal(err)
	}
	if err := Install(root, files, false); err != nil {
		t.Errorf("the same again: %v", err)
	}
	path := filepath.Join(root, files[2].Path)
	if err := os.WriteFile(path, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(root, files[0].Path)); err != nil {
		t.Fatal(err)
	}
	if err := Install(root, files, false); !errors.Is(err, ErrChanged) || !strings.Contains(err.Error(), path) {
		t.Errorf("over a changed one: %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != "mine" {
		t.Errorf("%s, %v", data, err)
	}
	if _, err := os.Stat(filepath.Join(root, files[0].Path)); err == nil {
		t.Error("half of them were written")
	}
	if err := Install(root, files, true); err != nil {
		t.Errorf("by force: %v", err)
	}
	if data, err := os.ReadFile(path); err != nil || string(data) != files[2].Text {
		t.Errorf("by force: %s, %v", data, err)
	}
}
