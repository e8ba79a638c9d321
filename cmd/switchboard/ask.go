package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"github.com/spf13/cobra"

	"switchboard/cmd/switchboard/config"
	"switchboard/server/web"
)

// openapi prints the contract without starting anything: it comes from the code alone.
func (p *program) openapi() *cobra.Command {
	return &cobra.Command{
		Use:   "openapi",
		Short: "Print the API's contract (OpenAPI 3.1)",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			door, err := web.New(web.Services{}, web.Options{Version: version, Sockets: sockets()})
			if err != nil {
				return err
			}
			text, err := door.Contract().MarshalJSON()
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(p.stdout, string(text))
			return err
		},
	}
}

// health asks the node of this environment whether it is ready; container engines call it.
func (p *program) health() *cobra.Command {
	return &cobra.Command{
		Use:   "health",
		Short: "Ask the node on this machine whether it is ready",
		Long:  "Ends with 0 when the node at ADDR is ready; one without doors when its Redis answers.",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			c, _, err := p.settings()
			if err != nil {
				return err
			}
			if len(c.Doors) == 0 {
				return workerHealth(cmd.Context(), c)
			}
			return doorHealth(cmd.Context(), c)
		},
	}
}

// healthPatience is how long a healthy node may take to say so.
const healthPatience = 3 * time.Second

func doorHealth(ctx context.Context, c config.Config) error {
	ctx, cancel := context.WithTimeout(ctx, healthPatience)
	defer cancel()
	host, port, err := net.SplitHostPort(c.Web.Addr)
	if err != nil {
		return err
	}
	if host == "" {
		host = "127.0.0.1"
	}
	if c.Web.TLS != config.Off && c.Web.TLS != config.Proxy {
		return reachable(ctx, net.JoinHostPort(host, port))
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+net.JoinHostPort(host, port)+"/readyz", nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return errors.New("not ready: " + res.Status)
	}
	return nil
}

// reachable is all that can be asked of a port whose certificate is for other names.
func reachable(ctx context.Context, addr string) error {
	var d net.Dialer
	conn, err := d.DialContext(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	return conn.Close()
}

func workerHealth(ctx context.Context, c config.Config) error {
	ctx, cancel := context.WithTimeout(ctx, healthPatience)
	defer cancel()
	if c.RedisURL == "" {
		return nil // its servers are children of the node itself
	}
	client, err := connectRedis(string(c.RedisURL))
	if err != nil {
		return err
	}
	defer client.Close()
	return client.Ping(ctx).Err()
}
