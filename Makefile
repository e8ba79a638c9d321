.DEFAULT_GOAL := help
SHELL := /bin/bash

# Real input for replays and imports, when it lies beside the checkout.
ifneq ($(wildcard ../shared/data/.),)
export SWITCHBOARD_DATA ?= $(abspath ../shared/data)
endif

# One way to compile for build, tests and lint, so that each package is compiled once:
# without MessagePack (nobody asks Gin for it, and its codec is the largest package of
# all) and without what only a debugger reads.
export GOFLAGS := $(strip $(GOFLAGS) -trimpath -tags=nomsgpack -gcflags=all=-dwarf=false)

VERSION = $(shell git describe --always --dirty 2>/dev/null || echo dev)
GO_SOURCES = $(shell find cmd server queue sql console -name '*.go' -o -name '*.sql' 2>/dev/null) go.mod go.sum
CONSOLE_SOURCES = $(shell find console -type f -not -path '*/node_modules/*' -not -path 'console/dist/*' 2>/dev/null)

.PHONY: help
help: ## say what can be made
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

.PHONY: run
run: setup build ## start everything here, with a demo company and a demo floor (DEMO=0: no floor)
	bin/switchboard demo

# The compiler spends a fifth of its time collecting garbage that would fit in memory.
FAST_BUILD = GOGC=400 go build

.PHONY: build
build: ahead bin/switchboard ## make bin/switchboard, with the console inside

bin/switchboard: console/dist/index.html $(GO_SOURCES)
	$(FAST_BUILD) -ldflags "-w -X main.version=$(VERSION)" -o $@ ./cmd/switchboard

.PHONY: test
test: setup-test test-go test-console e2e ## install what tests need and run all of them

.PHONY: check
check: setup-test ## what CI runs: tests, lint, types, formatting, generated files
	@$(MAKE) --no-print-directory -j3 --output-sync=target lint test-go-servers test-go-rules test-go-newest test-console # those with servers leave a core idle
	@$(MAKE) --no-print-directory e2e fresh-files

.PHONY: console
console: console/dist/index.html ## build the console into console/dist

.PHONY: e2e
e2e: build ## drive the whole product with real browsers
	cd console && npm run e2e

.PHONY: migrate
migrate: bin/switchboard ## bring the database to this version
	bin/switchboard migrate

.PHONY: seed
seed: bin/switchboard ## fill the database with the demo company
	bin/switchboard seed

BENCH_REPORT ?= docs/bench.md

.PHONY: bench
bench: setup build ## measure this machine's figures, each beside a limit or a peer (QUICK=1: in a minute; BENCH_REPORT=FILE)
	bin/switchboard bench $(if $(QUICK),--quick,--markdown $(BENCH_REPORT))

.PHONY: plans
plans: ## compare the plans of the hot statements among a million rows with those kept (UPDATE=1 keeps the new ones)
	go run ./scripts/testservers go test -tags plans -run TestPlans -count=1 -timeout 30m ./sql/plans $(if $(UPDATE),-update)

.PHONY: soak
soak: setup-test ## the properties of the rules with a hundred thousand seeds each
	go test -timeout 60m $$(grep -rl pgregory.net/rapid server/centre --include=*_test.go | xargs -n1 dirname | sort -u | sed 's,^,./,') -rapid.checks=100000

CHAOS ?= 30m
CHAOS_REPORT ?= docs/chaos.md

.PHONY: chaos
chaos: setup-test ## kill, stop, empty and fill everything under load (CHAOS=10m: for so long; CHAOS_REPORT=FILE)
	CHAOS_FOR=$(CHAOS) CHAOS_REPORT=$(abspath $(CHAOS_REPORT)) go test ./cmd/switchboard -run '^TestChaos$$' -count=1 -timeout 0 -v

.PHONY: fresh
fresh: ## prove run and test in a bare Debian (as root, needs debootstrap; slow)
	scripts/fresh

# The steps below are parts of the ones above.

# Where nothing was built yet, Go's packages are compiled while the console is built.
.PHONY: ahead
ahead:
	@[ -e bin/switchboard ] || $(MAKE) --no-print-directory -j2 packages console/dist/index.html

.PHONY: packages
packages:
	$(FAST_BUILD) ./server/... ./sql/... ./queue/...

.PHONY: setup
setup:
	@scripts/setup

.PHONY: setup-test
setup-test:
	@scripts/setup test

.PHONY: test-go
test-go: console/dist/index.html
	scripts/test-go

.PHONY: test-go-rules test-go-servers test-go-newest
test-go-rules test-go-servers test-go-newest: test-go-%: console/dist/index.html
	scripts/test-go $*

.PHONY: test-console
test-console: console/node_modules/.installed
	cd console && npm test

.PHONY: lint
lint: console/node_modules/.installed
	scripts/golangci-lint run --allow-parallel-runners ./...
	cd console && npm run check

.PHONY: types
types: bin/switchboard # the console's types, from the contract in the code
	mkdir -p .tools && bin/switchboard openapi >.tools/openapi.json
	cd console && OPENAPI=$(CURDIR)/.tools/openapi.json npm run --silent types

.PHONY: fresh-files
fresh-files:
	scripts/fresh-files

console/node_modules/.installed: console/package.json console/package-lock.json
	cd console && npm ci --no-audit --no-fund --loglevel=error
	touch $@

console/dist/index.html: console/node_modules/.installed $(CONSOLE_SOURCES)
	cd console && npm run build
	touch $@
