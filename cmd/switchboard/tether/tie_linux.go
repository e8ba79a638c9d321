package tether

import (
	"os/exec"
	"syscall"
)

// tie has the kernel send the signal when the thread that starts cmd ends.
func tie(cmd *exec.Cmd, signal syscall.Signal) {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = signal
}
