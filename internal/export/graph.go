package export

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"communique/archive"
)

// What a graph can be of.
const (
	ofLinks    = "links"    // releases, and what they link to
	ofSpeakers = "speakers" // who is quoted, and the releases
)

// graph is kept whole in memory, some 300 bytes a node: both formats want the
// nodes before the edges, and programs that read them keep it so too.
type graph struct {
	nodeColumns, edgeColumns []string
	nodes                    []vertex
	edges                    []edge

	nodeAt map[string]int
	edgeAt map[[2]int]int
}

// vertex is a node: it has one value a column, "" where it is not known. Day is when it was
// published, "" when that is not known.
type vertex struct {
	id, label, day string
	values         []string
}

// edge leads from one node to another, once: weight counts how often. Day is
// that of the release that says so.
type edge struct {
	from, to int
	day      string
	weight   int
	values   []string
}

var releaseColumns = []string{"type", "site", "organization", "url", "published", "language", "kind", "status"}

func newGraph(edgeColumns ...string) *graph {
	return &graph{nodeColumns: releaseColumns, edgeColumns: edgeColumns, nodeAt: map[string]int{}, edgeAt: map[[2]int]int{}}
}

// graphOf reads a graph of either sort. A release is a node by its id, and what
// it links to beyond the archive by its address; speakers have "speaker:"
// before their names. Speakers of one name are one node: whether they are one
// person, the releases do not say.
func graphOf(of string, records iter.Seq2[archive.Release, error], idOf func(string) (string, error)) (*graph, error) {
	g := newGraph("relation")
	if of == ofSpeakers {
		g = newGraph("role", "affiliation")
	}
	for r, err := range records {
		if err != nil {
			return nil, err
		}
		from := g.release(&r)
		if of == ofSpeakers {
			g.speakers(&r, from)
			continue
		}
		if err := g.links(&r, from, idOf); err != nil {
			return nil, err
		}
	}
	return g, nil
}

// release adds a release, or completes one that another has linked to.
func (g *graph) release(r *archive.Release) int {
	at := g.node(r.ID, r.ID)
	n := &g.nodes[at]
	n.day = text(r.PublishedDay)
	if r.Title != nil {
		n.label = *r.Title
	}
	n.values = []string{"release", r.Site, text(r.Organization), r.URL, text(r.Published), text(r.Language), text(r.Kind), r.Status}
	return at
}

func (g *graph) node(id, label string) int {
	at, ok := g.nodeAt[id]
	if !ok {
		at = len(g.nodes)
		g.nodeAt[id] = at
		g.nodes = append(g.nodes, vertex{id: id, label: label, values: make([]string, len(g.nodeColumns))})
	}
	return at
}

// links adds what a release links to. Of a release that is in the archive and
// not among those given, the id is all there is: it may be one that is
// withheld.
func (g *graph) links(r *archive.Release, from int, idOf func(string) (string, error)) error {
	for _, l := range r.Related {
		id, err := idOf(l.URL)
		if err != nil {
			return err
		}
		var to int
		if id != "" {
			to = g.node(id, id)
			g.nodes[to].values[0] = "release"
		} else {
			to = g.node(l.URL, l.URL)
			g.nodes[to].values[0], g.nodes[to].values[3] = "page", l.URL
		}
		g.edge(from, to, text(r.PublishedDay), l.Relation)
	}
	return nil
}

func (g *graph) speakers(r *archive.Release, release int) {
	for i := range r.Quotes {
		q := &r.Quotes[i]
		if q.Speaker == nil {
			continue
		}
		id, kind := "speaker:"+*q.Speaker, "speaker"
		switch {
		case described(*q.Speaker):
			id, kind = r.ID+":"+*q.Speaker, "description"
		case institution(r, q):
			kind = "organisation"
		}
		speaker := g.node(id, *q.Speaker)
		g.nodes[speaker].values[0] = kind
		g.edge(speaker, release, text(r.PublishedDay), text(q.Role), text(q.Affiliation))
	}
}

// edge adds an edge, or one more to its weight; values that are new to it are
// added behind a semicolon.
func (g *graph) edge(from, to int, day string, values ...string) {
	at, ok := g.edgeAt[[2]int{from, to}]
	if !ok {
		g.edgeAt[[2]int{from, to}] = len(g.edges)
		g.edges = append(g.edges, edge{from, to, day, 1, values})
		return
	}
	e := &g.edges[at]
	e.weight++
	for i, v := range values {
		if v != "" && !slices.Contains(split(e.values[i]), v) {
			e.values[i] = join(append(split(e.values[i]), v))
		}
	}
}

func edgeID(i int) string { return "e" + strconv.Itoa(i) }

// split undoes join.
func split(values string) []string {
	if values == "" {
		return nil
	}
	return strings.Split(values, "; ")
}
