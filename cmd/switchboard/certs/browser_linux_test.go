package certs

import (
	"bytes"
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"switchboard/cmd/switchboard/testnet"
)

const page = `<!doctype html><body><script>
document.body.textContent = "secure=" + isSecureContext + " locks=" + ("locks" in navigator) +
	" microphone=" + ("mediaDevices" in navigator)
</script>`

// TestABrowserOnAnotherMachine has Chromium visit over a network.
func TestABrowserOnAnotherMachine(t *testing.T) {
	for _, program := range []string{"certutil", "chromium"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Fatalf("%v (scripts/setup test installs it)", err)
		}
	}
	if !testnet.Enter(t) {
		return
	}
	desk := testnet.New(t).Machine(t, "desk")
	local := open(t, t.TempDir(), time.Now)
	if err := verify(local, leaf(t, local), testnet.Here); err != nil {
		t.Fatal(err)
	}
	secure := serve(t, local.TLS())
	plain := serve(t, nil)

	t.Run("who trusts the root gets a secure context", func(t *testing.T) {
		text := visit(t, desk, homeTrusting(t, local), "https://"+secure)
		for _, words := range []string{"secure=true", "locks=true", "microphone=true"} {
			if !strings.Contains(text, words) {
				t.Errorf("no %s in %s", words, text)
			}
		}
	})
	t.Run("who does not is not let in", func(t *testing.T) {
		if text := visit(t, desk, t.TempDir(), "https://"+secure); strings.Contains(text, "secure=") {
			t.Errorf("the page came: %s", text)
		}
	})
	t.Run("plain http gives no secure context", func(t *testing.T) {
		text := visit(t, desk, t.TempDir(), "http://"+plain)
		for _, words := range []string{"secure=false", "locks=false", "microphone=false"} {
			if !strings.Contains(text, words) {
				t.Errorf("no %s in %s", words, text)
			}
		}
	})
}

func serve(t *testing.T, config *tls.Config) string {
	t.Helper()
	listener, err := net.Listen("tcp", testnet.Here+":0")
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
func visit(t *testing.T, desk *testnet.Machine, home, url string) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := desk.Command(ctx, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--no-first-run", "--user-data-dir="+filepath.Join(home, "profile"), "--dump-dom", url)
	cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}
	var said bytes.Buffer
	cmd.Stderr = &said
	text, err := cmd.Output()
	if err != nil {
		t.Fatalf("chromium: %v: %s", err, said.String())
	}
	return string(text)
}
