package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// metrics are what Prometheus is told of the door's requests.
type metrics struct {
	took     *prometheus.HistogramVec
	inFlight prometheus.Gauge
	refused  prometheus.Counter
}

func newMetrics(to prometheus.Registerer) *metrics {
	m := &metrics{
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name:    "switchboard_http_request_duration_seconds",
			Help:    "How long requests took, by route and status.",
			Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
		}, []string{"method", "route", "status"}),
		inFlight: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "switchboard_http_requests_in_flight",
			Help: "Requests being answered, open sockets included.",
		}),
		refused: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "switchboard_http_requests_refused_total",
			Help: "Requests told to come back since as many as may be were being answered.",
		}),
	}
	to.MustRegister(m.took, m.inFlight, m.refused)
	return m
}

// begin counts a request in; what it gives counts it out. Status 0 leaves the
// duration out, for sockets.
func (m *metrics) begin() func(method, route string, status int, took time.Duration) {
	m.inFlight.Inc()
	return func(method, route string, status int, took time.Duration) {
		m.inFlight.Dec()
		if status != 0 {
			m.took.WithLabelValues(methodLabel(method), route, strconv.Itoa(status)).Observe(took.Seconds())
		}
	}
}

// methodLabel gives one of few words: a method may be any word that a stranger sends,
// and every label is kept as long as the process lives.
func methodLabel(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}
