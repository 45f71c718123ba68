// graphology reads both graphs in both formats, and FollowTheMoney's own model
// knows every schema and property of the entities.
import Graph from 'graphology'
import gexf from 'graphology-gexf'
import graphml from 'graphology-graphml'
import {Model, defaultModel} from '@alephdata/followthemoney'
import {check, done, lines, text} from './check.mjs'

const [dir, out] = process.argv.slice(2)
const releases = lines(`${dir}/data/releases.jsonl`).filter(r => r.url)

for (const of of ['links', 'speakers']) {
  const a = gexf.parse(Graph, text(`${out}/${of}.gexf`), {addMissingNodes: false})
  const b = graphml.parse(Graph, text(`${out}/${of}.graphml`))
  const wrong = []
  for (const [name, g] of [['GEXF', a], ['GraphML', b]]) {
    for (const r of releases) {
      if (!g.hasNode(r.id)) wrong.push(`${name}: ${r.id} is no node`)
      else if (r.title && g.getNodeAttribute(r.id, 'label') !== r.title) wrong.push(`${name}: ${r.id} is called ${g.getNodeAttribute(r.id, 'label')}`)
    }
    const said = of === 'links' ? releases.flatMap(r => r.related).length : releases.flatMap(r => r.quotes).filter(q => q.speaker).length
    const weight = g.reduceEdges((n, e, attributes) => n + Number(attributes.weight ?? 1), 0)
    if (weight !== said) wrong.push(`${name}: the weights of the edges are ${weight} together, and the records have ${said}`)
  }
  if (a.order !== b.order || a.size !== b.size) wrong.push(`GEXF has ${a.order} nodes and ${a.size} edges, GraphML ${b.order} and ${b.size}`)
  check(`graphology: ${a.order} nodes and ${a.size} edges of ${of}, from GEXF and from GraphML`, wrong)
}

const model = new Model(defaultModel)
const entities = lines(`${out}/entities.ftm`)
const known = new Map(entities.map(e => [e.id, e]))
const wrong = entities.flatMap(e => {
  const schema = model.getSchema(e.schema)
  return Object.entries(e.properties).flatMap(([name, all]) => {
    const property = schema.getProperty(name)
    if (!property) return [`${e.schema} has no ${name}`]
    if (property.type.name !== 'entity') return all.every(v => typeof v === 'string') ? [] : [`${name} is ${all}`]
    return all.filter(id => !known.has(id) || !model.getSchema(known.get(id).schema).isA(property.getRange())).map(id => `${e.schema}.${name} leads to ${id}`)
  }).concat(schema.required?.filter(p => !e.properties[p]).map(p => `${e.schema} ${e.id} has no ${p}`) ?? [])
})
check(`followthemoney: ${entities.length} entities by the default model`, wrong)
done()
