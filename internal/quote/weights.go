package quote

import (
	"bufio"
	"embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// weights say how much each feature of a candidate speaks for it, in each situation. They
// are learned from testdata/quotes/tune, which also says how good they are on releases they have
// not seen (go test ./internal/quote -run TestTrain -v -args -train), and written to
// weights.txt: a line for each feature, its name and a number for each situation in their order. A
// difference of 1 between two candidates makes one 2.7 times as likely as the other.
type weights [situations][featureCount]float64

const featureCount = 46

//go:embed weights.txt
var weightsFile embed.FS

var learnt = sync.OnceValue(func() *weights {
	data, err := weightsFile.ReadFile("weights.txt")
	if err != nil {
		panic(fmt.Sprintf("quote: %v", err))
	}
	w, err := parseWeights(string(data))
	if err != nil {
		panic(fmt.Sprintf("quote: weights.txt: %v", err))
	}
	return w
})

func parseWeights(text string) (*weights, error) {
	w := &weights{}
	numbers := map[string]int{}
	for i, n := range featureNames {
		numbers[n] = i
	}
	for lines := bufio.NewScanner(strings.NewReader(text)); lines.Scan(); {
		line, _, _ := strings.Cut(lines.Text(), "#")
		fields := strings.Fields(line)
		if len(fields) == 0 {
			continue
		}
		f, ok := numbers[fields[0]]
		if !ok || len(fields) != 1+int(situations) {
			return nil, fmt.Errorf("%q is no feature with %d numbers", line, situations)
		}
		for s, n := range fields[1:] {
			v, err := strconv.ParseFloat(n, 64)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", fields[0], err)
			}
			w[s][f] = v
		}
	}
	return w, nil
}

// score adds up the weights of what is true.
func (w *weights) score(s situation, f features) float64 {
	sum := 0.
	for i := 0; f != 0; i, f = i+1, f>>1 {
		if f&1 != 0 {
			sum += w[s][i]
		}
	}
	return sum
}
