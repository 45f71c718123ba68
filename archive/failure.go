package archive

import "time"

// Content types of the WARC metadata records in which the archive keeps what
// is not an HTTP exchange but must survive a rebuild of the catalogue. Each
// block is one JSON object.
const (
	// FailureType: a Failure; the record's target is the address.
	FailureType = "application/vnd.communique.failure+json"
	// RunType: the report of a run; the record's target is RunURN + its ID.
	RunType = "application/vnd.communique.run+json"
	RunURN  = "urn:communique:run:"
)

// Failure is a fetch that gave no answer. Kind is one word for the cause
// ("dns", "timeout", "robots" and so on: package fetch), Message the whole of
// it, Attempt counts from 1.
type Failure struct {
	Time    time.Time `json:"time"`
	Site    string    `json:"site"`
	Kind    string    `json:"kind"`
	Message string    `json:"message"`
	Attempt int       `json:"attempt"`
}
