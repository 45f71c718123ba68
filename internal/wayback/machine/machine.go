// Package machine is a Wayback Machine on loopback, for tests: it speaks the
// Internet Archive's CDX and replay APIs over the captures it is given, and can
// fail in the ways that one does.
package machine

import (
	"bytes"
	"compress/gzip"
	"crypto/sha1"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"communique/archive/warc"
)

// Capture is one that the archive holds.
type Capture struct {
	Timestamp string // 14 digits
	Original  string
	Status    int    // 0: 200
	Type      string // "": text/html; charset=utf-8
	Body      string
	Digest    string // what the index states; "": the right one
	Gzip      bool   // it was captured compressed, and is sent so
	NoDate    bool   // the answer has no Memento-Datetime
	Captured  string // the address that the answer says was captured; "": Original
	LeadsTo   string // the answer is a redirect to there
	// Fault answers the nth request for it, from 1, in its own way, or returns
	// false.
	Fault func(n int, w http.ResponseWriter) bool
}

func (c Capture) body() []byte {
	if !c.Gzip {
		return []byte(c.Body)
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(c.Body)) // to memory
	_ = z.Close()
	return b.Bytes()
}

func (c Capture) digest() string {
	if c.Digest != "" {
		return c.Digest
	}
	sum := sha1.Sum(c.body())
	return base32.StdEncoding.EncodeToString(sum[:])
}

// Machine serves captures. Its fields are set before it serves.
type Machine struct {
	Captures []Capture
	// Rows are put behind the first line of the index, as JSON.
	Rows []string
	// Robots is the robots.txt; "": there is none.
	Robots string
	// IndexFault is like Capture.Fault, for the index.
	IndexFault func(n int, w http.ResponseWriter) bool
	// Told is told of each request as it comes; may be nil.
	Told func(uri string)

	mu    sync.Mutex
	asked []string
	count map[string]int
	under int
	worst int
}

// Asked gives the requests so far, in order, without those for robots.txt.
func (m *Machine) Asked() []string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.asked)
}

// AtOnce is how many requests were under way at the same time, at most.
func (m *Machine) AtOnce() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.worst
}

// ServeHTTP implements http.Handler.
func (m *Machine) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == "/robots.txt" {
		if m.Robots == "" {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, m.Robots)
		return
	}
	n := m.begin(r.RequestURI)
	defer m.end()
	switch {
	case r.URL.Path == "/cdx/search/cdx":
		m.index(n, w, r.URL.Query())
	default:
		m.replay(n, w, r)
	}
}

// begin counts a request, and says how often it has come.
func (m *Machine) begin(uri string) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.count == nil {
		m.count = map[string]int{}
	}
	m.asked = append(m.asked, uri)
	m.count[uri]++
	m.under++
	m.worst = max(m.worst, m.under)
	if m.Told != nil {
		m.Told(uri)
	}
	return m.count[uri]
}

func (m *Machine) end() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.under--
}

type row struct {
	key string
	Capture
}

// index answers like the CDX server, of which it knows what is used.
func (m *Machine) index(n int, w http.ResponseWriter, q url.Values) {
	if m.IndexFault != nil && m.IndexFault(n, w) {
		return
	}
	limit, err := strconv.Atoi(q.Get("limit"))
	if err != nil || q.Get("output") != "json" || q.Get("fl") == "" || q.Has("filter") || q.Has("collapse") {
		http.Error(w, "this is not how the index is asked here", http.StatusBadRequest)
		return
	}
	var rows []row
	prefix := warc.SURT("http://" + q.Get("url"))
	if strings.HasSuffix(q.Get("url"), "/") && q.Get("matchType") == "prefix" {
		prefix += "/"
	}
	if q.Get("matchType") == "host" {
		prefix, _, _ = strings.Cut(prefix, ")")
		prefix += ")"
	}
	for _, c := range m.Captures {
		key := warc.SURT(c.Original)
		if strings.HasPrefix(key, prefix) && c.Timestamp >= q.Get("from") && (q.Get("to") == "" || c.Timestamp[:len(q.Get("to"))] <= q.Get("to")) {
			rows = append(rows, row{key + " " + c.Timestamp, c})
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return strings.Compare(a.key, b.key) })
	after := strings.TrimSuffix(q.Get("resumeKey"), "!")
	rows = slices.DeleteFunc(rows, func(r row) bool { return r.key <= after })
	m.write(w, rows[:min(limit, len(rows))], len(rows) > limit, after == "")
}

