package main

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"communique/internal/watch"
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

// TestHitsInOrder: a watch names the night's releases in the order of the list
// above it, though its feed has the latest first.
func TestHitsInOrder(t *testing.T) {
	var hits []watch.Hit
	for _, id := range []string{"a:3", "a:9", "a:1", "a:2"} {
		hits = append(hits, watch.Hit{Notice: watch.Notice{ID: id}})
	}
	var got []string
	for _, h := range reported(hits, []string{"a:1", "a:2", "a:3"}) {
		got = append(got, h.ID)
	}
	if want := []string{"a:1", "a:2", "a:3", "a:9"}; !slices.Equal(got, want) {
		t.Errorf("hits %v, want %v", got, want)
	}
}
