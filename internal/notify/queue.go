package notify

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/renameio/v2"
)

// Queue is the words that have not been sent to everyone, a file a run:
// state/unsent/<run>.json. A word is put there before anything is sent, and
// goes when all have it. It is on disk before its hits count as told.
type Queue struct{ dir string }

// OpenQueue gives the queue of a home's state folder.
func OpenQueue(state string) Queue { return Queue{filepath.Join(state, "unsent")} }

// Channels.
const (
	webhookChannel = "webhook"
	emailChannel   = "email"
)

// letter is the form of a file of the queue.
type letter struct {
	Word    Word     `json:"word"`
	Waiting []string `json:"waiting"` // channels by which it is still to be sent
}

// channels are those by which a word is to go.
func (s *Sender) channels(w Word) []string {
	var all []string
	if s.Config.Webhook != nil {
		all = append(all, webhookChannel)
	}
	if e := s.Config.Email; e != nil && (e.Always || !w.isDull()) {
		all = append(all, emailChannel)
	}
	return all
}

// Put queues a word, when there is somebody to tell.
func (s *Sender) Put(q Queue, w Word) error {
	channels := s.channels(w)
	if len(channels) == 0 {
		return nil
	}
	if err := os.MkdirAll(q.dir, 0o700); err != nil {
		return fmt.Errorf("queue word: %w", err)
	}
	return q.write(letter{w, channels})
}

func (q Queue) path(run string) string { return filepath.Join(q.dir, run+".json") }

func (q Queue) write(l letter) error {
	data, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("queue word: %w", err)
	}
	if err := renameio.WriteFile(q.path(l.Word.Run), append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("queue word: %w", err)
	}
	return nil
}

// Runs are the runs of which word is waiting, oldest first.
func (q Queue) Runs() ([]string, error) {
	entries, err := os.ReadDir(q.dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read queue: %w", err)
	}
	var runs []string
	for _, e := range entries {
		if run, ok := strings.CutSuffix(e.Name(), ".json"); ok && !strings.HasPrefix(run, ".") {
			runs = append(runs, run)
		}
	}
	slices.Sort(runs)
	return runs, nil
}

func (q Queue) read(run string) (l letter, err error) {
	data, err := os.ReadFile(q.path(run))
	if err == nil {
		err = json.Unmarshal(data, &l)
	}
	if err == nil && l.Word.Run != run {
		err = errors.New("it is not of the run it is named after")
	}
	if err != nil {
		return l, fmt.Errorf("read queue: %s: %w: mend it, or move it away", q.path(run), err)
	}
	return l, nil
}

// Void takes the hits out of words of runs after the given one: these died
// before their hits counted as told, and the next run finds them again.
func (q Queue) Void(told string) error {
	runs, err := q.Runs()
	if err != nil {
		return err
	}
	for _, run := range runs {
		if run <= told {
			continue
		}
		l, err := q.read(run)
		if err != nil {
			continue // Send says so, and sends nothing of it
		}
		if len(l.Word.Watches) > 0 {
			l.Word.Watches = []Watch{}
			if err := q.write(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// Send sends what is waiting, oldest first. A channel that fails is left alone
// for the rest of the night, its words stay, and the failure is one of those
// returned. may is asked of every release that a word names.
func (s *Sender) Send(ctx context.Context, q Queue, may May) (failures []error) {
	runs, err := q.Runs()
	if err != nil {
		return []error{err}
	}
	down := map[string]bool{}
	for _, run := range runs {
		l, err := q.read(run)
		if err == nil {
			err = s.sendLetter(ctx, q, l, may, down)
		}
		if err != nil {
			failures = append(failures, err)
		}
	}
	return failures
}

func (s *Sender) sendLetter(ctx context.Context, q Queue, l letter, may May, down map[string]bool) error {
	w, err := l.Word.forOutside(ctx, may)
	if err != nil {
		return err
	}
	var failed []error
	for _, channel := range slices.Clone(l.Waiting) {
		if down[channel] {
			continue
		}
		send := map[string]func(context.Context, Word) error{webhookChannel: s.post, emailChannel: s.mail}[channel]
		switch {
		case channel == webhookChannel && s.Config.Webhook == nil, channel == emailChannel && s.Config.Email == nil, send == nil:
			err = fmt.Errorf("%s is not configured any more: word of run %s does not go that way", channel, w.Run)
		default:
			if err = send(ctx, w); err != nil {
				down[channel] = true
				failed = append(failed, fmt.Errorf("%w (it is sent again in the next run)", err))
				continue
			}
		}
		if err != nil {
			failed = append(failed, err)
		}
		l.Waiting = slices.DeleteFunc(l.Waiting, func(c string) bool { return c == channel })
		if err := q.settle(l); err != nil {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// settle keeps what is still waiting of a letter.
func (q Queue) settle(l letter) error {
	if len(l.Waiting) > 0 {
		return q.write(l)
	}
	if err := os.Remove(q.path(l.Word.Run)); err != nil {
		return fmt.Errorf("take word out of the queue: %w", err)
	}
	return nil
}
