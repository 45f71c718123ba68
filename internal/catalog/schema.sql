-- The catalogue: what communique knows, derived from the WARC files.
--
-- Times are text, UTC, to the millisecond: 2026-11-24T02:37:32.000Z. Addresses
-- called "url" in capture, reading and frontier are as they were asked for;
-- "canonical" is the one form under which an address is compared. The form of
-- this file is PRAGMA user_version; a change of a table here raises it.

CREATE TABLE setting (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- How far each WARC file has been read, in bytes of the compressed file.
CREATE TABLE warc_file (
  file    TEXT PRIMARY KEY,
  read_to INTEGER NOT NULL
) WITHOUT ROWID;

-- Stretches of WARC files that could not be read.
CREATE TABLE damage (
  file       TEXT NOT NULL,
  "offset"   INTEGER NOT NULL,
  reason     TEXT NOT NULL,
  PRIMARY KEY (file, "offset")
) WITHOUT ROWID;

-- One row an archived record: responses, revisits, resources, and fetches that
-- failed (kind "failure": no HTTP answer; error says why).
CREATE TABLE capture (
  record_id     TEXT PRIMARY KEY,
  kind          TEXT NOT NULL,
  url           TEXT NOT NULL,
  canonical     TEXT NOT NULL,
  site          TEXT NOT NULL,
  role          TEXT NOT NULL,
  fetched       TEXT NOT NULL,
  status        INTEGER NOT NULL,
  not_modified  INTEGER NOT NULL,
  location      TEXT NOT NULL,   -- canonical target of a redirect
  content_type  TEXT NOT NULL,
  variant       TEXT NOT NULL,   -- the headers that decide how the body is read
  digest        TEXT NOT NULL,   -- of the payload
  truncated     TEXT NOT NULL,
  refers_to     TEXT NOT NULL,   -- revisit: the record id it refers to
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  error         TEXT NOT NULL,
  attempt       INTEGER NOT NULL,
  run           TEXT NOT NULL,
  imported      INTEGER NOT NULL,
  file          TEXT NOT NULL,
  "offset"      INTEGER NOT NULL,
  length        INTEGER NOT NULL,
  provenance    TEXT NOT NULL    -- JSON: of a capture that others made, who made it and how it came here; else null
) WITHOUT ROWID;
CREATE INDEX capture_canonical ON capture (canonical, fetched);
CREATE INDEX capture_location ON capture (location, canonical) WHERE location <> '';
CREATE INDEX capture_refers_to ON capture (refers_to) WHERE refers_to <> '';
CREATE INDEX capture_original ON capture (digest, status, fetched) WHERE kind = 'response' AND truncated = '' AND imported = 0;
CREATE INDEX capture_file ON capture (digest) WHERE role = 'attachment' AND status = 200;
CREATE INDEX capture_site ON capture (site, fetched);

-- What the extractor read out of a page; pages with the same bytes, headers
-- and address are read once.
CREATE TABLE reading (
  url        TEXT NOT NULL,
  digest     TEXT NOT NULL,
  variant    TEXT NOT NULL,
  is_release INTEGER NOT NULL,
  why        TEXT NOT NULL,
  title      TEXT NOT NULL,      -- of a page that is no release
  reading    BLOB NOT NULL,      -- JSON of package ingest, compressed (S2)
  PRIMARY KEY (url, digest, variant)
) WITHOUT ROWID;

CREATE INDEX reading_digest ON reading (digest) WHERE is_release = 0;
CREATE INDEX reading_title ON reading (title) WHERE is_release = 0 AND title <> '';

-- What other pages say of an address; the earliest capture that said it.
CREATE TABLE sighting (
  url       TEXT NOT NULL,       -- canonical, the address spoken of
  source    TEXT NOT NULL,       -- feed, sitemap, listing, related
  published TEXT NOT NULL,       -- ISO 8601, '' where no date is given
  raw       TEXT NOT NULL,       -- the date as written
  seen_on   TEXT NOT NULL,       -- the page that says it
  title     TEXT NOT NULL,
  address   TEXT NOT NULL,       -- the address as written there
  lastmod   TEXT NOT NULL,       -- latest lastmod of a sitemap; never a date of publication
  fetched   TEXT NOT NULL,
  record_id TEXT NOT NULL,
  PRIMARY KEY (url, source, published, raw, seen_on)
) WITHOUT ROWID;

-- Addresses of which something new was read and whose release is not settled.
CREATE TABLE unsettled (
  url TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE release (
  id              TEXT PRIMARY KEY,
  site            TEXT NOT NULL,
  url             TEXT NOT NULL,
  title           TEXT,
  published       TEXT,
  published_day   TEXT,
  language        TEXT,
  kind            TEXT,
  status          TEXT NOT NULL,
  version         INTEGER NOT NULL,
  first_seen      TEXT NOT NULL,
  last_seen       TEXT NOT NULL,
  content_changed TEXT NOT NULL,
  record          TEXT NOT NULL, -- JSON, the exported record
  doubtful        INTEGER NOT NULL DEFAULT 0 -- captures of other addresses can change its status
) WITHOUT ROWID;
CREATE INDEX release_doubtful ON release (id) WHERE doubtful = 1;
CREATE INDEX release_order ON release (site, published_day, id);
CREATE INDEX release_removed ON release (id) WHERE status = 'removed';

-- Every address of a release: its url and its aliases. own_id is the id the
-- address would have by itself, so that ids given out before two addresses
-- turned out to be one release still lead to it.
CREATE TABLE address (
  url        TEXT PRIMARY KEY,
  release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
  own_id     TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX address_release ON address (release_id);
CREATE INDEX address_own_id ON address (own_id);

CREATE TABLE version (
  release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
  ordinal    INTEGER NOT NULL,
  fetched    TEXT NOT NULL,
  record_id  TEXT NOT NULL,      -- the capture that names the version
  digest     TEXT NOT NULL,      -- of title, text, quotes, day of publication, attachments
  record     TEXT NOT NULL,
  PRIMARY KEY (release_id, ordinal)
) WITHOUT ROWID;

CREATE TABLE attachment (
  release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
  url        TEXT NOT NULL,      -- canonical
  PRIMARY KEY (release_id, url)
) WITHOUT ROWID;
CREATE INDEX attachment_url ON attachment (url);

-- What two releases are compared by, when another site may have published the
-- same (package likeness): the number is that of the id's hexadecimal part, and
-- day counts from 1970. band has a row for each of the bands, to be met in.
CREATE TABLE sketch (
  release_id TEXT PRIMARY KEY,
  number     INTEGER NOT NULL,
  day        INTEGER NOT NULL,
  bands      TEXT NOT NULL       -- JSON, a list of numbers
) WITHOUT ROWID;
CREATE UNIQUE INDEX sketch_number ON sketch (number);

CREATE TABLE band (
  band   INTEGER NOT NULL,
  day    INTEGER NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (band, day, number)
) WITHOUT ROWID;

-- Releases of two sites that are near enough to be one, each pair in both
-- directions.
CREATE TABLE alike (
  release_id TEXT NOT NULL,
  other      TEXT NOT NULL,
  share      INTEGER NOT NULL,   -- of their words, in thousandths
  days       INTEGER NOT NULL,   -- between them
  PRIMARY KEY (release_id, other)
) WITHOUT ROWID;

-- Those of them that are one, as it stands in both records: of each other site
-- the one that is most alike, where it is so from both sides.
CREATE TABLE same_as (
  release_id TEXT NOT NULL,
  other      TEXT NOT NULL,
  PRIMARY KEY (release_id, other)
) WITHOUT ROWID;

-- Releases that have changed, or are gone, since they were last compared.
CREATE TABLE uncompared (
  release_id TEXT PRIMARY KEY
) WITHOUT ROWID;

-- What releases link to, by canonical address, as in their records.
CREATE TABLE link (
  url        TEXT NOT NULL,
  release_id TEXT NOT NULL REFERENCES release (id) ON DELETE CASCADE,
  PRIMARY KEY (url, release_id)
) WITHOUT ROWID;
CREATE INDEX link_release ON link (release_id);

-- The texts of archived PDF files, and of those that gave none why (package
-- pdftext). They depend on the machine: no record has them.
CREATE TABLE file_text (
  digest  TEXT PRIMARY KEY,      -- of the payload
  outcome TEXT NOT NULL,
  text    TEXT NOT NULL
) WITHOUT ROWID;

-- Releases whose row has changed since the search index was last committed.
CREATE TABLE unindexed (
  release_id TEXT PRIMARY KEY
) WITHOUT ROWID;

-- Releases that must not be shown: restricted, or gone from the web and not
-- looked at since (state/restrictions.jsonl decides; this table is as of the
-- last time the search index was written, and for the views below alone).
CREATE TABLE withheld (
  release_id TEXT PRIMARY KEY
) WITHOUT ROWID;

-- What the crawler has fetched and has yet to fetch. due is null when nothing
-- is to be done; look is then when a release is looked at once more (revisit.go
-- says why so). Nobody writes it: it follows from the other columns, and they
-- from the captures.
CREATE TABLE frontier (
  canonical     TEXT PRIMARY KEY,
  url           TEXT NOT NULL,
  site          TEXT NOT NULL,
  role          TEXT NOT NULL,
  found_by      TEXT NOT NULL,
  announced     TEXT NOT NULL,      -- the day a source gave with it; '' unknown
  lastmod       TEXT NOT NULL,      -- the latest that a sitemap or feed has given
  told          INTEGER NOT NULL DEFAULT 0, -- lastmod has changed since the page was fetched: 1 to be obeyed, 2 not believed
  unnamed       INTEGER NOT NULL DEFAULT 0, -- no sitemap names it any more: 1 to be asked for, 2 seen to
  state         TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'failed')),
  due           TEXT,
  leased_until  TEXT,
  attempts      INTEGER NOT NULL,
  fetched       TEXT NOT NULL,
  status        INTEGER NOT NULL,
  gone          TEXT NOT NULL DEFAULT '',   -- when the first of the last unbroken 404s and 410s came
  since         TEXT NOT NULL DEFAULT '',   -- day of publication, or moment of the last change of what it says
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  digest        TEXT NOT NULL,      -- of the payload
  error         TEXT NOT NULL,
  look          TEXT GENERATED ALWAYS AS (CASE
      WHEN role <> 'release' OR due IS NOT NULL OR fetched = '' THEN NULL
      WHEN state = 'failed' THEN strftime('%Y-%m-%dT%H:%M:%fZ', fetched, '+30 days')
      WHEN status IN (200, 304, 404, 410) THEN strftime('%Y-%m-%dT%H:%M:%fZ', julianday(fetched)
        + min(max(julianday(fetched) - julianday(coalesce(nullif(since, ''), nullif(gone, ''), fetched)), 1), 180) - 0.25)
    END) VIRTUAL
) WITHOUT ROWID;
CREATE INDEX frontier_due ON frontier (site, due, lastmod DESC, canonical, leased_until) WHERE due IS NOT NULL;
CREATE INDEX frontier_site ON frontier (site, canonical);
CREATE INDEX frontier_look ON frontier (site, look) WHERE look IS NOT NULL;
CREATE INDEX frontier_told ON frontier (site) WHERE told = 1;
CREATE INDEX frontier_unnamed ON frontier (site) WHERE unnamed = 1;

-- The discovery documents as they were last read. One that has not changed
-- since is known from here. A listing is one document, that of its first page;
-- its further pages have rows without names.
CREATE TABLE document (
  id       INTEGER PRIMARY KEY,
  url      TEXT NOT NULL,
  site     TEXT NOT NULL,           -- two sites can share a sitemap, and read it each in its own way
  source   TEXT NOT NULL,           -- the address in the profile that led to it
  kind     TEXT NOT NULL,           -- feed, sitemap, listing
  rules    TEXT NOT NULL,           -- digest of what the profile said when it was read
  answered TEXT NOT NULL,           -- the address that answered, behind redirects
  etag     TEXT NOT NULL,           -- of that answer
  last_modified TEXT NOT NULL,
  lastmod  TEXT NOT NULL,           -- what the index that names it said of it
  digest   TEXT NOT NULL,           -- of the addresses it names, in their order
  read     TEXT NOT NULL,           -- when it was last asked for
  names    INTEGER NOT NULL,        -- releases it names
  kept     INTEGER NOT NULL DEFAULT 0, -- index: children that had changed, and their lastmod with them
  broke    INTEGER NOT NULL DEFAULT 0, -- index: children that had changed under the same lastmod
  UNIQUE (site, url)
);
CREATE INDEX document_source ON document (site, source);

-- The releases that a document names.
CREATE TABLE named (
  document  INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  canonical TEXT NOT NULL,
  lastmod   TEXT NOT NULL,
  PRIMARY KEY (document, canonical)
) WITHOUT ROWID;
CREATE INDEX named_canonical ON named (canonical);

-- The sitemaps that an index names.
CREATE TABLE child (
  document INTEGER NOT NULL REFERENCES document (id) ON DELETE CASCADE,
  url      TEXT NOT NULL,
  lastmod  TEXT NOT NULL,
  PRIMARY KEY (document, url)
) WITHOUT ROWID;

-- The last look at each known release of which a sitemap or feed gives a
-- lastmod, by which a site's lastmods are believed or not. Not restored by a
-- rebuild: it is learned again.
CREATE TABLE lastmod_look (
  canonical TEXT PRIMARY KEY,
  site      TEXT NOT NULL,
  asked     TEXT NOT NULL,
  told      INTEGER NOT NULL,       -- the lastmod had changed since the look before
  verdict   TEXT NOT NULL CHECK (verdict IN ('same', 'changed', 'other', 'unclear')) -- lastmod.go
) WITHOUT ROWID;
CREATE INDEX lastmod_look_last ON lastmod_look (site, told, asked);

CREATE TABLE validator (
  url           TEXT PRIMARY KEY,
  etag          TEXT NOT NULL,
  last_modified TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE robots (
  host    TEXT PRIMARY KEY,
  body    BLOB NOT NULL,
  status  INTEGER NOT NULL,
  fetched TEXT NOT NULL
) WITHOUT ROWID;

-- When a host (without port) may be asked next: what its Retry-After, our
-- back-off or the delay after the last request left to the next run.
CREATE TABLE pause (
  host  TEXT PRIMARY KEY,
  until TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE run (
  id       TEXT PRIMARY KEY,
  command  TEXT NOT NULL,
  started  TEXT NOT NULL,
  finished TEXT NOT NULL,
  exit     INTEGER NOT NULL,
  note     TEXT NOT NULL,
  report   TEXT NOT NULL          -- JSON
) WITHOUT ROWID;
CREATE INDEX run_started ON run (started);

-- When each source of releases was last read to its end.
CREATE TABLE sweep (
  site     TEXT NOT NULL,
  source   TEXT NOT NULL,
  finished TEXT NOT NULL,
  PRIMARY KEY (site, source)
) WITHOUT ROWID;

-- For readers with sqlite3, Datasette or DuckDB. What is withheld is in none
-- of them. The record of one that speaks of a release that is withheld is there
-- without the lists that do: related and same_as.
CREATE VIEW releases AS
  SELECT id, site, url, title, published, published_day, language, kind, status, version,
         first_seen, last_seen, content_changed,
         json_extract(record, '$.organization') AS organization,
         json_extract(record, '$.countries') AS countries,
         json_extract(record, '$.text') AS text,
         CASE WHEN EXISTS (SELECT 1 FROM withheld w JOIN address a ON a.release_id = w.release_id JOIN link l ON l.url = a.url WHERE l.release_id = release.id)
                OR EXISTS (SELECT 1 FROM withheld w JOIN same_as s ON s.other = w.release_id WHERE s.release_id = release.id)
              THEN json_remove(record, '$.related', '$.same_as') ELSE record END AS record
  FROM release WHERE id NOT IN (SELECT release_id FROM withheld);

CREATE VIEW quotes AS
  SELECT r.id AS release_id, r.site, r.published_day, r.title, q.key + 1 AS ordinal,
         json_extract(q.value, '$.text') AS text,
         json_extract(q.value, '$.speaker') AS speaker,
         json_extract(q.value, '$.role') AS role,
         json_extract(q.value, '$.affiliation') AS affiliation,
         json_extract(q.value, '$.attribution') AS attribution
  FROM release r, json_each(r.record, '$.quotes') q
  WHERE r.id NOT IN (SELECT release_id FROM withheld);

CREATE VIEW release_countries AS
  SELECT r.id AS release_id, c.key + 1 AS ordinal, c.value AS country
  FROM release r, json_each(r.record, '$.countries') c
  WHERE r.id NOT IN (SELECT release_id FROM withheld);

CREATE VIEW run_sites AS
  SELECT r.id AS run_id, r.started, s.value ->> '$.site' AS site, s.value AS report
  FROM run r, json_each(r.report, '$.sites') s;
