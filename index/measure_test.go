package index

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// row is what one system is worth on one collection. Values are means over
// the queries that have an answer.
type row struct {
	system                 string
	ndcg10, recall100, mrr float64
	perQuery               []float64 // nDCG@10
	differs                float64   // mean difference of nDCG@10 from the first row
	low, high              float64   // its 95 % interval
}

// measure runs the systems over the collection and prints the table.
func measure(t *testing.T, c collection, systems []system) []row {
	t.Helper()
	c.queries = slices.DeleteFunc(slices.Clone(c.queries), func(q judgedQuery) bool { return gains(q.grades)[0] == 0 })
	var rows []row
	var out strings.Builder
	fmt.Fprintf(&out, "\n%s: %d releases, %d queries\n%-34s %8s %10s %6s   difference of nDCG@10, 95 %%\n",
		c.name, len(c.releases), len(c.queries), "", "nDCG@10", "recall@100", "MRR")
	for _, s := range systems {
		r := score(s.name, c.queries, s.run(t, c))
		note := ""
		if len(rows) > 0 {
			r.compare(rows[0])
			note = fmt.Sprintf("%+.3f  [%+.3f, %+.3f]", r.differs, r.low, r.high)
			if r.low <= 0 && r.high >= 0 {
				note += "  noise"
			}
		}
		fmt.Fprintf(&out, "%-34s %8.3f %10.3f %6.3f   %s\n", r.system, r.ndcg10, r.recall100, r.mrr, note)
		rows = append(rows, r)
	}
	t.Log(out.String())
	return rows
}

// gains gives what the ideal order of answers is worth: 2^grade − 1 each, ten
// of them.
func gains(grades map[string]int) []float64 {
	best := make([]float64, 10)
	for _, g := range grades {
		best = append(best, math.Exp2(float64(g))-1)
	}
	slices.SortFunc(best, func(a, b float64) int { return int(math.Copysign(1, b-a)) })
	return best[:10]
}

func discounted(gains []float64) float64 {
	sum := 0.0
	for i, g := range gains {
		sum += g / math.Log2(float64(i)+2)
	}
	return sum
}

func score(name string, queries []judgedQuery, found [][]string) row {
	r := row{system: name}
	for i, q := range queries {
		var have []float64
		rank, hit, relevant := 0, 0, 0
		for at, id := range found[i] {
			g := q.grades[id]
			if at < 10 {
				have = append(have, math.Exp2(float64(g))-1)
			}
			if g > 0 && rank == 0 {
				rank = at + 1
			}
			if g > 0 {
				hit++
			}
		}
		for _, g := range q.grades {
			if g > 0 {
				relevant++
			}
		}
		n := float64(len(queries))
		ndcg := discounted(have) / discounted(gains(q.grades))
		r.perQuery = append(r.perQuery, ndcg)
		r.ndcg10 += ndcg / n
		r.recall100 += float64(hit) / float64(relevant) / n
		if rank > 0 {
			r.mrr += 1 / float64(rank) / n
		}
	}
	return r
}

// compare is the paired bootstrap: the queries are drawn again, with
// repetition, ten thousand times.
func (r *row) compare(with row) {
	const draws = 10_000
	rng := rand.New(rand.NewPCG(1, 2))
	n := len(r.perQuery)
	means := make([]float64, draws)
	for d := range means {
		for range n {
			i := rng.IntN(n)
			means[d] += (r.perQuery[i] - with.perQuery[i]) / float64(n)
		}
	}
	slices.Sort(means)
	r.differs, r.low, r.high = r.ndcg10-with.ndcg10, means[draws*25/1000], means[draws*975/1000]
}

func floor(t *testing.T, r row, ndcg, recall float64) {
	t.Helper()
	if r.ndcg10 < ndcg || r.recall100 < recall {
		t.Errorf("%s: nDCG@10 %.3f and recall@100 %.3f are below the floor of %.2f and %.2f", r.system, r.ndcg10, r.recall100, ndcg, recall)
	}
}
