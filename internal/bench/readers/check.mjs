// What the checks share: reading files, and one line a check.
import fs from 'node:fs'

export const text = path => fs.readFileSync(path, 'utf8')
export const json = path => JSON.parse(text(path))
export const lines = path => text(path).split('\n').filter(Boolean).map(line => JSON.parse(line))

let failed = 0

// check says whether a list of complaints is empty.
export function check(what, complaints) {
  if (complaints.length === 0) {
    console.log('ok      ' + what)
    return
  }
  failed++
  console.log('FAILED  ' + what)
  for (const c of complaints.slice(0, 5)) console.log('        ' + c)
}

export const done = () => process.exit(failed ? 1 : 0)
