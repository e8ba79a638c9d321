package config

import (
	"errors"
	"fmt"
	"log/slog"
	"reflect"
	"slices"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Config is how this process runs. What is empty has a meaning, said beside it.
type Config struct {
	DatabaseURL Secret `env:"DATABASE_URL"` // empty: a Postgres of our own under DataDir
	RedisURL    Secret `env:"REDIS_URL"`    // empty: a Redis of our own under DataDir
	DataDir     string `env:"DATA_DIR" envDefault:"./data"`
	Embedded    Embedded
	Web         Web
	Pace        Pace
	AtOnce      AtOnce
	Doors       []string   `env:"DOORS" envDefault:"web,live"` // "none": no door, a worker only
	Workers     int        `env:"WORKERS" envDefault:"10"`     // tasks at once; 0: this node does none
	Demo        bool       `env:"DEMO" envDefault:"true"`      // whether `demo` sets a floor of simulated people going
	LogFormat   string     `env:"LOG_FORMAT" envDefault:"text"`
	LogLevel    slog.Level `env:"LOG_LEVEL" envDefault:"INFO"`
	RealData    string     `env:"SWITCHBOARD_DATA"` // folder of real input; empty: none at hand
}

// Embedded is how servers of our own are found and run.
type Embedded struct {
	PostgresBin string `env:"PG_BIN"`    // folder with postgres and initdb; empty: searched for
	RedisBin    string `env:"REDIS_BIN"` // path of redis-server; empty: searched for
	User        string `env:"RUN_AS"`    // whom they run as when we are root; empty: postgres, then nobody
}

// Pace is how many requests a minute one caller may make of a node; 0: any number.
type Pace struct {
	Reads    int `env:"READS_PER_MINUTE" envDefault:"6000"`
	Writes   int `env:"WRITES_PER_MINUTE" envDefault:"3000"`
	Visitors int `env:"VISITS_PER_MINUTE" envDefault:"3000"` // of one visitor, or of one address behind which many may be
}

// AtOnce is how much a node takes at the same time; who comes beyond is told to come back.
type AtOnce struct {
	Requests int `env:"REQUESTS_AT_ONCE"` // 0: eight for each of its connections to the database
	Sockets  int `env:"SOCKETS_AT_ONCE" envDefault:"20000"`
}

// Read takes variables as "NAME=value"; later ones win.
func Read(environ []string) (Config, error) {
	c, err := env.ParseAsWithOptions[Config](env.Options{Environment: env.ToMap(environ)})
	c.Web.complete()
	if err := errors.Join(readable(err), c.check()); err != nil {
		return Config{}, fmt.Errorf("settings:\n%w", err)
	}
	if len(c.Doors) == 1 && c.Doors[0] == "none" {
		c.Doors = nil
	}
	return c, nil
}

// readable names the variable where the library names the field.
func readable(err error) error {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return err
	}
	mistakes := slices.Clone(all.Errors)
	for i, mistake := range mistakes {
		var parse env.ParseError
		if !errors.As(mistake, &parse) {
			continue
		}
		if field, ok := reflect.TypeFor[Config]().FieldByName(parse.Name); ok {
			mistakes[i] = fmt.Errorf("%s cannot be read: %w", field.Tag.Get("env"), parse.Err)
		}
	}
	return errors.Join(mistakes...)
}

// known doors, and "none".
var known = []string{"web", "live", "none"}

func (c Config) check() error {
	var mistakes []error
	for _, door := range c.Doors {
		mistakes = append(mistakes, oneOf("DOORS", door, known...))
	}
	if slices.Contains(c.Doors, "live") && !slices.Contains(c.Doors, "web") {
		mistakes = append(mistakes, errors.New("DOORS has live without web; sockets are let in by web's sign-in"))
	}
	if c.Workers < 0 {
		mistakes = append(mistakes, fmt.Errorf("WORKERS is %d; it cannot be less than 0", c.Workers))
	}
	if p := c.Pace; min(p.Reads, p.Writes, p.Visitors) < 0 {
		mistakes = append(mistakes, errors.New("READS_PER_MINUTE, WRITES_PER_MINUTE and VISITS_PER_MINUTE cannot be less than 0"))
	}
	if c.AtOnce.Requests < 0 || c.AtOnce.Sockets < 1 {
		mistakes = append(mistakes, errors.New("REQUESTS_AT_ONCE cannot be less than 0, and SOCKETS_AT_ONCE not less than 1"))
	}
	return errors.Join(append(mistakes,
		oneOf("LOG_FORMAT", c.LogFormat, "text", "json"),
		c.DatabaseURL.check("DATABASE_URL", "postgres://", "postgresql://"),
		c.RedisURL.check("REDIS_URL", "redis://", "rediss://", "unix://"),
		c.Web.check(),
	)...)
}

func oneOf(name, value string, allowed ...string) error {
	for _, a := range allowed {
		if value == a {
			return nil
		}
	}
	return fmt.Errorf("%s is %q; it can be %s", name, value, strings.Join(allowed, ", "))
}
