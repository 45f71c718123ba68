package export

import (
	"maps"
	"slices"

	"communique/archive"
	"communique/internal/catalog"
)

// The columns of each kind, in their order. A tombstone has id, site and
// status, and null in all others: that is why they are optional.

type parquetReleaseRow struct {
	Schema          string              `parquet:"schema"`
	ID              string              `parquet:"id"`
	Site            string              `parquet:"site"`
	URL             *string             `parquet:"url,optional"`
	Aliases         []string            `parquet:"aliases,optional,list"`
	SameAs          []string            `parquet:"same_as,optional,list"`
	Organization    *string             `parquet:"organization,optional"`
	Kind            *string             `parquet:"kind,optional"`
	Language        *string             `parquet:"language,optional"`
	Title           *string             `parquet:"title,optional"`
	Published       *string             `parquet:"published,optional"`
	PublishedDay    *int32              `parquet:"published_day,optional,date"`
	PublishedRaw    *string             `parquet:"published_raw,optional"`
	PublishedSource *string             `parquet:"published_source,optional"`
	Modified        *string             `parquet:"modified,optional"`
	Countries       []string            `parquet:"countries,optional,list"`
	Topics          []string            `parquet:"topics,optional,list"`
	Lead            *string             `parquet:"lead,optional"`
	Sections        []parquetSection    `parquet:"sections,optional,list"`
	Text            *string             `parquet:"text,optional"`
	Quotes          []parquetQuotation  `parquet:"quotes,optional,list"`
	Related         []parquetRelated    `parquet:"related,optional,list"`
	Attachments     []parquetAttachment `parquet:"attachments,optional,list"`
	Contacts        []parquetContact    `parquet:"contacts,optional,list"`
	Status          string              `parquet:"status"`
	Version         *int32              `parquet:"version,optional"`
	FirstSeen       *int64              `parquet:"first_seen,optional,timestamp(millisecond)"`
	LastSeen        *int64              `parquet:"last_seen,optional,timestamp(millisecond)"`
	ContentChanged  *int64              `parquet:"content_changed,optional,timestamp(millisecond)"`
	Capture         *parquetCaptured    `parquet:"capture,optional"`
	Evidence        []parquetEvidence   `parquet:"evidence,optional,list"`
	Extractor       *parquetExtractor   `parquet:"extractor,optional"`
	Warnings        []string            `parquet:"warnings,optional,list"`
	Reservations    []string            `parquet:"reservations,optional,list"`
}

type parquetSection struct {
	Heading    *string  `parquet:"heading,optional"`
	Paragraphs []string `parquet:"paragraphs,list"`
}

type parquetQuotation struct {
	Text        string    `parquet:"text"`
	Paragraphs  []string  `parquet:"paragraphs,list"`
	Start       int32     `parquet:"start"`
	End         int32     `parquet:"end"`
	Parts       [][]int32 `parquet:"parts,list"`
	Speaker     *string   `parquet:"speaker,optional"`
	Role        *string   `parquet:"role,optional"`
	Affiliation *string   `parquet:"affiliation,optional"`
	Cue         *string   `parquet:"cue,optional"`
	Attribution string    `parquet:"attribution"`
}

type parquetRelated struct {
	URL       string  `parquet:"url"`
	Title     *string `parquet:"title,optional"`
	Published *string `parquet:"published,optional"`
	Teaser    *string `parquet:"teaser,optional"`
	Relation  string  `parquet:"relation"`
}

type parquetAttachment struct {
	URL       string  `parquet:"url"`
	Title     *string `parquet:"title,optional"`
	MediaType *string `parquet:"media_type,optional"`
}

type parquetContact struct {
	Kind   string   `parquet:"kind"`
	Phones []string `parquet:"phones,list"`
	Emails []string `parquet:"emails,list"`
}

// parquetEvidence is one entry of the object evidence, in the order of its keys:
// a map has no order to write it in twice the same.
type parquetEvidence struct {
	Field string `parquet:"field"`
	Found string `parquet:"found"`
}

