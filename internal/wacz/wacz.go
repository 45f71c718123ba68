// Package wacz writes and reads WACZ files: web archives in one zip file, with
// the index and the list of pages that replay tools need
// (https://specs.webrecorder.net/wacz/1.1.1/), signed as
// https://specs.webrecorder.net/wacz-auth/0.1.0/ has it.
//
// [Write] makes one out of records of WARC files, copied byte for byte. [Open]
// and [File.Check] read what others made, and trust nothing that is in it.
package wacz

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"communique/archive/warc"
)

// Names within the zip file.
const (
	archiveDir  = "archive/"
	indexName   = "indexes/index.cdx.gz"
	idxName     = "indexes/index.idx"
	pagesName   = "pages/pages.jsonl"
	packageName = "datapackage.json"
	digestName  = "datapackage-digest.json"
)

const (
	waczVersion    = "1.1.1"
	signingVersion = "0.1.0" // of the signing specification
	profile        = "data-package"
)

// dataPackage is datapackage.json.
type dataPackage struct {
	Profile      string     `json:"profile"`
	Version      string     `json:"wacz_version"`
	Title        string     `json:"title,omitempty"`
	Description  string     `json:"description,omitempty"`
	Created      string     `json:"created,omitempty"`
	Modified     string     `json:"modified,omitempty"`
	Software     string     `json:"software,omitempty"`
	MainPageURL  string     `json:"mainPageUrl,omitempty"`
	MainPageDate string     `json:"mainPageDate,omitempty"`
	Resources    []resource `json:"resources"`
}

// resource is one file of the package. Hash is "sha256:" and hexadecimal
// digits, Bytes the length without the zip's compression. Drafts before 1.0
// had both in Stats.
type resource struct {
	Name  string `json:"name"`
	Path  string `json:"path"`
	Hash  string `json:"hash"`
	Bytes *int64 `json:"bytes"`
	Stats *struct {
		Hash  string `json:"hash"`
		Bytes *int64 `json:"bytes"`
	} `json:"stats,omitempty"`
}

// packageDigest is datapackage-digest.json.
type packageDigest struct {
	Path   string     `json:"path"`
	Hash   string     `json:"hash"`
	Signed *signature `json:"signedData,omitempty"`
}

// digestOf returns the digest of data in the form WACZ has it.
func digestOf(data []byte) string {
	sum := sha256.Sum256(data)
	return sumText(sum[:])
}

func sumText(sum []byte) string { return "sha256:" + hex.EncodeToString(sum) }

// timestamp writes a time as datapackage.json and pages.jsonl have it (RFC
// 3339, UTC, milliseconds).
func timestamp(t time.Time) string { return warc.FormatDate(t) }

func indented(v any) ([]byte, error) {
	data, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("encode: %w", err)
	}
	return append(data, '\n'), nil
}
