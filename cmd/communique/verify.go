package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/sys/unix"

	"communique/archive"
	"communique/index"
	"communique/internal/proof"
	"communique/internal/report"
	"communique/internal/verify"
)

// verification is how verify was called.
type verification struct {
	json        bool
	sample      string
	seed        uint64
	proof, warc string
	keys        []string
}

func (a *app) verifyCmd() *cobra.Command {
	var o verification
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Read the whole archive and say what is wrong, and where",
		Long: "verify reads every record: headers, digests, checksums, the files' order of bytes; compares CDXJ,\n" +
			"catalogue and search index with them; follows revisits; and checks the transparency log, its\n" +
			"signatures, and every file's digest in it. It changes nothing. A fault is one line, with file and\n" +
			"byte offset, on standard output, and the exit code is 1.\n\n" +
			"--sample reads a random share of the captures only, one of each file at least, and not what\n" +
			"lies between them.\n" +
			"--proof checks a file that communique proof wrote, without any archive.",
		Example: "  communique verify\n  communique verify --json > faults.jsonl\n  communique verify --sample 5%\n" +
			"  communique verify --proof proof.json --warc communique-20260301.warc.gz",
		Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.proof != "" && (o.sample != "" || cmd.Flags().Changed("seed")) {
				return usage("--proof checks a proof and reads no archive: leave --sample and --seed out")
			}
			if o.proof != "" {
				return a.verifyProof(cmd.Context(), o)
			}
			if o.warc != "" || len(o.keys) > 0 {
				return usage("--warc and --key go with --proof FILE")
			}
			if !cmd.Flags().Changed("seed") {
				o.seed = uint64(rand.Uint32()) // short enough to type again
			}
			return a.verifyHome(cmd.Context(), o)
		},
	}
	cmd.Flags().BoolVar(&o.json, "json", false, "one JSON object a line: file, offset (-1: the whole file), in, what, record, url")
	cmd.Flags().StringVar(&o.sample, "sample", "", "read a random share of the captures only, such as 5%")
	cmd.Flags().Uint64Var(&o.seed, "seed", 0, "the sample to take (default: another one each time; it is printed)")
	cmd.Flags().StringVar(&o.proof, "proof", "", "check this proof, instead of an archive")
	cmd.Flags().StringVar(&o.warc, "warc", "", "with --proof: a WARC file or WACZ that has the proved record")
	cmd.Flags().StringSliceVar(&o.keys, "key", nil, "with --proof: a public key that you have from elsewhere; the proof must have it")
	return cmd
}

// share reads "5%" or "0.05".
func share(text string) (float64, error) {
	number, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if percent {
		n /= 100
	}
	if err != nil || !(n > 0 && n <= 1) {
		return 0, usage("--sample %q is no share: write 5%% or 0.05", text)
	}
	return n, nil
}

func (a *app) verifyHome(ctx context.Context, o verification) error {
	part := 1.0
	if o.sample != "" {
		var err error
		if part, err = share(o.sample); err != nil {
			return err
		}
	}
	if _, err := os.Stat(filepath.Join(a.home(), "warc")); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("no archive in %s: make one with communique crawl, or name another with --home", a.home())
	}
	if unix.Access(a.home(), unix.W_OK) == nil { // otherwise nobody writes to it either
		unlock, err := a.lock()
		if err != nil {
			return err
		}
		defer unlock()
	}
	screen := a.newFaultScreen(o.json)
	v := &verify.Verifier{Home: a.home(), Index: a.indexed, Extra: []func(context.Context, func(verify.Fault)) error{a.checkLog(o.sample == "")}, Sealing: true}
	var sum verify.Summary
	var err error
	if o.sample == "" {
		v.Progress = screen.progress
		sum, err = v.All(ctx, screen.fault)
	} else {
		sum, err = v.Sample(ctx, part, o.seed, screen.fault)
	}
	screen.close()
	if err != nil {
		return err
	}
	a.verified(sum, o, part)
	if sum.Faults > 0 {
		return fmt.Errorf("%s found", plural(sum.Faults, "fault"))
	}
	return nil
}

