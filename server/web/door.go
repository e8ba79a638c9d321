package web

import (
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"switchboard/server/centre"
	"switchboard/server/centre/agent"
	"switchboard/server/centre/attachment"
	"switchboard/server/centre/audit"
	"switchboard/server/centre/board"
	"switchboard/server/centre/call"
	"switchboard/server/centre/callback"
	"switchboard/server/centre/chat"
	"switchboard/server/centre/contact"
	"switchboard/server/centre/customer"
	"switchboard/server/centre/field"
	"switchboard/server/centre/floor"
	"switchboard/server/centre/report"
	"switchboard/server/centre/routing"
	"switchboard/server/centre/screen"
	"switchboard/server/centre/ticket"
	"switchboard/server/centre/visit"
)

// Services are what the door opens onto.
type Services struct {
	Sessions  scs.CtxStore
	Keys      Keys
	SignIn    *agent.SignIn
	Scope     *agent.Scope
	Agents    *agent.Service
	Tokens    *agent.Tokens
	Structure *agent.Structure
	Floor     *floor.Service

	Work        *routing.Viewer
	Routing     *routing.Service
	Why         *routing.Explainer
	Contacts    *contact.Service
	Chats       *chat.Service
	Attachments *attachment.Service
	Calls       *call.Service
	Tickets     *ticket.Service
	Callbacks   *callback.Service
	Visits      *visit.Service
	Board       *board.Service
	Reports     *report.Service

	Customers *customer.Service
	Screens   *screen.Service
	Fields    *field.Service
	Audit     *audit.Service
}

// Options are what the door may be told; every zero value is of use.
type Options struct {
	Version        string
	Log            *slog.Logger
	Clock          centre.Clock
	Limiter        Limiter                 // nil: each node counts for itself
	Pace           Pace                    // how fast one caller may ask
	AtOnce         int                     // requests to the API that are answered at once; 0: 512
	Checks         []Check                 // what /readyz asks
	Metrics        *prometheus.Registry    // nil: a registry of its own
	Console        fs.FS                   // the built console; nil: none is served
	Mount          map[string]http.Handler // other doors by Gin path: "/ws/agent", "/visit/*rest"
	Sockets        []Socket                // of other doors, for the contract
	TrustedProxies []string                // whose X-Forwarded-For counts; CIDR or addresses
	BehindTLS      bool                    // a proxy in front speaks TLS: cookies are Secure
}

// Door is the HTTP handler of all there is.
type Door struct {
	svc      Services
	opt      Options
	log      *slog.Logger
	clock    centre.Clock
	limiter  Limiter
	pace     Limiter // of this node alone
	crowd    crowd
	metrics  *metrics
	sessions *sessions
	csrf     *http.CrossOriginProtection
	engine   *gin.Engine
	api      huma.API
}

// New makes the door with every route behind it.
func New(svc Services, opt Options) (*Door, error) {
	opt = opt.withDefaults()
	d := &Door{
		svc: svc, opt: opt, log: opt.Log, clock: opt.Clock, limiter: opt.Limiter,
		pace:     NewLimiter(nil, "", opt.Clock),
		crowd:    make(crowd, opt.AtOnce),
		metrics:  newMetrics(opt.Metrics),
		sessions: newSessions(svc.Sessions, svc.SignIn, opt.Clock),
		csrf:     http.NewCrossOriginProtection(),
		engine:   newEngine(),
	}
	if err := d.engine.SetTrustedProxies(opt.TrustedProxies); err != nil {
		return nil, fmt.Errorf("trusted proxies: %w", err)
	}
	d.engine.Use(d.begin, d.mend, d.guard, d.sameOrigin)
	d.api = newAPI(d.engine, opt.Version)
	d.api.UseMiddleware(d.takePlace, d.authenticate, d.restrain, d.legible, d.answerOnce)
	d.register(d.api)
	visitors := newVisitorAPI(d.engine, opt.Version, d.Contract())
	visitors.UseMiddleware(d.takePlace, d.authenticate, d.restrain, d.legible, d.answerOnce)
	d.registerVisits(visitors)
	d.describeVisitors(visitors)
	d.describeSockets()
	return d, d.serveTheRest()
}

func (o Options) withDefaults() Options {
	if o.Log == nil {
		o.Log = slog.Default()
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.AtOnce == 0 {
		o.AtOnce = defaultAtOnce
	}
	if o.Limiter == nil {
		o.Limiter = NewLimiter(nil, "", o.Clock)
	}
	if o.Metrics == nil {
		o.Metrics = prometheus.NewRegistry()
	}
	return o
}

func newEngine() *gin.Engine {
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	e.ContextWithFallback = true
	return e
}

// register adds every aggregate's routes.
func (d *Door) register(api huma.API) {
	d.registerSession(api)
	d.registerAgents(api)
	d.registerStructure(api)
	d.registerQueues(api)
	d.registerCalendars(api)
	d.registerTokens(api)
	d.registerWork(api)
	d.registerWhy(api)
	d.registerContacts(api)
	d.registerCalls(api)
	d.registerAttachments(api)
	d.registerBoard(api)
	d.registerReports(api)
	d.registerTickets(api)
	d.registerCallbacks(api)
	d.registerCustomers(api)
	d.registerSearch(api)
	d.registerFields(api)
	d.registerJournal(api)
}

// serveTheRest adds what is not of the API: files, machines' questions, other doors.
func (d *Door) serveTheRest() error {
	spec, err := contract(d.api)
	if err != nil {
		return fmt.Errorf("write the contract: %w", err)
	}
	e := d.engine
	e.GET("/openapi.json", spec)
	e.StaticFS("/docs", docsFiles())
	e.GET("/healthz", d.health)
	e.GET("/readyz", d.ready)
	e.GET("/metrics", gin.WrapH(promhttp.HandlerFor(d.opt.Metrics, promhttp.HandlerOpts{})))
	for path, handler := range d.opt.Mount {
		e.Any(path, gin.WrapH(handler))
	}
	e.NoMethod(func(c *gin.Context) {
		refuse(c, newProblem(http.StatusMethodNotAllowed, "this method is not for this address"))
	})
	return d.serveConsole()
}

// serveConsole gives every address that nothing else has to the console.
func (d *Door) serveConsole() error {
	nothing := func(c *gin.Context) { refuse(c, newProblem(http.StatusNotFound, "there is nothing at this address")) }
	if d.opt.Console == nil {
		d.engine.NoRoute(nothing)
		return nil
	}
	pages, err := newSite(d.opt.Console)
	if err != nil {
		return fmt.Errorf("read the console: %w", err)
	}
	d.engine.NoRoute(func(c *gin.Context) {
		reads := c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead
		if !reads || strings.HasPrefix(c.Request.URL.Path, "/api/") || strings.HasPrefix(c.Request.URL.Path, "/ws/") {
			nothing(c)
			return
		}
		c.Status(http.StatusOK) // Gin says 404 before asking
		pages.serve(c)
	})
	return nil
}

// ServeHTTP implements http.Handler.
func (d *Door) ServeHTTP(w http.ResponseWriter, r *http.Request) { d.engine.ServeHTTP(w, r) }

// Contract is the OpenAPI document of the API.
func (d *Door) Contract() *huma.OpenAPI { return d.api.OpenAPI() }
