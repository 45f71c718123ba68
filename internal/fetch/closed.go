package fetch

import "errors"

// robotsUnavailableError is ErrRobotsUnavailable, its cause, and the host it
// closes.
type robotsUnavailableError struct {
	host  string
	cause error
}

func (e *robotsUnavailableError) Error() string {
	return ErrRobotsUnavailable.Error() + " (" + e.cause.Error() + ")"
}

func (e *robotsUnavailableError) Unwrap() []error { return []error{ErrRobotsUnavailable, e.cause} }

// ClosedHost names the host (without port) that is not to be asked now, where
// an error says so of a whole host and not of one address: it asked for more
// peace than a request waits for, or its robots.txt could not be had.
func ClosedHost(err error) (host string, ok bool) {
	if later, ok := errors.AsType[*RetryLaterError](err); ok {
		return later.Host, true
	}
	if robots, ok := errors.AsType[*robotsUnavailableError](err); ok {
		return robots.host, true
	}
	return "", false
}
