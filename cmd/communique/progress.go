package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"communique/internal/crawl"
)

// progress tells of a crawl while it runs: a log in the run's folder, the same
// on standard error from --log-level up, and a bar a site on a terminal.
type progress struct {
	log  *slog.Logger
	file *os.File
	bars *mpb.Progress
	bar  map[string]*mpb.Bar
	feed chan crawl.Event
	done chan struct{}
}

func (a *app) newProgress(n *night) (*progress, error) {
	level, err := a.level()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(n.dir, 0o755); err != nil {
		return nil, fmt.Errorf("make run folder: %w", err)
	}
	file, err := os.Create(filepath.Join(n.dir, "log"))
	if err != nil {
		return nil, fmt.Errorf("make run log: %w", err)
	}
	p := &progress{file: file, bar: map[string]*mpb.Bar{}, feed: make(chan crawl.Event, 64), done: make(chan struct{})}
	// The summary at the end has the warnings; twice on a screen is noise.
	screen := slog.Handler(slog.DiscardHandler)
	if level < slog.LevelWarn {
		screen = slog.NewTextHandler(a.stderr, &slog.HandlerOptions{Level: level})
	} else if isTerminal(a.stderr) {
		p.bars = mpb.New(mpb.WithOutput(a.stderr), mpb.WithWidth(24))
	}
	p.log = slog.New(slog.NewMultiHandler(slog.NewTextHandler(file, nil), screen))
	go p.drain()
	return p, nil
}

// event takes a step of the crawl; it is called from several goroutines.
func (p *progress) event(e crawl.Event) { p.feed <- e }

func (p *progress) drain() {
	defer close(p.done)
	for e := range p.feed {
		args := []any{"site", e.Site}
		if e.URL != "" {
			args = append(args, "url", e.URL)
		}
		if e.Status != 0 {
			args = append(args, "status", e.Status)
		}
		level := slog.LevelInfo
		if e.Err != nil {
			level = slog.LevelWarn
			args = append(args, "error", e.Err)
		}
		p.log.Log(context.Background(), level, e.Step, args...)
		p.draw(e)
	}
}

func (p *progress) draw(e crawl.Event) {
	if p.bars == nil || e.Step == "problem" {
		return
	}
	bar := p.bar[e.Site]
	if bar == nil {
		bar = p.bars.AddBar(0,
			mpb.PrependDecorators(decor.Name(e.Site+" ")),
			mpb.AppendDecorators(decor.CountersNoUnit("%d of %d releases")),
			mpb.BarRemoveOnComplete())
		p.bar[e.Site] = bar
	}
	bar.SetTotal(int64(e.Done+e.Waiting), false)
	bar.SetCurrent(int64(e.Done))
}

// close ends bars and log. A log that cannot be closed has lost lines of
// progress, not of the report.
func (p *progress) close() {
	close(p.feed)
	<-p.done
	for _, b := range p.bar {
		b.Abort(true)
	}
	if p.bars != nil {
		p.bars.Wait()
	}
	_ = p.file.Close()
}
