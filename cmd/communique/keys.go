package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"communique/internal/proof"
)

func (a *app) keysCmd() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "keys",
		Short:   "The keys that sign the transparency log: list, rotate",
		Example: "  communique keys list\n  communique keys rotate",
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return usage("keys needs a word more: list or rotate (communique keys --help)")
			}
			return usage("keys has no command %q: there are list and rotate", args[0])
		},
	}
	var asJSON bool
	list := &cobra.Command{
		Use: "list", Short: "The public keys, oldest first",
		Long: "list prints the public keys. Publish the current one where your readers will find it, in a paper\n" +
			"or on a web site: by it they know that a proof is yours.",
		Example: "  communique keys list", Args: none,
		RunE: func(*cobra.Command, []string) error { return a.keysList(asJSON) },
	}
	list.Flags().BoolVar(&asJSON, "json", false, "one JSON object a line")
	cmd.AddCommand(list, &cobra.Command{
		Use: "rotate", Short: "Sign with a new key from now on",
		Long: "rotate makes a new key. Both keys sign that one follows the other; then the old secret key is\n" +
			"removed. Its public key stays: what it has signed stays signed, and who trusts the old key can\n" +
			"follow to the new one. Back up state/ afterwards.",
		Example: "  communique keys rotate", Args: none,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if _, err := os.Stat(filepath.Join(a.home(), "warc")); err != nil {
				return fmt.Errorf("no archive in %s: make one with communique crawl, or name another with --home", a.home())
			}
			unlock, err := a.lock()
			if err != nil {
				return err
			}
			defer unlock()
			key, err := proof.Rotate(cmd.Context(), a.home(), a.now)
			if err != nil {
				return err
			}
			fmt.Fprintln(a.stdout, key.Public)
			return nil
		},
	})
	return cmd
}

func (a *app) keysList(asJSON bool) error {
	keys, err := proof.Keys(a.home())
	if err != nil {
		return err
	}
	if len(keys) == 0 {
		fmt.Fprintf(a.stderr, "no keys in %s yet: the first run makes one\n", a.home())
	}
	for _, k := range keys {
		if asJSON {
			if err := jsonLines(a.stdout).Encode(k); err != nil {
				return err
			}
			continue
		}
		state := "former "
		if k.Current {
			state = "current"
		}
		fmt.Fprintf(a.stdout, "%s  %s", state, k.Public)
		if k.Since != "" {
			fmt.Fprintf(a.stdout, "  since %s", k.Since)
		}
		fmt.Fprintln(a.stdout)
	}
	return nil
}
