package embedded

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"
)

// identity is whom the children run as.
type identity struct {
	user string // the name that the child itself sees
	uid  int
	gid  int
	how  switching
}

// switching is how a child comes to its identity.
type switching int

const (
	stay   switching = iota // we are not root: the child is who we are
	drop                    // we are root: the child gives root up
	mapped                  // the child stays root outside, in a namespace that shows it another uid
)

// chooseIdentity finds a user that can run binary in dir. Existing data, owned
// by owner, is followed; owner is -1 when there is none.
func chooseIdentity(ctx context.Context, wanted, binary, dir string, owner int) (identity, error) {
	if os.Geteuid() != 0 {
		return ourselves()
	}
	candidates, err := candidates(wanted, owner)
	if err != nil {
		return identity{}, err
	}
	var errs []error
	for _, id := range candidates {
		err := probe(ctx, id, binary, dir)
		if err == nil {
			return id, nil
		}
		errs = append(errs, fmt.Errorf("as %s: %w", id, err))
	}
	return identity{}, fmt.Errorf("no unprivileged user can run %s in %s (Postgres refuses to run as root); "+
		"choose a data folder that others may enter, such as /var/lib/switchboard: %w", binary, dir, errors.Join(errs...))
}

// Fits reports whether the children could live in dir, which need not exist yet: when we
// are root, somebody unprivileged must be able to enter it. A home that is its owner's
// alone cannot be entered, and not every machine lets root make a user namespace.
func Fits(ctx context.Context, dir string) bool {
	if os.Geteuid() != 0 {
		return true
	}
	owner := ownerOf(filepath.Join(dir, "postgres"))
	for {
		parent := filepath.Dir(dir)
		if _, err := os.Stat(dir); err == nil || parent == dir {
			break
		}
		dir = parent
	}
	able, err := candidates("", owner)
	return err == nil && slices.ContainsFunc(able, func(id identity) bool { return probe(ctx, id, "/bin/true", dir) == nil })
}

func ourselves() (identity, error) {
	uid := os.Geteuid()
	u, err := user.LookupId(strconv.Itoa(uid))
	if err != nil {
		return identity{}, fmt.Errorf("user %d has no entry in /etc/passwd, which Postgres needs: %w", uid, err)
	}
	return identity{user: u.Username, uid: uid, gid: os.Getegid()}, nil
}

// candidates are tried in order: first giving root up, then a namespace.
func candidates(wanted string, owner int) ([]identity, error) {
	names := []string{"postgres", "nobody"}
	if wanted != "" {
		names = []string{wanted}
	}
	var dropped, inNamespace []identity
	for _, name := range names {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		dropped = append(dropped, identity{user: name, uid: uid, gid: gid, how: drop})
		inNamespace = append(inNamespace, identity{user: name, uid: uid, gid: gid, how: mapped})
	}
	if len(dropped) == 0 {
		return nil, fmt.Errorf("no such user: %v", names)
	}
	switch {
	case owner == 0:
		return inNamespace, nil
	case owner > 0:
		return ownedBy(owner)
	}
	return append(dropped, inNamespace...), nil
}

func ownedBy(uid int) ([]identity, error) {
	u, err := user.LookupId(strconv.Itoa(uid))
	if err != nil {
		return nil, fmt.Errorf("the data belongs to user %d, who has no entry in /etc/passwd: %w", uid, err)
	}
	gid, _ := strconv.Atoi(u.Gid)
	return []identity{{user: u.Username, uid: uid, gid: gid, how: drop}}, nil
}

// probe runs the binary in the folder, which fails where the user may not enter
// the one or execute the other.
func probe(ctx context.Context, id identity, binary, dir string) error {
	cmd := exec.CommandContext(ctx, binary, "--version")
	cmd.Dir = dir
	cmd.SysProcAttr = id.attributes()
	return cmd.Run()
}

// own hands a folder to the children.
func (id identity) own(path string) error {
	if id.how != drop {
		return nil
	}
	return os.Chown(path, id.uid, id.gid)
}

func (id identity) String() string {
	if id.how == mapped {
		return id.user + " in a user namespace"
	}
	return id.user
}

// ownerOf is -1 when nothing is there.
func ownerOf(path string) int {
	info, err := os.Stat(path)
	if err != nil {
		return -1
	}
	return int(info.Sys().(*syscall.Stat_t).Uid)
}
