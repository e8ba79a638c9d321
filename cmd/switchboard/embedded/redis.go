package embedded

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// redisServer knows how to start one Redis.
type redisServer struct {
	Options
	bin    string
	id     identity
	data   string
	socket string
}

func (s *Servers) startRedis(ctx context.Context, o Options, sockets string) error {
	r := &redisServer{Options: o, data: filepath.Join(o.Dir, "redis"), socket: filepath.Join(sockets, "redis.sock")}
	r.Log = o.Log.With("server", "redis")
	if !r.find() {
		if o.RedisBin != "" {
			return fmt.Errorf("no redis-server at %s", o.RedisBin)
		}
		return s.startMemory(r.Log)
	}
	if err := r.prepare(ctx, sockets); err != nil {
		return fmt.Errorf("embedded Redis in %s: %w", r.data, err)
	}
	s.redis = &server{log: r.Log, spawn: r.spawn, ask: syscall.SIGTERM}
	if err := s.redis.run(ctx); err != nil {
		return fmt.Errorf("embedded Redis in %s (it can be deleted: it holds nothing that Postgres does not): %w", r.data, err)
	}
	s.redisURL = r.url()
	return nil
}

func (r *redisServer) find() bool {
	name := r.RedisBin
	if name == "" {
		name = "redis-server"
	}
	path, err := exec.LookPath(name)
	r.bin = path
	return err == nil
}

func (r *redisServer) prepare(ctx context.Context, sockets string) error {
	owner := ownerOf(r.data)
	if owner < 0 {
		owner = ownerOf(filepath.Join(r.Dir, "postgres"))
	}
	var err error
	if r.id, err = chooseIdentity(ctx, r.User, r.bin, r.Dir, owner); err != nil {
		return err
	}
	if err := os.MkdirAll(r.data, 0o700); err != nil {
		return err
	}
	if err := r.id.own(r.data); err != nil {
		return err
	}
	return r.id.own(sockets)
}

// spawn starts Redis and waits until it has read its file and answers.
func (r *redisServer) spawn(ctx context.Context) (*child, error) {
	ctx, cancel := context.WithTimeout(ctx, starting)
	defer cancel()
	command := []string{r.bin, "--port", "0", "--unixsocket", r.socket, "--unixsocketperm", "700",
		"--dir", r.data, "--appendonly", "yes", "--appendfsync", "everysec", "--save", "",
		"--maxmemory-policy", "noeviction", "--daemonize", "no"}
	if r.Throwaway {
		command = append(command, "--appendonly", "no", "--databases", "512")
	}
	c, err := startChild(command, r.id, syscall.SIGTERM, r.Log)
	if err != nil {
		return nil, err
	}
	if err := c.answers(ctx, r.ping); err != nil {
		_ = c.stop(ctx, syscall.SIGKILL)
		return nil, err
	}
	return c, nil
}

// ping speaks Redis by hand: a client would log each refused connection.
func (r *redisServer) ping(ctx context.Context) error {
	conn, err := (&net.Dialer{}).DialContext(ctx, "unix", r.socket)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	if _, err := conn.Write([]byte("PING\r\n")); err != nil {
		return err
	}
	answer, err := bufio.NewReader(conn).ReadString('\n')
	if err == nil && answer != "+PONG\r\n" {
		err = errors.New(strings.TrimSpace(answer)) // it is still reading its file
	}
	return err
}

func (r *redisServer) url() string {
	u := url.URL{Scheme: "unix", Path: r.socket}
	return u.String()
}
