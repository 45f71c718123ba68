package wayback

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"communique/archive/warc"
	"communique/internal/site"
)

// indexAge is how long an answer of the index is good for, so that a run that
// was interrupted goes on without asking for it again.
const indexAge = 24 * time.Hour

// maxMalformed is how many lines a report quotes.
const maxMalformed = 20

// line is a capture that the archive holds.
type line struct {
	timestamp string // as in its address, 14 digits
	captured  time.Time
	original  string // the address, as it was asked for
	status    string
	digest    warc.StatedDigest
	stated    string // the digest, "sha1:" and base32
}

// page is an answer of the index.
type page struct {
	lines  []line
	bad    []string // lines that cannot be understood, each with what is wrong
	resume string   // "": this was the last one
}

// query is one question to the index: everything below a prefix of a host.
type query struct{ host, path string }

// queries are those that cover the releases of a profile. The index knows
// hosts without their www.
func queries(p *site.Profile) []query {
	paths := []string{}
	for _, pattern := range p.Releases {
		// A pattern that does not begin at the beginning, or begins in several
		// ways, has no prefix but "/".
		prefix := ""
		if rest, ok := strings.CutPrefix(pattern.String(), "^"); ok {
			if re, err := regexp.Compile(rest); err == nil {
				prefix, _ = re.LiteralPrefix()
			}
		}
		if at := strings.LastIndexByte(prefix, '/'); at >= 0 {
			prefix = prefix[:at+1]
		}
		paths = append(paths, prefix)
	}
	var all []query
	for _, host := range p.Hosts {
		host = strings.TrimPrefix(strings.ToLower(host), "www.")
		for _, path := range paths {
			all = add(all, query{host, path})
		}
	}
	return all
}

// add leaves out what another question covers.
func add(all []query, q query) []query {
	var kept []query
	for _, other := range all {
		if other.host == q.host && strings.HasPrefix(q.path, other.path) {
			return all
		}
		if other.host != q.host || !strings.HasPrefix(other.path, q.path) {
			kept = append(kept, other)
		}
	}
	return append(kept, q)
}

// address asks without filters and without collapsing: the server ends a
// filtered query early, without a word, when it finds too little in what it is
// ready to look through; and it collapses lines of different addresses, too.
func (q query) address(o *Options, resume string) string {
	match, path := "prefix", q.path
	if path == "" || path == "/" {
		match, path = "host", "/"
	}
	v := url.Values{
		"url": {q.host + path}, "matchType": {match}, "output": {"json"}, "gzip": {"false"},
		"fl":    {"urlkey,timestamp,original,mimetype,statuscode,digest,length"},
		"limit": {strconv.Itoa(o.PageSize)}, "showResumeKey": {"true"},
	}
	for name, value := range map[string]string{"from": o.From, "to": o.To, "resumeKey": resume} {
		if value != "" {
			v.Set(name, value)
		}
	}
	return o.API + "/cdx/search/cdx?" + v.Encode()
}

// readIndex goes through the index, page by page, and through the captures of
// each page.
func (r *run) readIndex(ctx context.Context) error {
	for _, q := range queries(r.o.Profile) {
		for resume := ""; ; {
			p, err := r.indexPage(ctx, q.address(&r.o, resume))
			if err != nil {
				return err
			}
			for _, l := range p.lines {
				if err := r.line(ctx, l); err != nil {
					return err
				}
			}
			if p.resume == "" {
				break
			}
			if p.resume == resume {
				return &stop{fmt.Errorf("the index of %s does not go on: it gives the key %q twice", q.host, resume)}
			}
			resume = p.resume
		}
	}
	return nil
}

