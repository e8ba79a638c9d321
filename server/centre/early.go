package centre

import "time"

// soon is how much too early a lane may bring a task.
const soon = time.Minute

// Early is what a task says whose time has not come. A little early it is Busy,
// to be brought again; much too early is a task that another has replaced since,
// and nil: there is nothing to do.
func Early(wait time.Duration) error {
	if wait > soon {
		return nil
	}
	return &Fault{Kind: Busy, Code: "early", Message: "its time has not come", RetryAfter: wait}
}
