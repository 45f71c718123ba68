// Command fetch serves 5,000 pages of 30 KB on loopback and has them fetched
// into a WARC file twice: by communique's transport and store, and by wget. It
// prints wall time, CPU and largest resident set of each.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"communique/archive"
	"communique/archive/warc"
	"communique/internal/bench/speed"
)

const (
	pages    = 5000
	pageSize = 30 << 10
	distinct = 50 // pages that are generated; each address has its number in front
)

func main() {
	log.SetFlags(0)
	get := flag.String("get", "", "fetch from this server into -home (the program calls itself so)")
	home := flag.String("home", "", "")
	flag.Parse()
	var err error
	if *get != "" {
		err = fetch(*get, *home)
	} else {
		err = compare()
	}
	if err != nil {
		log.Fatal(err)
	}
}

func compare() error {
	dir, err := os.MkdirTemp("", "communique-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	base, err := serve()
	if err != nil {
		return err
	}
	var list bytes.Buffer
	for i := range pages {
		fmt.Fprintf(&list, "%s/page/%d\n", base, i)
	}
	urls := filepath.Join(dir, "urls")
	if err := os.WriteFile(urls, list.Bytes(), 0o644); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	fmt.Printf("%d pages of %d bytes, %d cores\n", pages, pageSize, runtime.NumCPU())
	for round := range 3 {
		ours, theirs := filepath.Join(dir, "ours"+strconv.Itoa(round)), filepath.Join(dir, "wget"+strconv.Itoa(round))
		if err := measure("communique", ours+"/warc", exec.Command(self, "-get", base, "-home", ours)); err != nil {
			return err
		}
		if err := os.Mkdir(theirs, 0o755); err != nil {
			return err
		}
		wget := exec.Command("wget", "-q", "--no-config", "--no-proxy", "--warc-file", filepath.Join(theirs, "x"), "-i", urls, "-O", os.DevNull)
		if err := measure("wget", theirs, wget); err != nil {
			return err
		}
	}
	return nil
}

// serve answers /page/N with a page of its own.
func serve() (base string, err error) {
	bodies := make([]string, distinct)
	for i := range bodies {
		bodies[i] = speed.Page(pageSize-8, uint64(i))
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	handler := func(w http.ResponseWriter, r *http.Request) {
		n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/page/"))
		if err != nil {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(pageSize))
		fmt.Fprintf(w, "%08d%s", n, bodies[n%distinct])
	}
	go func() { log.Fatal(http.Serve(l, http.HandlerFunc(handler))) }()
	return "http://" + l.Addr().String(), nil
}

// measure runs a command and prints what it took. dir is where its WARC file
// is.
func measure(name, dir string, cmd *exec.Cmd) error {
	cmd.Stderr = os.Stderr
	start := time.Now()
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	wall := time.Since(start)
	files, err := filepath.Glob(filepath.Join(dir, "*.warc.gz"))
	if err != nil || len(files) != 1 {
		return fmt.Errorf("%s: %d WARC files, %v", name, len(files), err)
	}
	info, err := os.Stat(files[0])
	if err != nil {
		return err
	}
	usage := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	fmt.Printf("%-11s wall %5.2f s  cpu %5.2f s  rss %4d MB  file %5.1f MB\n", name, wall.Seconds(),
		(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), usage.Maxrss>>10, float64(info.Size())/1e6)
	return nil
}

// fetch is a crawl with all else switched off: no robots.txt, no delay, no
// catalogue; one connection.
func fetch(base, home string) error {
	if err := os.MkdirAll(home, 0o755); err != nil {
		return err
	}
	store, err := archive.Open(home, archive.Options{Software: "bench"})
	if err != nil {
		return err
	}
	record := func(ctx context.Context, ex *warc.Exchange) error {
		_, err := store.Append(ctx, ex)
		return err
	}
	client := &http.Client{Transport: warc.NewTransport(record, warc.TransportOptions{})}
	for i := range pages {
		resp, err := client.Get(fmt.Sprintf("%s/page/%d", base, i))
		if err != nil {
			return err
		}
		n, err := io.Copy(io.Discard, resp.Body)
		if err := resp.Body.Close(); err != nil {
			return err
		}
		if err != nil || n != pageSize || resp.StatusCode != http.StatusOK {
			return fmt.Errorf("page %d: %s, %d bytes, %w", i, resp.Status, n, err)
		}
	}
	if err := store.Sync(); err != nil {
		return err
	}
	return store.Close()
}
