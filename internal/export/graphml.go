package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"iter"

	"communique/archive"
)

// writeGraphML writes the same graph as writeGEXF in GraphML 1.0, as igraph,
// NetworkX and yEd open it. The day and the weight are attributes like others.
func writeGraphML(w io.Writer, d Document, records iter.Seq2[archive.Release, error], idOf func(string) (string, error)) (int, error) {
	g, err := graphOf(d.Of, records, idOf)
	if err != nil {
		return 0, err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	fmt.Fprint(out, xml.Header+`<graphml xmlns="http://graphml.graphdrawing.org/xmlns">`+"\n")
	for _, part := range []struct {
		of, prefix string
		columns    []string
	}{{"node", "n", append([]string{"label", "day"}, g.nodeColumns...)}, {"edge", "e", append([]string{"day"}, g.edgeColumns...)}} {
		for _, c := range part.columns {
			fmt.Fprintf(out, " <key id=%q for=%q attr.name=%q attr.type=\"string\"/>\n", part.prefix+"_"+c, part.of, c)
		}
	}
	fmt.Fprint(out, ` <key id="e_weight" for="edge" attr.name="weight" attr.type="int"/>`+"\n <graph edgedefault=\"directed\">\n")
	data := func(prefix, column, value string) {
		if value != "" {
			fmt.Fprintf(out, "   <data key=%q>%s</data>\n", prefix+"_"+column, escaped(value))
		}
	}
	for _, n := range g.nodes {
		fmt.Fprintf(out, "  <node id=%s>\n", quoted(n.id))
		data("n", "label", n.label)
		data("n", "day", n.day)
		for i, c := range g.nodeColumns {
			data("n", c, n.values[i])
		}
		fmt.Fprint(out, "  </node>\n")
	}
	for i, e := range g.edges {
		fmt.Fprintf(out, "  <edge id=%q source=%s target=%s>\n", edgeID(i), quoted(g.nodes[e.from].id), quoted(g.nodes[e.to].id))
		data("e", "day", e.day)
		for i, c := range g.edgeColumns {
			data("e", c, e.values[i])
		}
		data("e", "weight", fmt.Sprint(e.weight))
		fmt.Fprint(out, "  </edge>\n")
	}
	fmt.Fprint(out, " </graph>\n</graphml>\n")
	return len(g.edges), out.Flush()
}