// verified says what was looked at.
func (a *app) verified(sum verify.Summary, o verification, part float64) {
	if o.sample != "" {
		fmt.Fprintf(a.stderr, "a sample of %g%%: %s in %s read; communique verify --sample %s --seed %d takes the same one\n",
			100*part, plural(sum.Records, "record"), plural(sum.Files, "file"), o.sample, o.seed)
	} else {
		fmt.Fprintf(a.stderr, "%s in %s read, %s\n", plural(sum.Records, "record"), plural(sum.Files, "file"), report.Size(sum.Bytes))
	}
	if sum.Unresolved > 0 {
		fmt.Fprintf(a.stderr, "%s of captures that were not imported with them: their pages are not here\n", plural(sum.Unresolved, "imported revisit"))
	}
	if sum.Unchecked > 0 {
		fmt.Fprintf(a.stderr, "%s that cannot be compared: algorithm or content is not known here\n", plural(sum.Unchecked, "imported digest"))
	}
	if sum.Waiting > 0 {
		fmt.Fprintf(a.stderr, "%s not read yet: the run that fetched them was stopped, and the next one reads them (communique crawl or nightly)\n", plural(sum.Waiting, "capture"))
	}
	if sum.Unindexed > 0 {
		fmt.Fprintf(a.stderr, "%s not in the search index yet: the next run puts it up to date\n", plural(sum.Unindexed, "release"))
	}
	if sum.Foreign > 0 {
		fmt.Fprintf(a.stderr, "%s of another program's compression and not in the log: a change that leaves the content as it is would not show there\n", plural(sum.Foreign, "file"))
	}
	if sum.Faults == 0 {
		fmt.Fprintln(a.stderr, a.style(a.stderr).green("nothing is wrong"))
	}
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// indexed gives the id of every release in the search index.
func (a *app) indexed(ctx context.Context, each func(id string)) error {
	ix, err := a.openIndex()
	if err != nil {
		return err
	}
	defer ix.Close()
	count, err := ix.Count()
	if err != nil {
		return err
	}
	const page = 5000
	for from := 0; from < int(count); from += page {
		_, err := ix.Search(ctx, index.Request{Limit: page, Offset: from}, func(_ context.Context, id string) (archive.Release, error) {
			each(id)
			return archive.Release{ID: id}, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// checkLog checks the transparency log; with files, it also compares every
// WARC file with it.
func (a *app) checkLog(files bool) func(context.Context, func(verify.Fault)) error {
	return func(ctx context.Context, report func(verify.Fault)) error {
		store, err := archive.Open(a.home(), archive.Options{})
		if err != nil {
			return err
		}
		finished, err := store.Files()
		if err != nil {
			return err
		}
		check := proof.CheckLog
		if files {
			check = proof.Check
		}
		for _, f := range check(ctx, a.home(), finished) {
			report(verify.Fault{File: f.File, Offset: f.Offset, In: verify.InLog, What: f.Problem})
		}
		return ctx.Err()
	}
}

// verifyProof checks a proof without an archive.
func (a *app) verifyProof(ctx context.Context, o verification) error {
	in, err := os.Open(o.proof)
	if err != nil {
		return err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, proof.MaxProof+1))
	if err != nil {
		return fmt.Errorf("read %s: %w", o.proof, err)
	}
	var record io.ReaderAt
	if o.warc != "" {
		f, err := os.Open(o.warc)
		if err != nil {
			return err
		}
		defer f.Close()
		record = f
	}
	report, err := proof.Verify(ctx, data, record, o.keys...)
	if errors.Is(err, proof.ErrNoRecord) {
		return fmt.Errorf("%s holds by itself, but not for %s: %w", o.proof, o.warc, err)
	}
	if err != nil {
		return fmt.Errorf("%s does not hold: %w", o.proof, err)
	}
	if o.json {
		enc := jsonLines(a.stdout)
		return enc.Encode(report)
	}
	_, err = fmt.Fprintln(a.stdout, strings.TrimRight(printable(report.String()), "\n"))
	return err
}

// faultScreen prints faults, and on a terminal a bar below them.
type faultScreen struct {
	mu   sync.Mutex
	out  io.Writer
	json bool
	bars *mpb.Progress
	bar  *mpb.Bar
}

func (a *app) newFaultScreen(asJSON bool) *faultScreen {
	s := &faultScreen{out: a.stdout, json: asJSON}
	if isTerminal(a.stderr) {
		s.bars = mpb.New(mpb.WithOutput(a.stderr), mpb.WithWidth(24))
		s.bar = s.bars.AddBar(0, mpb.PrependDecorators(decor.Name("verify ")),
			mpb.AppendDecorators(decor.CountersKiloByte("% .1f of % .1f"), decor.Name(" "), decor.AverageETA(decor.ET_STYLE_GO)),
			mpb.BarRemoveOnComplete())
		if isTerminal(a.stdout) {
			s.out = s.bars // above the bar
		}
	}
	return s
}

// fault prints one line. An error of writing is remembered by the stream.
func (s *faultScreen) fault(f verify.Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.json {
		enc := jsonLines(s.out)
		_ = enc.Encode(f)
		return
	}
	_, _ = fmt.Fprintln(s.out, strings.ReplaceAll(printable(f.String()), "\n", " "))
}

func (s *faultScreen) progress(done, total int64) {
	if s.bar != nil {
		s.bar.SetTotal(total, false)
		s.bar.SetCurrent(done)
	}
}

func (s *faultScreen) close() {
	if s.bar != nil {
		s.bar.Abort(true)
		s.bars.Wait()
	}
}
