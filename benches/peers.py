"""The parts of benches/peers.sh, which see: each runs a peer and us by turns, and prints a table in Markdown."""

import argparse
import importlib.util
import json
import os
import re
import statistics
import subprocess
import sys
import time
from importlib.metadata import version
from pathlib import Path

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
    """The photo, which is scikit-image's, and the style, which is the gallery's."""
    photos = Path(importlib.util.find_spec("skimage").origin).parent / "data"
    return photos / pair[0], ROOT / f"assets/styles/{pair[1]}.jpg"


def run(command):
    """What a command prints, its seconds, and the bytes it held at its peak; each line of it with its second."""
    start = time.perf_counter()
    with open(WORK / "log", "w") as log:
        words = [str(word) for word in command]
        process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=log, text=True, cwd=ROOT)
    lines = [(line.rstrip(), time.perf_counter() - start) for line in process.stdout]
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{(WORK / 'log').read_text()}")
    return lines, time.perf_counter() - start, usage.ru_maxrss * 1024


def ours(command, *words):
    """The JSON of one of our commands, with the seconds and the peak of the whole process."""
    lines, seconds, peak = run([VERNISSAGE, command, *words, "--json"])
    return json.loads(lines[-1][0]), seconds, peak


def stylize(pair, size, *words):
    photo, style = pair_files(pair)
    pair = ["--content", photo, "--style", style, "--out", WORK / "ours.png"]
    return ours("stylize", *pair, "--size", size, "--device", "cpu", *words)


def pastiche(pair, size, steps, every):
    photo, style = pair_files(pair)
    pair = ["--content", photo, "--styles", style, "--output", WORK / "theirs.png"]
    told = ["--info-step", every, "--workspace", WORK / "steps", "--workspace-step", every]
    python = [sys.executable, "-u", "-m", "pastiche"]
    return run([*python, *pair, "--size", size, "--num-steps", steps, "--device", "cpu", *told])


def head(*names):
    print("| " + " | ".join(names) + " |\n|" + "---|" * len(names), flush=True)


def row(*cells):
    print("| " + " | ".join(map(str, cells)) + " |", flush=True)


def iteration(wanted):
    """The peer's process and ours by turns; of each the median of its own iterations, and of those the median."""
    def theirs(layout, size):
        words = ["--layout", layout, "--samples", wanted.iterations, size]
        lines, *_ = run([sys.executable, "benches/pytorch_iteration.py", *words])
        return float(re.search(r"([\d.]+) ms", lines[-1][0]).group(1))

    head("one iteration", "PyTorch, NCHW", "PyTorch, channels last", "vernissage", "of the better", "direct convolution")
    for size in wanted.sizes:
        nchw, channels_last, figures = [], [], []
        for _ in range(wanted.rounds):
            nchw.append(theirs("nchw", size))
            channels_last.append(theirs("channels_last", size))
            report, *_ = ours("bench", "--device", "cpu", "--size", size, "--iterations", wanted.iterations)
            figures.append(report["figures"])
        nchw, channels_last = statistics.median(nchw), statistics.median(channels_last)
        milliseconds = 1e3 * statistics.median(figure["iteration"] for figure in figures)
        gflops = statistics.median(figure["gflops"] for figure in figures)
        row(f"{size} x {size} px", f"{nchw:.0f} ms", f"{channels_last:.0f} ms", f"**{milliseconds:.0f} ms**",
            f"{milliseconds / min(nchw, channels_last):.2f}", f"{gflops:.0f} GFLOP/s")


