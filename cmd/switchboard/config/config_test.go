package config

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNothingSet(t *testing.T) {
	t.Parallel()
	got, err := Read(nil)
	if err != nil {
		t.Fatal(err)
	}
	want := Config{
		DataDir: "./data", Doors: []string{"web", "live"}, Workers: 10, Demo: true, LogFormat: "text", LogLevel: slog.LevelInfo,
		Pace: Pace{Reads: 6000, Writes: 3000, Visitors: 3000}, AtOnce: AtOnce{Sockets: 20000},
		Web: Web{Addr: "127.0.0.1:8080", PublicURL: "http://localhost:8080", TLS: Off},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestWhereBrowsersFindUs(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		environ           []string
		tls, addr, public string
	}{
		"a port on this machine":      {[]string{"ADDR=:9000"}, Off, "127.0.0.1:9000", "http://localhost:9000"},
		"a local authority":           {[]string{"TLS=local"}, Local, ":8443", "https://localhost:8443"},
		"a domain":                    {[]string{"DOMAIN=desk.example.com"}, Domain, ":443", "https://desk.example.com"},
		"a certificate of their own":  {[]string{"TLS_CERT=a.pem", "TLS_KEY=b.pem"}, Files, ":8443", "https://localhost:8443"},
		"a proxy in front":            {[]string{"TLS=proxy", "ADDR=0.0.0.0:8080"}, Proxy, "0.0.0.0:8080", "http://localhost:8080"},
		"an address that people type": {[]string{"TLS=proxy", "PUBLIC_URL=https://desk"}, Proxy, ":8080", "https://desk"},
		"a flag after a variable":     {[]string{"TLS=off", "TLS=local"}, Local, ":8443", "https://localhost:8443"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := Read(c.environ)
			if err != nil {
				t.Fatal(err)
			}
			if got.Web.TLS != c.tls || got.Web.Addr != c.addr || got.Web.PublicURL != c.public {
				t.Errorf("got %+v", got.Web)
			}
		})
	}
}

func TestMistakesComeTogether(t *testing.T) {
	t.Parallel()
	_, err := Read([]string{
		"WORKERS=many", "DOORS=live,window", "LOG_FORMAT=xml", "LOG_LEVEL=loud", "DATABASE_URL=mysql://u:hush@h/d",
		"REDIS_URL=localhost", "ADDR=0.0.0.0:80", "TLS_KEY=key.pem", "TLS=off", "PUBLIC_URL=desk", "DEMO=perhaps", "TRUSTED_PROXIES=10.0.0.0/8,everybody",
		"SOCKETS_AT_ONCE=-1",
	})
	if err == nil {
		t.Fatal("all is well?")
	}
	for _, words := range []string{
		"WORKERS cannot", "LOG_LEVEL cannot", "DEMO cannot", `DOORS is "window"`, "DOORS has live without web", `LOG_FORMAT is "xml"`, "DATABASE_URL begins", "REDIS_URL begins",
		"serve plain http to other machines", "TLS_CERT and TLS_KEY belong together", `PUBLIC_URL is "desk"`, `TRUSTED_PROXIES has "everybody"`,
		"SOCKETS_AT_ONCE not less than 1",
	} {
		if !strings.Contains(err.Error(), words) {
			t.Errorf("nothing says %q in:\n%v", words, err)
		}
	}
	if strings.Contains(err.Error(), "hush") {
		t.Error("a password shows")
	}
}

func TestAWorkerHasNoDoors(t *testing.T) {
	t.Parallel()
	c, err := Read([]string{"DOORS=none"})
	if err != nil || len(c.Doors) != 0 {
		t.Errorf("doors %v, %v", c.Doors, err)
	}
}

func TestSecretsDoNotShow(t *testing.T) {
	t.Parallel()
	c, err := Read([]string{"DATABASE_URL=postgres://u:hush@h/d?sslpassword=hush", "REDIS_URL=redis://:hush@h:6379"})
	if err != nil {
		t.Fatal(err)
	}
	marshalled, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	for _, shown := range []string{fmt.Sprint(c), fmt.Sprintf("%+v", c), fmt.Sprintf("%#v", c), string(marshalled), Secret("password=hush").String()} {
		if strings.Contains(shown, "hush") {
			t.Errorf("a password shows: %s", shown)
		}
	}
	if !strings.Contains(c.DatabaseURL.Reveal(), "hush") {
		t.Error("the driver needs it")
	}
}
