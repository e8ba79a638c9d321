//go:build unix && !linux

package embedded

import "syscall"

// attributes put a child into a process group of its own. Elsewhere than on
// Linux there are no user namespaces.
func (id identity) attributes() *syscall.SysProcAttr {
	a := &syscall.SysProcAttr{Setpgid: true}
	if id.how == drop {
		a.Credential = &syscall.Credential{Uid: uint32(id.uid), Gid: uint32(id.gid)}
	}
	return a
}
