// Loads a WACZ with wabac, the engine of replayweb.page, over HTTP with byte
// ranges as a static server gives them; verifies the signature, and finds each
// page of pages.jsonl and each line of the index.
//
//	node wabac.mjs x.wacz
import "fake-indexeddb/auto";
import { createReadStream, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { webcrypto } from "node:crypto";

// What wabac expects of a service worker.
globalThis.self ??= globalThis;
globalThis.crypto ??= webcrypto;
globalThis.location ??= new URL("http://replay.invalid/");
globalThis.caches ??= { delete: async () => true, open: async () => ({ match: async () => undefined, put: async () => {} }) };
globalThis.addEventListener ??= () => {};
const quiet = console.log;
console.log = () => {};

const path = process.argv[2];
const size = statSync(path).size;
const server = createServer((req, res) => {
  const range = /bytes=(\d*)-(\d*)/.exec(req.headers.range ?? "");
  let from = 0, to = size - 1;
  if (range && range[1] === "") from = Math.max(0, size - Number(range[2]));
  else if (range) [from, to] = [Number(range[1]), range[2] ? Math.min(Number(range[2]), size - 1) : size - 1];
  res.writeHead(range ? 206 : 200, {
    "Accept-Ranges": "bytes", "Content-Length": to - from + 1,
    ...(range ? { "Content-Range": `bytes ${from}-${to}/${size}` } : {}),
  });
  if (req.method === "HEAD") return res.end();
  createReadStream(path, { start: from, end: to }).pipe(res);
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));

const { WorkerLoader, ArchiveRequest } = await import("@webrecorder/wabac/swlib");
const loader = new WorkerLoader({ addEventListener() {} });
await loader._init_db;
const problems = [];
await loader.addCollection(
  { name: "check", file: { sourceUrl: `http://127.0.0.1:${server.address().port}/check.wacz` } },
  (_percent, error) => error && problems.push(error),
);
const collection = await loader.loadColl("check");
const store = collection.store;

const verified = await store.getVerifyInfo();
const signature = (await store.db.getAll("verification")).find((v) => v.id === "signature");
if (signature?.matched !== true) problems.push(`the signature is not valid: ${JSON.stringify(signature)}`);

// find asks for an address as a page would, and reads what comes to its end.
async function find(url, ts) {
  const stamp = new Date(ts).toISOString().replace(/[^0-9]/g, "").slice(0, 14);
  const request = new ArchiveRequest(`${stamp}mp_/${url}`, new Request("http://replay.invalid/", { headers: {} }));
  const response = await store.getResource(request, "", { request: request.request }, { noRedirect: true });
  if (!response) return `not found`;
  const body = response.getText ? await response.getText() : await response.text();
  const status = response.status;
  const found = response.date ? new Date(response.date) : null;
  if (found && Math.abs(found - new Date(ts)) > 1000) return `another capture was found, of ${found.toISOString()}`;
  if (status === 200 && !body) return "found without a body";
  return "";
}

const pages = await store.getAllPages();
for (const page of pages) {
  const fault = await find(page.url, page.ts);
  if (fault) problems.push(`page ${page.url} of ${new Date(page.ts).toISOString()}: ${fault}`);
  if (!page.title) problems.push(`page ${page.url} has no title`);
}

// A revisit is replayed with the bytes of the record it refers to.
const lines = process.argv[3] ? readFileSync(process.argv[3], "utf8").split("\n").filter(Boolean) : [];
const revisits = lines.map((line) => [line.split(" ")[1], JSON.parse(line.slice(line.indexOf("{")))]).filter(([, c]) => c.mime === "warc/revisit");
for (const [stamp, c] of revisits) {
  const fault = await find(c.url, stamp.replace(/(....)(..)(..)(..)(..)(..)/, "$1-$2-$3T$4:$5:$6Z"));
  if (fault) problems.push(`revisit ${c.url} of ${stamp}: ${fault}`);
}

console.log = quiet;
console.log(`signature valid: ${signature?.matched}, created ${verified.created} by ${verified.software}`);
console.log(`pages found: ${pages.length - problems.filter((p) => p.startsWith("page ")).length} of ${pages.length}`);
console.log(`revisits replayed: ${revisits.length - problems.filter((p) => p.startsWith("revisit ")).length} of ${revisits.length}`);
for (const p of problems) console.log("PROBLEM", p);
process.exit(problems.length || !pages.length ? 1 : 0);
