// Compares the index of a WACZ with what warcio.js makes of its WARC files.
//
//	node cdx.mjs OURS THEIRS
//
// Both are CDXJ. Ours has no lines for what cannot be replayed: metadata
// records, and revisits that only say 304.
import { readFileSync } from "node:fs";

const read = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean).map((line) => {
  const at = line.indexOf(" {");
  const [key, time] = line.slice(0, at).split(" ");
  const f = JSON.parse(line.slice(at));
  // warcio.js leaves the digest's algorithm out.
  return { key, time, url: f.url, status: String(f.status), mime: f.mime, offset: String(f.offset), length: String(f.length), filename: f.filename, digest: f.digest?.replace(/^sha256:/, "") };
});
const [ours, all] = process.argv.slice(2).map(read);
const theirs = all.filter((c) => c.status !== "undefined" && !(c.mime === "warc/revisit" && c.status === "304"));
const text = (c) => JSON.stringify(c);
const [a, b] = [new Set(ours.map(text)), new Set(theirs.map(text))];
const faults = [
  ...[...a].filter((x) => !b.has(x)).map((x) => "only in ours: " + x),
  ...[...b].filter((x) => !a.has(x)).map((x) => "only in theirs: " + x),
];
faults.slice(0, 10).forEach((x) => console.log("PROBLEM", x));
console.log(`index: ${ours.length} lines, ${faults.length} differ from warcio.js`);
process.exit(faults.length || !ours.length ? 1 : 0);
