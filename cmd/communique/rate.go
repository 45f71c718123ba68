package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// rate is how often a host may be asked, as a user writes it: "10/m". It is
// kept as the pause between two requests; 0 leaves the pause to the profile.
type rate time.Duration

var rateUnits = map[string]time.Duration{"s": time.Second, "m": time.Minute, "h": time.Hour}

func (r *rate) String() string {
	if *r == 0 {
		return ""
	}
	return time.Duration(*r).String()
}

func (*rate) Type() string { return "N/m" }

// Set reads a number of requests and what they are counted by.
func (r *rate) Set(value string) error {
	number, per, _ := strings.Cut(value, "/")
	n, err := strconv.Atoi(strings.TrimSpace(number))
	unit, known := rateUnits[strings.TrimSpace(per)]
	if err != nil || !known || n <= 0 {
		return fmt.Errorf("give a number of requests by second, minute or hour, such as 10/m")
	}
	pause := unit / time.Duration(n)
	if time.Duration(n)*pause < unit {
		pause++ // never more than N in the unit
	}
	*r = rate(pause)
	return nil
}
