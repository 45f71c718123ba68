package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"sync"

	"github.com/rogpeppe/go-internal/testscript"
)

// receive STATUS: serves what can be told of a night. Every request is a line
// in the file received: method, path and body. All are answered with STATUS,
// until receive is called again.
func receive(ts *testscript.TestScript, neg bool, args []string) {
	var status int
	if neg || len(args) != 1 {
		ts.Fatalf("usage: receive STATUS")
	}
	_, err := fmt.Sscan(args[0], &status)
	ts.Check(err)
	var mu sync.Mutex
	log := ts.MkAbs("received")
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		body, err := io.ReadAll(r.Body)
		f, openErr := os.OpenFile(log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
		if err != nil || openErr != nil {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		defer f.Close()
		fmt.Fprintf(f, "%s %s %s\n", r.Method, r.URL.Path, body)
		w.WriteHeader(status)
	}))
	ts.Defer(server.Close)
	ts.Setenv("RECEIVER", server.URL)
}
