package pdftext

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"communique/internal/pdftext/pdftest"
)

func find(t *testing.T) Reader {
	t.Helper()
	r, ok := Find()
	if !ok {
		t.Skip("pdftotext is not installed (poppler-utils)")
	}
	return r
}

func TestText(t *testing.T) {
	r := find(t)
	whole := pdftest.Page("The lamps of the quay were", "counted twice, and by lan-", "tern light a third time.")
	tests := map[string]struct {
		file          []byte
		text, outcome string
	}{
		"text":        {whole, "The lamps of the quay were counted twice, and by lantern light a third time.", OK},
		"a picture":   {pdftest.Page(), "", Empty},
		"locked":      {pdftest.Locked("secret", "Not to be read."), "", Encrypted},
		"cut":         {whole[:len(whole)/3], "", Broken},
		"a head only": {[]byte("%PDF-1.4\n"), "", Broken},
		"noise":       {append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{0, 0xff, 'x'}, 5000)...), "", Broken},
		"a web page":  {[]byte("<!DOCTYPE html><h1>Not found</h1>"), "", NotPDF},
		"nothing":     {nil, "", NotPDF},
		"too large":   {append(bytes.Clone(whole), make([]byte, MaxFile)...), "", Large},
	}
	for name, test := range tests {
		text, outcome, err := r.Text(t.Context(), test.file)
		if text != test.text || outcome != test.outcome || err != nil {
			t.Errorf("%s: %q, %s, %v; want %q, %s", name, text, outcome, err, test.text, test.outcome)
		}
	}
}

// stub is a program in the place of pdftotext.
func stub(t *testing.T, script string) Reader {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pdftotext")
	if err := os.WriteFile(path, []byte("#!/bin/sh\n"+script), 0o755); err != nil {
		t.Fatal(err)
	}
	return Reader{path, 300 * time.Millisecond}
}

// A program that hangs is ended, and one that is not there is an error.
func TestProgram(t *testing.T) {
	file := pdftest.Page("words")
	if _, outcome, err := stub(t, "exec sleep 60").Text(t.Context(), file); outcome != Slow || err != nil {
		t.Errorf("one that hangs: %s, %v", outcome, err)
	}
	if text, outcome, err := stub(t, "echo words without reading the file").Text(t.Context(), append(file, make([]byte, 1<<20)...)); text != "words without reading the file" || outcome != OK || err != nil {
		t.Errorf("one that does not read: %q, %s, %v", text, outcome, err)
	}
	if text, outcome, err := stub(t, "exec yes 'many words of a long file'").Text(t.Context(), file); len(text) > MaxText || len(text) < MaxText*9/10 || outcome != OK || err != nil {
		t.Errorf("one that does not end: %d bytes, %s, %v", len(text), outcome, err)
	}
	if _, _, err := (Reader{filepath.Join(t.TempDir(), "none"), time.Second}).Text(t.Context(), file); err == nil {
		t.Error("one that is not there is no error")
	}
	if text, _, err := stub(t, `echo "kilobytes: $(ulimit -v)"`).Text(t.Context(), file); text != "kilobytes: 1048576" || err != nil {
		t.Errorf("the memory of one is not bounded: %q, %v", text, err)
	}
	for _, said := range []string{"Out of memory", "terminate called after throwing an instance of 'std::bad_alloc'"} {
		if _, outcome, err := stub(t, `echo "`+said+`" >&2; exit 1`).Text(t.Context(), file); outcome != Large || err != nil {
			t.Errorf("one that says %q: %s, %v", said, outcome, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := stub(t, "exec sleep 60").Text(ctx, file); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}
