package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/encoding/charmap"
)

const (
	faultHost = "faulty.example"
	blogHost  = "blog.faulty.example" // its robots.txt is out of order in the first night
	goneHost  = "dns.faulty.example"  // has no address in the first night
	tlsHost   = "tls.faulty.example"  // has a certificate of nobody's in the first night
	aListing  = 25                    // releases a page of the listing
	faultGap  = 2 * time.Millisecond  // the profile's delay
)

// faultSite is a site of many releases that can be told to fail. It holds every
// host to account by its own clock: one request at a time, none before the
// delay has passed, none before a Retry-After has run out.
type faultSite struct {
	pages   int
	healthy bool // nothing ever fails
	slow    bool // some answers come drop by drop
	rate    int  // one request in so many fails by chance; 0: none
	seed    uint64

	mu       sync.Mutex
	night    int
	asked    map[string]int // by host and path, over all nights
	requests int
	busy     map[string]bool
	free     map[string]time.Time // when a host may be asked
	wrong    []string
}

func newFaultSite(pages, rate int, healthy bool) *faultSite {
	return &faultSite{pages: pages, rate: rate, healthy: healthy, seed: 1, asked: map[string]int{}, busy: map[string]bool{}, free: map[string]time.Time{}}
}

// begin counts a request and says how often its address has been asked for.
func (s *faultSite) begin(r *http.Request) (asked int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests++
	if s.busy[r.Host] {
		s.wrong = append(s.wrong, r.Host+r.URL.Path+": another request is under way")
	}
	if early := time.Until(s.free[r.Host]); early > 0 {
		s.wrong = append(s.wrong, fmt.Sprintf("%s%s: %s too early", r.Host, r.URL.Path, early))
	}
	s.busy[r.Host] = true
	s.asked[r.Host+r.URL.Path]++
	return s.asked[r.Host+r.URL.Path]
}

// end is called before the last byte leaves, and may be called again.
func (s *faultSite) end(host string, peace time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.busy[host] {
		s.busy[host] = false
		s.free[host] = time.Now().Add(max(peace, faultGap))
	}
}

func (s *faultSite) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	asked := s.begin(r)
	defer s.end(r.Host, 0)
	if fault := s.fault(r, asked); fault != "" && !s.healthy {
		s.fail(w, r, fault)
		return
	}
	switch {
	case r.URL.Path == "/robots.txt":
		http.NotFound(w, r)
	case r.URL.Path == "/list":
		s.listing(w, r)
	default:
		head, body := s.page(r.Host, r.URL.Path)
		w.Header().Set("Content-Type", head)
		_, _ = w.Write(body)
	}
}

// planned are the faults of single addresses, each the first time it is asked
// for.
var planned = map[string]string{
	"/n/3": "reset", "/n/5": "half", "/n/7": "cut chunk", "/n/13": "retry after",
	"/n/17": "retry date", "/n/19": "empty", "/n/21": "half gzip", "/n/report.pdf": "half", "/n/cyrillic": "half",
}

// dripping are those of a site that is slow.
var dripping = map[string]string{"/n/9": "slow head", "/n/11": "slow body"}

// fault says what goes wrong this time; "" for nothing.
func (s *faultSite) fault(r *http.Request, asked int) string {
	if r.Host == blogHost && r.URL.Path == "/robots.txt" && s.night == 1 {
		return "503"
	}
	var n int
	_, _ = fmt.Sscanf(r.URL.Path, "/n/%d", &n)
	switch {
	case r.URL.Path == "/list" && r.URL.RawQuery == "page=2" && asked == 1:
		return "half"
	case r.URL.Path == "/n/15" && r.Host == faultHost && s.night == 1:
		return "loop"
	case s.night == 1 && n > 0 && r.Host == faultHost && s.storm():
		return "503"
	case s.slow && asked == 1 && r.Host == faultHost && dripping[r.URL.Path] != "":
		return dripping[r.URL.Path]
	case asked == 1 && r.Host == faultHost && planned[r.URL.Path] != "":
		return planned[r.URL.Path]
	case s.rate == 0 || r.URL.Path == "/robots.txt":
		return ""
	}
	h := fnv.New64a()
	fmt.Fprintf(h, "%s%s %d", r.Host, r.URL, asked)
	chance := rand.New(rand.NewPCG(s.seed, h.Sum64()))
	if chance.IntN(s.rate) > 0 {
		return ""
	}
	kinds := []string{"reset", "half", "cut chunk", "503", "empty", "500", "half gzip"}
	return kinds[chance.IntN(len(kinds))]
}

// storm: the last tenth of the first night.
func (s *faultSite) storm() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.requests > s.pages*9/10
}

