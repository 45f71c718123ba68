package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/spf13/cobra"

	"communique/archive"
	"communique/internal/crawl"
	"communique/internal/draft"
	"communique/internal/site"
)

func (a *app) sitesNewCmd() *cobra.Command {
	var f crawlFlags
	cmd := &cobra.Command{
		Use:   "new URL",
		Short: "Draft a profile from a listing and two of its releases",
		Long: "new reads the page that lists a site's press releases and two releases it leads to, keeps\n" +
			"nothing, and prints a profile (YAML) that says where it guessed. Save it in the folder sites\n" +
			"of the home, correct it, and run sites check.",
		Example: "  communique sites new https://ngo.example/press --contact you@university.example",
		Args:    one("the address of a listing"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.sitesNew(cmd.Context(), args[0], f)
		},
	}
	cmd.Flags().StringVar(&f.contact, "contact", "", "address or e-mail in the User-Agent")
	cmd.Flags().BoolVar(&f.allowPrivate, "allow-private", false, "allow private and loopback addresses (for tests)")
	return cmd
}

func (a *app) sitesNew(ctx context.Context, address string, f crawlFlags) error {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" || u.Scheme != "http" && u.Scheme != "https" {
		return usage("%q is not an http or https address", address)
	}
	agent, _, err := a.userAgent(f.contact)
	if err != nil {
		return err
	}
	o := crawl.Options{
		Profiles:  []*site.Profile{{ID: "new", Hosts: []string{u.Hostname()}}},
		UserAgent: agent, Dial: a.dial, AllowPrivate: f.allowPrivate, Now: a.now,
	}
	pages, err := a.pages(ctx, o, address)
	if err != nil {
		return err
	}
	listing, err := draft.Read(pages[0])
	if err != nil {
		return err
	}
	fmt.Fprintf(a.stderr, "%d links look like releases; reading the first and the last\n", len(listing.Releases))
	last := len(listing.Releases) - 1
	releases, err := a.pages(ctx, o, listing.Releases[0].URL, listing.Releases[last].URL)
	if err != nil {
		return err
	}
	profile, err := listing.Profile(releases...)
	if err != nil {
		return err
	}
	_, err = a.stdout.Write(profile)
	return err
}

// pages fetches some addresses, all of them or none.
func (a *app) pages(ctx context.Context, o crawl.Options, addresses ...string) ([]archive.Page, error) {
	run, pages, err := crawl.Pages(ctx, o, addresses...)
	if err != nil {
		return nil, err
	}
	for _, p := range pages {
		if s := p.Capture.HTTPStatus; s != 200 {
			return nil, fmt.Errorf("%s: the server answered %d", p.URL, s)
		}
	}
	if len(pages) < len(addresses) {
		for _, problem := range run.Problems {
			fmt.Fprintln(a.stderr, "problem:", printable(problem))
		}
		return nil, errors.New("a page could not be fetched, and a profile is drafted from all of them or not at all")
	}
	return pages, nil
}
