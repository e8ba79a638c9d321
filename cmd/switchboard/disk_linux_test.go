package main

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"switchboard/cmd/switchboard/tether"
)

// smallDisk is a file system of its own under a folder, for those whom it is given to; it
// needs no root. nil where the machine gives no namespaces: then nobody has it.
type smallDisk struct {
	pid  int    // of whoever keeps it there
	root string // the folder, as this process sees it
}

const diskSize = "160m"

// namespaces are those that a file system of one's own takes. Root stays root outside: in
// a namespace of users it could not enter what belongs to the user whom a Postgres of root's
// runs as, its socket for one.
func namespaces() []string {
	if os.Geteuid() == 0 {
		return []string{"--mount"}
	}
	return []string{"--user", "--mount"}
}

func newSmallDisk(t *testing.T, folder string) *smallDisk {
	t.Helper()
	if err := os.MkdirAll(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	command := namespaces()
	if os.Geteuid() != 0 {
		command = append(command, "--map-root-user")
	}
	cmd := exec.Command("unshare", append(command, "sh", "-c",
		`mount -t tmpfs -o mode=700,size=`+diskSize+` tmpfs "$0" && echo there && exec sleep infinity`, folder)...)
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	cmd.Stdout = write
	keeper, err := tether.Start(cmd, syscall.SIGKILL)
	write.Close()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = keeper.Kill()
		_ = keeper.Wait() // says that it was killed
	})
	if word, _ := bufio.NewReader(read).ReadString('\n'); word != "there\n" {
		return nil
	}
	pid := keeper.Pid
	return &smallDisk{pid, filepath.Join("/proc", strconv.Itoa(pid), "root", folder)}
}

// inside is what the command of a program begins with that shall have the disk.
func (d *smallDisk) inside() []string {
	if d == nil {
		return nil
	}
	command := append([]string{"nsenter", "--target", strconv.Itoa(d.pid), "--preserve-credentials"}, namespaces()...)
	return append(command, "--")
}

func (d *smallDisk) filler() string { return filepath.Join(d.root, "filler") }

// fill leaves no room.
func (d *smallDisk) fill() error {
	f, err := os.Create(d.filler())
	if err != nil {
		return err
	}
	for block := []byte(strings.Repeat("x", 1<<16)); len(block) > 0; block = block[:len(block)/2] {
		for err = nil; err == nil; _, err = f.Write(block) {
		}
	}
	if !errors.Is(err, syscall.ENOSPC) {
		return errors.Join(err, f.Close())
	}
	return f.Close()
}

// empty takes the filler away.
func (d *smallDisk) empty() error { return os.Remove(d.filler()) }

// fileSum gives the SHA-256, in hex, of what is in an upload.
func (h *havoc) fileSum(id string) (string, error) {
	folder := filepath.Join(h.data, "attachments")
	if h.disk != nil {
		folder = h.disk.root
	}
	content, err := os.ReadFile(filepath.Join(folder, id[34:], id))
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:]), err
}
