// Package pdftext reads the text of PDF files with poppler's pdftotext, where
// that is installed. What it gives depends on the machine, so that it is for
// searching, and never for a record.
package pdftext

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// What became of a file.
const (
	OK        = "text"
	Empty     = "empty"     // no letters in it: pictures of pages
	Encrypted = "encrypted" // a password is asked for
	Broken    = "broken"
	Large     = "large" // more than MaxFile, or MaxMemory is not enough for it
	Slow      = "slow"  // not read within Limit
	NotPDF    = "other" // another sort of file
)

const (
	// MaxFile is the largest file that is read, in bytes.
	MaxFile = 64 << 20
	// MaxText is how much of a text is kept, in bytes: some 300 pages. What is
	// behind it is not found.
	MaxText = 1 << 20
	// MaxMemory is how much of it the program may take, in bytes. An article
	// needs some 20 MB; a file may be made to ask for all there is.
	MaxMemory = 1 << 30
	// Limit is how long one file may take.
	Limit = 30 * time.Second
)

// Reader runs one program.
type Reader struct {
	path  string
	limit time.Duration
}

// Find looks for pdftotext on the PATH; ok is false where it is not installed.
func Find() (r Reader, ok bool) {
	path, err := exec.LookPath("pdftotext")
	return Reader{path, Limit}, err == nil
}

// IsPDF knows a PDF file by its first bytes.
func IsPDF(file []byte) bool { return bytes.HasPrefix(file, []byte("%PDF-")) }

// Text reads a file. What cannot be read is no error: outcome says what became
// of it, and the text is "". An error means that the program could not be run,
// or that ctx has ended.
func (r Reader) Text(ctx context.Context, file []byte) (text, outcome string, err error) {
	switch {
	case !IsPDF(file):
		return "", NotPDF, nil
	case len(file) > MaxFile:
		return "", Large, nil
	}
	limited, cancel := context.WithTimeout(ctx, r.limit)
	defer cancel()
	// Only the shell can bound a program before it begins, and where it cannot (macOS)
	// the program runs without.
	bounded := fmt.Sprintf(`ulimit -v %d 2>/dev/null || :; exec "$0" "$@"`, MaxMemory>>10)
	cmd := exec.CommandContext(limited, "/bin/sh", "-c", bounded, r.path, "-enc", "UTF-8", "-", "-")
	out, said := &head{limit: MaxText}, &head{limit: 64 << 10}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(file), out, said
	cmd.Env = []string{"LC_ALL=C"} // its messages are read below
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return "", "", ctx.Err()
	case limited.Err() != nil:
		return "", Slow, nil
	case errors.As(err, &exit) && (exit.ExitCode() == 126 || exit.ExitCode() == 127): // the shell's: it could not be begun
		return "", "", fmt.Errorf("run %s: %s", r.path, strings.TrimSpace(said.kept.String()))
	case errors.As(err, &exit) && !out.full:
		return "", whyNot(said.kept.String()), nil
	case err != nil && !errors.As(err, &exit) && !out.full:
		return "", "", fmt.Errorf("run %s: %w", r.path, err)
	}
	if text = flow(out.kept.String()); strings.IndexFunc(text, unicode.IsLetter) < 0 {
		return "", Empty, nil
	}
	return text, OK, nil
}

// whyNot tells from the program's messages what is the matter with a file.
func whyNot(said string) (outcome string) {
	switch {
	case strings.Contains(said, "Incorrect password"):
		return Encrypted
	case strings.Contains(said, "Out of memory"), strings.Contains(said, "bad_alloc"):
		return Large
	}
	return Broken
}

// head keeps the beginning of what is written to it, and ends the writer when
// there is more. The buffer is not embedded: io.Copy would read past Write.
type head struct {
	kept  bytes.Buffer
	limit int
	full  bool
}

func (h *head) Write(p []byte) (int, error) {
	if h.kept.Len()+len(p) > h.limit {
		h.full = true
		n, _ := h.kept.Write(p[:h.limit-h.kept.Len()])
		return n, io.ErrShortWrite
	}
	return h.kept.Write(p)
}

// flow makes paragraphs of the lines of a page: an empty line or a new page
// ends one, and a word cut by a hyphen at the end of a line is one word.
func flow(s string) string {
	s = strings.ToValidUTF8(s, "")
	s = strings.NewReplacer("\x00", "", "\r", "", "\f", "\n\n").Replace(s)
	out := make([]byte, 0, len(s))
	for paragraph := range strings.SplitSeq(s, "\n\n") {
		begun := false
		for line := range strings.SplitSeq(paragraph, "\n") {
			line = strings.Join(strings.Fields(line), " ")
			if line == "" {
				continue
			}
			switch first, _ := utf8.DecodeRuneInString(line); {
			case !begun && len(out) > 0:
				out = append(out, "\n\n"...)
			case begun && bytes.HasSuffix(out, []byte("-")) && unicode.IsLower(first):
				out = out[:len(out)-1]
			case begun:
				out = append(out, ' ')
			}
			out = append(out, line...)
			begun = true
		}
	}
	return string(out)
}
