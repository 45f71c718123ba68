package drift

import "math"

// binomialTail is the probability of k or more of n, where each has
// probability p.
func binomialTail(k, n int, p float64) float64 {
	sum := 0.0
	for i := k; i <= n; i++ {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(i + 1))
		c, _ := math.Lgamma(float64(n - i + 1))
		sum += math.Exp(a - b - c + float64(i)*math.Log(p) + float64(n-i)*math.Log1p(-p))
	}
	return sum
}

// poissonHead is the probability of k or fewer, where mean are expected.
func poissonHead(k int, mean float64) float64 {
	sum := 0.0
	for i := 0; i <= k; i++ {
		f, _ := math.Lgamma(float64(i + 1))
		sum += math.Exp(float64(i)*math.Log(mean) - mean - f)
	}
	return sum
}

// dispersion is the variance of counts over their mean: 1 where events come
// independently, more where they come in bursts. Less than 1 is taken for 1.
func dispersion(counts []int) float64 {
	if len(counts) < 2 {
		return 1
	}
	mean := 0.0
	for _, c := range counts {
		mean += float64(c) / float64(len(counts))
	}
	if mean == 0 {
		return 1
	}
	variance := 0.0
	for _, c := range counts {
		variance += (float64(c) - mean) * (float64(c) - mean) / float64(len(counts)-1)
	}
	return max(1, variance/mean)
}
