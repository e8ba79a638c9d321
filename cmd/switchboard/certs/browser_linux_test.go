package certs

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// another and here are the two ends of a cable between two machines.
const (
	another     = "10.213.77.2"
	here        = "10.213.77.1"
	inNamespace = "SWITCHBOARD_TEST_IN_NAMESPACE"
)

const page = `<!doctype html><body><script>
document.body.textContent = "secure=" + isSecureContext + " locks=" + ("locks" in navigator) +
	" microphone=" + ("mediaDevices" in navigator)
</script>`

// TestABrowserOnAnotherMachine has Chromium visit from a network of its own.
// The test runs itself again in a user and network namespace, where it may lay
// the cable without being root.
func TestABrowserOnAnotherMachine(t *testing.T) {
	if os.Getenv(inNamespace) == "" {
		runInNamespace(t)
		return
	}
	layCable(t)
	local := open(t, t.TempDir(), time.Now)
	if err := verify(local, leaf(t, local), here); err != nil {
		t.Fatal(err)
	}
	secure := serve(t, local.TLS())
	plain := serve(t, nil)

	t.Run("who trusts the root gets a secure context", func(t *testing.T) {
		text := visit(t, homeTrusting(t, local), "https://"+secure)
		for _, words := range []string{"secure=true", "locks=true", "microphone=true"} {
			if !strings.Contains(text, words) {
				t.Errorf("no %s in %s", words, text)
			}
		}
	})
	t.Run("who does not is not let in", func(t *testing.T) {
		if text := visit(t, t.TempDir(), "https://"+secure); strings.Contains(text, "secure=") {
			t.Errorf("the page came: %s", text)
		}
	})
	t.Run("plain http gives no secure context", func(t *testing.T) {
		text := visit(t, t.TempDir(), "http://"+plain)
		for _, words := range []string{"secure=false", "locks=false", "microphone=false"} {
			if !strings.Contains(text, words) {
				t.Errorf("no %s in %s", words, text)
			}
		}
	})
}

func runInNamespace(t *testing.T) {
	t.Helper()
	t.Setenv("PATH", os.Getenv("PATH")+":/usr/sbin:/sbin") // where ip is, also for an ordinary user
	for _, program := range []string{"ip", "certutil", "chromium"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%v (scripts/setup test installs it)", err)
		}
	}
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), inNamespace+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
		Pdeathsig:   syscall.SIGKILL,
	}
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Skipf("NOT PROVEN: this machine gives no network namespace, so no browser came from another machine: %v", err)
	}
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
}

// layCable joins this namespace to a second one, where Chromium will run.
func layCable(t *testing.T) {
	t.Helper()
	machine := exec.Command("sleep", "300")
	machine.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET, Pdeathsig: syscall.SIGKILL}
	if err := machine.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = machine.Process.Kill()
		_ = machine.Wait()
	})
	pid := fmt.Sprint(machine.Process.Pid)
	t.Setenv("SWITCHBOARD_TEST_OTHER_MACHINE", pid)
	for _, line := range []string{
		"ip link set lo up",
		"ip link add here type veth peer name there netns " + pid,
		"ip addr add " + here + "/24 dev here",
		"ip link set here up",
		elsewhere(pid) + " ip addr add " + another + "/24 dev there",
		elsewhere(pid) + " ip link set there up",
		elsewhere(pid) + " ip link set lo up",
	} {
		words := strings.Fields(line)
		if out, err := exec.Command(words[0], words[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", line, err, out)
		}
	}
}

func elsewhere(pid string) string { return "nsenter --net=/proc/" + pid + "/ns/net" }

func serve(t *testing.T, config *tls.Config) string {
	t.Helper()
	listener, err := net.Listen("tcp", here+":0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if config != nil {
		listener = tls.NewListener(listener, config)
	}
	server := &http.Server{ReadHeaderTimeout: time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = fmt.Fprint(w, page)
	})}
	go func() { _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close() })
	return address
}

// homeTrusting is the home of somebody who has imported the root.
func homeTrusting(t *testing.T, l *Local) string {
	t.Helper()
	home := t.TempDir()
	root := filepath.Join(home, "root.crt")
	if err := os.WriteFile(root, l.root.pem(), 0o600); err != nil {
		t.Fatal(err)
	}
	store := filepath.Join(home, ".pki", "nssdb")
	if err := os.MkdirAll(store, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, arguments := range [][]string{
		{"-N", "--empty-password", "-d", "sql:" + store},
		{"-A", "-n", "switchboard", "-t", "C,,", "-i", root, "-d", "sql:" + store},
	} {
		if out, err := exec.Command("certutil", arguments...).CombinedOutput(); err != nil {
			t.Fatalf("certutil %v: %v: %s", arguments, err, out)
		}
	}
	return home
}

// visit is what the page says once its script has run.
func visit(t *testing.T, home, url string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	words := strings.Fields(elsewhere(os.Getenv("SWITCHBOARD_TEST_OTHER_MACHINE")))
	words = append(words, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--no-first-run", "--user-data-dir="+filepath.Join(home, "profile"), "--dump-dom", url)
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}
	var said bytes.Buffer
	cmd.Stderr = &said
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v: %s", err, said.String())
	}
	return string(text)
}
