"""Makes grey pictures and true colours out of the photos of photos.csv, and reads what the network sees in them."""

import csv
import subprocess
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

# As in engine/src/colour/features.rs.
CELL = 8
STEP = 16
LONGEST = 256
CHANNELS = [64, 128, 256, 512, 512]

# How films and programs weigh red, green and blue; the first is that of the program. Old films hardly see red.
LUMA = np.array([0.299, 0.587, 0.114])
FILMS = [LUMA, np.array([0.2126, 0.7152, 0.0722]), np.array([0.12, 0.55, 0.33]), np.array([0.33, 0.34, 0.33])]
# Longest side of the grey pictures in px: faces are looked for in them.
SIDE = 512


def photos(path):
    """The rows of photos.csv."""
    with open(path) as file:
        return list(csv.DictReader(file))


def lab(rgb):
    """sRGB of 0..=255 to L*a*b* of D65, as in engine/src/colour/lab.rs."""
    value = np.asarray(rgb, np.float32) / 255
    light = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    matrix = np.array(
        [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]],
        np.float32,
    )
    xyz = light @ matrix.T / np.array([0.95047, 1, 1.08883], np.float32)
    root = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], -1)


def working_size(width, height):
    """The size at which the network sees a picture."""
    longest = max(width, height)
    return tuple(max(1, int(side * LONGEST / longest / STEP + 0.5)) * STEP for side in (width, height))


def fitted(picture, longest):
    """The picture with its longer side at most so long."""
    share = longest / max(picture.size)
    if share >= 1:
        return picture
    return picture.resize([max(1, round(side * share)) for side in picture.size], Image.BILINEAR)


def pooled(values, cell=CELL):
    """Means over squares of cells."""
    height, width = values.shape[0] // cell, values.shape[1] // cell
    return values.reshape(height, cell, width, cell, -1).mean((1, 3))


def opened(path):
    picture = Image.open(path)
    picture.draft("RGB", (2 * SIDE, 2 * SIDE))
    return fitted(picture.convert("RGB"), 2 * SIDE)


def variant(picture, number, random):
    """Variant 0 is the photo; the others are pieces of it, mirrored, faded, blurred or grainy as old photos are."""
    weights = LUMA
    if number == 0:
        colour = fitted(picture, SIDE)
        return colour, np.asarray(colour, np.float32) @ weights

    width, height = picture.size
    share = random.uniform(0.6, 1.0)
    left = random.uniform(0, 1 - share) * width
    top = random.uniform(0, 1 - share) * height
    colour = picture.crop([round(side) for side in (left, top, left + share * width, top + share * height)])
    colour = fitted(colour, SIDE)
    if number % 2:
        colour = colour.transpose(Image.FLIP_LEFT_RIGHT)

    weights = FILMS[random.choice(len(FILMS), p=[0.4, 0.2, 0.25, 0.15])]
    grey = np.asarray(colour, np.float32) @ weights.astype(np.float32) / 255
    gamma = np.exp(random.uniform(-0.4, 0.4))
    dark = random.uniform(0, 0.15)
    light = random.uniform(0.85, 1.0)
    grey = (dark + (light - dark) * np.clip(grey, 0, 1) ** gamma) * 255
    if random.random() < 0.4:
        soft = Image.fromarray(grey.astype(np.uint8)).filter(ImageFilter.GaussianBlur(random.uniform(0.5, 1.6)))
        grey = np.asarray(soft, np.float32)
    if random.random() < 0.5:
        grey = grey + random.normal(0, random.uniform(2, 9), grey.shape)
    return colour, grey


def prepare(rows, folder, work, variants):
    """Writes the grey picture and the true colours of each variant; returns their names."""
    names = []
    for row in rows:
        picture = None
        for number in range(variants(row)):
            name = row["file"].replace("/", "-").rsplit(".", 1)[0] + f"-{number}"
            names.append(name)
            if (work / f"{name}.npy").exists():
                continue
            picture = picture or opened(Path(folder) / row["file"])
            random = np.random.default_rng(zlib.crc32(name.encode()))
            colour, grey = variant(picture, number, random)
            grey = np.clip(grey + 0.5, 0, 255).astype(np.uint8)
            Image.fromarray(np.stack([grey] * 3, -1)).save(work / f"{name}.png")
            small = colour.resize(working_size(*colour.size), Image.BILINEAR)
            np.save(work / f"{name}.npy", pooled(lab(small))[..., 1:].astype(np.float32))
    return names


def look(names, work, program, weights):
    """Lets the program look at the pictures."""
    missing = [work / f"{name}.png" for name in names if not (work / f"{name}.npz").exists()]
    for start in range(0, len(missing), 100):
        some = missing[start : start + 100]
        subprocess.run([program, weights, *some], check=True)
        for path in some:
            raw = path.with_suffix(".bin")
            height, width, count = np.fromfile(raw, np.uint32, 3)
            values = np.fromfile(raw, np.float32, offset=12)
            faces = values[: 5 * count].reshape(count, 5)
            mean = values[5 * count :][:512]
            cells = values[5 * count + 512 :].reshape(height * width, sum(CHANNELS))
            grey = Image.open(path)
            small = np.asarray(grey.resize(working_size(*grey.size), Image.BILINEAR))
            lightness = pooled(lab(small))[..., 0]
            np.savez(
                path.with_suffix(".npz"),
                cells=cells.astype(np.float16), mean=mean, faces=faces, lightness=lightness.astype(np.float32),
            )
            raw.unlink()
        print("looked at", start + len(some), "of", len(missing), flush=True)


def beside_faces(faces, lightness):
    """Where each cell lies relative to the nearest face: 7 numbers, as in engine/src/colour/head.rs."""
    height, width = lightness.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    x, y = (x + 0.5) / width, (y + 0.5) / height
    best = np.full((height, width), np.inf, np.float32)
    result = np.zeros((height, width, 7), np.float32)
    for left, top, face_width, face_height, _ in faces:
        u = (x - left - face_width / 2) / face_width
        v = (y - top - face_height / 2) / face_height
        distance = np.hypot(u, v)
        inside = (np.abs(u) < 0.35) & (np.abs(v) < 0.35)
        if not inside.any():
            inside = distance == distance.min()
        skin = lightness[inside].mean()
        near = np.clip(1 - (distance - 4) / 3, 0, 1)
        values = np.stack(
            [
                np.ones_like(u),
                np.exp(-(((u / 0.6) ** 2 + (v / 0.75) ** 2) ** 2)),
                np.minimum(np.abs(u), 4) / 2,
                np.clip(v, -4, 6) / 2,
                np.clip((lightness - skin) / 25, -2, 2),
                np.full_like(u, skin / 50 - 1),
                np.full_like(u, face_height * 2),
            ],
            -1,
        )
        nearer = distance < best
        best = np.where(nearer, distance, best)
        result[nearer] = (values * near[..., None])[nearer]
    return result
