"""The network that sees the cells around (engine/src/colour/area_network.rs), trained with PyTorch."""

from dataclasses import dataclass

import numpy as np
import torch
from torch import nn
from torch.nn import functional

FIRST = 160
FURTHER = 64
DILATIONS = [1, 2, 4]
BATCH = 4
RATE = 2e-3
# How much the distance of the mean colour counts beside the classes, and how soon a distance is small.
CLASSES_COUNT = 0.3
DISTANCE_COUNTS = 0.1
NEAR = 4.0


@dataclass
class Training:
    """How often it sees each photo, and what keeps it from learning them by heart."""

    epochs: int
    dropout: float
    noise: float
    decay: float


class AreaNetwork(nn.Module):
    def __init__(self, inputs, centres, dropout):
        super().__init__()
        self.dropout = dropout
        self.first = nn.Conv2d(inputs, FIRST, 1)
        below = [FIRST, *[FURTHER] * (len(DILATIONS) - 1)]
        self.further = nn.ModuleList(
            nn.Conv2d(maps, FURTHER, 3, padding=dilation, dilation=dilation) for maps, dilation in zip(below, DILATIONS)
        )
        self.last = nn.Conv2d(FIRST + len(DILATIONS) * FURTHER, len(centres), 1)
        self.register_buffer("centres", torch.tensor(centres))

    def scores(self, maps):
        """[height][width][classes] of [inputs][height][width]."""
        layers = [functional.dropout(functional.relu(self.first(maps[None])), self.dropout, self.training)]
        for layer in self.further:
            layers.append(functional.relu(layer(layers[-1])))
        together = functional.dropout(torch.cat(layers, 1), self.dropout, self.training)
        return self.last(together)[0].permute(1, 2, 0)

    def loss(self, maps, colours):
        shares = torch.log_softmax(self.scores(maps), -1)
        far = ((colours[:, :, None] - self.centres) ** 2).sum(-1)
        classes = -(torch.softmax(-far / 50, -1) * shares).sum(-1).mean()
        mean = shares.exp() @ self.centres
        distance = torch.sqrt(((mean - colours) ** 2).sum(-1) + NEAR).mean()
        return CLASSES_COUNT * classes + DISTANCE_COUNTS * distance

    def tensors(self, name):
        """As Head::load reads them."""
        return {f"{name}.{key}": value.numpy() for key, value in self.state_dict().items()}


def train_area_network(pictures, counts, centres, training, seed):
    """Trains on pictures: each has its inputs as [inputs][height][width] and its colours as [height][width][2]."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    network = AreaNetwork(len(pictures[0][0]), centres, training.dropout)
    optimiser = torch.optim.AdamW(network.parameters(), RATE, weight_decay=training.decay)
    steps = training.epochs * len(pictures) // BATCH
    chances = np.asarray(counts) / np.sum(counts)

    for step in range(steps):
        optimiser.param_groups[0]["lr"] = RATE * (1 + np.cos(np.pi * step / steps)) / 2
        optimiser.zero_grad()
        for index in random.choice(len(pictures), BATCH, p=chances):
            maps, colours = (torch.tensor(np.asarray(values, np.float32)) for values in pictures[index])
            maps = maps + training.noise * torch.randn_like(maps)
            if random.random() < 0.5:
                maps, colours = maps.flip(2), colours.flip(1)
            loss = network.loss(maps, colours) / BATCH
            loss.backward()
        optimiser.step()
        if step % 100 == 0:
            print("step", step, "of", steps, "loss %.3f" % (loss.detach() * BATCH), flush=True)

    return network.eval()
