"""One iteration by PyTorch on the GPU: forward to relu5_1, moments, losses, the picture's gradient, Adam. The same
layers, losses and weights as the default recipe; TF32 and channels_last. Prints milliseconds, medians.

    python benches/gpu_peers.py MODELS/vgg19-q8.safetensors [--compile] SIZE...
"""

import statistics
import sys

import torch
import torch.nn.functional as F
from safetensors.torch import load_file

torch.backends.cuda.matmul.allow_tf32 = True
torch.backends.cudnn.allow_tf32 = True
torch.backends.cudnn.benchmark = True
torch.set_float32_matmul_precision("high")

NAMES = ["1_1", "1_2", "2_1", "2_2", "3_1", "3_2", "3_3", "3_4", "4_1", "4_2", "4_3", "4_4", "5_1"]
STYLE = {"1_1": 256, "2_1": 64, "3_1": 16, "4_1": 4, "5_1": 1}


def load(path):
    file = load_file(path)
    layers = []
    for name in NAMES:
        kernel = file[f"conv{name}.table"][file[f"conv{name}.kernel"].long()]
        kernel = kernel.flip(1) if name == "1_1" else kernel
        layers.append((kernel.cuda().contiguous(memory_format=torch.channels_last), file[f"conv{name}.bias"].cuda()))
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
    total = 0.026 * unit(taps["4_2"] - photo)
    for (name, weight), (mean, second) in zip(STYLE.items(), targets):
        m, s = moments(taps[name])
        total = total + weight / 341 * (unit(m - mean) + unit(s - second))
    dx, dy = x.diff(dim=3), x.diff(dim=2)
    return total + 2.0 * (dx.square().mean() + dy.square().mean()) / 255**2


def milliseconds(layers, size, compiled):
    photo = torch.rand(1, 3, size, size, device="cuda").mul_(255).contiguous(memory_format=torch.channels_last)
    style = torch.rand(1, 3, size, size, device="cuda").mul_(255).contiguous(memory_format=torch.channels_last)
    with torch.no_grad():
        content = forward(layers, photo)["4_2"]
        taps = forward(layers, style)
        targets = [moments(taps[name]) for name in STYLE]
    x = photo.clone().requires_grad_()
    adam = torch.optim.Adam([x], lr=5.0, betas=(0.9, 0.99), fused=True)
    function = torch.compile(loss) if compiled else loss

    def iteration():
        adam.zero_grad(set_to_none=True)
        function(layers, x, content, targets).backward()
        adam.step()

    for _ in range(8):
        iteration()
    times = []
    for _ in range(7):
        start, end = (torch.cuda.Event(enable_timing=True) for _ in range(2))
        start.record()
        for _ in range(10):
            iteration()
        end.record()
        end.synchronize()
        times.append(start.elapsed_time(end) / 10)
    return statistics.median(times)


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


def main():
    path, sizes = sys.argv[1], [int(size) for size in sys.argv[2:] if size != "--compile"]
    compiled = "--compile" in sys.argv
    print(f"{torch.cuda.get_device_name()}, PyTorch {torch.__version__}")
    if not compiled:
        print(f"8192 x 8192 products: TF32 {product_rate(torch.float32):.0f}, bf16 {product_rate(torch.bfloat16):.0f} TFLOP/s")
    layers = load(path)
    for size in sizes:
        name = "compiled" if compiled else "eager"
        print(f"PyTorch {name}, {size} px: {milliseconds(layers, size, compiled):.2f} ms", flush=True)


main()
