package main

import (
	"os"

	"github.com/rogpeppe/go-internal/testscript"

	"communique/internal/pdftext/pdftest"
)

// pdf FILE LINE… writes a PDF file with some lines of text, or with a picture
// only; pdf -locked FILE LINE… one that asks for a password.
func writePDF(ts *testscript.TestScript, neg bool, args []string) {
	locked := len(args) > 0 && args[0] == "-locked"
	if locked {
		args = args[1:]
	}
	if neg || len(args) == 0 {
		ts.Fatalf("usage: pdf [-locked] FILE LINE…")
	}
	data := pdftest.Page(args[1:]...)
	if locked {
		data = pdftest.Locked("secret", args[1:]...)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o644))
}
