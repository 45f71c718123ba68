package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// isLetter and isSpace are unicode's, quick for what text is made of.
func isLetter(c rune) bool {
	if c < utf8.RuneSelf {
		return 'a' <= c|0x20 && c|0x20 <= 'z'
	}
	return !isPunctuation(c) && unicode.IsLetter(c)
}

func isSpace(c rune) bool {
	if c < utf8.RuneSelf {
		return c == ' ' || c >= '\t' && c <= '\r'
	}
	return unicode.IsSpace(c) || isBidi(c)
}

// trimSpace takes white space off both ends.
func trimSpace(s string) string { return strings.TrimFunc(s, isSpace) }

// isBidi says whether c only tells which way text runs: such a sign parts
// nothing and is no word. (The soft ones of Unicode's bidirectional algorithm.)
func isBidi(c rune) bool {
	return c >= 0x200E && c <= 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069 || c == 0x061C || c == 0xFEFF
}

// isPunctuation says whether c is of the block with the dashes and curly
// quotation marks: no letters, marks or digits are in it.
func isPunctuation(c rune) bool { return c >= 0x2000 && c <= 0x206F }

// isInitial says whether w ends in a lone capital: "J", the last of "U.S".
func isInitial(w string) bool {
	c, _ := utf8.DecodeLastRuneInString(w)
	return unicode.IsUpper(c)
}

// nasalEnd says whether the apostrophe at e ends the name that begins at i, as names end
// in -ng’ along Lake Victoria: Achieng’ Odero. It closes no single mark that is open.
func nasalEnd(text string, i, e int) bool {
	const near = 400 // bytes in which a mark that is open is looked for
	if !strings.HasSuffix(text[i:e], "ng") || text[i] < 'A' || text[i] > 'Z' {
		return false
	}
	before := " " + text[max(0, i-near):i]
	if _, after, found := cutLast(before, "‘"); found && !strings.ContainsAny(after, "’") {
		return false
	}
	_, after, found := cutLast(before, " '")
	return !found || strings.Contains(after, "'")
}

// cutLast is strings.Cut at the last separator.
func cutLast(s, sep string) (before, after string, found bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// hyphenName recognises names that begin with a small article: al-Bashir,
// el-Sisi, at-Tayyib.
func hyphenName(w string) bool {
	h := strings.IndexByte(w[:min(len(w), 4)], '-')
	if h < 1 {
		return false
	}
	c, _ := utf8.DecodeRuneInString(w[h+1:])
	return unicode.IsUpper(c)
}