// fail does it.
func (s *faultSite) fail(w http.ResponseWriter, r *http.Request, fault string) {
	_, body := s.page(r.Host, r.URL.Path)
	half := body[:len(body)/2]
	w.Header().Set("Content-Type", "text/html")
	switch fault {
	case "reset", "empty":
		s.end(r.Host, 0)
		hijack(w, fault == "reset")
	case "half", "half gzip":
		if fault == "half gzip" {
			w.Header().Set("Content-Encoding", "gzip")
			var packed bytes.Buffer
			zip := gzip.NewWriter(&packed)
			_, _ = zip.Write(body)
			_ = zip.Close()
			half = packed.Bytes()[:packed.Len()/2]
		}
		w.Header().Set("Content-Length", fmt.Sprint(2*len(body)))
		_, _ = w.Write(half)
		s.end(r.Host, 0)
		hijack(w, false)
	case "cut chunk":
		_, _ = w.Write(half)
		_ = http.NewResponseController(w).Flush()
		s.end(r.Host, 0)
		hijack(w, false)
	case "slow head":
		<-r.Context().Done()
	case "slow body":
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		for _, b := range body {
			if _, err := w.Write([]byte{b}); err != nil || r.Context().Err() != nil {
				break
			}
			_ = http.NewResponseController(w).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	case "loop":
		http.Redirect(w, r, r.URL.Path, http.StatusFound)
	case "retry after":
		w.Header().Set("Retry-After", "1")
		w.WriteHeader(http.StatusTooManyRequests)
		s.end(r.Host, time.Second)
	case "retry date":
		at := time.Now().Add(2 * time.Second).Truncate(time.Second)
		w.Header().Set("Retry-After", at.UTC().Format(http.TimeFormat))
		w.WriteHeader(http.StatusServiceUnavailable)
		s.end(r.Host, time.Until(at))
	case "500":
		w.WriteHeader(http.StatusInternalServerError)
	case "503":
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

func (s *faultSite) listing(w http.ResponseWriter, r *http.Request) {
	var page int
	_, _ = fmt.Sscanf(r.URL.RawQuery, "page=%d", &page)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if page == 0 {
		for _, path := range []string{"/n/report.pdf", "/n/cyrillic", "/n/arabic"} {
			fmt.Fprintf(w, "<li><a href=%s>x</a>", path)
		}
		for _, address := range []string{"http://" + blogHost + "/n/1", "http://" + blogHost + "/n/2", "http://" + goneHost + "/n/1", "https://" + tlsHost + "/n/1"} {
			fmt.Fprintf(w, "<li><a href=%s>x</a>", address)
		}
	}
	for i := page * aListing; i < min((page+1)*aListing, s.pages); i++ {
		fmt.Fprintf(w, "<li><a href=/n/%d>x</a>", i)
	}
	if (page+1)*aListing < s.pages {
		fmt.Fprintf(w, "<a class=next href=/list?page=%d>older</a>", page+1)
	}
}

const (
	cyrillic = "Власти должны немедленно освободить всех, кого задержали на мирном шествии у набережной."
	arabic   = "يجب على السلطات الإفراج فورا عن جميع المحتجزين بسبب مشاركتهم في المسيرة السلمية قرب الميناء."
)

// page is what an address holds. Two say in a meta element alone how they are
// encoded.
func (s *faultSite) page(host, path string) (contentType string, body []byte) {
	text := func(lang, charset, title, words string) string {
		return fmt.Sprintf("<!doctype html><html lang=%s><head><meta charset=%s><title>%s</title></head><body><article><h1>%[3]s</h1><p>%s</p></article></body></html>", lang, charset, title, words)
	}
	encode := func(m *charmap.Charmap, page string) []byte {
		out, err := m.NewEncoder().Bytes([]byte(page))
		if err != nil {
			panic(err)
		}
		return out
	}
	switch path {
	case "/n/report.pdf":
		noise := make([]byte, 20<<10)
		chance := rand.New(rand.NewPCG(7, 7))
		for i := range noise {
			noise[i] = byte(chance.Uint32())
		}
		return "application/pdf", append([]byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\r\n"), noise...)
	case "/n/cyrillic":
		return "text/html", encode(charmap.Windows1251, text("ru", "windows-1251", "Освободите задержанных", strings.Repeat(cyrillic+" ", 3)))
	case "/n/arabic":
		return "text/html", encode(charmap.Windows1256, text("ar", "windows-1256", "أفرجوا عن المحتجزين", strings.Repeat(arabic+" ", 3)))
	}
	var b bytes.Buffer
	for i := range 5 {
		fmt.Fprintf(&b, "The authorities in the harbour town must release everybody whom they detained on day %d of the march past %s%s. ", i+1, host, path)
	}
	return "text/html; charset=utf-8", []byte(text("en", "utf-8", "Release "+host+path, b.String()))
}
