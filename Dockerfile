# One static binary in an otherwise empty image. All data lies in /data; the
# rest of the file system may be read-only.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w -X main.version=${VERSION}" -o /out/communique ./cmd/communique
# The folder exists in the image so that a new volume belongs to the user.
RUN mkdir -p /out/data && chown 65532:65532 /out/data

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /out/communique /usr/local/bin/communique
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
ENV COMMUNIQUE_DATA=/data COMMUNIQUE_LISTEN=0.0.0.0:8080
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["/usr/local/bin/communique", "health"]
ENTRYPOINT ["/usr/local/bin/communique"]
CMD ["serve"]
