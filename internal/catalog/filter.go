package catalog

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"communique/archive"
	"communique/internal/fold"
)

// Filter chooses releases; what is empty chooses all. Since and Until are days
// ("2006-01-02") or months or years, both included, compared with the day of
// publication; a release without one is not in any span. Languages match their
// regional forms. Speaker is words of a speaker's name (fold.Name).
//
// By divides the releases into parts (BySite, ByYear, ByCountry; "" is none),
// for Rows. Among, where given, says which of some releases are wanted; it is
// asked about a few hundred at a time, and keeps their order.
type Filter struct {
	Sites, Countries, Kinds, Languages []string
	Speaker                            string
	Since, Until                       string
	IDs                                []string
	Limit                              int
	By                                 string
	Among                              func(ctx context.Context, ids []string) ([]string, error)
}

// where gathers the conditions of a statement.
type where struct {
	conditions []string
	args       []any
}

func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

// maxListed is how many values are parameters of their own: of a few, SQLite
// chooses the better plan, and of more than 32,766 in a statement it takes none.
const maxListed = 1000

func (w *where) in(column string, values []string) {
	if len(values) == 0 {
		return
	}
	if len(values) > maxListed {
		w.add(column+" IN (SELECT value FROM json_each(?))", jsonList(values))
		return
	}
	args := make([]any, len(values))
	for i, v := range values {
		args[i] = v
	}
	w.add(column+" IN (?"+strings.Repeat(", ?", len(values)-1)+")", args...)
}

// days compares text with spans of any precision: "2020" until "2020" is the
// whole year.
func (w *where) days(expression, since, until string) {
	if since != "" {
		w.add(expression+" >= ?", since)
	}
	if until != "" {
		w.add("substr("+expression+", 1, length(?)) <= ?", until, until)
	}
}

func (w *where) sql() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

func limit(n int) string {
	if n <= 0 {
		return ""
	}
	return fmt.Sprintf(" LIMIT %d", n)
}

// where gives the conditions on table release that SQL can decide.
func (f Filter) where() *where {
	w := &where{}
	w.in("site", f.Sites)
	w.in("kind", f.Kinds)
	w.in("id", f.IDs)
	w.days("coalesce(published_day, published)", f.Since, f.Until)
	if len(f.Languages) > 0 {
		inner := make([]string, len(f.Languages))
		var args []any
		for i, l := range f.Languages {
			inner[i] = "language = ? COLLATE NOCASE OR language LIKE ?" // LIKE is without case
			args = append(args, l, l+"-%")
		}
		w.add("("+strings.Join(inner, " OR ")+")", args...)
	}
	if len(f.Countries) > 0 {
		inner := &where{}
		inner.in("value", f.Countries)
		// A record that is no JSON goes through: it must be named, and not end the reading.
		w.add("iif(json_valid(record), EXISTS (SELECT 1 FROM json_each(record, '$.countries')"+inner.sql()+"), 1)", inner.args...)
	}
	return w
}

// looksInside: the filter chooses, or divides, by what releases say.
func (f Filter) looksInside() bool {
	return len(f.Countries)+len(f.Kinds)+len(f.Languages) > 0 || f.Speaker+f.Since+f.Until != "" ||
		f.Among != nil || f.By == ByYear || f.By == ByCountry
}

// bySpeaker is the condition that SQL cannot decide: it knows no accents. A
// record that cannot be read goes through, for its reader to say so.
func (f Filter) bySpeaker() func(*Row) bool {
	if f.Speaker == "" {
		return func(*Row) bool { return true }
	}
	wanted := fold.NewName(f.Speaker)
	return func(row *Row) bool {
		r, err := row.Release()
		return err != nil || slices.ContainsFunc(r.Quotes, func(q archive.Quote) bool {
			return q.Speaker != nil && wanted.In(*q.Speaker)
		})
	}
}
