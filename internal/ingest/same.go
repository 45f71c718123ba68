package ingest

import (
	"context"
	"errors"
	"fmt"
	"math"

	"communique/archive"
	"communique/internal/catalog"
	"communique/internal/likeness"
)

// compareBatch is how many releases are compared in one transaction.
const compareBatch = 300

// compareAll looks for releases that two sites have published, among those that
// are settled anew and all others. What is found follows from the records as
// they stand now, whatever the order in which they came.
func (p *Pipeline) compareAll(ctx context.Context, _ *Report) error {
	ids, err := p.Catalog.Uncompared(ctx)
	if err != nil {
		return err
	}
	found := catalog.Compared{}
	for i, id := range ids {
		if err := ctx.Err(); err != nil {
			return err
		}
		if found[id], err = p.alike(ctx, id); err != nil {
			return fmt.Errorf("compare %s: %w", id, err)
		}
		if len(found) == compareBatch || i == len(ids)-1 {
			if err := p.Catalog.Compared(ctx, found); err != nil {
				return err
			}
			clear(found)
		}
	}
	return nil
}

// alike compares a release with those it meets. One that is gone meets none.
func (p *Pipeline) alike(ctx context.Context, id string) ([]catalog.Alike, error) {
	others, err := p.Catalog.Meeting(ctx, id, likeness.Apart)
	if err != nil || len(others) == 0 {
		return nil, err
	}
	own, err := p.likeness(ctx, id)
	if err != nil {
		return nil, err
	}
	var all []catalog.Alike
	for _, other := range others {
		text, err := p.likeness(ctx, other)
		if err != nil {
			return nil, err
		}
		if share, same := likeness.Same(own, text); same {
			all = append(all, catalog.Alike{Other: other, Share: int(math.Round(share * 1000)), Days: own.Apart(text)})
		}
	}
	return all, nil
}

func (p *Pipeline) likeness(ctx context.Context, id string) (likeness.Text, error) {
	r, err := p.Catalog.Record(ctx, id)
	if err != nil {
		return likeness.Text{}, err
	}
	text, ok := likeness.Of(&r)
	if !ok {
		return text, errors.New("it was to be compared and has too little text: run communique rebuild")
	}
	return text, nil
}

// sketchOf is what a release meets others by.
func sketchOf(r *archive.Release) catalog.Sketch {
	text, ok := likeness.Of(r)
	if !ok {
		return catalog.Sketch{}
	}
	return catalog.Sketch{Day: text.Day, Bands: text.Bands()}
}
