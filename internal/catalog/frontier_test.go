package catalog

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

func task(url string) Task {
	return Task{URL: url, Canonical: strings.TrimRight(url, "/"), Site: "a", Role: "release", FoundBy: "listing"}
}

func lease(t *testing.T, db *DB, c *clock) string {
	t.Helper()
	got, ok, err := db.Lease(t.Context(), "a", "", c.at.Add(10*time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return ""
	}
	return got.Canonical
}

func TestLeaseOrder(t *testing.T) {
	db, c := openTemp(t)
	early, older, newer := task("http://a/z"), task("http://a/b"), task("http://a/c")
	early.Due = start.Add(-time.Hour)
	older.LastMod, newer.LastMod = "2026-01-01", "2026-02-01"
	later := task("http://a/0")
	later.Due = start.Add(time.Hour)
	fresh, err := db.Enqueue(t.Context(), []Task{task("http://a/d"), task("http://a/a/"), older, newer, early, later, {URL: "http://b/", Canonical: "http://b", Site: "b"}})
	if err != nil || fresh != 7 {
		t.Fatalf("fresh %d, error %v", fresh, err)
	}
	if n, err := db.Waiting(t.Context(), "a"); n != 5 || err != nil {
		t.Errorf("waiting %d, error %v, want 5", n, err)
	}
	var got []string
	for u := lease(t, db, c); u != ""; u = lease(t, db, c) {
		got = append(got, u)
	}
	if want := []string{"http://a/z", "http://a/c", "http://a/b", "http://a/a", "http://a/d"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
}

func TestLeaseLife(t *testing.T) {
	db, c := openTemp(t)
	one := task("http://a/1/")
	if _, err := db.Enqueue(t.Context(), []Task{one}); err != nil {
		t.Fatal(err)
	}
	leased, _, err := db.Lease(t.Context(), "a", "", c.at.Add(time.Minute))
	if err != nil || leased.URL != "http://a/1/" || !leased.Due.Equal(start) {
		t.Fatalf("leased %+v, error %v", leased, err)
	}
	if lease(t, db, c) != "" {
		t.Error("leased twice")
	}
	if n, _ := db.Waiting(t.Context(), "a"); n != 1 {
		t.Errorf("waiting %d, want the leased one", n)
	}
	c.at = c.at.Add(2 * time.Minute)
	if lease(t, db, c) == "" {
		t.Error("an expired lease was not given again")
	}
	if err := db.Release(t.Context(), leased); err != nil {
		t.Fatal(err)
	}
	if lease(t, db, c) == "" {
		t.Error("a lease given back was not given again")
	}
	if err := db.Failed(t.Context(), leased, Fetched{At: c.at, Error: "timeout"}, c.at.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if lease(t, db, c) != "" {
		t.Error("given again before its time")
	}
	c.at = c.at.Add(time.Hour)
	again, ok, err := db.Lease(t.Context(), "a", "", c.at.Add(time.Minute))
	if err != nil || !ok || again.Attempts != 1 {
		t.Fatalf("%+v %v %v: want one attempt", again, ok, err)
	}
	if err := db.Failed(t.Context(), again, Fetched{At: c.at, Error: "timeout"}, time.Time{}); err != nil {
		t.Fatal(err)
	}
	k, ok, err := db.IsKnown(t.Context(), "http://a/1")
	if err != nil || !ok || k.State != StateFailed || k.Fetched.Error != "timeout" {
		t.Errorf("%+v %v %v", k, ok, err)
	}
}

func TestDoneAndDueAgain(t *testing.T) {
	db, c := openTemp(t)
	one := task("http://a/1")
	f := Fetched{At: c.at, Status: 200, ETag: `"x"`, LastModified: "Mon", Digest: "sha256:1"}
	if err := db.Done(t.Context(), one, f); err != nil { // never queued: given by a user
		t.Fatal(err)
	}
	if etag, lm, err := db.Validators(t.Context(), one.URL); etag != `"x"` || lm != "Mon" || err != nil {
		t.Errorf("validators %q %q %v", etag, lm, err)
	}
	if fresh, err := db.Enqueue(t.Context(), []Task{one}); fresh != 0 || err != nil || lease(t, db, c) != "" {
		t.Errorf("a done address came back: fresh %d, error %v", fresh, err)
	}
	one.Due, one.LastMod = c.at, "2026-02-28"
	if _, err := db.Enqueue(t.Context(), []Task{one}); err != nil {
		t.Fatal(err)
	}
	if lease(t, db, c) == "" {
		t.Error("not due again")
	}
	if err := db.Done(t.Context(), one, Fetched{At: c.at.Add(time.Hour), Status: 304}); err != nil {
		t.Fatal(err)
	}
	var all []Known
	for k, err := range db.KnownURLs(t.Context(), "a") {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, k)
	}
	want := Known{URL: one.URL, Canonical: one.URL, State: StateDone, LastMod: "2026-02-28", Fetched: f}
	want.Fetched.At, want.Fetched.Status = c.at.Add(time.Hour), 304
	if len(all) != 1 || all[0] != want {
		t.Errorf("got %+v, want %+v", all, want)
	}
	if err := db.Done(t.Context(), one, Fetched{At: c.at, Status: 200}); err != nil {
		t.Fatal(err)
	}
	if etag, _, _ := db.Validators(t.Context(), one.URL); etag != "" {
		t.Error("validators outlived an answer without any")
	}
}

func TestRobotsRunsSweeps(t *testing.T) {
	db, c := openTemp(t)
	ctx := t.Context()
	if _, _, _, ok, err := db.Robots(ctx, "a"); ok || err != nil {
		t.Errorf("robots of an unknown host: %v %v", ok, err)
	}
	for _, body := range [][]byte{[]byte("User-agent: *"), nil} {
		if err := db.SetRobots(ctx, "a", body, 200, c.at); err != nil {
			t.Fatal(err)
		}
		got, status, at, ok, err := db.Robots(ctx, "a")
		if string(got) != string(body) || status != 200 || !at.Equal(c.at) || !ok || err != nil {
			t.Errorf("robots %q %d %v %v %v", got, status, at, ok, err)
		}
	}
	run := Run{ID: "r1", Command: "nightly", Started: c.at, Sites: []SiteRun{{Site: "a", New: 3}}}
	if err := db.SaveRun(ctx, run); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := db.Swept(ctx, "a", "http://a/feed"); ok || err != nil {
		t.Errorf("swept before any sweep: %v %v", ok, err)
	}
	run.Finished, run.Sites[0].Swept = c.at.Add(time.Hour), []string{"http://a/feed"}
	if err := db.SaveRun(ctx, run); err != nil {
		t.Fatal(err)
	}
	if at, ok, err := db.Swept(ctx, "a", "http://a/feed"); !ok || !at.Equal(run.Finished) || err != nil {
		t.Errorf("swept %v %v %v", at, ok, err)
	}
	runs, err := db.Runs(ctx, 5)
	if err != nil || len(runs) != 1 || runs[0].Sites[0].New != 3 || !runs[0].Finished.Equal(run.Finished) {
		t.Errorf("runs %+v, error %v", runs, err)
	}
}

func TestEnqueueCancelled(t *testing.T) {
	db, _ := openTemp(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := db.Enqueue(ctx, []Task{task("http://a/1")}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want context.Canceled", err)
	}
	if _, ok, _ := db.IsKnown(t.Context(), "http://a/1"); ok {
		t.Error("a cancelled transaction left something")
	}
}

func BenchmarkEnqueue(b *testing.B) {
	tasks := make([]Task, 20000)
	for b.Loop() {
		db, err := Open(b.Context(), b.TempDir()+"/c", func() time.Time { return start })
		if err != nil {
			b.Fatal(err)
		}
		for i := range tasks {
			tasks[i] = task(fmt.Sprintf("http://a/releases/%d", i*7919%20000))
		}
		if _, err := db.Enqueue(b.Context(), tasks); err != nil {
			b.Fatal(err)
		}
		db.Close()
	}
	b.ReportMetric(float64(len(tasks)*b.N)/b.Elapsed().Seconds(), "urls/s")
}

func BenchmarkLeaseDone(b *testing.B) {
	db, err := Open(b.Context(), b.TempDir()+"/c", func() time.Time { return start })
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	tasks := make([]Task, 50000)
	for i := range tasks {
		tasks[i] = task(fmt.Sprintf("http://a/releases/%d", i))
	}
	if _, err := db.Enqueue(b.Context(), tasks); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		t, _, err := db.Lease(b.Context(), "a", "", start.Add(time.Hour))
		if err == nil {
			err = db.Done(b.Context(), t, Fetched{At: start, Status: 200, ETag: "x"})
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func TestPause(t *testing.T) {
	db, c := openTemp(t)
	if until, err := db.Pause(t.Context(), "a"); !until.IsZero() || err != nil {
		t.Errorf("before any: %s, %v", until, err)
	}
	for _, want := range []time.Time{c.at.Add(time.Hour), c.at.Add(time.Minute)} {
		if err := db.SetPause(t.Context(), "a", want.Add(-time.Microsecond)); err != nil {
			t.Fatal(err)
		}
		if until, err := db.Pause(t.Context(), "a"); !until.Equal(want) || err != nil {
			t.Errorf("%s, %v; want %s, never earlier than was asked", until, err, want)
		}
	}
}
