package crawl

import "net/http"

// count adds one document to what the source gave tonight.
func (s *sweep) count(got *answer, err error) {
	switch {
	case err == nil && got.Status == http.StatusOK:
		s.tally.Read++
	case err == nil && got.Status == http.StatusNotModified:
		s.tally.Unchanged++
	default:
		s.tally.Failed++
	}
}

// noteSource keeps what the source gave in the report of the run, where the
// next nights compare it with what they find. A run that leaves out what is
// older than a day says nothing of the source.
func (s *sweep) noteSource(err error) {
	if s.DryRun || s.Since != "" {
		return
	}
	s.tally.URL, s.tally.Kind, s.tally.Found = s.source.URL, s.source.Kind, s.found
	if err != nil {
		s.tally.Error = err.Error()
	}
	s.run.Sources = append(s.run.Sources, s.tally)
}
