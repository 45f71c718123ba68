package ingest

import (
	"encoding/json"
	"fmt"

	"github.com/klauspost/compress/s2"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/extract"
)

// kept is a reading in the catalogue: JSON, compressed with S2. Nobody but
// this package reads it, the text stands in the release and in its version once
// more, and without compression it was a third of the file.
type kept struct {
	Release   archive.Release    `json:"release"`
	Sightings []extract.Sighting `json:"sightings"`
}

func pack(k catalog.ReadingKey, r extract.Reading) (*catalog.Reading, error) {
	data, err := json.Marshal(kept{r.Release, r.Sightings})
	if err != nil {
		return nil, fmt.Errorf("keep the reading of %s: %w", k.URL, err)
	}
	kept := &catalog.Reading{Key: k, IsRelease: r.IsRelease, Why: r.Why, Data: s2.EncodeBetter(nil, data)}
	if !r.IsRelease && r.Release.Title != nil {
		kept.Title = *r.Release.Title
	}
	return kept, nil
}

func unpack(data []byte) (kept, error) {
	var k kept
	data, err := s2.Decode(nil, data)
	if err == nil {
		err = json.Unmarshal(data, &k)
	}
	if err != nil {
		return k, fmt.Errorf("reading in the catalogue: %w: run communique rebuild", err)
	}
	return k, nil
}

// needsReading: a page that was delivered. What a revisit repeats is read with
// the record it refers to.
func needsReading(c catalog.CaptureRow) bool {
	return c.Role == catalog.RolePage && isDelivered(c) && c.Kind != catalog.CaptureRevisit
}

// isDelivered: the server gave the page itself. A resource has no status.
func isDelivered(c catalog.CaptureRow) bool {
	status := c.Capture.HTTPStatus
	return !c.NotModified && (status == 200 || status == 0 && c.Kind != catalog.CaptureFailure)
}
