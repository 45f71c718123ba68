package proof

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// MaxProof is the longest proof file that Verify reads, in bytes.
const MaxProof = 4 << 20

// ErrNoRecord says that a WARC file or a WACZ does not hold the proved record:
// not at all, or not unchanged.
var ErrNoRecord = errors.New("the record is not in this file as the proof has it")

// Report is what a proof that holds says.
type Report struct {
	Release  Release  `json:"release"`  // the archive's words
	Observed []Seen   `json:"observed"` // out of the leaves: the capture, and the one it repeats, if any
	Origin   string   `json:"origin"`   // the log's name
	Leaves   []int64  `json:"leaves"`   // sizes of the checkpoints that hold it
	Keys     []string `json:"keys"`     // public keys, oldest first
	Trusted  bool     `json:"trusted"`  // the caller named one of Keys
	Stamps   []Stamp  `json:"timestamps"`
	Searched bool     `json:"searched"` // a file was given, and holds one of the records at least
}

// Seen is one record of a proof.
type Seen struct {
	Observed
	Leaf  int64 `json:"leaf"`  // its number in the log
	Found int64 `json:"found"` // where in the given file it is, in bytes; -1: not in it, or none given
	entry Entry
}

// Verify checks a proof file by itself: that the leaves are in checkpoints
// which one of its keys has signed, that the keys follow from each other, and
// that timestamps are of these checkpoints. warc, unless nil, is a WARC file
// or WACZ with the record, which is looked for at its place and then anywhere,
// in a gzip member of its own or uncompressed. Of a capture that repeats
// another, one record of the two has to be in it. trusted are public keys known
// from elsewhere; if any are given, one of them has to be among the proof's.
func Verify(ctx context.Context, data []byte, warc io.ReaderAt, trusted ...string) (Report, error) {
	d, err := readDocument(data)
	if err != nil {
		return Report{}, fmt.Errorf("read the proof: %w", err)
	}
	known, err := d.checkKeys(trusted)
	if err != nil {
		return Report{}, err
	}
	r := Report{Release: d.Release, Origin: keyName(d.Keys[0]), Keys: d.Keys, Trusted: len(trusted) > 0, Stamps: []Stamp{}}
	if r.Observed, err = d.checkLeaves(); err != nil {
		return Report{}, err
	}
	for i, in := range d.Checkpoints {
		if err := r.checkpoint(in, d.Leaves, known); err != nil {
			return Report{}, fmt.Errorf("checkpoint %d of the proof: %w", i+1, err)
		}
	}
	if warc != nil {
		if err := r.search(ctx, warc); err != nil {
			return Report{}, err
		}
	}
	return r, nil
}

func readDocument(data []byte) (document, error) {
	var d document
	if len(data) > MaxProof {
		return d, fmt.Errorf("it is longer than %d bytes", MaxProof)
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		return d, err
	}
	if _, err := dec.Token(); err != io.EOF {
		return d, errors.New("something stands behind it")
	}
	if d.Schema != schema {
		return d, fmt.Errorf("its schema is %.40q, and this program reads %q", d.Schema, schema)
	}
	if n := len(d.Observed); n < 1 || n > 2 || len(d.Leaves) != 2*n || len(d.Checkpoints) == 0 || len(d.Keys) == 0 {
		return d, errors.New("it lacks records, leaves, checkpoints or keys")
	}
	return d, nil
}

// checkKeys checks how the keys follow from each other, and the seal.
func (d document) checkKeys(trusted []string) (note.Verifiers, error) {
	known, err := verifiers(d.Keys)
	if err != nil {
		return nil, fmt.Errorf("the proof's keys: %w", err)
	}
	if err := checkChain(d.Keys, d.Rotations); err != nil {
		return nil, fmt.Errorf("the proof's keys: %w", err)
	}
	if len(trusted) > 0 && !slices.ContainsFunc(trusted, func(k string) bool { return slices.Contains(d.Keys, strings.TrimSpace(k)) }) {
		return nil, fmt.Errorf("the proof is signed with a key that was not named as trusted: %s", d.Keys[len(d.Keys)-1])
	}
	seal, err := openNote([]byte(d.Seal), known)
	if err != nil {
		return nil, fmt.Errorf("the proof's seal: %w", err)
	}
	text, err := d.sealText()
	if err != nil {
		return nil, err
	}
	if seal.Text != text {
		return nil, errors.New("the proof was changed after it was made: its seal is of other words")
	}
	return known, nil
}

// checkLeaves reads the leaves and compares them with what the proof says in
// words.
func (d document) checkLeaves() ([]Seen, error) {
	var all []Seen
	for i, said := range d.Observed {
		seen, err := readPair(d.Leaves[2*i], d.Leaves[2*i+1])
		if err != nil {
			return nil, err
		}
		if said != seen.Observed {
			return nil, errors.New("what the proof says was observed is not what its leaves say")
		}
		if i > 0 && contradict(seen.PayloadDigest, all[0].PayloadDigest) {
			return nil, errors.New("the proof's second record does not have the payload of the first")
		}
		all = append(all, seen)
	}
	return all, nil
}