type parquetExtractor struct {
	Version string  `parquet:"version"`
	Profile *string `parquet:"profile,optional"`
	Era     *string `parquet:"era,optional"`
}

type parquetCaptured struct {
	Fetched       int64              `parquet:"fetched,timestamp(millisecond)"`
	File          string             `parquet:"file"`
	Offset        int64              `parquet:"offset"`
	Length        int64              `parquet:"length"`
	RecordID      string             `parquet:"record_id"`
	PayloadDigest string             `parquet:"payload_digest"`
	HTTPStatus    int32              `parquet:"http_status"`
	Provenance    *parquetProvenance `parquet:"provenance,optional"`
}

type parquetProvenance struct {
	ArchivedBy *string `parquet:"archived_by,optional"`
	Source     *string `parquet:"source,optional"`
	Retrieved  *int64  `parquet:"retrieved,optional,timestamp(millisecond)"`
	Digest     *string `parquet:"digest,optional"`
	RecordID   *string `parquet:"record_id,optional"`
}

type parquetQuoteRow struct {
	Release      string  `parquet:"release"`
	Site         string  `parquet:"site"`
	URL          string  `parquet:"url"`
	Title        *string `parquet:"title,optional"`
	PublishedDay *int32  `parquet:"published_day,optional,date"`
	Language     *string `parquet:"language,optional"`
	Ordinal      int32   `parquet:"ordinal"`
	parquetQuotation
}

type parquetLinkRow struct {
	FromID    string  `parquet:"from_id"`
	FromURL   string  `parquet:"from_url"`
	ToURL     string  `parquet:"to_url"`
	ToID      *string `parquet:"to_id,optional"`
	Relation  string  `parquet:"relation"`
	Title     *string `parquet:"title,optional"`
	Published *string `parquet:"published,optional"`
	Teaser    *string `parquet:"teaser,optional"`
}

type parquetVersionRow struct {
	Release     string            `parquet:"release"`
	Ordinal     int32             `parquet:"ordinal"`
	Digest      string            `parquet:"digest"`
	Capture     parquetCaptured   `parquet:"capture"`
	Record      parquetReleaseRow `parquet:"record"`
	ChangeKinds []string          `parquet:"change_kinds,list"`
	ChangeScore *float64          `parquet:"change_score,optional"`
}

type parquetCaptureRow struct {
	Kind         string          `parquet:"kind"`
	URL          string          `parquet:"url"`
	Canonical    string          `parquet:"canonical"`
	Site         string          `parquet:"site"`
	Role         string          `parquet:"role"`
	NotModified  bool            `parquet:"not_modified"`
	Location     string          `parquet:"location"`
	ContentType  string          `parquet:"content_type"`
	Truncated    string          `parquet:"truncated"`
	RefersTo     string          `parquet:"refers_to"`
	ETag         string          `parquet:"etag"`
	LastModified string          `parquet:"last_modified"`
	Error        string          `parquet:"error"`
	Attempt      int32           `parquet:"attempt"`
	Run          string          `parquet:"run"`
	Imported     bool            `parquet:"imported"`
	Capture      parquetCaptured `parquet:"capture"`
}

