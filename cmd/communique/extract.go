package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/internal/export"
	"communique/internal/extract"
)

// maxFile is the largest page extract reads from a file, as in a crawl.
const maxFile = 32 << 20

func (a *app) extractCmd() *cobra.Command {
	var address string
	cmd := &cobra.Command{
		Use:   "extract [--url URL] FILE",
		Short: "Read one HTML file into one record",
		Long: "extract reads a saved page (- for standard input) and prints the record that a crawl would\n" +
			"make of it; what only an archive knows is null. It uses no network and no archive. The\n" +
			"site's profile is found by --url, or by the address the page gives itself.",
		Example: "  communique extract --url https://www.amnesty.fr/communiques/x/ page.html\n  curl -s https://ngo.example/x | communique extract --url https://ngo.example/x -",
		Args:    one("one FILE, or - for standard input"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.extract(cmd.Context(), args[0], address) },
	}
	cmd.Flags().StringVar(&address, "url", "", "the address the page was saved from")
	return cmd
}

func (a *app) extract(ctx context.Context, file, address string) error {
	if address != "" && !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return usage("--url %q is not an http(s) address", address)
	}
	body, err := a.readInput(file)
	if err != nil {
		return err
	}
	if file == "-" {
		file = "standard input"
	}
	if err := isPage(body); err != nil {
		return fmt.Errorf("%s %w", file, err)
	}
	set, err := a.wholeSites(ctx)
	if err != nil {
		return err
	}
	page := archive.Page{Header: http.Header{}, Body: body, Capture: archive.Capture{HTTPStatus: http.StatusOK}}
	page.URL = cmp.Or(address, extract.Address(page), "https://unknown.invalid/page")
	reading, err := extract.New(set, number).Read(page)
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if !reading.IsRelease {
		return fmt.Errorf("%s is not a release: %s", file, reading.Why)
	}
	return export.Unarchived(a.stdout, reading.Release)
}

// isPage refuses what is no text, by its first bytes: out of any bytes a reader
// that forgives what pages get wrong makes some record.
func isPage(body []byte) error {
	const toRead = "save the page as HTML"
	kind, _, _ := strings.Cut(http.DetectContentType(body), ";") // WHATWG MIME Sniffing
	switch {
	case bytes.HasPrefix(body, []byte("WARC/")):
		return errors.New("is a WARC file: communique import puts it into an archive")
	case kind == "application/x-gzip":
		return errors.New("is compressed (gzip): a WARC file is for communique import; for a page, gunzip it first")
	case kind == "application/octet-stream" && controls(body) > len(body[:min(len(body), sniffed)])/100:
		return errors.New("is no text: " + toRead)
	case !strings.HasPrefix(kind, "text/") && kind != "application/octet-stream":
		return fmt.Errorf("is %s and no page: %s", kind, toRead)
	}
	return nil
}

// sniffed is how much of a file is looked at for what text does not have.
const sniffed = 4 << 10

// controls counts the bytes that are in no text.
func controls(body []byte) (n int) {
	for _, c := range body[:min(len(body), sniffed)] {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1b {
			n++
		}
	}
	return n
}

func (a *app) readInput(file string) ([]byte, error) {
	in := a.stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		in = f
	}
	body, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", file, err)
	}
	if len(body) > maxFile {
		return nil, fmt.Errorf("%s is larger than %d MiB: no release page is", file, maxFile>>20)
	}
	return body, nil
}
