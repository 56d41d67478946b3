#!/usr/bin/env bash
# Makes the films of the folder beside it with ffmpeg: as small as the engine accepts them.
set -euo pipefail
mkdir -p "$(dirname "$0")/films"
cd "$(dirname "$0")/films"

film() {
  local name=$1
  shift
  ffmpeg -v error -y -f lavfi -i testsrc2=size=48x36:rate=10:duration=0.4 -fflags +bitexact -flags:v +bitexact -map_metadata -1 "$@" "$name"
}

h264=(-pix_fmt yuv420p -c:v libx264 -crf 40)

film small.gif
film small.webp -c:v libwebp_anim -quality 20
film small.png -f apng
film baseline.mp4 "${h264[@]}" -profile:v baseline
film high.mov "${h264[@]}" -profile:v high -bf 2 -movflags +faststart
film slices.mp4 "${h264[@]}" -bf 2 -x264-params slices=2:cabac=0
