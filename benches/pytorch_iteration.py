"""Measures one iteration by PyTorch, with the layers, losses and weights of the default recipe.

An iteration is forward to relu5_1, moments, losses, the picture's gradient, and a step of Adam. Prints the median in
milliseconds. On a GPU it uses TF32. With --dtype bf16 weights, maps and their gradients are bf16, the picture and Adam
are f32 as always.

    python benches/pytorch_iteration.py [--device cpu|cuda] [--dtype f32|bf16] [--layout channels_last|nchw] [--compile]
                                        SIZE...
"""

import argparse
import statistics
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

torch.backends.cuda.matmul.allow_tf32 = True
torch.backends.cudnn.allow_tf32 = True
torch.backends.cudnn.benchmark = True

WEIGHTS = Path(__file__).parent.parent / "models/vgg19-q8.safetensors"
NAMES = ["1_1", "1_2", "2_1", "2_2", "3_1", "3_2", "3_3", "3_4", "4_1", "4_2", "4_3", "4_4", "5_1"]
STYLE = {"1_1": 32, "2_1": 64, "3_1": 64, "4_1": 4, "5_1": 0.2}


def load(place):
    """Kernel and bias of each convolution; `place` moves a tensor to its device and layout."""
    file = load_file(WEIGHTS)
    layers = []
    for name in NAMES:
        kernel = file[f"conv{name}.table"][file[f"conv{name}.kernel"].long()]
        kernel = kernel.flip(1) if name == "1_1" else kernel
        kernel = place(kernel)
        layers.append((kernel, file[f"conv{name}.bias"].to(kernel.device, kernel.dtype)))
    return layers


def replicated(x):
    """The picture with a border of one pixel: as F.pad's, whose gradient torch.compile miscomputes on a CPU in channels
    last."""
    x = torch.cat([x[:, :, :1], x, x[:, :, -1:]], 2)
    return torch.cat([x[:, :, :, :1], x, x[:, :, :, -1:]], 3)


def forward(layers, x):
    """The activations of every ReLU up to relu5_1, by name."""
    taps = {}
    x = x.to(layers[0][0].dtype)
    for name, (kernel, bias) in zip(NAMES, layers):
        x = F.relu(F.conv2d(replicated(x) if name == "1_1" else x, kernel, bias,
                            padding=0 if name == "1_1" else 1))
        taps[name] = x
        if name in ("1_2", "2_2", "3_4", "4_4"):
            x = F.max_pool2d(x, 2)
    return taps


def moments(x):
    """Mean and covariance of a layer's maps."""
    f = x.flatten(2)[0]
    mean = f.mean(1).float()
    return mean, (f @ f.T).float() / f.shape[1] - torch.outer(mean, mean)


def unit_gradient_loss(d):
    """The sum of squares, scaled so that the gradient's size does not depend on that of d."""
    return d.square().sum() / d.detach().abs().sum()


def loss(layers, x, photo, targets):
    taps = forward(layers, x)
    total = 0.065 * unit_gradient_loss((taps["4_2"] - photo).float())
    for (name, weight), (mean, second) in zip(STYLE.items(), targets):
        m, s = moments(taps[name])
        total = total + weight / sum(STYLE.values()) * (unit_gradient_loss(m - mean) + unit_gradient_loss(s - second))
    dx, dy = x.diff(dim=3), x.diff(dim=2)
    return total + 2.0 * (dx.square().mean() + dy.square().mean()) / 255**2


def milliseconds(options, place, layers, size):
    photo, style = (place(torch.rand(1, 3, size, size).mul_(255)) for _ in range(2))
    with torch.no_grad():
        content = forward(layers, photo)["4_2"]
        taps = forward(layers, style)
        targets = [moments(taps[name]) for name in STYLE]
    x = photo.clone(memory_format=torch.preserve_format).requires_grad_()
    adam = torch.optim.Adam([x], lr=5.0, betas=(0.9, 0.99), fused=True)
    function = torch.compile(loss) if options.compile else loss

    def iterations(count):
        start = time.perf_counter()
        for _ in range(count):
            adam.zero_grad(set_to_none=True)
            function(layers, x, content, targets).backward()
            adam.step()
        if options.device == "cuda":
            torch.cuda.synchronize()
        return (time.perf_counter() - start) / count * 1e3

    # A GPU works asynchronously, so several iterations are timed together.
    warm_up, timed = (8, 10) if options.device == "cuda" else (2, 1)
    iterations(warm_up)
    return statistics.median(iterations(timed) for _ in range(options.samples))


def product_rate(dtype):
    """TFLOP/s of a large matrix product."""
    a, b = (torch.randn(8192, 8192, device="cuda", dtype=dtype) for _ in range(2))
    for _ in range(3):
        a @ b
    start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
    start.record()
    for _ in range(10):
        a @ b
    end.record()
    end.synchronize()
    return 10 * 2 * 8192**3 / start.elapsed_time(end) / 1e9


def print_versions(options):
    name = torch.cuda.get_device_name() if options.device == "cuda" else f"{torch.get_num_threads()} threads"
    print(f"{name}, PyTorch {torch.__version__}")
    if options.device == "cuda" and not options.compile:
        types = {"TF32": torch.float32, "bf16": torch.bfloat16}
        rates = [f"{name} {product_rate(dtype):.0f}" for name, dtype in types.items()]
        print(f"8192 x 8192 products: {', '.join(rates)} TFLOP/s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", type=int, nargs="+", metavar="SIZE")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--dtype", choices=["f32", "bf16"], default="f32")
    parser.add_argument("--layout", choices=["channels_last", "nchw"], default="channels_last")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--samples", type=int, default=7)
    options = parser.parse_args()
    if options.device == "cuda":
        torch.set_float32_matmul_precision("high")
    layout = torch.channels_last if options.layout == "channels_last" else torch.contiguous_format
    print_versions(options)

    def place(tensor):
        return tensor.to(options.device).contiguous(memory_format=layout)

    dtype = torch.bfloat16 if options.dtype == "bf16" else torch.float32
    layers = load(lambda tensor: place(tensor).to(dtype))
    name = "compiled" if options.compile else "eager"
    for size in options.sizes:
        time_ms = milliseconds(options, place, layers, size)
        print(f"PyTorch {name}, {options.dtype}, {options.layout}, {size} px: {time_ms:.2f} ms", flush=True)


main()
