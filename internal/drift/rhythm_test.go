package drift

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

var watched = flag.Int("sites", 5, "how many sites of each sort TestQuietWeeks watches for four years")

// A publisher decides how many releases a day has.
type publisher func(random *rand.Rand, at time.Time) int

func poisson(random *rand.Rand, mean float64) int {
	n, p := 0, math.Exp(-mean)
	for x := random.Float64(); x > p; x *= random.Float64() {
		n++
	}
	return n
}

func weekend(at time.Time) bool { return at.Weekday() == time.Saturday || at.Weekday() == time.Sunday }

// holidays: the middle of August and the turn of the year.
func holidays(at time.Time) bool {
	d := at.Format("01-02")
	return d >= "08-01" && d < "08-22" || d >= "12-22" || d < "01-04"
}

// monthly is a site with about one release a month.
func monthly(random *rand.Rand, _ time.Time) int { return poisson(random, 1.0/30) }

func weekly(random *rand.Rand, at time.Time) int {
	if weekend(at) {
		return 0
	}
	return poisson(random, 0.2)
}

func daily(random *rand.Rand, at time.Time) int {
	switch {
	case weekend(at):
		return poisson(random, 0.05)
	case holidays(at):
		return poisson(random, 0.1)
	}
	return poisson(random, 1.4)
}

// busy publishes much, and less in the holidays.
func busy(random *rand.Rand, at time.Time) int {
	mean := 8.0
	if weekend(at) {
		mean = 1
	}
	if holidays(at) {
		mean /= 3
	}
	return poisson(random, mean)
}

// bursts is silent for weeks, and then has a campaign with several a day.
func bursts() publisher {
	left := 0
	return func(random *rand.Rand, _ time.Time) int {
		if left == 0 && random.IntN(25) == 0 {
			left = 1 + random.IntN(6)
		}
		if left == 0 {
			return 0
		}
		left--
		return 1 + random.IntN(3)
	}
}

// closed does nothing at all in August and over the new year.
func closed(random *rand.Rand, at time.Time) int {
	if holidays(at) || weekend(at) {
		return 0
	}
	return poisson(random, 0.6)
}

func rhythms() map[string]publisher {
	return map[string]publisher{
		"monthly": monthly, "weekly": weekly, "daily": daily, "busy": busy, "bursts": bursts(), "closed in August": closed,
	}
}

// history lets a site publish for so many days.
func (p publisher) history(random *rand.Rand, days int) calendar {
	c := calendar{start: time.Date(2020, time.Month(1+random.IntN(12)), 1, 0, 0, 0, 0, time.UTC)}
	for i := range days {
		c.n = append(c.n, p(random, c.start.AddDate(0, 0, i)))
	}
	return c
}

// lookBack is the calendar as it is on one of its days, from the first release
// on.
func (c calendar) lookBack(at int) calendar {
	from := max(0, at-2*memory)
	for from < at && c.n[from] == 0 {
		from++
	}
	return calendar{c.start.AddDate(0, 0, from), c.n[from : at+1]}
}

// TestQuietWeeks lets sites of all sorts publish for four years, looks every
// night, with what is known after six weeks, a year, and longer: none may be
// called silent. Run it long with
//
//	go test ./internal/drift -run TestQuietWeeks -args -sites 400
func TestQuietWeeks(t *testing.T) {
	const days = 4 * 365
	for name, publish := range rhythms() {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(1, 2))
			alarmed, first := 0, ""
			for range *watched {
				c := publish.history(random, days)
				for at := 42; at < days; at++ {
					if q, ok := c.lookBack(at).judge(); ok {
						alarmed++
						first = fmt.Sprintf("on night %d: %+v", at, q)
						break
					}
				}
			}
			// One in a hundred years of a site.
			if alarmed > *watched*days/365/100 {
				t.Errorf("%s: %d of %d sites were called silent, the last %s", name, alarmed, *watched, first)
			}
		})
	}
}

// TestSilence lets the same sites fall silent after two years, and lets others
// lose nine tenths of their releases.
func TestSilence(t *testing.T) {
	const sites, stop, days = 20, 760, 760 + 800
	within := map[string]int{"weekly": 120, "daily": 60, "busy": 45, "bursts": 500, "closed in August": 75}
	for name, publish := range rhythms() {
		if within[name] == 0 {
			continue // of a release a month, half a year's silence may be chance
		}
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(3, 4))
			var noticed []int
			for range sites {
				c := publish.history(random, days)
				for i := stop; i < days; i++ {
					c.n[i] = 0
				}
				noticed = append(noticed, firstAlarm(c, stop)-stop)
			}
			slices.Sort(noticed)
			latest := noticed[sites*9/10] // the last tenth have a rhythm with long silences in it
			t.Logf("%s: noticed within %d days", name, latest)
			if latest > within[name] {
				t.Errorf("a silence was noticed after %d days only, want %d", latest, within[name])
			}
		})
	}
	t.Run("a trickle", func(t *testing.T) {
		random := rand.New(rand.NewPCG(5, 6))
		for range sites {
			c := publisher(busy).history(random, days)
			for i := stop; i < days; i++ {
				c.n[i] /= 10
			}
			if noticed := firstAlarm(c, stop) - stop; noticed > 45 {
				t.Errorf("noticed after %d days", noticed)
			}
		}
	})
}

func firstAlarm(c calendar, from int) int {
	for at := from; at < len(c.n); at++ {
		if _, ok := c.lookBack(at).judge(); ok {
			return at
		}
	}
	return math.MaxInt32
}

// TestYoung: a site with few releases, or none, is never judged.
func TestYoung(t *testing.T) {
	for _, n := range [][]int{nil, {0}, {1}, append([]int{5, 5, 5}, make([]int, 300)...)} {
		if q, ok := (calendar{start: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC), n: n}).judge(); ok {
			t.Errorf("%v: %+v", n, q)
		}
	}
}
