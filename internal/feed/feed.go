// Package feed is what the Atom feeds (RFC 4287) of the program have in common:
// their ids, and the bytes.
package feed

import (
	"encoding/xml"
	"fmt"
	"slices"

	"github.com/google/uuid"
	"github.com/gorilla/feeds"
)

// Namespace is Atom's.
const Namespace = "http://www.w3.org/2005/Atom"

// space is the name space (RFC 9562, version 5) of the ids of feeds and
// entries, so that the same entry has the same id in every archive.
var space = uuid.MustParse("5a0b7a5c-35f0-5a08-9b7e-0d1f4c0f6c43")

// URN makes the id of what these words name.
func URN(parts ...string) string {
	var all []byte
	for _, p := range parts {
		all = append(append(all, p...), '\n')
	}
	return uuid.NewSHA1(space, all).URN()
}

// Atom writes a feed: UTF-8, indented. The same feed gives the same bytes.
func Atom(f *feeds.AtomFeed) ([]byte, error) {
	data, err := xml.MarshalIndent(f, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write feed: %w", err)
	}
	return slices.Concat([]byte(xml.Header), data, []byte("\n")), nil
}
