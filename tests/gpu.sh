#!/usr/bin/env bash
# Checks a GPU and prints its figures; builds nothing. On a machine with an NVIDIA GPU:
#
#     tests/gpu.sh VERNISSAGE [ENGINE_TESTS [CLIP_FLICKER]]
#
# VERNISSAGE is the program, built with `cargo build --release --features cuda`, or with `candle-cuda` for candle's own figures as
# well. ENGINE_TESTS is the engine's test
# binary, built with `cargo test --release -p vernissage-engine --features cuda --no-run`; its tests compare kernels,
# gradients and losses with those of the CPU. CLIP_FLICKER is the example of that name, built with `cargo build --release
# -p vernissage-engine --features cuda --example clip_flicker`: it paints a clip of 5 s, and says how long that takes and how much it
# flickers. If the Python named by PEERS_PYTHON has PyTorch, PyTorch's figures are
# printed as well.
set -uo pipefail
cd "$(dirname "$0")/.."
vernissage=$(realpath "$1")
failed=0

echo '== the device'
"$vernissage" check || failed=1

if [ -n "${2:-}" ]; then
  echo '== kernels, gradients and losses against the CPU'
  "$2" --test-threads 4 --skip too_large_for_the_gpu --skip cuda::tests::descent backends:: || failed=1
  # One at a time: cuDNN's algorithms are chosen by timing, and only an otherwise idle GPU always chooses the same.
  "$2" --test-threads 1 cuda::tests::descent || failed=1
  # On its own: it uses up all memory.
  "$2" too_large_for_the_gpu || failed=1
fi

echo '== one iteration'
for size in 256 512 1024 1200; do "$vernissage" bench --device cuda:0 --size "$size" --iterations 50 || failed=1; done

echo '== one iteration of the original algorithm, by L-BFGS'
for size in 512 1200; do
  "$vernissage" bench --device cuda:0 --preset gatys --size "$size" --iterations 50 || failed=1
done

# Code 2: built without candle-cuda.
if "$vernissage" bench --device cuda:0 --network plain --size 64 --iterations 1 >/dev/null || [ $? -ne 2 ]; then
  echo '== one iteration by candle alone'
  for size in 512 1200; do
    "$vernissage" bench --device cuda:0 --network plain --size "$size" --iterations 10 || failed=1
  done
fi

if "${PEERS_PYTHON:-python3}" -c 'import torch, safetensors' 2>/dev/null; then
  echo '== one iteration by PyTorch'
  "${PEERS_PYTHON:-python3}" benches/pytorch_iteration.py --device cuda 512 1200
  [ -n "${NO_COMPILE:-}" ] ||
    timeout 150 "${PEERS_PYTHON:-python3}" benches/pytorch_iteration.py --device cuda --compile 512 1200
fi

echo '== whole jobs, from decoded pictures to the encoded result'
"$vernissage" bench --device cuda:0 --tier free --jobs 10 || failed=1
"$vernissage" bench --device cuda:0 --tier premium --jobs 5 || failed=1
"$vernissage" bench --device cuda:0 --tier hd --jobs 2 || failed=1
"$vernissage" bench --device cuda:0 --preset gatys --tier free --jobs 3 || failed=1
for at_once in 2 3 4; do
  "$vernissage" bench --device cuda:0 --tier free --jobs $((10 * at_once)) --at-once "$at_once" || failed=1
done

if [ -n "${3:-}" ]; then
  echo '== a clip of 125 frames at 480 px'
  "$3" "$(mktemp -d)" 480 125 assets/photos/rocket.jpg assets/photos/astronaut.jpg assets/styles/hokusai_great_wave.jpg \
    circle=1 first=200 || failed=1
fi
exit "$failed"
