package proof

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// ErrNotLogged says that the record is in no checkpoint yet.
var ErrNotLogged = errors.New("the record is not in a signed checkpoint of the log")

const schema = "communique/proof/1"

var (
	proves = []string{
		"The archived record is, bit for bit, the one whose digest stands in the log.",
		"Whoever holds the log's key has signed a log that contains it.",
		"Where there is a timestamp: that was so before the time the timestamp authority states.",
	}
	// notOurs stands before doesNotProve when others made the capture.
	notOurs = "That the page was captured at the time stated, or from its publisher: another archive made this capture, and the time is its word. The log shows what came from there, and when it was logged here."

	doesNotProve = []string{
		"That what the server sent is true, or that it sent the same to others.",
		"That nothing was left out of the archive.",
		"What happened before the record was put into the log; the time of capture is the word of whoever ran the archive.",
		"Whose key it is: compare the public key with one known from elsewhere.",
	}
)

// Prove writes the proof of one capture. It reads the log and the signing key,
// and changes nothing. ErrNotLogged when no checkpoint holds the record yet.
func Prove(ctx context.Context, home string, now func() time.Time, s Subject) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	l, err := Open(home, now)
	if err != nil {
		return nil, err
	}
	d := document{
		Schema: schema, Release: s.Release, Proves: proves, DoesNotProve: doesNotProve,
		Made: timestamp(now()), Keys: l.keys.public,
	}
	if s.Release.Provenance != nil {
		d.DoesNotProve = append([]string{notOurs}, doesNotProve...)
	}
	for _, c := range s.Captures {
		if err := l.state(&d, c); err != nil {
			return nil, err
		}
	}
	if d.Rotations, err = l.keys.statements(); err != nil {
		return nil, err
	}
	for _, p := range l.chosen(d.Leaves) {
		in, err := l.include(p, d.Leaves)
		if err != nil {
			return nil, err
		}
		d.Checkpoints = append(d.Checkpoints, in)
	}
	return l.seal(ctx, d)
}

// state adds what the log has of one capture.
func (l *Log) state(d *document, c Capture) error {
	file, record, err := l.lookup(c)
	if err != nil {
		return err
	}
	e, err := decode[Entry]([]byte(record.Leaf))
	if err != nil {
		return err
	}
	if e.RecordID != c.RecordID || contradict(e.PayloadDigest, c.PayloadDigest) {
		return fmt.Errorf("the log has %s with payload %s at byte %d of %s, and the catalogue %s with %s: run communique verify", e.RecordID, e.PayloadDigest, c.Offset, c.File, c.RecordID, c.PayloadDigest)
	}
	d.Observed = append(d.Observed, observed(e, l.groups[c.File].leaf))
	d.Leaves = append(d.Leaves, record, file)
	return nil
}

// contradict reports whether two digests cannot be of the same bytes. Others
// than our own are written in base32 or upper case too: those that cannot be
// compared as text do not contradict each other.
func contradict(a, b string) bool {
	algorithm, _, _ := strings.Cut(a, ":")
	other, _, _ := strings.Cut(b, ":")
	return strings.EqualFold(algorithm, other) && len(a) == len(b) && !strings.EqualFold(a, b)
}

// lookup finds the leaf of a capture's record, and its file's.
func (l *Log) lookup(c Capture) (file, record numbered, err error) {
	group, ok := l.groups[c.File]
	if !ok || l.last().tree.N <= group.first+group.leaf.Records {
		if l.fault != nil {
			return file, record, l.fault
		}
		return file, record, fmt.Errorf("%s: %w", c.File, ErrNotLogged)
	}
	line, err := encode(group.leaf)
	if err != nil {
		return file, record, err
	}
	file = numbered{group.first, string(line)}
	err = l.each(group, func(n int64, raw []byte) error {
		e, err := decode[Entry](raw)
		if err == nil && e.Offset == c.Offset {
			record = numbered{n, string(raw)}
			err = io.EOF // that is enough
		}
		return err
	})
	if err == nil && record.Leaf == "" {
		err = fmt.Errorf("%s is in the log, but no record of its own at byte %d: a proof is not possible", c.File, c.Offset)
	}
	return file, record, err
}

// chosen are the checkpoints of a proof: the first with a timestamp that holds
// the leaves, and the newest.
func (l *Log) chosen(leaves []numbered) []point {
	newest := l.last()
	var index int64
	for _, leaf := range leaves {
		index = max(index, leaf.Index)
	}
	for _, p := range l.points {
		if p.tree.N <= index || p.tree.N == newest.tree.N {
			continue
		}
		if _, err := os.Stat(p.path + ".tsr.note"); err == nil {
			return []point{p, newest}
		}
	}
	return []point{newest}
}

// include proves that leaves are in a checkpoint.
func (l *Log) include(p point, leaves []numbered) (included, error) {
	in := included{Note: string(p.raw)}
	f, err := os.Open(filepath.Join(l.dir, hashesName))
	if err != nil {
		return in, fmt.Errorf("read the log's hashes: %w", err)
	}
	defer f.Close()
	for _, leaf := range leaves {
		path, err := tlog.ProveRecord(p.tree.N, leaf.Index, hashFile{f})
		if err == nil {
			err = tlog.CheckRecord(path, p.tree.N, p.tree.Hash, leaf.Index, tlog.RecordHash([]byte(leaf.Leaf)))
		}
		if err != nil {
			return in, fmt.Errorf("leaf %d of the log is not in its checkpoint of %d leaves: %w: run communique verify", leaf.Index, p.tree.N, err)
		}
		in.Inclusion = append(in.Inclusion, path)
	}
	in.Timestamp, err = os.ReadFile(p.path + ".tsr")
	if errors.Is(err, fs.ErrNotExist) {
		return in, nil
	}
	if err != nil {
		return in, fmt.Errorf("read a timestamp: %w", err)
	}
	if _, _, err := checkToken(in.Timestamp, p.raw); err != nil {
		return in, fmt.Errorf("the timestamp %s.tsr: %w: run communique verify", p.path, err)
	}
	return in, nil
}

// seal signs the document and writes it.
func (l *Log) seal(ctx context.Context, d document) ([]byte, error) {
	signer, err := l.keys.signer()
	if err != nil {
		return nil, err
	}
	text, err := d.sealText()
	if err != nil {
		return nil, err
	}
	raw, err := note.Sign(&note.Note{Text: text}, signer)
	if err != nil {
		return nil, fmt.Errorf("sign the proof: %w", err)
	}
	d.Seal = string(raw)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(d); err != nil {
		return nil, fmt.Errorf("write the proof: %w", err)
	}
	// What is given away cannot be mended: it is read again first.
	if _, err := Verify(ctx, out.Bytes(), nil, d.Keys...); err != nil {
		return nil, fmt.Errorf("the proof just made does not hold: %w", err)
	}
	return out.Bytes(), nil
}
