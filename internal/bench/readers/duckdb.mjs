// DuckDB loads a dataset's tables with the types that datapackage.json
// promises, by itself and when told them, and can join them.
import {DuckDBInstance} from '@duckdb/node-api'
import {check, done, json, lines} from './check.mjs'

const dir = process.argv[2]
const db = await (await DuckDBInstance.create()).connect()
const rows = async sql => (await db.runAndReadAll(sql)).getRowsJson()
const manifest = json(`${dir}/manifest.json`)
const {resources} = json(`${dir}/datapackage.json`)

// What DuckDB finds by itself. A field in which no row has anything is JSON.
const found = {
  string: /^(VARCHAR|JSON)$/, integer: /^(BIGINT|INTEGER|JSON)$/, number: /^(DOUBLE|BIGINT|JSON)$/, boolean: /^(BOOLEAN|JSON)$/,
  date: /^(DATE|JSON)$/, datetime: /^(TIMESTAMP|JSON)/, array: /(\[\]|^JSON)$/, object: /^(STRUCT|MAP|JSON)/,
}
// Dates as precise as the source are text; DuckDB takes them for dates where
// all of a file are days.
const precise = new Set(['published', 'modified'])
const told = {string: 'VARCHAR', integer: 'BIGINT', number: 'DOUBLE', boolean: 'BOOLEAN', date: 'DATE', datetime: 'TIMESTAMPTZ', array: 'JSON', object: 'JSON'}

await db.run(`SET TimeZone = 'UTC'`)
for (const r of resources) {
  const path = `'${dir}/${r.path}'`
  const source = r.format === 'parquet' ? `read_parquet(${path})` : `read_json(${path}, format = 'newline_delimited', maximum_object_size = 100000000)`
  const columns = await rows(`DESCRIBE SELECT * FROM ${source}`)
  const wrong = r.schema.fields.flatMap((f, i) => {
    const [name, type] = columns[i] ?? []
    if (name === f.name && (found[f.type].test(type) || precise.has(name) && type === 'DATE')) return []
    return [`${f.name} is ${f.type}, and DuckDB has ${name} ${type}`]
  })
  check(`DuckDB: ${r.path} has the columns and types of its schema`, wrong)
  if (r.format === 'jsonl') {
    const list = r.schema.fields.map(f => `'${f.name}': '${told[f.type]}'`).join(', ')
    await db.run(`CREATE TABLE ${r.name} AS SELECT * FROM read_json(${path}, format = 'newline_delimited', columns = {${list}}, maximum_object_size = 100000000)`)
  }
}

const count = async sql => Number((await rows(sql))[0][0])
const m = manifest.rows
const amiss = []
for (const [table, want] of [['releases', m.releases + m.restricted + m.held], ['quotes', m.quotes], ['links', m.links]]) {
  const got = await count(`SELECT count(*) FROM ${table}`)
  if (got !== want) amiss.push(`${table}: ${got} rows, and the manifest says ${want}`)
}
check('DuckDB: as many rows as the manifest says', amiss)
if (!manifest.increment) {
  const orphans = await count('SELECT count(*) FROM quotes WHERE release NOT IN (SELECT id FROM releases)')
  check('DuckDB: every quotation is of a release', orphans ? [`${orphans} are not`] : [])
}
const releases = lines(`${dir}/data/releases.jsonl`)
const times = await rows('SELECT id, epoch_ms(last_seen), strftime(published_day, \'%Y-%m-%d\'), json_array_length(quotes) FROM releases')
check('DuckDB: times are UTC, days are days, quotes are nested', times.flatMap(([id, at, day, quotes], i) => {
  const r = releases[i]
  const ok = r.id === id && Number(at ?? NaN) === Number(r.last_seen ? Date.parse(r.last_seen) : NaN) || r.last_seen === null && at === null
  return ok && (r.published_day ?? null) === day && Number(quotes ?? -1) === (r.quotes?.length ?? -1) ? [] : [`${id}: ${at} ${day} ${quotes}`]
}))
done()
