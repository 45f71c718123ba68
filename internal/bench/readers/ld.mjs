// jsonld expands croissant.json, the JSON-LD export and the annotations without
// a network; everything we wrote has to come out as a statement.
import jsonld from 'jsonld'
import {check, done, json, lines} from './check.mjs'

const [dir, ldFile, annotationsFile] = process.argv.slice(2)

// The terms of http://www.w3.org/ns/anno.jsonld that we use.
const anno = {
  '@context': {
    oa: 'http://www.w3.org/ns/oa#', rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#', dc: 'http://purl.org/dc/elements/1.1/',
    id: {'@id': '@id', '@type': '@id'}, type: {'@id': '@type', '@type': '@vocab'}, Annotation: 'oa:Annotation', TextualBody: 'oa:TextualBody',
    TextQuoteSelector: 'oa:TextQuoteSelector', TimeState: 'oa:TimeState', identifying: 'oa:identifying', highlighting: 'oa:highlighting',
    body: {'@type': '@id', '@id': 'oa:hasBody'}, target: {'@type': '@id', '@id': 'oa:hasTarget'}, source: {'@type': '@id', '@id': 'oa:hasSource'},
    selector: {'@type': '@id', '@id': 'oa:hasSelector'}, state: {'@type': '@id', '@id': 'oa:hasState'},
    motivation: {'@type': '@vocab', '@id': 'oa:motivatedBy'}, purpose: {'@type': '@vocab', '@id': 'oa:hasPurpose'},
    exact: 'oa:exact', prefix: 'oa:prefix', suffix: 'oa:suffix', cached: {'@type': '@id', '@id': 'oa:cachedSource'},
    sourceDate: 'oa:sourceDate', value: 'rdf:value', format: 'dc:format',
  },
}
const options = {
  base: 'https://data.example/set/',
  documentLoader: async url => {
    if (url === 'http://www.w3.org/ns/anno.jsonld') return {document: anno, documentUrl: url, contextUrl: null}
    throw new Error('a document has to be fetched: ' + url)
  },
  safe: true, // complain instead of dropping what no context defines
}
const values = node => Array.isArray(node) ? node.flatMap(values) : node && typeof node === 'object' ? Object.values(node).flatMap(values) : [node]
const nodes = (doc, type) => { // of a type, anywhere in an expanded document
  const all = []
  const visit = x => {
    if (Array.isArray(x)) return x.forEach(visit)
    if (!x || typeof x !== 'object') return
    if (x['@type']?.includes?.(type)) all.push(x)
    Object.values(x).forEach(visit)
  }
  visit(doc)
  return all
}
const expanded = async (what, doc) => {
  try {
    const out = await jsonld.expand(doc, options)
    check(`jsonld: expands ${what}, and drops nothing`, [])
    return out
  } catch (e) {
    check(`jsonld: expands ${what}`, [e.message + ' ' + JSON.stringify(e.details?.event ?? '')])
    return []
  }
}

const cr = 'http://mlcommons.org/croissant/'
const croissant = json(`${dir}/croissant.json`)
const c = await expanded('croissant.json', croissant)
const {resources} = json(`${dir}/datapackage.json`)
const files = nodes(c, cr + 'FileObject'), fields = nodes(c, cr + 'Field')
const top = croissant.recordSet.flatMap(s => s.field)
check(`croissant: ${files.length} files, ${fields.length} fields`, [
  ...(files.length === resources.length ? [] : ['files are missing']),
  ...resources.filter(r => r.format === 'jsonl').flatMap(r => r.schema.fields.filter(f => !top.some(t => t['@id'] === `${r.name}/${f.name}`)).map(f => `${r.name}/${f.name} is missing`)),
])
const ids = new Set(values(c).filter(v => typeof v === 'string'))
const defined = [...files, ...fields, ...nodes(c, cr + 'RecordSet')].map(n => n['@id'])
check('croissant: ids are there once', defined.filter((id, i) => defined.indexOf(id) !== i))
const refs = [...nodes(c, cr + 'Field')].flatMap(f => [...(f[cr + 'references'] ?? []), ...(f[cr + 'source'] ?? []).flatMap(s => s[cr + 'fileObject'] ?? [])])
check(`croissant: ${refs.length} references lead somewhere`, refs.map(r => r['@id']).filter(id => !defined.includes(id)))
check('croissant: every field has a type or fields inside', fields.filter(f => !f[cr + 'dataType'] && !f[cr + 'subField']).map(f => f['@id']))
check('croissant: what it must have', [
  'http://schema.org/name', 'http://schema.org/description', 'http://schema.org/license', 'http://schema.org/url', 'http://schema.org/creator',
  'http://schema.org/datePublished', 'http://schema.org/distribution', 'http://purl.org/dc/terms/conformsTo',
].filter(p => !c[0]?.[p]?.length))

const sc = 'https://schema.org/'
const releases = lines(`${dir}/data/releases.jsonl`).filter(r => r.url)
const ld = await expanded('the JSON-LD export', json(ldFile))
const articles = [...nodes(ld, sc + 'NewsArticle'), ...nodes(ld, sc + 'Report')], quotations = nodes(ld, sc + 'Quotation')
const quotes = releases.flatMap(r => r.quotes)
check(`JSON-LD: ${articles.length} articles with ${quotations.length} quotations, their texts and speakers`, [
  ...releases.filter(r => !articles.some(a => a['@id'] === r.url && a[sc + 'articleBody']?.[0]['@value'] === (r.text ?? undefined))).map(r => r.id),
  ...quotes.filter((q, i) => quotations[i]?.[sc + 'text'][0]['@value'] !== q.text || !quotations[i][sc + 'creator'] !== !q.speaker).map(q => q.text),
])

const oa = 'http://www.w3.org/ns/oa#'
const annotations = lines(annotationsFile)
const wrong = []
for (const [i, a] of annotations.entries()) {
  const out = await jsonld.expand(a, options)
  const exact = nodes(out, oa + 'TextQuoteSelector').map(s => s[oa + 'exact'][0]['@value']).join(' ')
  if (exact.replace(/\s+/g, '') !== quotes[i].text.replace(/\s+/g, '')) wrong.push(`${exact} is not ${quotes[i].text}`)
}
check(`jsonld: expands ${annotations.length} annotations; the selectors are the quotations' words`, annotations.length === quotes.length ? wrong : ['not as many as quotations'])
done()
