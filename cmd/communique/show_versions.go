package main

import (
	"context"
	"fmt"
	"strings"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/change"
)

// beside is how many words of what stayed are shown beside a change.
const beside = 12

func versionOf(ctx context.Context, db *catalog.DB, id string, ordinal int) (archive.Release, error) {
	versions, err := db.Versions(ctx, id)
	if err != nil {
		return archive.Release{}, err
	}
	if err := hasVersion(versions, id, ordinal); err != nil {
		return archive.Release{}, err
	}
	return versions[ordinal-1].Record, nil
}

// hasVersion: ordinals count from 1, without a gap.
func hasVersion(versions []catalog.Version, id string, ordinal int) error {
	if ordinal > len(versions) {
		return fmt.Errorf("%s has no version %d: it has %s (communique show %s --versions)", id, ordinal, plural(len(versions), "version"), id)
	}
	return nil
}

func (a *app) showVersions(ctx context.Context, db *catalog.DB, id string, f showFlags) error {
	versions, err := db.Versions(ctx, id)
	if err != nil {
		return err
	}
	if f.diff {
		return a.showDiff(versions, id, f)
	}
	for i, v := range versions {
		line := versionLine{Version: v}
		if i > 0 {
			c := change.Between(&versions[i-1].Record, &v.Record)
			line.Change = &changeLine{c.Kinds, c.Score}
		}
		if f.json {
			if err := jsonLines(a.stdout).Encode(line); err != nil {
				return err
			}
			continue
		}
		a.printVersion(line)
	}
	return nil
}

// versionLine is a version as --versions prints it, with what differs from the
// one before.
type versionLine struct {
	catalog.Version
	Change *changeLine `json:"change"`
}

type changeLine struct {
	Kinds []string `json:"kinds"`
	Score float64  `json:"score"`
}

func (a *app) printVersion(v versionLine) {
	fmt.Fprintf(a.stdout, "%d  %s  %s\n   %s at %d\n", v.Ordinal, archive.Timestamp(v.Capture.Fetched), v.Capture.PayloadDigest, v.Capture.File, v.Capture.Offset)
	if from := v.Capture.Provenance.String(); from != "" {
		fmt.Fprintln(a.stdout, "  ", printable(from))
	}
	if v.Change != nil {
		fmt.Fprintf(a.stdout, "   %s\n", describe(v.Change.Kinds, v.Change.Score))
	}
}

// describe tells the kinds of a change, and how much of the words it is.
func describe(kinds []string, score float64) string {
	if len(kinds) == 0 {
		kinds = []string{"nothing that a reader reads"}
	}
	return fmt.Sprintf("%s · %.4g %% of the words", strings.Join(kinds, ", "), 100*score)
}

func (a *app) showDiff(versions []catalog.Version, id string, f showFlags) error {
	from, to := f.between[0], f.between[1]
	if to == 0 {
		from, to = len(versions)-1, len(versions)
	}
	if from == 0 {
		return fmt.Errorf("%s has one version: there is nothing to compare it with", id)
	}
	if err := hasVersion(versions, id, max(from, to)); err != nil {
		return err
	}
	old, new := versions[from-1], versions[to-1]
	c := change.Between(&old.Record, &new.Record)
	if f.json {
		return jsonLines(a.stdout).Encode(struct {
			ID   string  `json:"id"`
			From diffEnd `json:"from"`
			To   diffEnd `json:"to"`
			change.Change
		}{id, endOf(old), endOf(new), c})
	}
	s := a.style(a.stdout)
	fmt.Fprintf(a.stdout, "%s\n", s.bold(id))
	for _, v := range []catalog.Version{old, new} {
		fmt.Fprintf(a.stdout, "version %d  %s  %s\n", v.Ordinal, archive.Timestamp(v.Capture.Fetched), v.Capture.PayloadDigest)
	}
	fmt.Fprintln(a.stdout, describe(c.Kinds, c.Score))
	columns := min(width(a.stdout), 100)
	for _, field := range c.Fields {
		fmt.Fprintf(a.stdout, "\n%s\n%s\n", s.bold(field.Name), fold(marked(change.Elide(field.Hunks, beside), s), "  ", columns))
	}
	return nil
}

// diffEnd is one of the two versions that --diff --json compares.
type diffEnd struct {
	Ordinal int             `json:"ordinal"`
	Digest  string          `json:"digest"`
	Capture archive.Capture `json:"capture"`
}

func endOf(v catalog.Version) diffEnd { return diffEnd{v.Ordinal, v.Digest, v.Capture} }

// marked shows hunks in one text: in red and green on a terminal, in brackets
// elsewhere. Each word has its colour, so that a line can be broken anywhere.
func marked(hunks []change.Hunk, s style) string {
	var out strings.Builder
	for i, h := range hunks {
		text := printable(h.Text)
		switch {
		case h.Op == change.Equal:
			out.WriteString(text)
		case s.on:
			colour := s.inserted
			if h.Op == change.Delete {
				colour = s.deleted
			}
			if i > 0 && hunks[i-1].Op != change.Equal {
				out.WriteString(" ") // in brackets the two are told apart without
			}
			out.WriteString(eachWord(text, colour))
		case h.Op == change.Delete:
			out.WriteString("[-" + text + "-]")
		default:
			out.WriteString("{+" + text + "+}")
		}
	}
	return out.String()
}

func eachWord(text string, colour func(string) string) string {
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		words := strings.Split(line, " ")
		for j, word := range words {
			words[j] = colour(word)
		}
		lines[i] = strings.Join(words, " ")
	}
	return strings.Join(lines, "\n")
}
