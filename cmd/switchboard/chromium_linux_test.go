package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"switchboard/cmd/switchboard/testnet"
	"switchboard/cmd/switchboard/tether"
)

// chromium is a browser on another machine, driven over a pipe, which needs no
// network between the two.
type chromium struct {
	t       *testing.T
	to      *os.File
	from    *bufio.Reader
	session string
	calls   int
}

type message struct {
	ID     int             `json:"id,omitempty"`
	Sess   string          `json:"sessionId,omitempty"`
	Method string          `json:"method,omitempty"`
	Params any             `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *struct {
		Message string `json:"message"`
	} `json:"error,omitempty"`
}

// browse opens a browser that belongs to home, on a blank page.
func browse(t *testing.T, machine *testnet.Machine, home string) *chromium {
	t.Helper()
	theirIn, ourOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ourIn, theirOut, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := machine.Command(t.Context(), "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
		"--no-first-run", "--remote-debugging-pipe", "--user-data-dir="+filepath.Join(home, "profile"))
	cmd.Env = []string{"HOME=" + home, "PATH=" + os.Getenv("PATH")}
	cmd.ExtraFiles = []*os.File{theirIn, theirOut}
	browser, err := tether.Start(cmd, syscall.SIGKILL)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = theirIn.Close(), theirOut.Close()
	t.Cleanup(func() {
		_ = ourOut.Close() // which ends it
		_ = browser.Wait()
	})
	c := &chromium{t: t, to: ourOut, from: bufio.NewReader(ourIn)}
	var target struct{ TargetID string }
	c.call("Target.createTarget", map[string]any{"url": "about:blank"}, &target)
	var attached struct{ SessionID string }
	c.call("Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &attached)
	c.session = attached.SessionID
	return c
}

// call sends a command and waits for its answer; events in between are not ours.
func (c *chromium) call(method string, params map[string]any, result any) {
	c.t.Helper()
	c.calls++
	text, err := json.Marshal(message{ID: c.calls, Sess: c.session, Method: method, Params: params})
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := c.to.Write(append(text, 0)); err != nil {
		c.t.Fatal(err)
	}
	for {
		line, err := c.from.ReadBytes(0)
		if err != nil {
			c.t.Fatalf("%s: %v", method, err)
		}
		var m message
		if err := json.Unmarshal(line[:len(line)-1], &m); err != nil {
			c.t.Fatal(err)
		}
		if m.ID != c.calls {
			continue
		}
		if m.Error != nil {
			c.t.Fatalf("%s: %s", method, m.Error.Message)
		}
		if result != nil {
			if err := json.Unmarshal(m.Result, result); err != nil {
				c.t.Fatal(err)
			}
		}
		return
	}
}

// eval is what a script says, as a string.
func (c *chromium) eval(script string) string {
	c.t.Helper()
	var answer struct{ Result struct{ Value any } }
	c.call("Runtime.evaluate", map[string]any{"expression": script, "awaitPromise": true, "returnByValue": true}, &answer)
	return fmt.Sprint(answer.Result.Value)
}

// until waits for a script to say what is wanted.
func (c *chromium) until(script, want string) {
	c.t.Helper()
	var got string
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if got = c.eval(script); got == want {
			return
		}
	}
	c.t.Fatalf("%s is %s, never %s; the page says: %s", script, got, want, c.eval("document.body.innerText"))
}

// fill types into the field that a selector finds.
func (c *chromium) fill(selector, text string) {
	c.t.Helper()
	c.until(fmt.Sprintf("document.querySelector(%q) !== null", selector), "true")
	c.eval(fmt.Sprintf("document.querySelector(%q).focus()", selector))
	c.call("Input.insertText", map[string]any{"text": text}, nil)
}

// enter presses the key.
func (c *chromium) enter() {
	c.t.Helper()
	for _, kind := range []string{"keyDown", "keyUp"} {
		c.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13}, nil)
	}
}

// homeTrusting is the home of somebody who has imported a root.
func homeTrusting(t *testing.T, root []byte) string {
	t.Helper()
	home := t.TempDir()
	file, store := filepath.Join(home, "root.crt"), filepath.Join(home, ".pki", "nssdb")
	if err := os.WriteFile(file, root, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(store, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, arguments := range [][]string{
		{"-N", "--empty-password", "-d", "sql:" + store},
		{"-A", "-n", "switchboard", "-t", "C,,", "-i", file, "-d", "sql:" + store},
	} {
		if out, err := exec.CommandContext(t.Context(), "certutil", arguments...).CombinedOutput(); err != nil {
			t.Fatalf("certutil %v: %v: %s", arguments, err, out)
		}
	}
	return home
}
