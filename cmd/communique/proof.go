package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/internal/durable"
	"communique/internal/proof"
)

type proofFlags struct {
	out, tsa string
	version  int // 0: the capture that the record is of
}

func (a *app) proofCmd() *cobra.Command {
	var f proofFlags
	cmd := &cobra.Command{
		Use:   "proof ID",
		Short: "Write a proof that a release's bytes are those that were archived",
		Long: "proof writes a small JSON file that stands alone: what was observed and when, the digest of the\n" +
			"archived record, and the hashes that lead from it to a signed checkpoint of the archive's\n" +
			"transparency log, with its timestamps where there are any. communique verify --proof checks it\n" +
			"without the archive, and with --warc against the record itself (communique show ID --warc).\n\n" +
			"Of a release that has changed, the proof is of the last version; --version N proves another, with\n" +
			"the record of communique show ID --version N --warc.\n\n" +
			"It proves that the record is unchanged since it was put into the log, and that this was before\n" +
			"the timestamp. It does not prove that the server told the truth, that nothing was left out,\n" +
			"or what happened before; and whose key signed it, the reader has to know from elsewhere\n" +
			"(communique keys list).",
		Example: "  communique proof amnesty-fr:9f2c51d07ab3e864 -o proof.json\n" +
			"  communique show 9f2c --warc > record.warc.gz\n" +
			"  communique verify --proof proof.json --warc record.warc.gz\n" +
			"  communique proof 9f2c --version 1 -o first.json",
		Args: one("one release: an id, the beginning of its hexadecimal part, or an address"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := checkVersion(cmd, args[0], f.version); err != nil {
				return err
			}
			return a.proof(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().StringVarP(&f.out, "out", "o", "", "the file to write (default: standard output)")
	cmd.Flags().IntVar(&f.version, "version", 0, "prove version N instead of the last")
	cmd.Flags().StringVar(&f.tsa, "tsa", "", "first ask the timestamp authority at this address (RFC 3161 over http or https)")
	return cmd
}

func (a *app) proof(ctx context.Context, ref string, f proofFlags) error {
	s, err := a.subject(ctx, ref, f.version)
	if err != nil {
		return err
	}
	if f.tsa != "" {
		if err := a.updateLog(ctx, f.tsa); err != nil {
			return err
		}
	}
	data, err := proof.Prove(ctx, a.home(), a.now, s)
	if errors.Is(err, proof.ErrNotLogged) && f.tsa == "" {
		// An archive from before there was a log, or a run that died before its end.
		if err := a.updateLog(ctx, ""); err != nil {
			return err
		}
		data, err = proof.Prove(ctx, a.home(), a.now, s)
	}
	if err != nil {
		return err
	}
	if f.out == "" {
		_, err = a.stdout.Write(data)
		return err
	}
	err = durable.Replace(f.out, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "proof of %s in %s\n", s.Release.ID, f.out)
	return nil
}

// subject finds the captures that a proof of a release is about, or of one of
// its versions.
func (a *app) subject(ctx context.Context, ref string, version int) (proof.Subject, error) {
	db, r, err := a.find(ctx, ref)
	if err != nil {
		return proof.Subject{}, err
	}
	defer db.Close()
	store, err := archive.Open(a.home(), archive.Options{Now: a.now, Resolve: resolver(db)})
	if err != nil {
		return proof.Subject{}, err
	}
	if version > 0 {
		if r, err = versionOf(ctx, db, r.ID, version); err != nil {
			return proof.Subject{}, err
		}
	}
	s := proof.Subject{Release: proof.Release{ID: r.ID, URL: r.URL}}
	if r.Public() { // of the others the bytes are proved, and no more is said
		s.Release.Title = deref(r.Title, "")
	}
	original, err := store.Original(ctx, r.Capture)
	if err != nil {
		return s, err
	}
	captures := []archive.Capture{r.Capture}
	if original != r.Capture {
		captures = append(captures, original)
	}
	if from := r.Capture.Provenance; from != (archive.Provenance{}) {
		s.Release.Provenance = (*proof.Provenance)(&from)
		exchange, err := exchangeOf(ctx, db, store, r.Capture)
		if err != nil {
			return s, err
		}
		// Where a content-coding was taken off, or the exchange is a revisit,
		// the proof names the exchange and does not hold it.
		if len(captures) == 1 && len(exchange) > 0 && exchange[0].PayloadDigest == r.Capture.PayloadDigest {
			captures = append(captures, exchange[0])
		}
	}
	for _, c := range captures {
		s.Captures = append(s.Captures, proof.Capture{File: c.File, Offset: c.Offset, RecordID: c.RecordID, PayloadDigest: c.PayloadDigest})
	}
	return s, nil
}

// updateLog puts what is missing into the transparency log, and says so.
func (a *app) updateLog(ctx context.Context, tsa string) error {
	unlock, err := a.lock()
	if err != nil {
		return err
	}
	defer unlock()
	return a.recordLog(ctx, tsa)
}

// recordLog ends a run, or stands in for the end of one: finished files go
// into the transparency log, and a checkpoint is signed. The caller holds the
// lock.
func (a *app) recordLog(ctx context.Context, tsa string) error {
	store, err := archive.Open(a.home(), archive.Options{Now: a.now})
	if err != nil {
		return err
	}
	files, err := store.Files() // finished ones: this store writes none
	if err != nil {
		return err
	}
	s, err := proof.Record(ctx, a.home(), files, a.now, tsa)
	if err != nil {
		return err
	}
	if s.Files > 0 || s.Timestamped > 0 || s.Pending > 0 {
		fmt.Fprintln(a.stderr, "communique:", s)
	}
	for _, u := range s.Unread {
		fmt.Fprintln(a.stderr, "communique:", u)
	}
	return nil
}
