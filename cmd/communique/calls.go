package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// one is for commands that take one argument: what it is, and how to give it.
func one(what string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 1 {
			return fmt.Errorf("%d arguments given: this takes %s", len(args), what)
		}
		return nil
	}
}

// none is for commands that take no arguments.
func none(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments, and was given %q", cmd.CommandPath(), args[0])
	}
	return nil
}

// flagError says of a flag that cannot be read what would be. pflag tells what
// its parser of numbers said.
func flagError(cmd *cobra.Command, err error) error {
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) && slices.Contains([]string{"int", "uint64"}, invalid.GetFlag().Value.Type()) {
		return fmt.Errorf("--%s %q is not a whole number", invalid.GetFlag().Name, invalid.GetValue())
	}
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "" && strings.Contains(cmd.Use, "QUERY") {
		return fmt.Errorf("%w: a query that begins with a dash goes behind -- (%s -- '-%s')", err, cmd.CommandPath(), unknown.GetSpecifiedShortnames())
	}
	return err
}

// strictHelp has help refuse what is no command: cobra prints all of them then,
// and calls it a success.
func strictHelp(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() == "help" {
			c.Run, c.RunE = nil, help
		}
	}
}

func help(cmd *cobra.Command, args []string) error {
	found, rest, err := cmd.Root().Find(args)
	if err == nil && len(rest) > 0 {
		err = fmt.Errorf("%s has no command %q", found.CommandPath(), rest[0])
	}
	if err != nil {
		return usage("%w", err)
	}
	found.InitDefaultHelpFlag()
	return found.Help()
}
