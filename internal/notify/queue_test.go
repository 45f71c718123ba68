package notify

import (
	"context"
	"encoding/json"
	"os"
	"strings"
	"testing"
)

func anything(context.Context, string) (bool, error) { return true, nil }

func runs(t *testing.T, q Queue) string {
	t.Helper()
	all, err := q.Runs()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(all, " ")
}

// What a receiver did not take is sent the next night, once, to it alone, in
// order.
func TestFailedWordIsSentTheNextNight(t *testing.T) {
	state := t.TempDir()
	q := OpenQueue(state)
	hook := newReceiver(t, 500)
	box := newMailbox(t, false, "")
	s := box.sender("none")
	s.Config.Webhook = &Webhook{URL: Secret(hook.URL)}
	for _, run := range []string{"r1", "r2"} {
		if err := s.Put(q, word(run)); err != nil {
			t.Fatal(err)
		}
	}
	failures := s.Send(t.Context(), q, anything)
	if len(failures) != 1 || !strings.Contains(failures[0].Error(), "webhook: 127.0.0.1") {
		t.Errorf("failures %v, want one: a channel that is down is asked about once", failures)
	}
	if len(hook.got) != tries || len(box.got) != 2 || runs(t, q) != "r1 r2" {
		t.Errorf("%d requests, %d mails, waiting %s", len(hook.got), len(box.got), runs(t, q))
	}

	hook.got, hook.bodies, hook.statuses = nil, nil, []int{200}
	if err := s.Put(q, word("r3")); err != nil {
		t.Fatal(err)
	}
	if failures := s.Send(t.Context(), q, anything); failures != nil {
		t.Error(failures)
	}
	var told []string
	for _, body := range hook.bodies {
		var w Word
		if err := json.Unmarshal([]byte(body), &w); err != nil {
			t.Fatal(err)
		}
		told = append(told, w.Run)
	}
	if strings.Join(told, " ") != "r1 r2 r3" || len(box.got) != 3 || runs(t, q) != "" {
		t.Errorf("webhook was told of %v, %d mails, waiting %q", told, len(box.got), runs(t, q))
	}
}

// What may not leave is taken out when the word is sent, not when it was
// queued: a release may be restricted in between.
func TestHeldHitsStay(t *testing.T) {
	q := OpenQueue(t.TempDir())
	hook := newReceiver(t, 200)
	box := newMailbox(t, false, "")
	s := box.sender("none")
	s.Config.Webhook = &Webhook{URL: Secret(hook.URL)}
	if err := s.Put(q, word("r1")); err != nil {
		t.Fatal(err)
	}
	may := func(_ context.Context, id string) (bool, error) { return id != "lantern:01", nil }
	if failures := s.Send(t.Context(), q, may); failures != nil {
		t.Fatal(failures)
	}
	for where, sent := range map[string]string{"webhook": hook.bodies[0], "mail": box.got[0].data} {
		if strings.Contains(sent, "lantern:01") || strings.Contains(sent, "press.example/one") || strings.Contains(sent, "gypte") {
			t.Errorf("%s: a held release left:\n%s", where, sent)
		}
		if !strings.Contains(sent, "lantern:02") {
			t.Errorf("%s: the other hit did not:\n%s", where, sent)
		}
	}
	if !strings.Contains(hook.bodies[0], `"held":1`) || !strings.Contains(box.got[0].data, "1 release not named here") {
		t.Error("nothing says that a hit was held")
	}
}

// The hits of a run that died before they counted as told are found again by
// the next run, and sent by it alone.
func TestVoid(t *testing.T) {
	q := OpenQueue(t.TempDir())
	hook := newReceiver(t, 200)
	s := sender(Config{Webhook: &Webhook{URL: Secret(hook.URL)}})
	for _, run := range []string{"r1", "r2"} {
		if err := s.Put(q, word(run)); err != nil {
			t.Fatal(err)
		}
	}
	if err := q.Void("r1"); err != nil {
		t.Fatal(err)
	}
	s.Send(t.Context(), q, anything)
	for i, named := range []bool{true, false} {
		if strings.Contains(hook.bodies[i], "lantern:01") != named || !strings.Contains(hook.bodies[i], "the listing names nothing") {
			t.Errorf("word %d: %s", i, hook.bodies[i])
		}
	}
}

func TestWhoIsTold(t *testing.T) {
	q := OpenQueue(t.TempDir())
	if err := sender(Config{}).Put(q, word("r1")); err != nil || runs(t, q) != "" {
		t.Errorf("nobody configured, and something waits: %s %v", runs(t, q), err)
	}
	box := newMailbox(t, false, "")
	s := box.sender("none")
	dull := Word{Run: "r2", Command: "nightly"}
	if err := s.Put(q, dull); err != nil || runs(t, q) != "" {
		t.Errorf("a night with nothing to tell is mailed: %s %v", runs(t, q), err)
	}
	s.Config.Email.Always = true
	if err := s.Put(q, dull); err != nil || runs(t, q) != "r2" {
		t.Errorf("always: %s %v", runs(t, q), err)
	}
	failures := sender(Config{}).Send(t.Context(), q, anything)
	if len(failures) != 1 || !strings.Contains(failures[0].Error(), "email is not configured any more: word of run r2") || runs(t, q) != "" {
		t.Errorf("a channel that is gone: %v, waiting %s", failures, runs(t, q))
	}
}

// A damaged file of the queue is named, stays, and stops no other.
func TestDamagedQueue(t *testing.T) {
	q := OpenQueue(t.TempDir())
	hook := newReceiver(t, 200)
	s := sender(Config{Webhook: &Webhook{URL: Secret(hook.URL)}})
	for _, run := range []string{"r1", "r2"} {
		if err := s.Put(q, word(run)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(q.path("r1"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	failures := s.Send(t.Context(), q, anything)
	if len(failures) != 1 || !strings.Contains(failures[0].Error(), q.path("r1")) || len(hook.got) != 1 || runs(t, q) != "r1" {
		t.Errorf("failures %v, %d requests, waiting %s", failures, len(hook.got), runs(t, q))
	}
}
