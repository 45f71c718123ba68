// citation-js reads BibTeX, RIS and CSL-JSON back, and finds what the record
// has.
import {Cite} from '@citation-js/core'
import '@citation-js/plugin-bibtex'
import '@citation-js/plugin-ris'
import {check, done, lines, text} from './check.mjs'

const [dir, bibtex, ris, csl] = process.argv.slice(2)
const releases = lines(`${dir}/data/releases.jsonl`).filter(r => r.url)

// BibTeX's braces around a title keep its capitals: the reader marks that.
const unmarked = s => (s ?? '').replace(/<\/?span[^>]*>/g, '').normalize('NFC')
// Typographic spaces are one space to a bibliography.
const spaces = s => s.replace(/[\s\u00a0\u202f\u2009]+/g, ' ').trim()
const parts = day => day.split('-').map(Number).join('-')
const dated = d => d?.['date-parts']?.[0]?.join('-')

for (const [format, file] of [['BibTeX', bibtex], ['RIS', ris], ['CSL-JSON', csl]]) {
  const {data} = new Cite(text(file))
  const wrong = releases.flatMap(r => {
    const e = data.find(d => d.id === r.id)
    if (!e) return [`${r.id} is missing`]
    const a = e.author ?? []
    const want = {
      author: r.organization ? `1 ${r.organization}` : '0 undefined', title: spaces(r.title ?? '[untitled]'), url: r.url,
      issued: r.published_day || r.published ? parts((r.published_day ?? r.published).split('T')[0]) : undefined,
      accessed: parts(r.capture.fetched.split('T')[0]), language: r.language ?? undefined,
      record: true, digest: true, log: true,
    }
    const got = {
      author: `${a.length} ${a[0]?.literal ?? (a[0]?.given ? 'split' : a[0]?.family)}`, title: spaces(unmarked(e.title)), url: e.URL,
      issued: dated(e.issued), accessed: dated(e.accessed), language: e.language,
      record: e.note.includes(r.capture.record_id.slice(1, -1)), digest: e.note.includes(r.capture.payload_digest), log: e.note.includes('transparency log'),
    }
    return Object.keys(want).filter(k => want[k] !== got[k]).map(k => `${r.id} ${k}: ${got[k]}, and not ${want[k]}`)
  })
  check(`citation-js: ${data.length} entries of ${format}: author whole, title, dates, address, language, archived record, log`,
    data.length === releases.length ? wrong : [`${data.length} entries of ${releases.length} releases`])
}
done()
