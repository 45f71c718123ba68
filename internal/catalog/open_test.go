package catalog

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var start = time.Date(2026, 3, 1, 6, 0, 0, 0, time.UTC)

// clock is a time that tests move.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func openTemp(t testing.TB) (*DB, *clock) {
	t.Helper()
	c := &clock{start}
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "catalog.sqlite"), c.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db, c
}

func TestOpenOddPath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a home? with #, % and é")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "catalog.sqlite")
	db, err := Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatal(err)
	}
	db, err = OpenRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Enqueue(t.Context(), []Task{{URL: "u", Canonical: "u"}}); err == nil {
		t.Error("a catalogue opened for reading was written to")
	}
	if _, err := db.Counts(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestOpenForeign(t *testing.T) {
	write := func(data string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	database := func(statements string) func(*testing.T, string) {
		return func(t *testing.T, path string) {
			db, err := sql.Open("sqlite", path)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			if _, err := db.Exec(statements); err != nil {
				t.Fatal(err)
			}
		}
	}
	tests := []struct {
		name    string
		prepare func(*testing.T, string)
		want    error
		says    string
	}{
		{"text file", write("this is a letter, not a database, and long enough"), ErrForeign, "communique rebuild"},
		{"short file", write("SQL"), ErrForeign, "communique rebuild"},
		{"another program's", database(`CREATE TABLE recipe (name TEXT)`), ErrForeign, "another program"},
		{"newer", database(`CREATE TABLE x (y); PRAGMA application_id=0x636d6e71; PRAGMA user_version=99`), ErrNewer, "form 99, this communique knows form 10"},
		{"damaged", write("SQLite format 3\x00" + strings.Repeat("\xff", 4096)), nil, "communique rebuild"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "catalog.sqlite")
			test.prepare(t, path)
			_, errWrite := Open(t.Context(), path, time.Now)
			_, errRead := OpenRead(t.Context(), path)
			for _, err := range []error{errWrite, errRead} {
				if err == nil || test.want != nil && !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), path) {
					t.Errorf("error %v: want %v, the path and %q", err, test.want, test.says)
				}
			}
		})
	}
	t.Run("none", func(t *testing.T) {
		if _, err := OpenRead(t.Context(), filepath.Join(t.TempDir(), "catalog.sqlite")); !errors.Is(err, ErrNone) {
			t.Errorf("error %v, want ErrNone", err)
		}
	})
	t.Run("older", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "catalog.sqlite")
		database(`CREATE TABLE x (y); PRAGMA application_id=0x636d6e71; PRAGMA user_version=0`)(t, path)
		if _, err := OpenRead(t.Context(), path); !errors.Is(err, ErrOlder) {
			t.Errorf("error %v, want ErrOlder", err)
		}
	})
}

// What a writer has committed is seen by a reader of another process, and a
// reader can open while the writer is at work.
func TestReadBesideWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "catalog.sqlite")
	w, err := Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Enqueue(t.Context(), []Task{{URL: "http://a/", Canonical: "http://a/", Site: "a"}}); err != nil {
		t.Fatal(err)
	}
	err = w.write(t.Context(), "test", func(*sql.Tx) error {
		r, err := OpenRead(t.Context(), path)
		if err != nil {
			return err
		}
		defer r.Close()
		_, ok, err := r.IsKnown(t.Context(), "http://a/")
		if !ok {
			t.Error("the reader does not see what was committed")
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReadOnlyFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everywhere")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "catalog.sqlite")
	w, err := Open(t.Context(), path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	os.Chmod(path, 0o444)
	os.Chmod(dir, 0o555)
	defer os.Chmod(dir, 0o755)
	r, err := OpenRead(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := r.Counts(t.Context()); err != nil {
		t.Error(err)
	}
}

func BenchmarkOpenRead(b *testing.B) {
	path := filepath.Join(b.TempDir(), "catalog.sqlite")
	w, err := Open(context.Background(), path, time.Now)
	if err != nil {
		b.Fatal(err)
	}
	w.Close()
	for b.Loop() {
		db, err := OpenRead(context.Background(), path)
		if err != nil {
			b.Fatal(err)
		}
		db.Close()
	}
}
