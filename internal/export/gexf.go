package export

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"io"
	"iter"
	"strings"

	"communique/archive"
)

// writeGEXF writes a directed graph in GEXF 1.3, as Gephi and others open it.
// Nodes and edges have the day from which they are there; where it is not known
// they always are.
func writeGEXF(w io.Writer, d Document, records iter.Seq2[archive.Release, error], idOf func(string) (string, error)) (int, error) {
	g, err := graphOf(d.Of, records, idOf)
	if err != nil {
		return 0, err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	fmt.Fprint(out, xml.Header+`<gexf xmlns="http://gexf.net/1.3" version="1.3">
 <graph mode="dynamic" defaultedgetype="directed" timeformat="date">
`)
	for _, class := range []struct {
		name    string
		columns []string
	}{{"node", g.nodeColumns}, {"edge", g.edgeColumns}} {
		fmt.Fprintf(out, "  <attributes class=%q>\n", class.name)
		for i, c := range class.columns {
			fmt.Fprintf(out, "   <attribute id=\"%d\" title=%q type=\"string\"/>\n", i, c)
		}
		fmt.Fprint(out, "  </attributes>\n")
	}
	fmt.Fprint(out, "  <nodes>\n")
	for _, n := range g.nodes {
		fmt.Fprintf(out, "   <node id=%s label=%s%s>\n%s   </node>\n", quoted(n.id), quoted(n.label), start(n.day), attvalues(n.values))
	}
	fmt.Fprint(out, "  </nodes>\n  <edges>\n")
	for i, e := range g.edges {
		fmt.Fprintf(out, "   <edge id=%q source=%s target=%s weight=\"%d\"%s>\n%s   </edge>\n", edgeID(i),
			quoted(g.nodes[e.from].id), quoted(g.nodes[e.to].id), e.weight, start(e.day), attvalues(e.values))
	}
	fmt.Fprint(out, "  </edges>\n </graph>\n</gexf>\n")
	return len(g.edges), out.Flush()
}

func start(day string) string {
	if day == "" {
		return ""
	}
	return " start=" + quoted(day)
}

// attvalues leaves out what is not known.
func attvalues(values []string) string {
	var out strings.Builder
	for i, v := range values {
		if v != "" {
			fmt.Fprintf(&out, "     <attvalue for=\"%d\" value=%s/>\n", i, quoted(v))
		}
	}
	if out.Len() == 0 {
		return ""
	}
	return "    <attvalues>\n" + out.String() + "    </attvalues>\n"
}

// quoted is a value of an XML attribute. What XML cannot hold becomes U+FFFD.
func quoted(s string) string { return `"` + escaped(s) + `"` }

func escaped(s string) string {
	var out strings.Builder
	_ = xml.EscapeText(&out, []byte(s)) // a Builder does not fail
	return out.String()
}
