package demosite

import (
	"net/http"
	"sync"
	"time"
)

// Request is one request that a Log saw.
type Request struct {
	Method string
	Host   string
	Path   string // with its query
	Header http.Header
	Status int
	Time   time.Time // when it arrived
}

// Log is a handler that passes requests on and remembers them, in the order in
// which they arrived. It is safe for concurrent use.
type Log struct {
	next http.Handler
	now  func() time.Time

	mu       sync.Mutex
	requests []*Request
}

// NewLog remembers what next is asked.
func NewLog(next http.Handler, now func() time.Time) *Log {
	return &Log{next: next, now: now}
}

// ServeHTTP implements http.Handler.
func (l *Log) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	seen := &Request{Method: r.Method, Host: r.Host, Path: r.URL.RequestURI(), Header: r.Header.Clone(), Time: l.now()}
	l.mu.Lock()
	l.requests = append(l.requests, seen)
	l.mu.Unlock()

	sw := &statusWriter{ResponseWriter: w, status: http.StatusOK}
	l.next.ServeHTTP(sw, r)

	l.mu.Lock()
	defer l.mu.Unlock()
	seen.Status = sw.status
}

// Requests gives those seen so far. Status is 0 while one is being answered.
func (l *Log) Requests() []Request {
	l.mu.Lock()
	defer l.mu.Unlock()
	seen := make([]Request, len(l.requests))
	for i, r := range l.requests {
		seen[i] = *r
	}
	return seen
}

// Count says how often a path (with its query) was asked for.
func (l *Log) Count(path string) int {
	n := 0
	for _, r := range l.Requests() {
		if r.Path == path {
			n++
		}
	}
	return n
}

// Reset forgets all requests.
func (l *Log) Reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.requests = nil
}

type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the writer behind.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
