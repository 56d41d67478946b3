"""Trains the head that colours photos (engine/src/colour/head.rs); README.md says how to run it.

    python train.py PHOTOS WORK PROGRAM VGG19

PHOTOS is the folder with the files of photos.csv, WORK an empty folder, PROGRAM the example colour_features, VGG19 the
weights models/vgg19-q8.safetensors. Writes colouring.safetensors beside this script. One core takes about half an hour.
"""

import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from area import Training, train_area_network
from data import CHANNELS, beside_faces, look, photos, prepare

HERE = Path(__file__).parent
COMPONENTS = [16, 32, 64, 96, 96]
MEAN_COMPONENTS = 24
PENALTY = 10
CLASSES = 96
TEMPERATURE = 0.8
BATCH = 1024
RATE = 2e-3
DECAY = 1e-2
DROPOUT = [0.3, 0.2]
NOISE = 0.05
# Two networks: their hidden layers, how often they see each cell, and how much a photo with people counts against one without.
NETWORKS = [([256, 128], 5, 0.4), ([320, 160], 6, 1.0)]
# Two networks that see the cells around, and how much a photo with people counts for them.
AREA_TRAININGS = [Training(6, 0.3, 0.05, 1e-2), Training(3, 0.5, 0.15, 5e-2)]
AREA_SHARE = 0.5
# How often the network is told of no face where there is one.
FACES_MISSED = 0.15


class Projections:
    """Principal components of each layer's features, of the unit of the first."""

    def __init__(self, cells, means):
        self.blocks = []
        first = 0
        for channels, count in zip(CHANNELS, COMPONENTS):
            self.blocks.append(components(cells[:, first : first + channels], count))
            first += channels
        self.mean = components(means, MEAN_COMPONENTS)

    def inputs(self, look, random=None):
        """[cells][inputs], as Head::inputs."""
        cells = look["cells"].astype(np.float32)
        columns = []
        first = 0
        for channels, (weights, bias) in zip(CHANNELS, self.blocks):
            columns.append(cells[:, first : first + channels] @ weights + bias)
            first += channels
        weights, bias = self.mean
        columns.append(np.tile(look["mean"] @ weights + bias, (len(cells), 1)))
        lightness = look["lightness"]
        height, width = lightness.shape
        y = np.repeat((np.arange(height) + 0.5) / height, width)
        columns.append(np.stack([lightness.ravel() / 50 - 1, y * 2 - 1], 1))
        faces = look["faces"]
        if random is not None and random.random() < FACES_MISSED:
            faces = faces[:0]
        columns.append(beside_faces(faces, lightness).reshape(len(cells), -1))
        return np.concatenate(columns, 1).astype(np.float32)


def components(values, count):
    values = values.astype(np.float32)
    mean = values.mean(0)
    spread = values - mean
    variances, vectors = np.linalg.eigh(spread.T @ spread / len(spread))
    weights = vectors[:, ::-1][:, :count] / np.sqrt(variances[-1] + 1e-4)
    return weights.astype(np.float32), (-mean @ weights).astype(np.float32)


def ridge(inputs, colours, counts):
    """Weights and bias of the linear model."""
    one = np.concatenate([inputs, np.ones((len(inputs), 1), np.float32)], 1)
    weighted = one * counts[:, None]
    solved = np.linalg.solve(one.T @ weighted + PENALTY * np.eye(one.shape[1]), weighted.T @ colours)
    return solved[:-1].astype(np.float32), solved[-1].astype(np.float32)


def class_centres(colours, random):
    """k-means of the colours."""
    some = colours[random.choice(len(colours), min(len(colours), 60000), replace=False)]
    centres = some[random.choice(len(some), CLASSES, replace=False)]
    for _ in range(30):
        nearest = distances(some, centres).argmin(1)
        for index in range(CLASSES):
            mine = some[nearest == index]
            if len(mine):
                centres[index] = mine.mean(0)
    return centres.astype(np.float32)


def distances(colours, centres):
    return ((colours[:, None] - centres[None]) ** 2).sum(-1)


def soft_classes(colours, centres):
    """Shares of the five nearest classes."""
    far = distances(colours, centres)
    nearest = np.argpartition(far, 5, 1)[:, :5]
    some = np.take_along_axis(far, nearest, 1)
    shares = np.exp(-(some - some.min(1, keepdims=True)) / 50)
    shares /= shares.sum(1, keepdims=True)
    result = np.zeros_like(far, dtype=np.float32)
    np.put_along_axis(result, nearest, shares.astype(np.float32), 1)
    return result


def softmax(scores):
    shares = np.exp(scores - scores.max(1, keepdims=True))
    return shares / shares.sum(1, keepdims=True)


