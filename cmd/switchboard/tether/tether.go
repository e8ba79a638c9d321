package tether

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// Process is one that was started.
type Process struct {
	*os.Process
	exited chan struct{}
	err    error // valid once exited is closed
}

// Start starts cmd; signal is what it gets when this process ends.
func Start(cmd *exec.Cmd, signal syscall.Signal) (*Process, error) {
	p := &Process{exited: make(chan struct{})}
	tie(cmd, signal)
	started := make(chan error, 1)
	go func() {
		// The death signal is tied to the thread that forked, not to the process: keep the
		// thread for as long as the child lives.
		runtime.LockOSThread()
		err := cmd.Start()
		p.Process = cmd.Process
		started <- err
		if err != nil {
			return
		}
		p.err = cmd.Wait()
		close(p.exited)
	}()
	if err := <-started; err != nil {
		return nil, err
	}
	return p, nil
}

// Exited is closed once the process has ended.
func (p *Process) Exited() <-chan struct{} { return p.exited }

// Wait waits until the process has ended and gives what exec.Cmd.Wait does. It may be
// called by several, and again.
func (p *Process) Wait() error {
	<-p.exited
	return p.err
}

// lookEvery is how soon a process notices that it is an orphan.
const lookEvery = time.Second

// Orphaned is closed once whoever started this process has ended.
func Orphaned() <-chan struct{} {
	orphaned := make(chan struct{})
	parent := os.Getppid()
	go func() {
		for os.Getppid() == parent {
			time.Sleep(lookEvery)
		}
		close(orphaned)
	}()
	return orphaned
}
