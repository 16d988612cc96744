# make test   everything that must hold; installs what it needs on Debian
# make demo   the bundled releases on http://127.0.0.1:8080
GO ?= go
export CGO_ENABLED = 0

.PHONY: build test check race needs demo measure fuzz clean

build:
	$(GO) build -trimpath -o bin/communique ./cmd/communique

demo:
	$(GO) run ./cmd/communique demo

# The race detector needs cgo and a C compiler; the binary itself needs neither.
test: needs check
	$(GO) test -timeout 15m ./...
	CGO_ENABLED=1 $(GO) test -race -timeout 10m -run 'Concurrent|WhileWriting|WhileQueriesRun' ./cmd/communique ./search/engine ./indexer

check:
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

needs:
	@sh deploy/needs.sh

measure:
	$(GO) run ./cmd/measure --help

fuzz:
	@sh deploy/fuzz.sh

clean:
	rm -rf bin
