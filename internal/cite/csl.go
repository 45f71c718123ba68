package cite

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"

	"communique/archive"
)

// item is an item of CSL-JSON. The institution is a literal name, which no
// style turns round or abbreviates.
type item struct {
	ID              string `json:"id"`
	Type            string `json:"type"`
	Author          []name `json:"author,omitempty"`
	Title           string `json:"title"`
	Genre           string `json:"genre,omitempty"`
	Issued          *date  `json:"issued,omitempty"`
	Accessed        *date  `json:"accessed,omitempty"`
	Language        string `json:"language,omitempty"`
	URL             string `json:"URL"`
	Archive         string `json:"archive"`
	ArchiveLocation string `json:"archive_location"`
	Version         string `json:"version"`
	Note            string `json:"note"`
}

type name struct {
	Literal string `json:"literal"`
}

type date struct {
	Parts [][]int `json:"date-parts"`
}

func csl(w io.Writer, s Source) error {
	r := &s.Release
	i := item{
		ID: s.key(), Type: "webpage", Title: s.title(), Genre: s.genre(), Issued: dateOf(s.published()), Accessed: dateOf(s.fetched()),
		Language: plain(r.Language), URL: r.URL, Archive: "communique archive", ArchiveLocation: s.record(),
		Version: strconv.Itoa(r.Version), Note: s.note(),
	}
	if plain(r.Kind) == archive.KindReport {
		i.Type = "report"
	}
	if author := plain(r.Organization); author != "" {
		i.Author = []name{{author}}
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("  ", "  ")
	if err := encoder.Encode(i); err != nil {
		return err
	}
	_, err := w.Write(append([]byte("\n  "), bytes.TrimRight(out.Bytes(), "\n")...))
	return err
}

// dateOf is nil when not even the year is known.
func dateOf(parts ...string) *date {
	var numbers []int
	for _, p := range parts {
		n, err := strconv.Atoi(p)
		if err != nil {
			break
		}
		numbers = append(numbers, n)
	}
	if len(numbers) == 0 {
		return nil
	}
	return &date{[][]int{numbers}}
}
