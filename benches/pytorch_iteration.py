"""One iteration by PyTorch: forward to relu5_1, moments, losses, the picture's gradient, Adam. The same layers, losses
and weights as the default recipe. Prints milliseconds, medians; on a GPU with TF32.

    python benches/pytorch_iteration.py [--device cpu|cuda] [--layout channels_last|nchw] [--compile] SIZE...
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
    file = load_file(WEIGHTS)
    layers = []
    for name in NAMES:
        kernel = file[f"conv{name}.table"][file[f"conv{name}.kernel"].long()]
        kernel = kernel.flip(1) if name == "1_1" else kernel
        kernel = place(kernel)
        layers.append((kernel, file[f"conv{name}.bias"].to(kernel.device)))
    return layers


def forward(layers, x):
    taps = {}
    for name, (kernel, bias) in zip(NAMES, layers):
        x = F.relu(F.conv2d(F.pad(x, (1, 1, 1, 1), mode="replicate") if name == "1_1" else x, kernel, bias,
                            padding=0 if name == "1_1" else 1))
        taps[name] = x
        if name in ("1_2", "2_2", "3_4", "4_4"):
            x = F.max_pool2d(x, 2)
    return taps


def moments(x):
    f = x.flatten(2)[0]
    mean = f.mean(1)
    return mean, f @ f.T / f.shape[1] - torch.outer(mean, mean)


def unit(d):
    return d.square().sum() / d.detach().abs().sum()


def loss(layers, x, photo, targets):
    taps = forward(layers, x)
    total = 0.065 * unit(taps["4_2"] - photo)
    for (name, weight), (mean, second) in zip(STYLE.items(), targets):
        m, s = moments(taps[name])
        total = total + weight / sum(STYLE.values()) * (unit(m - mean) + unit(s - second))
    dx, dy = x.diff(dim=3), x.diff(dim=2)
    return total + 2.0 * (dx.square().mean() + dy.square().mean()) / 255**2


def milliseconds(wanted, place, layers, size):
    photo, style = (place(torch.rand(1, 3, size, size).mul_(255)) for _ in range(2))
    with torch.no_grad():
        content = forward(layers, photo)["4_2"]
        taps = forward(layers, style)
        targets = [moments(taps[name]) for name in STYLE]
    x = photo.clone(memory_format=torch.preserve_format).requires_grad_()
    adam = torch.optim.Adam([x], lr=5.0, betas=(0.9, 0.99), fused=True)
    function = torch.compile(loss) if wanted.compile else loss

    def iterations(count):
        start = time.perf_counter()
        for _ in range(count):
            adam.zero_grad(set_to_none=True)
            function(layers, x, content, targets).backward()
            adam.step()
        if wanted.device == "cuda":
            torch.cuda.synchronize()
        return (time.perf_counter() - start) / count * 1e3

    # A GPU runs ahead of what it is told; one look at the clock for several iterations.
    warm, each = (8, 10) if wanted.device == "cuda" else (2, 1)
    iterations(warm)
    return statistics.median(iterations(each) for _ in range(wanted.samples))


def product_rate(dtype):
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


def introduce(wanted):
    name = torch.cuda.get_device_name() if wanted.device == "cuda" else f"{torch.get_num_threads()} threads"
    print(f"{name}, PyTorch {torch.__version__}")
    if wanted.device == "cuda" and not wanted.compile:
        types = {"TF32": torch.float32, "bf16": torch.bfloat16}
        rates = [f"{name} {product_rate(dtype):.0f}" for name, dtype in types.items()]
        print(f"8192 x 8192 products: {', '.join(rates)} TFLOP/s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", type=int, nargs="+", metavar="SIZE")
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    parser.add_argument("--layout", choices=["channels_last", "nchw"], default="channels_last")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--samples", type=int, default=7)
    wanted = parser.parse_args()
    if wanted.device == "cuda":
        torch.set_float32_matmul_precision("high")
    layout = torch.channels_last if wanted.layout == "channels_last" else torch.contiguous_format
    introduce(wanted)

    def place(tensor):
        return tensor.to(wanted.device).contiguous(memory_format=layout)

    layers = load(place)
    name = "compiled" if wanted.compile else "eager"
    for size in wanted.sizes:
        time_taken = milliseconds(wanted, place, layers, size)
        print(f"PyTorch {name}, {wanted.layout}, {size} px: {time_taken:.2f} ms", flush=True)


main()
