package archive

// ReleaseSchema names the form of the record, and stands in each.
const ReleaseSchema = "communique/release/1"

// Kinds of release.
const (
	KindPressRelease = "press-release"
	KindStatement    = "statement"
	KindNews         = "news"
	KindReport       = "report"
	KindUrgentAction = "urgent-action"
	KindOther        = "other"
)

// Kinds gives the kinds of release.
func Kinds() []string {
	return []string{KindPressRelease, KindStatement, KindNews, KindReport, KindUrgentAction, KindOther}
}

// Sources a publication date can come from, best first. The first three are on
// the release's own page; the others are on other pages, or in the address.
const (
	SourceJSONLD  = "json-ld"
	SourceMeta    = "meta"
	SourceVisible = "visible"
	SourceFeed    = "feed"
	SourceSitemap = "sitemap"
	SourceListing = "listing"
	SourceRelated = "related"
	SourceURL     = "url"
)

// How a quotation's speaker is known.
const (
	AttributionExplicit = "explicit" // named at the quotation
	AttributionResolved = "resolved" // a pronoun or a short name led back to a name
	AttributionNone     = "none"
)

// Relations between a release and an address it links to.
const (
	RelationSameCountry = "same-country"
	RelationSameTopic   = "same-topic"
	RelationReadAlso    = "read-also"
	RelationInline      = "inline"
	RelationOther       = "other"
)

// States of a release on the publisher's site.
const (
	StatusLive       = "live"
	StatusSuspect    = "suspect"
	StatusRemoved    = "removed"
	StatusRedirected = "redirected"
	StatusRestricted = "restricted"
)

// Statuses gives the states in which a release may be found: one that is
// restricted is not.
func Statuses() []string {
	return []string{StatusLive, StatusSuspect, StatusRemoved, StatusRedirected}
}

// Release is the record of one publication: the fields of one exported JSON
// line, in their order. Strings are Unicode NFC. A nil pointer is a value that
// is not known; a slice is never nil in an exported record (see Normalize).
type Release struct {
	Schema          string            `json:"schema"`
	ID              string            `json:"id"`
	Site            string            `json:"site"`
	URL             string            `json:"url"`
	Aliases         []string          `json:"aliases"`
	SameAs          []string          `json:"same_as"`
	Organization    *string           `json:"organization"`
	Kind            *string           `json:"kind"`
	Language        *string           `json:"language"`
	Title           *string           `json:"title"`
	Published       *string           `json:"published"`
	PublishedDay    *string           `json:"published_day"`
	PublishedRaw    *string           `json:"published_raw"`
	PublishedSource *string           `json:"published_source"`
	Modified        *string           `json:"modified"`
	Countries       []string          `json:"countries"`
	Topics          []string          `json:"topics"`
	Lead            *string           `json:"lead"`
	Sections        []Section         `json:"sections"`
	Text            *string           `json:"text"`
	Quotes          []Quote           `json:"quotes"`
	Related         []Link            `json:"related"`
	Attachments     []Attachment      `json:"attachments"`
	Contacts        []Contact         `json:"contacts"`
	Status          string            `json:"status"`
	Version         int               `json:"version"`
	FirstSeen       string            `json:"first_seen"`
	LastSeen        string            `json:"last_seen"`
	ContentChanged  string            `json:"content_changed"`
	Capture         Capture           `json:"capture"`
	Evidence        map[string]string `json:"evidence"`
	Extractor       Extractor         `json:"extractor"`
	Warnings        []string          `json:"warnings"`
	Reservations    []string          `json:"reservations"` // of the publisher's, when last seen: "noarchive", "tdm"

	// Withheld: the record must not leave, because somebody has restricted it
	// (its status says so), or because it is gone from the web and nobody has
	// looked at it since. It is no part of the record; the catalogue sets it.
	Withheld bool `json:"-"`

	// Attached is what the files of a release say, as far as a program of this
	// machine could read them: for searching. It is no part of the record; the
	// catalogue sets it where it is asked to.
	Attached []Attached `json:"-"`
}

// Attached is the text of a file that a release offers.
type Attached struct{ URL, Title, Text string }

// Public reports whether a record may be shown, found and handed on. All that
// lets records out asks it.
func (r *Release) Public() bool { return !r.Withheld && r.Status != StatusRestricted }

// Section is a heading and the paragraphs below it; the text before the first
// heading has none.
type Section struct {
	Heading    *string  `json:"heading"`
	Paragraphs []string `json:"paragraphs"`
}

// Quote is one quotation. Start, End and Parts count Unicode code points in
// the release's text, End exclusive; Parts are the stretches that are the
// quotation's own words.
type Quote struct {
	Text        string   `json:"text"`
	Paragraphs  []string `json:"paragraphs"`
	Start       int      `json:"start"`
	End         int      `json:"end"`
	Parts       [][2]int `json:"parts"`
	Speaker     *string  `json:"speaker"`
	Role        *string  `json:"role"`
	Affiliation *string  `json:"affiliation"`
	Cue         *string  `json:"cue"`
	Attribution string   `json:"attribution"`
}

// Link is another page the release points at, with what is said of it there.
type Link struct {
	URL       string  `json:"url"`
	Title     *string `json:"title"`
	Published *string `json:"published"`
	Teaser    *string `json:"teaser"`
	Relation  string  `json:"relation"`
}

// Attachment is a file the release offers.
type Attachment struct {
	URL       string  `json:"url"`
	Title     *string `json:"title"`
	MediaType *string `json:"media_type"`
}

// Contact is how a release says its publisher can be reached.
type Contact struct {
	Kind   string   `json:"kind"`
	Phones []string `json:"phones"`
	Emails []string `json:"emails"`
}

// Extractor says which code and which profile read the page.
type Extractor struct {
	Version string  `json:"version"`
	Profile *string `json:"profile"`
	Era     *string `json:"era"`
}

// Normalize replaces nil slices and maps by empty ones, so that a record is
// written with [] and {} where nothing is known.
func (r *Release) Normalize() {
	r.Schema = ReleaseSchema
	fill(&r.Aliases)
	fill(&r.SameAs)
	fill(&r.Countries)
	fill(&r.Topics)
	fill(&r.Sections)
	for i := range r.Sections {
		fill(&r.Sections[i].Paragraphs)
	}
	fill(&r.Quotes)
	for i := range r.Quotes {
		fill(&r.Quotes[i].Paragraphs)
		fill(&r.Quotes[i].Parts)
	}
	fill(&r.Related)
	fill(&r.Attachments)
	fill(&r.Contacts)
	for i := range r.Contacts {
		fill(&r.Contacts[i].Phones)
		fill(&r.Contacts[i].Emails)
	}
	fill(&r.Warnings)
	fill(&r.Reservations)
	if r.Evidence == nil {
		r.Evidence = map[string]string{}
	}
}

func fill[T any](s *[]T) {
	if *s == nil {
		*s = []T{}
	}
}
