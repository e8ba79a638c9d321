# The console is built first, then the binary with the console inside; the image
# holds that one file and runs as nobody in particular.
FROM node:20-bookworm-slim AS console
WORKDIR /src/console
COPY console/package.json console/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY console ./
RUN npm run build

FROM golang:1.26-bookworm AS binary
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=console /src/console/dist console/dist
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -tags nomsgpack -ldflags "-w -X main.version=$VERSION" -o /out/bin/switchboard ./cmd/switchboard && mkdir /out/data

# Has certificates of the authorities and a user 65532, and no shell.
FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=binary /out/bin/switchboard /usr/local/bin/switchboard
COPY --from=binary --chown=65532:65532 /out/data /data
USER 65532:65532
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["switchboard"]
CMD ["serve"]
