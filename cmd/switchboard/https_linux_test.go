package main

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"switchboard/cmd/switchboard/certs"
	"switchboard/cmd/switchboard/demo"
	"switchboard/cmd/switchboard/testnet"
	"switchboard/cmd/switchboard/tether"
	"switchboard/console"
)

// TestSignInFromAnotherMachine is somebody at another desk: they import the root
// that the sign-in page offers, and sign in over https.
func TestSignInFromAnotherMachine(t *testing.T) {
	if !strings.Contains(string(console.Index()), "<script") {
		t.Skip("NOT PROVEN: the console is not built (make console), so nobody signed in over https")
	}
	if os.Getenv(builtBinary) == "" {
		path, err := binary()
		if err != nil {
			t.Fatal(err)
		}
		testnet.Enter(t, builtBinary+"="+path)
		return
	}
	network := testnet.New(t)
	origin := "https://" + testnet.Here + ":8443"
	serveDemo(t)
	desk := browse(t, network.Machine(t, "desk"), homeTrusting(t, fetchRoot(t, origin)))

	desk.call("Page.navigate", map[string]any{"url": origin}, nil)
	desk.until(`document.querySelector("a[download]")?.getAttribute("href")`, certs.RootPath)
	desk.fill(`input[type="email"]`, demo.Agent.Email)
	desk.fill(`input[type="password"]`, demo.Password)
	desk.enter()
	desk.until(`fetch("/api/v1/session").then((r) => r.json()).then((me) => me.person && me.person.email)`, demo.Agent.Email)
	for _, script := range []string{"isSecureContext", `"locks" in navigator`, `"mediaDevices" in navigator`, `"Notification" in window`} {
		if got := desk.eval(script); got != "true" {
			t.Errorf("%s is %s", script, got)
		}
	}
}

// serveDemo runs the demo company, without its floor, behind the local authority.
func serveDemo(t *testing.T) {
	t.Helper()
	var said strings.Builder
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), os.Getenv(builtBinary), "demo")
	cmd.Env = append(os.Environ(), "TLS=local", "ADDR=:8443", "DEMO=0", "DATA_DIR="+t.TempDir())
	cmd.Stdout, cmd.Stderr = &said, &said
	server, err := tether.Start(cmd, syscall.SIGTERM)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = server.Signal(syscall.SIGTERM)
		if err := server.Wait(); err != nil || t.Failed() {
			t.Errorf("it ended with %v and said:\n%s", err, said.String())
		}
	})
}

// fetchRoot asks as a browser does that does not trust us yet.
func fetchRoot(t *testing.T, origin string) []byte {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	defer client.CloseIdleConnections()
	var root []byte
	var last error
	eventually(t, func() bool {
		root, last = get(t.Context(), client, origin+certs.RootPath)
		return last == nil
	})
	if last != nil {
		t.Fatal(last)
	}
	return root
}

func get(ctx context.Context, client *http.Client, url string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(answer.Body)
	if answer.StatusCode != http.StatusOK {
		err = errors.Join(err, fmt.Errorf("%s: %s", url, answer.Status))
	}
	return text, errors.Join(err, answer.Body.Close())
}
