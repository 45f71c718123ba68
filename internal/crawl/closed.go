package crawl

import (
	"net/url"
	"strings"

	"communique/internal/fetch"
)

// maxSilent is how many addresses of a host in a row may give no answer, or
// only say that the server is unwell, before the host is taken to be down.
const maxSilent = 5

// closes tells that a whole host is not to be asked now.
func closes(err error) bool {
	_, ok := fetch.ClosedHost(err)
	return ok
}

// close leaves a host alone for the rest of the run, if that is what an error
// says, and reports it once. The host may be another than that of the address:
// a redirect led to it.
func (w *worker) close(err error) bool {
	host, ok := fetch.ClosedHost(err)
	if ok && !w.shut[host] {
		w.shut[host] = true
		w.problem("%v: the rest waits for the next run", err)
	}
	return ok
}

// silence counts whether an address gave an answer worth the name, and closes
// its host after several in a row that did not.
func (w *worker) silence(address string, silent bool) {
	host := hostOf(address)
	if !silent {
		w.silent[host] = 0
		return
	}
	if w.silent[host]++; w.silent[host] == maxSilent && !w.shut[host] {
		w.shut[host] = true
		w.problem("%s: %d addresses of %s in a row gave no answer: the rest waits for the next run", w.p.ID, maxSilent, host)
	}
}

// sourceProblem says what is wrong with a source. A fault of the whole host is
// said once, with the other sources that have it.
func (s *sweep) sourceProblem(err error) {
	key := ""
	switch kind := fetch.Kind(err); kind {
	case fetch.KindDNS, fetch.KindConnect, fetch.KindRobotsUnavailable, fetch.KindRetryLater, fetch.KindPrivateAddress:
		key = hostOf(s.source.URL) + " " + kind
	}
	if i, ok := s.said[key]; ok && key != "" {
		s.run.Problems[i] += "; the same with " + s.source.URL
		return
	}
	s.said[key] = len(s.run.Problems)
	s.problem("%s: %v", s.source.Kind, err)
}

func (w *worker) isClosed(address string) bool { return w.shut[hostOf(address)] }

// allClosed spares a site that is down the leasing of all its addresses.
func (w *worker) allClosed() bool {
	for _, host := range w.p.Hosts {
		if !w.shut[strings.ToLower(host)] {
			return false
		}
	}
	return true
}

// hostOf is a host as package fetch names it: without port, in lower case.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}
