package cite

import (
	"fmt"
	"io"
	"strings"

	"communique/archive"
)

// ris writes a reference as reference managers import it: two letters, two
// spaces, a dash and a space before each value, a line each, ended by CR LF; TY
// first and ER last. A value has no line breaks. Dates are YYYY/MM/DD, and what
// is not known of them is empty between its slashes.
func ris(w io.Writer, s Source) error {
	line := func(tag, value string) {
		if value != "" {
			fmt.Fprintf(w, "%s  - %s\r\n", tag, value)
		}
	}
	r := &s.Release
	kind := "ELEC"
	if plain(r.Kind) == archive.KindReport {
		kind = "RPRT"
	}
	line("TY", kind)
	line("ID", s.key())
	line("AU", plain(r.Organization))
	line("TI", s.title())
	if year, month, day := s.published(); year != "" {
		line("PY", year)
		line("DA", slashed(year, month, day))
	}
	line("M3", s.genre()) // type of work
	line("LA", plain(r.Language))
	line("UR", oneLine(r.URL))
	line("Y2", slashed(s.fetched())) // when it was accessed
	if kind == "ELEC" {
		line("M1", slashed(s.fetched())) // and where EndNote has that for a web page
	}
	line("DB", "communique archive")
	line("AN", s.record())
	line("N1", s.note())
	_, err := fmt.Fprint(w, "ER  - \r\n")
	return err
}

func slashed(year, month, day string) string { return strings.Join([]string{year, month, day}, "/") }
