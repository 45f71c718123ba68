// Package proof keeps an append-only transparency log of what was archived,
// and proves that a record is in it.
//
// The log is a Merkle tree (RFC 6962, as golang.org/x/mod/sumdb/tlog builds
// it) whose leaves are the finished WARC files and each of their records. At
// the end of each run its root is signed: a checkpoint (C2SP tlog-checkpoint, a
// signed note), which an RFC 3161 authority can timestamp. Log, checkpoints and
// keys lie in state/, and cannot be derived from anything: a rebuild never
// touches them.
//
// What that proves:
//   - Integrity since capture: the record is, bit for bit, the one whose digest
//     was put into the log.
//   - Consistency of the log: each checkpoint continues the one before. A record
//     that was changed, taken out or put in between would need a log that
//     contradicts every checkpoint and every proof already given away.
//   - Existence before the timestamp, where there is one: the record was in the
//     log before the time that the authority states.
//
// What it does not prove:
//   - That the server told the truth, or told others the same.
//   - That nothing was left out: a page that was never archived leaves no trace,
//     nor do the newest runs if they are removed together with their
//     checkpoints and no proof or timestamp of them was ever given away.
//   - What happened before the record was put into the log. Up to then, and for
//     the time of capture itself, there is the word of whoever ran the archive
//     and held the key, and their machine's clock.
//   - Whose key it is. Compare the public key in a proof with one that you have
//     from elsewhere: a paper, a letter, the archive's web site.
package proof

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// timestamp writes a time as all records of the archive have it.
func timestamp(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

// Summary says what Record did.
type Summary struct {
	Added
	Begun       bool  // there was no log before
	Leaves      int64 // of the newest checkpoint
	Timestamped int   // checkpoints that got a timestamp
	Pending     int   // checkpoints that have none yet; the next run asks again
	Reason      error // why they are pending
}

func (s Summary) String() string {
	text := fmt.Sprintf("signed a checkpoint of the log: new files %d, records %d; leaves in all %d", s.Files, s.Records, s.Leaves)
	if s.Timestamped > 0 {
		text += fmt.Sprintf("; timestamps got: %d", s.Timestamped)
	}
	if s.Pending > 0 {
		text += fmt.Sprintf("; timestamps pending: %d", s.Pending)
		if s.Reason != nil {
			text += fmt.Sprintf(" (%v)", s.Reason)
		}
	}
	if s.Begun && s.Files > 1 { // a first run leaves one file
		text += "; the log is a new one: if this archive had one before, state/ was lost: put it back from a back-up now"
	}
	return text
}

// Record ends a run: it appends the finished WARC files that are not in the log
// yet, signs a checkpoint, and asks the authority at tsa, unless that is "",
// for a timestamp. files are all the finished files of the archive, named
// relative to the home, with slashes. An authority that does not answer is no
// error. The caller holds the home's lock.
func Record(ctx context.Context, home string, files []string, now func() time.Time, tsa string) (Summary, error) {
	var s Summary
	if err := sweep(home); err != nil {
		return s, err
	}
	l, err := Open(home, now)
	if err != nil {
		return s, err
	}
	s.Begun = l.leaves == 0
	if s.Added, err = l.Add(ctx, files...); err != nil {
		return s, err
	}
	if err := l.Checkpoint(ctx); err != nil {
		return s, err
	}
	s.Leaves = l.last().tree.N
	if tsa == "" || s.Leaves == 0 {
		return s, nil
	}
	s.Timestamped, s.Pending, s.Reason, err = l.Timestamp(ctx, tsa)
	return s, err
}

// sweep removes what a run that died in the middle of replacing a file left
// beside it: the renames that would have made something of it never happened.
func sweep(home string) error {
	for _, dir := range []string{keysDir(home), logDir(home), filepath.Join(logDir(home), pointsName)} {
		entries, err := os.ReadDir(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return fmt.Errorf("look for left-over files: %w", err)
		}
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), ".") || !e.Type().IsRegular() {
				continue
			}
			if err := os.Remove(filepath.Join(dir, e.Name())); err != nil {
				return fmt.Errorf("remove a left-over file: %w", err)
			}
		}
	}
	return nil
}
