package bench

import (
	"context"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"

	"switchboard/cmd/switchboard/simulate"
)

// Bare serves what ours is held against: a gin that says hello and a socket that echoes.
func Bare(ctx context.Context, addr string) error {
	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.GET("/hello", func(c *gin.Context) { c.String(http.StatusOK, "hello") })
	upgrader := websocket.Upgrader{ReadBufferSize: 512, WriteBufferSize: 512}
	router.GET("/echo", func(c *gin.Context) {
		conn, err := upgrader.Upgrade(c.Writer, c.Request, nil)
		if err != nil {
			return
		}
		defer conn.Close()
		for {
			kind, body, err := conn.ReadMessage()
			if err != nil || conn.WriteMessage(kind, body) != nil {
				return
			}
		}
	})
	server := &http.Server{Addr: addr, Handler: router, ReadHeaderTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = server.Close() })
	return server.ListenAndServe()
}

// besideBare starts a bare process for as long as do takes; the clients are those that
// measure ours.
func (s *stage) besideBare(ctx context.Context, do func(peer *stage) error) error {
	addr, err := freeAddr(ctx)
	if err != nil {
		return err
	}
	peer := &stage{Options: s.Options, addr: addr}
	if err := peer.spawn(ctx, nil, "bench-bare", addr); err != nil {
		return err
	}
	defer peer.kill()
	if err := peer.await(ctx, "/hello"); err != nil {
		return err
	}
	return do(peer)
}

// bareStart is the median of three starts.
func bareStart(ctx context.Context, s *stage) ([]float64, error) {
	var times []time.Duration
	for range 3 {
		began := time.Now()
		if err := s.besideBare(ctx, func(*stage) error {
			times = append(times, time.Since(began))
			return nil
		}); err != nil {
			return nil, err
		}
	}
	return []float64{milliseconds(quantile(.5, times))}, nil
}

func hellos(ctx context.Context, s *stage) (values []float64, err error) {
	err = s.besideBare(ctx, func(peer *stage) error {
		url := "http://" + peer.addr + "/hello"
		n, took, err := peer.hammer(ctx, url)
		if err != nil {
			return err
		}
		times, err := timed(ctx, s.scale(1000, 300), func() error { return get(ctx, url) })
		if err == nil {
			values = []float64{float64(int(float64(n) / took.Seconds())), milliseconds(quantile(.99, times))}
		}
		return err
	})
	return values, err
}

// echoes sends 100 frames a second.
func echoes(ctx context.Context, s *stage) (values []float64, err error) {
	err = s.besideBare(ctx, func(peer *stage) error {
		conn, err := dial(ctx, peer.addr, "/echo", "", nil)
		if err != nil {
			return err
		}
		defer conn.Close()
		var times []time.Duration
		for range s.scale(1000, 200) {
			if err := simulate.Pause(ctx, 10*time.Millisecond); err != nil {
				return err
			}
			began := time.Now()
			if err := conn.WriteMessage(websocket.TextMessage, []byte(`{"type":"say"}`)); err != nil {
				return err
			}
			if _, _, err := conn.ReadMessage(); err != nil {
				return err
			}
			times = append(times, time.Since(began))
		}
		values = []float64{milliseconds(quantile(.5, times)), milliseconds(quantile(.99, times))}
		return nil
	})
	return values, err
}

// bareSockets looks at how much larger the bare process is with sockets that said something once.
func bareSockets(ctx context.Context, s *stage) (values []float64, err error) {
	err = s.besideBare(ctx, func(peer *stage) error {
		before, err := peer.resident()
		if err != nil {
			return err
		}
		conns := make([]*websocket.Conn, 2000)
		defer closeAll(conns)
		group, groupCtx := errgroup.WithContext(ctx)
		group.SetLimit(64)
		for i := range conns {
			group.Go(func() (err error) {
				if conns[i], err = dial(groupCtx, peer.addr, "/echo", "", nil); err != nil {
					return err
				}
				if err := conns[i].WriteMessage(websocket.TextMessage, []byte(`{"type":"hello"}`)); err != nil {
					return err
				}
				_, _, err = conns[i].ReadMessage()
				return err
			})
		}
		if err := group.Wait(); err != nil {
			return err
		}
		after, err := peer.resident()
		values = []float64{float64(after-before) / float64(len(conns))}
		return err
	})
	return values, err
}

// files is the bound on sockets that the machine sets.
func files(context.Context, *stage) ([]float64, error) { return []float64{float64(fileLimit())}, nil }
