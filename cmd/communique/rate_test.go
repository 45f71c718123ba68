package main

import (
	"strings"
	"testing"
	"time"
)

func TestRate(t *testing.T) {
	for value, want := range map[string]time.Duration{
		"10/m": 6 * time.Second, "1/s": time.Second, " 30 / h ": 2 * time.Minute, "7/m": 8571428572, "2/s": 500 * time.Millisecond,
		"": 0, "10": 0, "/m": 0, "0/m": 0, "-1/m": 0, "1/d": 0, "1/m/s": 0, "1.5/m": 0, "99999999999999999999/s": 0,
	} {
		var r rate
		err := r.Set(value)
		if (err != nil) != (want == 0) || time.Duration(r) != want {
			t.Errorf("%q: %s, error %v; want %s", value, time.Duration(r), err, want)
		}
	}
	p := newProgram(t, faulty(), faultyProfile)
	if code := p.crawl("--rate", "fast"); code != exitUsage || !strings.Contains(p.stderr.String(), "such as 10/m") {
		t.Errorf("exit %d: %s", code, &p.stderr)
	}
}
