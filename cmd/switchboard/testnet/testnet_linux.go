package testnet

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"switchboard/cmd/switchboard/tether"
)

const entered = "SWITCHBOARD_TEST_ENTERED"

// Here is the address of the machine that the test itself is.
const Here = "10.213.77.1"

// Enter is false in the test as started: it has then run itself again inside,
// with environ added, and taken over the outcome. Inside it is true.
func Enter(t *testing.T, environ ...string) bool {
	t.Helper()
	if os.Getenv(entered) != "" {
		return true
	}
	t.Setenv("PATH", os.Getenv("PATH")+":/usr/sbin:/sbin") // where ip is, also for an ordinary user
	for _, program := range []string{"ip", "nsenter", "unshare"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%v (scripts/setup test installs it)", err)
		}
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), append(environ, entered+"=1")...)
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	inside, err := tether.Start(cmd, syscall.SIGKILL)
	if err != nil {
		t.Skipf("NOT PROVEN: this machine gives no network namespaces: %v", err)
	}
	err = inside.Wait()
	t.Logf("%s", said.Bytes())
	if err != nil {
		t.Error(err)
	}
	return false
}

// Net is a switch with machines on it, the test itself among them.
type Net struct {
	hosts    string // the file that all see as /etc/hosts
	machines int
}

// New lays the network. Call it inside.
func New(t *testing.T) *Net {
	t.Helper()
	n := &Net{hosts: filepath.Join(t.TempDir(), "hosts")}
	n.call(t, "localhost", "127.0.0.1")
	run(t, "mount --bind "+n.hosts+" /etc/hosts")
	run(t, "ip link set lo up")
	run(t, "ip link add switch type bridge")
	run(t, "ip addr add "+Here+"/24 dev switch")
	run(t, "ip link set switch up")
	return n
}

// Machine is a host of its own, as far as the network goes.
type Machine struct {
	Address string
	pid     int
}

// Machine adds one that the others find by name.
func (n *Net) Machine(t *testing.T, name string) *Machine {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "sleep", "600")
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	power, err := tether.Start(cmd, syscall.SIGKILL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = power.Kill()
		_ = power.Wait()
	})
	n.machines++
	m := &Machine{Address: fmt.Sprintf("10.213.77.%d", 10+n.machines), pid: power.Pid}
	cable := fmt.Sprintf("cable%d", n.machines)
	run(t, fmt.Sprintf("ip link add %s type veth peer name eth0 netns %d", cable, m.pid))
	run(t, "ip link set "+cable+" master switch up")
	for _, line := range []string{"ip link set lo up", "ip addr add " + m.Address + "/24 dev eth0", "ip link set eth0 up"} {
		run(t, strings.Join(m.words(strings.Fields(line)), " "))
	}
	n.call(t, name, m.Address)
	return m
}

// Command runs there what exec.CommandContext runs here.
func (m *Machine) Command(ctx context.Context, args ...string) *exec.Cmd {
	words := m.words(args)
	return exec.CommandContext(ctx, words[0], words[1:]...)
}

func (m *Machine) words(args []string) []string {
	return append([]string{"nsenter", fmt.Sprintf("--net=/proc/%d/ns/net", m.pid)}, args...)
}

func (n *Net) call(t *testing.T, name, address string) {
	t.Helper()
	f, err := os.OpenFile(n.hosts, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		t.Fatal(err)
	}
	_, err = fmt.Fprintln(f, address, name)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
}

func run(t *testing.T, line string) {
	t.Helper()
	words := strings.Fields(line)
	if out, err := exec.CommandContext(t.Context(), words[0], words[1:]...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", line, err, out)
	}
}
