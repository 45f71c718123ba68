package main

import (
	"fmt"
	"io"
	"strings"
)

// printGrowth says what a page ten times longer costs: ten times the
// paragraphs, or ten times what stands around them, or both.
func printGrowth(out io.Writer, generic, byProfile reader) {
	fmt.Fprint(out, "\nten times longer\tKB\tms\tKB\tms\ttimes the cost\n")
	for _, r := range []struct {
		name, address string
		reader        reader
	}{{"generic", "https://ngo.example/news/1", generic}, {"by profile", "https://www.amnesty.fr/communiques/une-page/", byProfile}} {
		for _, g := range []struct {
			name                  string
			paragraphs, furniture int
		}{{"paragraphs", 10, 1}, {"furniture", 1, 10}, {"both", 10, 10}} {
			short := page{"", r.address, longPage(60, 60)}
			long := page{"", r.address, longPage(60*g.paragraphs, 60*g.furniture)}
			// As many bytes of each, so that both feel the collector alike.
			tenShort := readAll(r.reader.text, repeated(short, 10)).cpu
			oneLong := readAll(r.reader.text, []page{long}).cpu
			fmt.Fprintf(out, "%s, %s\t%d\t%.2f\t%d\t%.2f\t%.1f\n", r.name, g.name, len(short.body)>>10, tenShort.Seconds()*100, len(long.body)>>10,
				oneLong.Seconds()*1000, 10*oneLong.Seconds()/tenShort.Seconds())
		}
	}
}

func repeated(p page, n int) []page {
	all := make([]page, n)
	for i := range all {
		all[i] = p
	}
	return all
}

// longPage has the markup of a release of amnesty.fr: paragraphs with quotes,
// names, countries and dates in them, and menus, cards and links around. No
// two are alike.
func longPage(paragraphs, furniture int) []byte {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="fr-FR"><head><meta charset="utf-8"><title>Une marche interdite | Amnesty</title><meta property="article:published_time" content="2026-05-14T09:00:00+02:00"></head><body class="single"><nav><ul>`)
	for i := range furniture {
		fmt.Fprintf(&b, `<li class="menu-item menu-item-%d"><a href="/rubrique-%d/"><span>Rubrique %d</span></a></li>`, i, i, i)
	}
	b.WriteString(`</ul></nav><main><h1 class="article-title wp-block-post-title">Une marche interdite</h1><article class="wp-block-group article-content"><div class="entry-content wp-block-post-content">`)
	countries := [...]string{"Niger", "Pérou", "Serbie", "Kazakhstan", "Tchad"}
	for i := range paragraphs {
		fmt.Fprintf(&b, "<p>Les autorités du %s doivent libérer les %d personnes arrêtées le %d mai 2026, <a href=\"/communiques/autre-%d/\">comme nous l’écrivions</a>, et dire à leurs familles où elles sont.</p>\n", countries[i%5], i+2, i%28+1, i)
		fmt.Fprintf(&b, "<p>« La marche numéro %d n’était pas interdite, et ceux qui y ont pris part n’ont rien fait de mal », a déclaré Ana Lisboa, chercheuse à Amnesty International. « Nous demandons qu’ils soient libérés. »</p>\n", i)
	}
	b.WriteString(`</div></article></main><section class="related-posts"><h2>Sur le même pays</h2>`)
	for i := range furniture {
		fmt.Fprintf(&b, `<article class="post"><h3 class="title"><a href="/communiques/carte-%d/">Une autre marche, la %de</a></h3><time>%02d.04.2026</time><p class="share-buttons">Partager</p></article>`, i, i, i%28+1)
	}
	b.WriteString("</section><footer>")
	for i := range furniture {
		fmt.Fprintf(&b, `<div class="footer-item"><a href="/pied-%d/" title="Pied %d"><img src="/i%d.png" alt="">Pied %d</a></div>`, i, i, i, i)
	}
	b.WriteString("</footer></body></html>")
	return []byte(b.String())
}
