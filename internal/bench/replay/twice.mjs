// A site of one release that says of itself, each time it is asked, that it
// has just changed, and has not: a second crawl asks again, gets the same bytes
// without a validator, and archives a revisit.
//
//	node twice.mjs PORT-FILE
import { renameSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";

const page = "<!doctype html><html lang=en><title>One release</title><body><article><h1>One release</h1>" +
  "<p>The committee asks for an inquiry into the night of the march, and for the lawyers to be released.</p></article>";
const server = createServer((req, res) => {
  const send = (type, body) => { res.setHeader("Content-Type", type); res.removeHeader("Date"); res.end(body); };
  if (req.url === "/sitemap.xml") {
    send("application/xml", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://127.0.0.1:${server.address().port}/n/1</loc>` +
      `<lastmod>${new Date().toISOString()}</lastmod></url></urlset>`);
  } else if (req.url === "/n/1") send("text/html; charset=utf-8", page);
  else { res.statusCode = 404; res.end("not here"); }
});
server.listen(0, "127.0.0.1", () => {
  writeFileSync(process.argv[2] + ".new", String(server.address().port));
  renameSync(process.argv[2] + ".new", process.argv[2]);
});
