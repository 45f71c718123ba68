//go:build race

package main

// defaultKills is small here: the race detector makes each killed crawl ten
// times as slow, and .ci/run runs the tests without it too.
const defaultKills = 4
