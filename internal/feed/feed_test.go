package feed

import (
	"strings"
	"testing"

	"github.com/gorilla/feeds"
)

// Programs that read feeds know entries by these ids: they must never change.
func TestURN(t *testing.T) {
	if got, want := URN("release", "lantern:00000000000000aa"), "urn:uuid:0fcf0ecb-e60a-50d8-95d0-04a9f63011e6"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if URN("a", "b") == URN("ab") || URN("a", "") == URN("a") {
		t.Error("other words have the same id")
	}
}

func TestAtom(t *testing.T) {
	data, err := Atom(&feeds.AtomFeed{Xmlns: Namespace, Title: "A \x01 & <b>"})
	if err != nil || !strings.HasPrefix(string(data), "<?xml ") || !strings.Contains(string(data), "A \uFFFD &amp; &lt;b&gt;") {
		t.Errorf("%s, error %v", data, err)
	}
}