def loss(wanted):
    """pastiche paints beyond black and white and clips when it saves: so there are two losses to reach, the one that it
    says and the one that its file has. Ours is the time of the whole command until the loss is there."""
    def score(pair, size, result):
        photo, style = pair_files(pair)
        words = ["--content", photo, "--style", style, "--result", result, "--size", size, "--device", "cpu"]
        return ours("score", *words)[0]["loss"]

    def reach(pair, size, goal):
        words = ["--preset", "gatys", "--iterations", wanted.iterations, "--until-loss", goal]
        report, seconds, _ = stylize(pair, size, *words)
        end = sum(report["scales"][-1]["loss"].values())
        return (seconds, f"{seconds:.1f} s") if end <= goal else (float("inf"), f"only {end:,.0f} in {seconds:.1f} s")

    every = wanted.steps[0]
    head("pair", "px", "steps", "pastiche", "says", "ours", "of its time", "its file has", "ours", "of its time")
    shares = {}
    for size in wanted.sizes:
        for pair in PAIRS[: wanted.pairs]:
            lines, *_ = pastiche(pair, size, wanted.steps[-1], every)
            for steps in wanted.steps:
                line, seconds = next(line for line in lines if re.match(rf"{steps} ", line[0]))
                says = float(line.split()[2])
                saved = score(pair, size, WORK / f"steps/{steps:0{len(str(wanted.steps[-1]))}d}.png")
                cells = []
                for place, goal in enumerate([says, saved]):
                    mine, words = reach(pair, size, goal)
                    cells += [f"{goal:,.0f}", words, f"{mine / seconds:.3f}" if mine < float("inf") else "–"]
                    shares.setdefault((size, steps, place), []).append(mine / seconds)
                row(f"{pair[0].split('.')[0]}, {pair[1].replace('_', ' ')}", size, steps, f"{seconds:.1f} s", *cells)
    for (size, steps, place), values in shares.items():
        print(f"{size} px, {steps} steps, {'the loss of its file' if place else 'the loss it says'}: "
              f"median {statistics.median(values):.3f} of its time, worst {max(values):.3f}")


def job(wanted):
    head("free job, 600 px", "median", "all", "peak memory")
    for pair in PAIRS[: wanted.pairs]:
        runs = [stylize(pair, 600) for _ in range(wanted.rounds)]
        seconds = [seconds for _, seconds, _ in runs]
        row(f"{pair[0].split('.')[0]}, {pair[1].replace('_', ' ')}", f"**{statistics.median(seconds):.1f} s**",
            ", ".join(f"{value:.1f}" for value in seconds), f"{max(peak for *_, peak in runs) / 1e6:.0f} MB")


def memory(wanted):
    """Enough iterations for our L-BFGS to have all the steps that it keeps; pastiche's keeps a hundred and has twenty."""
    _, _, bare = run([sys.executable, "-c", "import torch"])
    print(f"Python with PyTorch and nothing done: {bare / 1e6:.0f} MB")
    head("peak memory", "pastiche, 20 steps", "`--preset gatys`", "default", "gatys of pastiche", "default of pastiche")
    for size in wanted.sizes:
        theirs = pastiche(PAIRS[0], size, 20, 100)[2]
        gatys = stylize(PAIRS[0], size, "--preset", "gatys", "--iterations", 75)[2]
        default = stylize(PAIRS[0], size, "--iterations", 20)[2]
        row(f"{size} x {size} px", *(f"{peak / 1e6:,.0f} MB" for peak in (theirs, gatys, default)),
            f"{gatys / theirs:.2f}", f"{default / theirs:.2f}")


def introduce():
    cpu = dict(re.findall(r"(.*?)\s*: (.*)", Path("/proc/cpuinfo").read_text()))
    load = os.getloadavg()[0]
    print(f"{cpu['model name']} (family {cpu['cpu family']}, model {cpu['model']}), {os.cpu_count()} cores, "
          f"PyTorch {version('torch')}, pastiche {version('pastiche')}, load {load:.1f}\n")


def main():
    parser = argparse.ArgumentParser(prog="benches/peers.sh")
    parts = parser.add_subparsers(dest="part")

    def part(function, **defaults):
        options = parts.add_parser(function.__name__, description=function.__doc__)
        for name, default in defaults.items():
            many = {"nargs": "+"} if isinstance(default, list) else {}
            options.add_argument(f"--{name}", type=int, default=default, help=f"{default} unless given", **many)
        options.set_defaults(run=function)

    part(iteration, sizes=[256, 512, 1024], rounds=5, iterations=3)
    part(loss, sizes=[300], steps=[100, 300], pairs=6, iterations=1600)
    part(job, rounds=5, pairs=1)
    part(memory, sizes=[512, 1200])
    everything = parts.choices.keys() if sys.argv[1:] in ([], ["all"]) else None
    introduce()
    for words in [[name] for name in everything] if everything else [sys.argv[1:]]:
        wanted = parser.parse_args(words)
        wanted.run(wanted)
        print()


main()