// readPair reads a record's leaf and its file's.
func readPair(record, file numbered) (Seen, error) {
	e, err := decode[Entry]([]byte(record.Leaf))
	if err != nil {
		return Seen{}, fmt.Errorf("a record's leaf: %w", err)
	}
	f, err := decode[fileLeaf]([]byte(file.Leaf))
	if err != nil {
		return Seen{}, fmt.Errorf("a file's leaf: %w", err)
	}
	behind := record.Index - file.Index
	if e.Type != leafRecord || f.Type != leafFile || e.File != f.File || behind < 1 || behind > f.Records {
		return Seen{}, errors.New("the proof's leaves are not those of a record and its file")
	}
	if e.Offset < 0 || e.Length <= 0 {
		return Seen{}, errors.New("a record's leaf has no place that can be")
	}
	return Seen{Observed: observed(e, f), Leaf: record.Index, Found: -1, entry: e}, nil
}

// search looks for the records in a file. That one is not there is said; that
// one is there and differs is an error.
func (r *Report) search(ctx context.Context, warc io.ReaderAt) error {
	var missing error
	for i := range r.Observed {
		at, err := findRecord(ctx, warc, r.Observed[i].entry)
		switch {
		case err == nil:
			r.Observed[i].Found = at
			r.Searched = true
		case errors.Is(err, ErrNoRecord) && !errors.Is(err, errChanged):
			missing = errors.Join(missing, err)
		default:
			return err
		}
	}
	if !r.Searched {
		return missing
	}
	return nil
}

// checkpoint checks one checkpoint and takes down what it shows.
func (r *Report) checkpoint(in included, leaves []numbered, known note.Verifiers) error {
	p, err := parsePoint([]byte(in.Note), known, r.Origin)
	if err != nil {
		return err
	}
	if len(in.Inclusion) != len(leaves) {
		return errors.New("it does not have a proof for each leaf")
	}
	for i, leaf := range leaves {
		if leaf.Index < 0 || leaf.Index >= p.tree.N {
			return fmt.Errorf("leaf %d is not in it: it has %d", leaf.Index, p.tree.N)
		}
		if err := tlog.CheckRecord(in.Inclusion[i], p.tree.N, p.tree.Hash, leaf.Index, tlog.RecordHash([]byte(leaf.Leaf))); err != nil {
			return fmt.Errorf("leaf %d is not in it: %w", leaf.Index, err)
		}
	}
	r.Leaves = append(r.Leaves, p.tree.N)
	if len(in.Timestamp) == 0 {
		return nil
	}
	_, stamp, err := checkToken(in.Timestamp, p.raw)
	if err != nil {
		return fmt.Errorf("its timestamp: %w", err)
	}
	stamp.Leaves = p.tree.N
	r.Stamps = append(r.Stamps, stamp)
	return nil
}

// String is the report for people.
func (r Report) String() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("release     %s, %s", r.Release.ID, r.Release.URL)
	from := r.Release.Provenance
	if from != nil {
		line("provenance  archived by %s; from %s, taken in %s", cmp.Or(from.ArchivedBy, "somebody who is not named"), cmp.Or(from.Source, "an unknown source"), cmp.Or(from.Retrieved, "at an unknown time"))
	}
	for i, o := range r.Observed {
		switch {
		case i > 0 && from != nil && from.RecordID == o.RecordID:
			line("which came in")
		case i > 0:
			line("which repeats")
		}
		switch {
		case i == 0 && from != nil:
			line("captured    %s at %s (the word of those who archived it)", o.URL, o.Time)
		default:
			line("observed    %s answered %d at %s (clock of the archive)", o.URL, o.Status, o.Time)
		}
		line("payload     %s", o.PayloadDigest)
		line("record      %s at byte %d of %s", o.RecordID, o.Offset, o.File)
		line("digest      sha256:%s", o.RecordSHA256)
		line("in the log  leaf %d since %s (clock of the archive)", o.Leaf, o.Logged)
		switch {
		case o.Found >= 0:
			line("file        holds this record unchanged, at byte %d", o.Found)
		case r.Searched:
			line("file        does not hold this record")
		default:
			line("file        none given: the record itself was not looked at")
		}
	}
	line("log         %s, checkpoint of %d leaves", r.Origin, r.Leaves[len(r.Leaves)-1])
	for _, s := range r.Stamps {
		line("timestamp   existed before %s, says %s (certificate sha256:%s)", timestamp(s.Time), s.Authority, s.Fingerprint)
	}
	if len(r.Stamps) == 0 {
		line("timestamp   none: only the archive says when")
	}
	line("key         %s", r.Keys[len(r.Keys)-1])
	if !r.Trusted {
		line("            not compared with a key known from elsewhere: do that before you rely on it")
	}
	return b.String()
}
