# syntax=docker/dockerfile:1
# One program, two images; both run `serve`, `worker` and every other command. docs/operations.md tells how.
#
#   docker build -t vernissage .
#   docker build -t vernissage:cuda --build-arg DEVICE=cuda .
ARG DEVICE=cpu

# The program, with and without the GPU's code, which needs nothing of CUDA to build.
FROM rust:1.95-slim-bookworm AS source
WORKDIR /src
COPY . .

# The caches keep the registry and what was built, so that a small change builds little.
FROM source AS build-cpu
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,id=target-cpu,sharing=locked \
    cargo build --locked --release \
    && install -D -t /program target/release/vernissage target/release/vernissage.dwp

FROM source AS build-cuda
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/src/target,id=target-cuda,sharing=locked \
    cargo build --locked --release --features cuda \
    && install -D -t /program target/release/vernissage target/release/vernissage.dwp

# A stage from above.
# hadolint ignore=DL3006
FROM build-${DEVICE} AS build

# What it runs on. cuBLAS, cuDNN and NVRTC are loaded when it starts; the driver comes from the host.
FROM debian:bookworm-slim AS base-cpu
FROM nvidia/cuda:12.9.1-cudnn-runtime-ubuntu24.04 AS base-cuda

# hadolint ignore=DL3006
FROM base-${DEVICE} AS vernissage
# The distribution's newest versions are the right ones. ffmpeg is for films that the program does not read itself, and for
# sound (docs/clips.md).
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates curl ffmpeg \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/vernissage --create-home vernissage \
    && install -d -o vernissage -m 700 /var/lib/vernissage/data
COPY --from=build /program /opt/vernissage
COPY models/vgg19-q8.safetensors /opt/vernissage/models/

# Port 8080 is for people. 9090 is for probes and Prometheus and is not published.
ENV VERNISSAGE__ENVIRONMENT=production \
    VERNISSAGE__SERVER__LISTEN=0.0.0.0:8080 \
    VERNISSAGE__SERVER__MONITOR_LISTEN=0.0.0.0:9090 \
    VERNISSAGE__WORKER__LISTEN=0.0.0.0:9090
EXPOSE 8080
WORKDIR /var/lib/vernissage
USER 10001
HEALTHCHECK --interval=10s --timeout=6s --start-period=2m \
    CMD ["curl", "--fail", "--silent", "--output", "/dev/null", "http://127.0.0.1:9090/healthz"]
ENTRYPOINT ["/opt/vernissage/vernissage"]
CMD ["serve"]
