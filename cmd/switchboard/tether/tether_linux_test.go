package tether_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"switchboard/cmd/switchboard/tether"
)

// role tells a process that a test started what to be.
const role = "SWITCHBOARD_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(role) {
	case "parent":
		if _, err := tether.Start(saying("ready; exec sleep 60"), syscall.SIGKILL); err != nil {
			panic(err)
		}
		time.Sleep(time.Minute)
	case "forgetful parent":
		cmd := exec.Command(os.Args[0])
		cmd.Env, cmd.Stdout = append(os.Environ(), role+"=orphan"), os.Stdout
		if err := cmd.Start(); err != nil {
			panic(err)
		}
		time.Sleep(time.Minute)
	case "orphan":
		orphaned := tether.Orphaned()
		fmt.Println("ready")
		<-orphaned
		return
	}
	os.Exit(m.Run())
}

// saying is a shell that says something on our standard output.
func saying(what string) *exec.Cmd {
	cmd := exec.Command("sh", "-c", "echo "+what)
	cmd.Stdout = os.Stdout
	return cmd
}

// Whom a killed process started ends too, or notices: nobody holds its standard output then.
func TestNobodyIsLeftBehind(t *testing.T) {
	t.Parallel()
	for _, who := range []string{"parent", "forgetful parent"} {
		t.Run(who, func(t *testing.T) {
			t.Parallel()
			read, write, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			defer read.Close()
			cmd := exec.Command(os.Args[0])
			cmd.Env, cmd.Stdout = append(os.Environ(), role+"="+who), write
			parent, err := tether.Start(cmd, syscall.SIGKILL)
			write.Close()
			if err != nil {
				t.Fatal(err)
			}
			if err := read.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
				t.Fatal(err)
			}
			out := bufio.NewReader(read)
			if word, err := out.ReadString('\n'); word != "ready\n" {
				t.Fatalf("it said %q: %v", word, err)
			}
			_ = parent.Kill()
			if err := parent.Wait(); err == nil {
				t.Error("it was not killed")
			}
			if _, err := io.Copy(io.Discard, out); err != nil {
				t.Errorf("somebody is left: %v", err)
			}
		})
	}
}

func TestWhatDoesNotStart(t *testing.T) {
	t.Parallel()
	if _, err := tether.Start(exec.Command("/no/such/program"), syscall.SIGKILL); err == nil {
		t.Error("it started")
	}
}
