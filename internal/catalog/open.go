// Package catalog keeps, in one SQLite file, what can be looked up about the
// archive: captures and what was read out of them, releases and their
// versions, the crawler's frontier, and runs.
//
// It is derived: everything in it follows from the WARC files, and it is the
// only package that knows SQL. The tables are described in schema.sql.
package catalog

import (
	"context"
	"database/sql"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver

	"communique/internal/restrict"
)

//go:embed schema.sql
var schema string

// form is the form of the tables and of what they hold, kept in PRAGMA user_version:
// it rises, too, where releases are read so differently that one catalogue should not
// have both readings. application is the PRAGMA application_id that tells our files
// from other SQLite files.
const (
	form        = 10
	application = 0x636d6e71 // "cmnq"
)

var (
	// ErrNone: there is no catalogue at that path.
	ErrNone = errors.New("no catalogue yet")
	// ErrNewer: the catalogue has a form this program does not know.
	ErrNewer = errors.New("written by a newer communique")
	// ErrOlder: the catalogue has an older form; the caller rebuilds it.
	ErrOlder = errors.New("written by an older communique")
	// ErrForeign: the file is not a catalogue.
	ErrForeign = errors.New("not a communique catalogue")
	// ErrDecisions: what people decided not to show cannot be read. The catalogue
	// itself may be sound, and rebuilding it does not help.
	ErrDecisions = errors.New("decisions cannot be read")
	// ErrNotFound: no such release.
	ErrNotFound = errors.New("not found")
)

// DB is an open catalogue. It may be used by several goroutines at once;
// several processes may read while one writes.
type DB struct {
	db     *sql.DB
	path   string
	now    func() time.Time
	book   *restrict.Book
	sealed atomic.Pointer[restrict.Seal] // of the decisions that were last checked
}

// Open opens the catalogue for writing and makes it when missing. Its errors
// wrap ErrNewer, ErrOlder or ErrForeign where one applies.
//
// What people decided not to show is read from the home, the folder of path
// (package restrict); while that cannot be read, the catalogue does not open.
//
// Commits are not fsynced one by one (synchronous=NORMAL): a power cut can
// take back the last of them, in order, and never leaves the file damaged.
// What is taken back is read again from the WARC files, which are synced
// before anything is marked here.
func Open(ctx context.Context, path string, now func() time.Time) (*DB, error) {
	if err := looksLikeSQLite(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	db, err := open(ctx, path, "rwc", now)
	if err != nil {
		return nil, err
	}
	return db, nil
}

// OpenRead opens an existing catalogue for reading. Its errors wrap ErrNone,
// ErrNewer, ErrOlder or ErrForeign where one applies.
func OpenRead(ctx context.Context, path string) (*DB, error) {
	err := looksLikeSQLite(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open catalogue %s: %w (communique crawl or communique rebuild makes it)", path, ErrNone)
	}
	if err != nil {
		return nil, err
	}
	return open(ctx, path, "ro", time.Now)
}

// Close closes the catalogue.
func (db *DB) Close() error {
	if err := db.db.Close(); err != nil {
		return fmt.Errorf("close catalogue: %w", err)
	}
	return nil
}

// looksLikeSQLite reads the first bytes: SQLite itself would say only "file is
// not a database", and not which one.
func looksLikeSQLite(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open catalogue: %w", err)
	}
	defer f.Close()
	head := make([]byte, 16)
	n, err := io.ReadFull(f, head)
	if n == 0 && errors.Is(err, io.EOF) {
		return nil // an empty file is an empty database
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("read catalogue %s: %w", path, err)
	}
	if string(head) != "SQLite format 3\x00" {
		return fmt.Errorf("%s is no SQLite file: %w: communique rebuild makes it again from warc/", path, ErrForeign)
	}
	return nil
}