class Network:
    """Two hidden layers and classes, trained by AdamW."""

    def __init__(self, inputs, hidden, random):
        sizes = [inputs, *hidden, CLASSES]
        self.weights = [
            random.normal(0, np.sqrt(2 / below), (below, above)).astype(np.float32)
            for below, above in zip(sizes, sizes[1:])
        ]
        self.biases = [np.zeros(above, np.float32) for above in sizes[1:]]

    def scores(self, values):
        for weights, bias in zip(self.weights[:-1], self.biases[:-1]):
            values = np.maximum(values @ weights + bias, 0)
        return values @ self.weights[-1] + self.biases[-1]

    def train(self, inputs, colours, counts, centres, random, epochs):
        sample = random.choice(len(inputs), min(len(inputs), 100000), replace=False)
        share = soft_classes(colours[sample], centres).mean(0)
        rare = 1 / (0.5 * share + 0.5 / CLASSES)
        rare = (rare / (rare * share).sum()).astype(np.float32)
        parameters = [*self.weights, *self.biases]
        first = [np.zeros_like(values) for values in parameters]
        second = [np.zeros_like(values) for values in parameters]
        steps = epochs * len(inputs) // BATCH
        chances = counts / counts.sum()
        for step in range(steps):
            if step % 200 == 0:
                order = random.choice(len(inputs), 200 * BATCH, p=chances)
            batch = order[step % 200 * BATCH :][:BATCH]
            goal = soft_classes(colours[batch], centres)
            factor = rare[goal.argmax(1)] / BATCH
            values = inputs[batch] + NOISE * random.standard_normal((BATCH, inputs.shape[1]), np.float32)
            layers = [values]
            masks = []
            for weights, bias, drop in zip(self.weights[:-1], self.biases[:-1], DROPOUT):
                values = values @ weights + bias
                mask = (values > 0) * (random.random(values.shape, np.float32) > drop) / np.float32(1 - drop)
                values = values * mask
                masks.append(mask)
                layers.append(values)
            shares = softmax(values @ self.weights[-1] + self.biases[-1])
            if step % 500 == 0:
                loss = -(goal * np.log(shares + 1e-9)).sum(1) @ factor
                print("step", step, "of", steps, "loss %.3f" % loss, flush=True)
            gradient = (shares - goal) * factor[:, None]
            gradients = [None] * len(parameters)
            for layer in reversed(range(len(self.weights))):
                gradients[layer] = layers[layer].T @ gradient
                gradients[len(self.weights) + layer] = gradient.sum(0)
                if layer:
                    gradient = (gradient @ self.weights[layer].T) * masks[layer - 1]
            rate = RATE * (1 + np.cos(np.pi * step / steps)) / 2
            for values, slope, mean, square in zip(parameters, gradients, first, second):
                mean += 0.1 * (slope - mean)
                square += 0.001 * (slope * slope - square)
                moved = mean / (1 - 0.9 ** (step + 1))
                length = np.sqrt(square / (1 - 0.999 ** (step + 1))) + 1e-8
                if values.ndim == 2:
                    values *= 1 - rate * DECAY
                values -= rate * moved / length

    def colours(self, inputs, centres):
        return softmax(self.scores(inputs) / TEMPERATURE) @ centres


def variants(row):
    if row["use"] != "train":
        return 1
    return 2 if row["shows"] else 3


def load(work, name):
    with np.load(work / f"{name}.npz") as file:
        return {key: file[key] for key in file}


def main():
    folder, work, program, weights = sys.argv[1:]
    work = Path(work)
    random = np.random.default_rng(0)
    rows = [row for row in photos(HERE / "photos.csv") if row["use"] == "train"]
    names = prepare(rows, folder, work, variants)
    look(names, work, program, weights)

    people = {
        name: bool(row["shows"])
        for row in rows
        for name in [row["file"].replace("/", "-").rsplit(".", 1)[0]]
    }
    sample = []
    means = []
    for name in names:
        seen = load(work, name)
        some = random.choice(len(seen["cells"]), min(24, len(seen["cells"])), replace=False)
        sample.append(seen["cells"][some])
        means.append(seen["mean"])
    projections = Projections(np.concatenate(sample), np.stack(means))

    inputs, colours, counts, shows_people = [], [], [], []
    pictures = []
    for name in names:
        here = projections.inputs(load(work, name), random)
        inputs.append(here.astype(np.float16))
        true = np.load(work / f"{name}.npy")
        colours.append(true.reshape(-1, 2))
        pictures.append((inputs[-1].T.reshape(-1, *true.shape[:2]), true))
        counts.append(np.full(len(here), 1 / len(here), np.float32))
        shows_people.append(np.full(len(here), people[name.rsplit("-", 1)[0]]))
    inputs = np.concatenate(inputs).astype(np.float32)
    colours = np.concatenate(colours)
    counts = np.concatenate(counts)
    shows_people = np.concatenate(shows_people)
    print(len(names), "pictures", len(inputs), "cells", inputs.shape[1], "numbers", flush=True)

    networks = []
    for hidden, epochs, share in NETWORKS:
        counted = counts * np.where(shows_people, np.float32(share), np.float32(1))
        counted /= counted.mean()
        linear = ridge(inputs, colours, counted)
        centres = class_centres(colours, random)
        network = Network(inputs.shape[1], hidden, random)
        network.train(inputs, colours, counted, centres, random, epochs)
        networks.append((network, centres))
    shares = [AREA_SHARE if people[name.rsplit("-", 1)[0]] else 1 for name in names]
    areas = [
        train_area_network(pictures, shares, centres, training, seed)
        for seed, training in enumerate(AREA_TRAININGS)
    ]
    save(HERE / "colouring.safetensors", projections, linear, networks, areas)


def save(path, projections, linear, networks, areas):
    layers = {f"projection{index}": block for index, block in enumerate(projections.blocks)}
    layers |= {"mean": projections.mean, "linear": linear}
    tensors = {}
    for number, area in enumerate(areas):
        tensors |= area.tensors(f"area{number}")
    for number, (network, centres) in enumerate(networks):
        pairs = zip(network.weights, network.biases)
        layers |= {f"network{number}.layer{index}": pair for index, pair in enumerate(pairs)}
        tensors[f"network{number}.centres"] = centres
    for name, (weights, bias) in layers.items():
        tensors |= {f"{name}.weights": weights, f"{name}.bias": bias}
    save_file({name: np.ascontiguousarray(values, np.float16) for name, values in tensors.items()}, path)


if __name__ == "__main__":
    main()
