"""Colours the test photos of photos.csv, prints how far the colours are from the true ones, and draws the sheets of docs.

    python judge.py PHOTOS WORK PROGRAM VGG19

PROGRAM is the example colour. The error is the mean distance in a* and b* over the pixels of a photo of 400 px.
"""

import subprocess
import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from data import LUMA, lab, opened, photos

HERE = Path(__file__).parent
DOCS = HERE.parent.parent / "docs"
SIDE = 400
TILE = 236
FONT = HERE.parent.parent / "assets/fonts/SourceSansPro-Regular.otf"

# A photo, a good reference and a poor one.
TRIPLES = [
    ["france__eiffelTower", "image__TourEiffel_background", "animals__scarlet_macaw"],
    ["animals__cow", "animals__bison", "wonders__petra"],
    ["wonders__greatWallofChina", "images__monuments__greatWall", "images__fishes__fish5"],
    ["chelsea", "animals__jaguar", "france__eiffelTower"],
    ["france__chateaudeChambord", "france__chateaudeChenonceau", "coffee"],
    ["animals__dog", "animals__hedgehog", "image__TowerBridgeLondon_background"],
]
# Portraits on the sheet: of people in public office or known from history, from those that were not trained with.
KNOWN = ["astronaut", "grace-hopper", "sally-ride", "obama", "biden"]


def small(path):
    picture = opened(path)
    share = SIDE / max(picture.size)
    return picture.resize([round(side * share) for side in picture.size], Image.LANCZOS)


def grey(picture):
    values = np.asarray(picture, np.float32) @ LUMA.astype(np.float32) + 0.5
    return Image.fromarray(np.stack([values.astype(np.uint8)] * 3, -1))


def error(one, other):
    return float(np.hypot(*np.moveaxis(lab(one)[..., 1:] - lab(other)[..., 1:], -1, 0)).mean())


class Judge:
    def __init__(self, folder, work, program, weights):
        self.folder = Path(folder)
        self.work = Path(work)
        self.program = program
        self.weights = weights
        self.paths = {
            Path(row["file"]).stem.replace("img__team__", ""): self.folder / row["file"]
            for row in photos(HERE / "photos.csv")
        }

    def coloured(self, pairs):
        """The photos coloured, each a path and a reference or None; lists of the true, grey and coloured pictures."""
        arguments, true = [], []
        for number, (path, reference) in enumerate(pairs):
            picture = small(path)
            true.append(picture)
            grey(picture).save(self.work / f"grey{number}.png")
            argument = str(self.work / f"grey{number}.png")
            if reference:
                small(reference).save(self.work / f"reference{number}.png")
                argument += "=" + str(self.work / f"reference{number}.png")
            arguments.append(argument)
        subprocess.run([self.program, self.weights, str(self.work), *arguments], check=True)
        results = [Image.open(self.work / f"{number}.png").convert("RGB") for number in range(len(pairs))]
        return [Coloured(*three) for three in zip(true, map(grey, true), results)]


class Coloured:
    def __init__(self, true, grey, result):
        self.true, self.grey, self.result = true, grey, result
        self.error = error(result, true)
        self.grey_error = error(grey, true)


def sheet(path, tiles, columns):
    """A contact sheet of pictures with words below."""
    font = ImageFont.truetype(str(FONT), 15)
    rows = -(-len(tiles) // columns)
    page = Image.new("RGB", (columns * (TILE + 6) + 6, rows * (TILE + 28) + 6), "white")
    draw = ImageDraw.Draw(page)
    for index, (picture, words) in enumerate(tiles):
        picture = picture.copy()
        picture.thumbnail((TILE, TILE), Image.LANCZOS)
        left = 6 + index % columns * (TILE + 6)
        top = 6 + index // columns * (TILE + 28)
        page.paste(picture, (left + (TILE - picture.width) // 2, top + TILE - picture.height))
        draw.text((left + TILE / 2, top + TILE + 12), words, "black", font, "mm")
    page.save(path, quality=80, subsampling=0)


def told(name, group):
    errors = np.mean([[one.error, one.grey_error] for one in group], 0)
    better = sum(one.error < one.grey_error for one in group)
    print(f"{name}: {errors[0]:.1f}, grey {errors[1]:.1f}, better than grey {better} of {len(group)}", flush=True)


def main():
    judge = Judge(*sys.argv[1:])
    rows = photos(HERE / "photos.csv")

    used = {use: [row for row in rows if row["use"] == use] for use in ("test", "portrait test")}
    done = {use: judge.coloured([(judge.folder / row["file"], None) for row in some]) for use, some in used.items()}
    for use, group in done.items():
        told(use, group)
        for row, one in zip(used[use], group):
            print(f"  {row['file']} {one.error:.1f}, grey {one.grey_error:.1f}")

    known = judge.coloured([(judge.paths[name], None) for name in KNOWN])
    tiles = []
    for one in [*done["test"], *known[1:]]:
        tiles += [(one.grey, ""), (one.result, f"{one.error:.1f} (grey {one.grey_error:.1f})"), (one.true, "true")]
    sheet(DOCS / "colouring.jpg", tiles, 6)

    tiles = []
    groups = {"alone": [], "good reference": [], "poor reference": []}
    for name, good, poor in TRIPLES:
        photo = judge.paths[name]
        alone, like_good, like_poor = judge.coloured(
            [(photo, None), (photo, judge.paths[good]), (photo, judge.paths[poor])]
        )
        for group, one in zip(groups.values(), (alone, like_good, like_poor)):
            group.append(one)
        tiles += [
            (alone.true, "true"),
            (alone.result, f"alone {alone.error:.1f}"),
            (small(judge.paths[good]), "good reference"),
            (like_good.result, f"like it {like_good.error:.1f}"),
            (small(judge.paths[poor]), "poor reference"),
            (like_poor.result, f"like it {like_poor.error:.1f}"),
        ]
    for name, group in groups.items():
        told(name, group)
    sheet(DOCS / "colouring_reference.jpg", tiles, 6)


if __name__ == "__main__":
    main()