func open(ctx context.Context, path, mode string, now func() time.Time) (*DB, error) {
	pool, err := sql.Open("sqlite", dsn(path, mode))
	if err != nil {
		return nil, fmt.Errorf("open catalogue %s: %w", path, err)
	}
	// Reads inside the loops over other reads need connections of their own.
	pool.SetMaxOpenConns(8)
	pool.SetMaxIdleConns(4)
	db := &DB{db: pool, path: path, now: now, book: restrict.Open(filepath.Dir(path))}
	err = db.checkForm(ctx, mode == "rwc")
	if err == nil {
		if _, err = db.decisions(ctx); err != nil && ctx.Err() == nil {
			err = decisionsError{err}
		}
	}
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return db, nil
}

// decisionsError marks an error as ErrDecisions. Its words say what to do.
type decisionsError struct{ error }

func (e decisionsError) Unwrap() error     { return e.error }
func (decisionsError) Is(other error) bool { return other == ErrDecisions }

// dsn escapes the path: a home may have ? or # or % in its name.
func dsn(path, mode string) string {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	q := url.Values{"_txlock": {"immediate"}}
	q.Add("_pragma", "busy_timeout(10000)")
	if mode == "ro" {
		// A reader opens for writing, and asks for none: SQLite's own mode=ro
		// cannot read a write-ahead log whose index nobody has made yet. On a
		// read-only file system there is no log to read.
		q.Add("_pragma", "query_only(1)")
		mode = "rw"
		if readOnly(path) {
			mode = "ro"
			q.Set("immutable", "1")
		}
	} else {
		q.Add("_pragma", "journal_mode(wal)")
		q.Add("_pragma", "synchronous(normal)")
		q.Add("_pragma", "foreign_keys(1)")
	}
	q.Set("mode", mode)
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// readOnly reports whether the file or its folder may not be written.
func readOnly(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return errors.Is(err, fs.ErrPermission) || strings.Contains(err.Error(), "read-only")
	}
	return f.Close() != nil
}

func (db *DB) checkForm(ctx context.Context, create bool) error {
	var found, app, tables int
	row := db.db.QueryRowContext(ctx, `SELECT (SELECT user_version FROM pragma_user_version),
		(SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_master)`)
	if err := row.Scan(&found, &app, &tables); err != nil {
		return fmt.Errorf("read catalogue %s: %w: if it is damaged, communique rebuild makes it again from warc/", db.path, err)
	}
	switch {
	case tables == 0 && found == 0 && create:
		return db.create(ctx)
	case tables == 0 && found == 0:
		return fmt.Errorf("open catalogue %s: it is empty: %w (communique rebuild makes it)", db.path, ErrNone)
	case app != application:
		return fmt.Errorf("%s is an SQLite file of another program: %w: move it away; communique rebuild makes the catalogue from warc/", db.path, ErrForeign)
	case found > form:
		return fmt.Errorf("%s has form %d, this communique knows form %d: %w: use that newer version, or move the file away and run communique rebuild", db.path, found, form, ErrNewer)
	case found < form:
		return fmt.Errorf("%s has form %d, this communique needs form %d: %w: communique rebuild makes it again from warc/", db.path, found, form, ErrOlder)
	}
	return nil
}

func (db *DB) create(ctx context.Context) error {
	return db.write(ctx, "make catalogue", func(tx *sql.Tx) error {
		var tables int // another process may have been first
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM sqlite_master`).Scan(&tables); err != nil || tables > 0 {
			return err
		}
		_, err := tx.ExecContext(ctx, schema+fmt.Sprintf("PRAGMA application_id=%d; PRAGMA user_version=%d;", application, form))
		return err
	})
}

// write runs f in one transaction.
func (db *DB) write(ctx context.Context, what string, f func(tx *sql.Tx) error) error {
	tx, err := db.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	if err := f(tx); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", what, err), ignoreDone(tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// ignoreDone: a cancelled context has rolled back already.
func ignoreDone(err error) error {
	if errors.Is(err, sql.ErrTxDone) {
		return nil
	}
	return err
}
