package main

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// serve DIR: the network of a script is what stands in its folder DIR, a
// folder a host. A file NAME.status holds the status with which NAME is
// answered; what is not there is answered with 404. Files may be changed
// between two nights.
func serve(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: serve DIR")
	}
	root := ts.MkAbs(args[0])
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := filepath.Join(root, r.Host, filepath.FromSlash(r.URL.Path))
		if status, err := os.ReadFile(path + ".status"); err == nil {
			code, err := strconv.Atoi(strings.TrimSpace(string(status)))
			if err != nil {
				code = http.StatusInternalServerError
			}
			w.WriteHeader(code)
			return
		}
		if data, err := os.ReadFile(path); err == nil { // two nights may lie within one second
			w.Header().Set("ETag", fmt.Sprintf("\"%x\"", sha256.Sum256(data)))
		}
		http.ServeFile(w, r, path)
	}))
	ts.Defer(server.Close)
	ts.Setenv("TEST_DIAL", strings.TrimPrefix(server.URL, "http://"))
}