func (m *Machine) write(w http.ResponseWriter, rows []row, more, first bool) {
	w.Header().Set("Content-Type", "application/json")
	if len(rows) == 0 {
		fmt.Fprintln(w, "[]")
		return
	}
	lines := []string{`["urlkey","timestamp","original","mimetype","statuscode","digest","length"]`}
	for i, r := range rows {
		status := strconv.Itoa(r.Status)
		if r.Status == 0 {
			status = "200"
		}
		key, _, _ := strings.Cut(r.key, " ")
		cells, _ := json.Marshal([]string{key, r.Timestamp, r.Original, "text/html", status, r.digest(), "1234"}) // strings
		lines = append(lines, string(cells))
		if i == 0 && first {
			lines = append(lines, m.Rows...)
		}
	}
	if more {
		key, _ := json.Marshal([]string{url.QueryEscape(rows[len(rows)-1].key + "!")})
		lines = append(lines, "[]", string(key))
	}
	fmt.Fprintf(w, "[%s]\n", strings.Join(lines, ",\n"))
}

var replayPath = regexp.MustCompile(`^/web/(\d{14})id_/(https?://.+)$`)

// replay answers with a capture as it was, or leads to the nearest in time.
func (m *Machine) replay(n int, w http.ResponseWriter, r *http.Request) {
	parts := replayPath.FindStringSubmatch(r.RequestURI)
	if parts == nil {
		http.NotFound(w, r)
		return
	}
	var nearest *Capture
	for i, c := range m.Captures {
		if warc.SURT(c.Original) != warc.SURT(parts[2]) {
			continue
		}
		if c.Timestamp == parts[1] {
			send(n, w, c)
			return
		}
		if nearest == nil || distance(c.Timestamp, parts[1]) < distance(nearest.Timestamp, parts[1]) {
			nearest = &m.Captures[i]
		}
	}
	if nearest == nil {
		http.Error(w, "The Wayback Machine has not archived that URL.", http.StatusNotFound)
		return
	}
	w.Header().Set("Location", "/web/"+nearest.Timestamp+"id_/"+nearest.Original)
	w.WriteHeader(http.StatusFound)
}

func distance(a, b string) time.Duration {
	const layout = "20060102150405"
	x, _ := time.Parse(layout, a)
	y, _ := time.Parse(layout, b)
	return x.Sub(y).Abs()
}

func send(n int, w http.ResponseWriter, c Capture) {
	if c.Fault != nil && c.Fault(n, w) {
		return
	}
	h := w.Header()
	if c.LeadsTo != "" {
		h.Set("Location", c.LeadsTo)
		w.WriteHeader(http.StatusFound)
		return
	}
	if at, err := time.Parse("20060102150405", c.Timestamp); err == nil && !c.NoDate {
		h.Set("Memento-Datetime", at.Format(http.TimeFormat))
	}
	original := c.Original
	if c.Captured != "" {
		original = c.Captured
	}
	h.Set("Link", fmt.Sprintf(`<%s>; rel="original", <http://web.archive.example/web/timemap/link/%s>; rel="timemap"; type="application/link-format"`, original, original))
	h.Set("X-Archive-Orig-Server", "Apache")
	h.Set("Content-Type", "text/html; charset=utf-8")
	if c.Type != "" {
		h.Set("Content-Type", c.Type)
	}
	if c.Gzip {
		h.Set("Content-Encoding", "gzip")
	}
	body := c.body()
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if c.Status != 0 {
		w.WriteHeader(c.Status)
	}
	_, _ = w.Write(body) // who has hung up does not get it
}

// Cut breaks the connection after the head and a part of the body.
func Cut(w http.ResponseWriter) bool {
	w.Header().Set("Content-Length", "1000")
	fmt.Fprint(w, "[[\"urlkey\",")
	if f, ok := w.(http.Flusher); ok {
		f.Flush()
	}
	panic(http.ErrAbortHandler)
}

// Times answers the first n requests with a status, and Retry-After where it
// is not "".
func Times(n, status int, retryAfter string) func(int, http.ResponseWriter) bool {
	return func(nth int, w http.ResponseWriter) bool {
		if nth > n {
			return false
		}
		if retryAfter != "" {
			w.Header().Set("Retry-After", retryAfter)
		}
		http.Error(w, "too much", status)
		return true
	}
}
