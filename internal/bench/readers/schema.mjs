// ajv checks every line of a dataset against its JSON Schema, and
// datapackage.json against what Data Package 2.0 asks for; the reader of the
// Frictionless project opens it by its own profile (1.0, which 2.0 extends).
// The profile of 2.0 is not shipped: give a copy as the second argument, and it
// is used too (https://datapackage.org/profiles/2.0/datapackage.json).
import Ajv2020 from 'ajv/dist/2020.js'
import Ajv from 'ajv'
import addFormats from 'ajv-formats'
import datapackage from 'datapackage'
import {check, done, json, lines} from './check.mjs'

const [dir, profile] = process.argv.slice(2)
const errors = v => (v.errors ?? []).map(e => `${e.instancePath} ${e.message}`)

for (const [table, name] of [['releases', 'release'], ['quotes', 'quote'], ['links', 'link']]) {
  const validate = new Ajv2020({strict: false, allErrors: true}).compile(json(`${dir}/schema/${name}.schema.json`))
  const all = lines(`${dir}/data/${table}.jsonl`)
  check(`ajv: ${all.length} lines of ${table} by ${name}.schema.json`, all.flatMap(line => validate(line) ? [] : errors(validate)))
}

const name = {type: 'string', pattern: '^[-a-z0-9._/]+$'}
const relative = {type: 'string', pattern: '^(?!\\.|/|~)(?!.*\\.\\.)'}
const asked = { // of the specification, in our words
  type: 'object', required: ['resources', '$schema'],
  properties: {
    $schema: {const: 'https://datapackage.org/profiles/2.0/datapackage.json'}, name, title: {type: 'string'}, description: {type: 'string'},
    created: {type: 'string', format: 'date-time'}, homepage: {type: 'string', format: 'uri'}, version: {type: 'string'},
    keywords: {type: 'array', minItems: 1, items: {type: 'string'}},
    licenses: {type: 'array', minItems: 1, items: {type: 'object', anyOf: [{required: ['name']}, {required: ['path']}], properties: {name: {type: 'string', pattern: '^[-a-zA-Z0-9._]+$'}, path: relative}}},
    contributors: {type: 'array', items: {type: 'object', minProperties: 1, properties: {title: {type: 'string'}, roles: {type: 'array', items: {type: 'string'}}}}},
    sources: {type: 'array', items: {type: 'object', minProperties: 1}},
    resources: {
      type: 'array', minItems: 1, items: {
        type: 'object', required: ['name', 'path', 'schema'],
        properties: {
          name, path: relative, type: {const: 'table'}, mediatype: {type: 'string', pattern: '^(.+)/(.+)$'}, encoding: {const: 'utf-8'},
          bytes: {type: 'integer'}, hash: {type: 'string', pattern: '^sha256:[0-9a-f]{64}$'},
          schema: {
            type: 'object', required: ['fields'], properties: {
              missingValues: {type: 'array', items: {type: 'string'}}, primaryKey: {type: 'array', items: {type: 'string'}},
              foreignKeys: {type: 'array', items: {type: 'object', required: ['fields', 'reference'], properties: {reference: {required: ['resource', 'fields']}}}},
              fields: {type: 'array', minItems: 1, items: {
                type: 'object', required: ['name', 'type'], properties: {
                  name: {type: 'string'}, type: {enum: ['string', 'integer', 'number', 'boolean', 'date', 'datetime', 'array', 'object']},
                  constraints: {type: 'object', properties: {required: {type: 'boolean'}, enum: {type: 'array', minItems: 1, uniqueItems: true}, pattern: {type: 'string'}}},
                },
              }},
            },
          },
        },
      },
    },
  },
}
const ajv = addFormats(new Ajv({strict: false, allErrors: true}))
const described = json(`${dir}/datapackage.json`)
const validate = ajv.compile(asked)
validate(described)
check('ajv: datapackage.json by the specification of Data Package 2.0', errors(validate))
if (profile) {
  const whole = ajv.compile(json(profile))
  whole(described)
  check('ajv: datapackage.json by its profile', errors(whole))
}
const opened = await datapackage.Package.load(`${dir}/datapackage.json`)
check('datapackage: opens it', opened.valid ? [] : opened.errors.map(String))
const names = new Set(opened.resourceNames)
check('datapackage: foreign keys lead to resources and fields', described.resources.flatMap(r => (r.schema.foreignKeys ?? []).flatMap(k => {
  const to = described.resources.find(x => x.name === k.reference.resource)
  return names.has(k.reference.resource) && to.schema.fields.some(f => f.name === k.reference.fields[0]) ? [] : [JSON.stringify(k)]
})))
done()
