// Command night shows what crawlers ask of a publisher night after night. It
// serves a site of 5,000 releases on loopback and lets communique, wget and
// httrack visit it three times: a first night, a second after which ten
// releases are new and three edited, and a third on which nothing has changed.
// Requests and bytes are counted at the server.
//
// The others run as their users run them for this: wget into a WARC file,
// deduplicated against the last one by its CDX (--warc-dedup), and, since WARC
// and timestamping exclude each other there, once more as a mirror with
// timestamps (-N); httrack with --update.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"communique/internal/demosite"
)

const profile = `id: bench
organization: Bench
hosts: [127.0.0.1]
delay: 0s
releases: ['^/communiques/[^/]+/$']
not_releases: ['^/communiques/page/']
sources:
  - {kind: feed, url: 'BASE/feed/'}
  - {kind: sitemap, url: 'BASE/sitemap_index.xml', include: 'press[-_]release'}
  - {kind: listing, url: 'BASE/communiques/', items: article.article-card, next: 'a.next@href'}
`

func main() {
	log.SetFlags(0)
	n := flag.Int("n", 5000, "releases")
	program := flag.String("communique", "communique", "the program")
	only := flag.String("only", "", "one of the crawlers")
	flag.Parse()
	if err := run(*n, *program, *only); err != nil {
		log.Fatal(err)
	}
}

func run(n int, program, only string) error {
	p, err := serve(n)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "communique-night-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fmt.Printf("%d releases\n", n)
	fmt.Printf(row, "", "night", "requests", "of them 304", "MB sent", "of 13 found", "seconds")
	for _, c := range crawlers(p.base, program) {
		if only != "" && c.name != only {
			continue
		}
		home := filepath.Join(dir, strings.ReplaceAll(c.name, " ", "-"))
		if err := os.MkdirAll(filepath.Join(home, "sites"), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(home, "sites", "bench.yaml"), []byte(strings.ReplaceAll(profile, "BASE", p.base)), 0o644); err != nil {
			return err
		}
		for night, what := range []string{"first", "second", "quiet"} {
			if err := p.night(c, night, what, home); err != nil {
				return err
			}
		}
	}
	return nil
}

// row is a line of the table, printed as soon as it is known: httrack takes
// its time.
const row = "%-11s %-7s %9s %12s %8s %12s %8s\n"

// crawler is one of the programs; command gives what is run on a night, from 0.
type crawler struct {
	name    string
	command func(home string, night int) *exec.Cmd
}

func crawlers(base, program string) []crawler {
	start := base + demosite.ListingPath
	wget := func(args ...string) *exec.Cmd {
		return exec.Command("wget", append([]string{"-q", "--no-config", "--no-proxy", "--recursive", "--level=inf", "--no-parent", "-e", "robots=on"}, args...)...)
	}
	return []crawler{
		{"communique", func(home string, _ int) *exec.Cmd {
			return exec.Command(program, "crawl", "bench", "--allow-private", "--contact", "bench@university.example", "--home", home)
		}},
		{"wget warc", func(home string, night int) *exec.Cmd {
			args := []string{"--warc-cdx", "--warc-file", filepath.Join(home, fmt.Sprint("night", night)), "--delete-after", "-P", filepath.Join(home, "pages")}
			if night > 0 {
				args = append(args, "--warc-dedup", filepath.Join(home, fmt.Sprint("night", night-1, ".cdx")))
			}
			return wget(append(args, start)...)
		}},
		{"wget -N", func(home string, _ int) *exec.Cmd { return wget("-N", "-P", filepath.Join(home, "pages"), start) }},
		{"httrack", func(home string, night int) *exec.Cmd {
			args := []string{start, "-O", filepath.Join(home, "mirror"), "-q", "-%v0", "-c4", "-%c1000", "-A1000000000", "--disable-security-limits", "-I0", "-*", "+" + start[len("http://"):] + "*"}
			if night > 0 {
				args = append(args, "--update")
			}
			return exec.Command("httrack", args...)
		}},
	}
}

// publisher is the site, and what it was asked since the last reset.
type publisher struct {
	site *demosite.Site
	log  *demosite.Log
	n    int
	base string
	sent atomic.Int64
}

func serve(n int) (*publisher, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &publisher{n: n, base: "http://" + l.Addr().String()}
	if p.site, err = demosite.ManyNights(p.base, n, 1, demosite.Habits{}, demosite.Night{}, demosite.Night{Added: 10, Edited: edited(n)}); err != nil {
		return nil, err
	}
	p.log = demosite.NewLog(p.site, time.Now)
	go func() { log.Fatal(http.Serve(counting{l, &p.sent}, p.log)) }()
	return p, nil
}

func edited(n int) []int { return []int{5, n / 2, n - 7} }

// night lets a crawler visit once and prints what that cost.
func (p *publisher) night(c crawler, night int, what, home string) error {
	if err := p.site.SetNight(min(night+1, 2)); err != nil {
		return err
	}
	p.log.Reset()
	p.sent.Store(0)
	cmd := c.command(home, night)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Minute)
	defer cancel()
	began := time.Now()
	out, err := exec.CommandContext(ctx, cmd.Path, cmd.Args[1:]...).CombinedOutput()
	if err != nil && c.name == "communique" { // the others end with errors for any 404
		return fmt.Errorf("%s: %w\n%s", c.name, err, out)
	}
	wanted := map[string]bool{}
	for i := range 10 {
		wanted[demosite.AddedPath(i)] = true
	}
	for _, i := range edited(p.n) {
		wanted[demosite.ManyPath(i)] = true
	}
	requests, unchanged, found := 0, 0, 0
	for _, r := range p.log.Requests() {
		requests++
		if r.Status == http.StatusNotModified {
			unchanged++
		}
		if r.Status == http.StatusOK && r.Method == http.MethodGet && wanted[r.Path] && night == 1 {
			found++
			delete(wanted, r.Path)
		}
	}
	of := ""
	if night == 1 {
		of = strconv.Itoa(found)
	}
	fmt.Printf(row, c.name, what, strconv.Itoa(requests), strconv.Itoa(unchanged), fmt.Sprintf("%.2f", float64(p.sent.Load())/1e6), of,
		fmt.Sprintf("%.1f", time.Since(began).Seconds()))
	return nil
}

// counting counts what is written to the connections of a listener.
type counting struct {
	net.Listener
	sent *atomic.Int64
}

func (l counting) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	return countedConn{conn, l.sent}, err
}

type countedConn struct {
	net.Conn
	sent *atomic.Int64
}

func (c countedConn) Write(b []byte) (int, error) {
	n, err := c.Conn.Write(b)
	c.sent.Add(int64(n))
	return n, err
}
