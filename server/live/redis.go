package live

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"golang.org/x/sync/errgroup"

	"switchboard/server/centre"
)

// publishFor bounds how long a dead Redis may hold a publisher.
const publishFor = 500 * time.Millisecond

// Redis is the bus between processes. What this process publishes reaches its
// own receivers at once, without Redis, and once: its own echo is dropped.
type Redis struct {
	Memory // within the process

	client   redis.UniversalClient
	node     string
	events   string
	whispers string
	log      *slog.Logger
}

var _ Bus = (*Redis)(nil)

// NewRedis makes the bus of one node; installation keeps installations apart
// that share a Redis.
func NewRedis(client redis.UniversalClient, installation string, node centre.NodeID, log *slog.Logger) *Redis {
	return &Redis{
		client: client, node: string(node), log: log,
		events:   "switchboard:" + installation + ":events",
		whispers: "switchboard:" + installation + ":whispers",
	}
}

// Publish implements centre.Bus.
func (r *Redis) Publish(ctx context.Context, events []centre.Stamped) error {
	r.Memory.events.send(events)
	return r.publish(ctx, r.events, events)
}

// Whisper implements Bus.
func (r *Redis) Whisper(ctx context.Context, w Whisper) error {
	r.Memory.whispers.send(w)
	return r.publish(ctx, r.whispers, w)
}

// publish sends "<node> <json>".
func (r *Redis) publish(ctx context.Context, channel string, message any) error {
	body, err := json.Marshal(message)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, publishFor)
	defer cancel()
	if err := r.client.Publish(ctx, channel, r.node+" "+string(body)).Err(); err != nil {
		return fmt.Errorf("publish to %s: %w", channel, err)
	}
	return nil
}

// Subscribe implements centre.Bus.
func (r *Redis) Subscribe(ctx context.Context, receive func([]centre.Stamped)) error {
	return both(ctx, &r.Memory.events, receive, func(ctx context.Context, fn func([]centre.Stamped)) {
		hear(ctx, r, r.events, fn)
	})
}

// Listen implements Bus.
func (r *Redis) Listen(ctx context.Context, receive func(Whisper)) error {
	return both(ctx, &r.Memory.whispers, receive, func(ctx context.Context, fn func(Whisper)) {
		hear(ctx, r, r.whispers, fn)
	})
}

// both receives from within the process and from others, one message at a time.
func both[M any](ctx context.Context, own *exchange[M], receive func(M), others func(context.Context, func(M))) error {
	var merged exchange[M]
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { own.receive(ctx, merged.send); return nil })
	group.Go(func() error { others(ctx, merged.send); return nil })
	merged.receive(ctx, receive)
	return group.Wait()
}

// hear receives what other nodes publish on a channel. The client subscribes
// again by itself when Redis comes back; what was said meanwhile is gone.
func hear[M any](ctx context.Context, r *Redis, channel string, fn func(M)) {
	sub := r.client.Subscribe(ctx, channel)
	defer sub.Close()
	messages := sub.Channel(redis.WithChannelSize(1000), redis.WithChannelHealthCheckInterval(time.Second))
	for {
		select {
		case <-ctx.Done():
			return
		case m, ok := <-messages:
			if !ok {
				return
			}
			from, body, _ := strings.Cut(m.Payload, " ")
			if from == r.node {
				continue
			}
			var message M
			if err := json.Unmarshal([]byte(body), &message); err != nil {
				r.log.WarnContext(ctx, "an unreadable message on the bus", "channel", channel, "err", err)
				continue
			}
			fn(message)
		}
	}
}
