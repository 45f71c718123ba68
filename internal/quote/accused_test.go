package quote

import "testing"

// The words of those whom a release accuses are not the publisher's.
func TestAccusedAreNotThePublisher(t *testing.T) {
	for _, text := range []string{
		"In a letter of March 30, the company wrote that it was “reviewing its register of suppliers.”",
		"The ministry wrote that it was “reviewing its register of suppliers.”",
		"Replying to questions, the firm said it “takes these matters very seriously.”",
	} {
		got := Find([]Paragraph{{Text: "Human Rights Watch asked the company about the fires. Human Rights Watch published the answer."}, {Text: text, Offset: 100}}, "en", "Human Rights Watch")
		for _, q := range got {
			if q.Speaker == "Human Rights Watch" {
				t.Errorf("%s: %q is given to the publisher (%s)", text, q.Text, q.Attribution)
			}
			t.Logf("%q: %q %s", q.Text, q.Speaker, q.Attribution)
		}
	}
}
