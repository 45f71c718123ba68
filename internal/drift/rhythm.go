package drift

import (
	"context"
	"fmt"
	"time"

	"communique/internal/catalog"
)

const (
	// young is how long a site must have been visited before its silence is
	// judged.
	young = 42 * day
	// The rhythm is learned from the two years before the last release, from no
	// less than half a year, and from no fewer releases than these.
	memory      = 730
	minMemory   = 180
	minReleases = 12
	// A site that has been known for less than a year may have a holiday that
	// nobody has seen yet.
	year, holiday = 365, 35
	// A silence counts when it is at least so many days, longer by so much than
	// any before, and would come about by chance once in 10,000 times.
	minGap, longer = 7, 2
	chance         = 1e-4
	// thin is how many days are looked at for a trickle where there was a
	// stream. It has to be improbable also for the leanest weeks before.
	thin       = 28
	leanChance = 1e-3

	day = 24 * time.Hour
)

// rhythm compares how many releases came lately with the site's own habit. A
// night on which no source was read says nothing.
func (l Look) rhythm(ctx context.Context, s Site) ([]Finding, error) {
	read := ""
	for _, source := range s.Tonight.Sources {
		if source.Error == "" && source.Read+source.Unchanged > 0 {
			read = source.URL
			break
		}
	}
	began, _, err := l.Catalog.Asked(ctx, s.ID)
	if err != nil || read == "" || began.IsZero() || l.Now.Sub(began) < young {
		return nil, err
	}
	counts, err := l.Catalog.Days(ctx, s.ID, l.Now.AddDate(0, 0, -2*memory).UTC().Format(time.DateOnly), began.Add(young))
	if err != nil {
		return nil, err
	}
	c, err := newCalendar(counts, l.Now.UTC())
	if err != nil {
		return nil, err
	}
	q, ok := c.judge()
	if !ok {
		return nil, nil
	}
	page, err := l.sourcePage(ctx, read)
	return []Finding{{
		Site: s.ID, Kind: KindRhythm, What: "releases", Since: q.since, Page: page,
		Text: fmt.Sprintf("%d releases in %d days, where %.0f are usual (%s): does the site publish elsewhere now? (communique sites check %s)",
			q.n, q.days, q.expected, q.before, s.ID),
	}}, err
}

// calendar is how many releases came on each day; the first element is that of
// start.
type calendar struct {
	start time.Time
	n     []int
}

// newCalendar spreads counts over the days up to the one of looked. Days after
// it (a release may be dated ahead) are left out.
func newCalendar(counts []catalog.DayCount, looked time.Time) (calendar, error) {
	var c calendar
	for _, d := range counts {
		at, err := time.Parse(time.DateOnly, d.Day)
		if err != nil {
			return c, fmt.Errorf("day of publication: %w", err)
		}
		if c.n == nil {
			if at.After(looked) {
				break
			}
			c.start = at
			c.n = make([]int, daysBetween(at, looked)+1)
		}
		if i := daysBetween(c.start, at); i < len(c.n) {
			c.n[i] = d.N
		}
	}
	return c, nil
}

func daysBetween(a, b time.Time) int { return int(b.Sub(a) / day) }

func (c calendar) date(i int) string { return c.start.AddDate(0, 0, i).Format(time.DateOnly) }

// quiet is a stretch in which fewer releases came than the site's own rhythm
// lets expect.
type quiet struct {
	since    string // its first day
	days, n  int
	expected float64
	before   string // what was the least before, in words
}

// judge looks at the end of the calendar.
func (c calendar) judge() (quiet, bool) {
	last := len(c.n) - 1
	for last > 0 && c.n[last] == 0 {
		last--
	}
	if last < 0 {
		return quiet{}, false
	}
	if q, ok := c.silence(last); ok {
		return q, true
	}
	return c.trickle()
}

// silence compares the days since the last release with the gaps before it.
func (c calendar) silence(last int) (quiet, bool) {
	known := c.n[:last+1]
	known = known[max(0, len(known)-memory):]
	longest := 0
	for i, previous := 0, -1; i < len(known); i++ {
		if known[i] > 0 {
			if previous >= 0 {
				longest = max(longest, i-previous)
			}
			previous = i
		}
	}
	gap := len(c.n) - 1 - last
	least := minGap
	if len(known) < year {
		least = holiday
	}
	if len(known) < minMemory || sum(known) < minReleases || gap < least || gap <= longer*longest {
		return quiet{}, false
	}
	// What was long ago is not the rhythm of today.
	known = known[max(0, len(known)-year):]
	rate := float64(sum(known)) / float64(len(known))
	expected := rate * float64(gap)
	q := quiet{since: c.date(last + 1), days: gap, expected: expected, before: fmt.Sprintf("the longest silence before was %d days", longest)}
	return q, poissonHead(0, expected/c.bursts(known)) < chance
}

// trickle compares the last weeks with the leanest weeks before them. It needs
// to have seen all seasons.
func (c calendar) trickle() (quiet, bool) {
	known := c.n[:max(0, len(c.n)-thin)]
	known = known[max(0, len(known)-memory):]
	if len(known) < year || sum(known) < minReleases {
		return quiet{}, false
	}
	n := sum(c.n[len(c.n)-thin:])
	leanest := n
	for i := thin; i <= len(known); i++ {
		if s := sum(known[i-thin : i]); i == thin || s < leanest {
			leanest = s
		}
	}
	lately := known[len(known)-year:]
	expected := float64(sum(lately)) / float64(len(lately)) * thin
	burst := c.bursts(lately)
	q := quiet{
		since: c.date(len(c.n) - thin), days: thin, n: n, expected: expected,
		before: fmt.Sprintf("the fewest in %d days before were %d", thin, leanest),
	}
	few := func(of float64) float64 { return poissonHead(int(float64(n)/burst), of/burst) }
	return q, few(expected) < chance && few(float64(leanest)) < leanChance
}

// bursts is how much more unevenly releases come than by chance, by the week
// or by four weeks.
func (c calendar) bursts(n []int) float64 {
	return max(dispersion(bins(n, 7)), dispersion(bins(n, thin)))
}

func bins(n []int, size int) []int {
	var all []int
	for i := size; i <= len(n); i += size {
		all = append(all, sum(n[i-size:i]))
	}
	return all
}

func sum(n []int) (total int) {
	for _, v := range n {
		total += v
	}
	return total
}