func parquetRelease(r archive.Release) (parquetReleaseRow, int) {
	row := parquetReleaseRow{Schema: archive.ReleaseSchema, ID: r.ID, Site: r.Site, Status: r.Status}
	if !r.Public() {
		return row, 100
	}
	version, capture := int32(r.Version), parquetCaptureOf(r.Capture)
	row.URL, row.Aliases, row.SameAs = &r.URL, r.Aliases, r.SameAs
	row.Organization, row.Kind, row.Language, row.Title = r.Organization, r.Kind, r.Language, r.Title
	row.Published, row.PublishedDay, row.PublishedRaw = r.Published, day(r.PublishedDay), r.PublishedRaw
	row.PublishedSource, row.Modified = r.PublishedSource, r.Modified
	row.Countries, row.Topics, row.Lead, row.Text = r.Countries, r.Topics, r.Lead, r.Text
	row.Sections = each(r.Sections, func(s archive.Section) parquetSection { return parquetSection(s) })
	row.Quotes = each(r.Quotes, parquetQuotationOf)
	row.Related = each(r.Related, func(l archive.Link) parquetRelated { return parquetRelated(l) })
	row.Attachments = each(r.Attachments, func(a archive.Attachment) parquetAttachment { return parquetAttachment(a) })
	row.Contacts = each(r.Contacts, func(c archive.Contact) parquetContact { return parquetContact(c) })
	row.Version, row.Capture = &version, &capture
	row.FirstSeen, row.LastSeen, row.ContentChanged = moment(r.FirstSeen), moment(r.LastSeen), moment(r.ContentChanged)
	row.Evidence = []parquetEvidence{}
	for _, field := range slices.Sorted(maps.Keys(r.Evidence)) {
		row.Evidence = append(row.Evidence, parquetEvidence{field, r.Evidence[field]})
	}
	extractor := parquetExtractor(r.Extractor)
	row.Extractor, row.Warnings, row.Reservations = &extractor, r.Warnings, r.Reservations
	return row, 2*len(text(r.Text)) + 2000 // sections say the text once more
}

// each turns a list into one that is nil only where the list is.
func each[A, B any](list []A, f func(A) B) []B {
	all := make([]B, len(list))
	for i, a := range list {
		all[i] = f(a)
	}
	return all
}

func parquetQuotationOf(q archive.Quote) parquetQuotation {
	return parquetQuotation{Text: q.Text, Paragraphs: q.Paragraphs, Start: int32(q.Start), End: int32(q.End),
		Parts:   each(q.Parts, func(p [2]int) []int32 { return []int32{int32(p[0]), int32(p[1])} }),
		Speaker: q.Speaker, Role: q.Role, Affiliation: q.Affiliation, Cue: q.Cue, Attribution: q.Attribution}
}

func parquetCaptureOf(c archive.Capture) parquetCaptured {
	row := parquetCaptured{Fetched: c.Fetched.UnixMilli(), File: c.File, Offset: c.Offset, Length: c.Length, RecordID: c.RecordID,
		PayloadDigest: c.PayloadDigest, HTTPStatus: int32(c.HTTPStatus)}
	if p := c.Provenance; p != (archive.Provenance{}) {
		row.Provenance = &parquetProvenance{known(p.ArchivedBy), known(p.Source), moment(p.Retrieved), known(p.Digest), known(p.RecordID)}
	}
	return row
}

func parquetQuote(q QuoteRow) (parquetQuoteRow, int) {
	return parquetQuoteRow{q.Release, q.Site, q.URL, q.Title, day(q.PublishedDay), q.Language, int32(q.Ordinal), parquetQuotationOf(q.Quote)},
		2*len(q.Text) + 300
}

func parquetLink(l LinkRow) (parquetLinkRow, int) {
	return parquetLinkRow(l), len(text(l.Teaser)) + 300
}

func parquetVersion(v VersionRow) (parquetVersionRow, int) {
	record, size := parquetRelease(v.Record)
	return parquetVersionRow{v.Release, int32(v.Ordinal), v.Digest, parquetCaptureOf(v.Capture), record, v.ChangeKinds, v.ChangeScore}, size
}

func parquetCapture(c catalog.CaptureRow) (parquetCaptureRow, int) {
	return parquetCaptureRow{c.Kind, c.URL, c.Canonical, c.Site, c.Role, c.NotModified, c.Location, c.ContentType, c.Truncated, c.RefersTo,
		c.ETag, c.LastModified, c.Error, int32(c.Attempt), c.Run, c.Imported, parquetCaptureOf(c.Capture)}, 500
}