func (r *run) indexPage(ctx context.Context, address string) (page, error) {
	var p page
	answer, err := r.ask.get(ctx, address, func(status int) time.Duration {
		if status == 200 {
			return indexAge
		}
		return 0
	}, func(a reply) (err error) {
		if a.status == 200 {
			p, err = parseIndex(a.body)
		}
		return err
	})
	var failed *noAnswer
	if errors.As(err, &failed) {
		return p, &stop{failed}
	}
	if err != nil {
		return p, err
	}
	if answer.status != 200 {
		return p, &stop{fmt.Errorf("the index answers %d to %s: %s", answer.status, address, excerpt(answer.body))}
	}
	r.index = answer
	r.report.Lines += len(p.lines) + len(p.bad)
	for _, bad := range p.bad {
		if r.report.Malformed++; r.report.Malformed <= maxMalformed {
			r.problem("the index has a line that cannot be understood: %s", bad)
		}
	}
	r.o.Notify(Event{Step: "index", URL: address, Lines: r.report.Lines, Done: r.report.Made})
	return p, nil
}

// parseIndex reads an answer: an array of arrays of strings, whose first names
// the fields, and at whose end, where there is more, stand an empty array and
// one with the key to it. An empty answer, or an empty array, is no capture.
// The error says that it is not whole, or no such thing.
func parseIndex(body []byte) (page, error) {
	var rows []json.RawMessage
	if len(strings.TrimSpace(string(body))) == 0 {
		return page{}, nil
	}
	if err := json.Unmarshal(body, &rows); err != nil {
		return page{}, fmt.Errorf("the index's answer is not whole, or no JSON: %w: %s", err, excerpt(body))
	}
	if len(rows) == 0 {
		return page{}, nil
	}
	field := map[string]int{}
	names, err := cells(rows[0])
	if err != nil {
		return page{}, fmt.Errorf("the index's answer does not name its fields: %s", excerpt(rows[0]))
	}
	for i, name := range names {
		field[name] = i
	}
	for _, name := range []string{"timestamp", "original", "statuscode", "digest"} {
		if _, ok := field[name]; !ok {
			return page{}, fmt.Errorf("the index's answer has no field %q: %s", name, excerpt(rows[0]))
		}
	}
	var p page
	for i, row := range rows[1:] {
		row, err := cells(row)
		if err == nil && len(row) == 0 { // then the key
			if i+3 == len(rows) {
				key, err := cells(rows[i+2])
				if err == nil && len(key) == 1 && key[0] != "" {
					p.resume = unescaped(key[0])
					return p, nil
				}
			}
			return p, errors.New("the index's answer ends without the key to the rest")
		}
		l, err := parseLine(row, len(names), field, err)
		if err != nil {
			p.bad = append(p.bad, fmt.Sprintf("%v: %s", err, excerpt(rows[i+1])))
			continue
		}
		p.lines = append(p.lines, l)
	}
	return p, nil
}

func cells(row json.RawMessage) (s []string, err error) {
	return s, json.Unmarshal(row, &s)
}

// unescaped: the key stands in the answer as it is to stand in the next query.
func unescaped(key string) string {
	if s, err := url.QueryUnescape(key); err == nil && strings.Contains(key, "%") {
		return s
	}
	return key
}

func parseLine(row []string, fields int, field map[string]int, err error) (line, error) {
	if err != nil {
		return line{}, errors.New("it is no list of strings")
	}
	if len(row) != fields {
		return line{}, fmt.Errorf("it has %d fields of %d", len(row), fields)
	}
	l := line{timestamp: row[field["timestamp"]], original: row[field["original"]], status: row[field["statuscode"]]}
	if l.captured, err = parseTimestamp(l.timestamp); err != nil {
		return l, err
	}
	u, err := url.Parse(l.original)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return l, errors.New("its address is no http(s) address")
	}
	l.stated = "sha1:" + row[field["digest"]]
	var ok bool
	if l.digest, ok = warc.ParseDigest(l.stated); !ok && l.status == "200" {
		return l, errors.New("its digest is no SHA-1 in base32")
	}
	return l, nil
}

const timestampLayout = "20060102150405"

func parseTimestamp(s string) (time.Time, error) {
	t, err := time.Parse(timestampLayout, s)
	if err != nil || len(s) != len(timestampLayout) {
		return t, fmt.Errorf("its timestamp %.20q is no date of 14 digits", s)
	}
	return t, nil
}

// excerpt is the beginning of what could not be understood, in one line.
func excerpt(b []byte) string {
	const most = 200
	if len(b) > most {
		return strconv.Quote(string(b[:most])) + "…"
	}
	return strconv.Quote(string(b))
}
