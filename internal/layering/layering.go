// Package layering holds nothing but a test: which package may import which.
// The table is the one drawn in DESIGN.md; a new package takes one line in it.
package layering
