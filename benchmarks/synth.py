"""
Whole-process time and peak memory of `paved synth ordering`, beside the stock import of the same classes.

Run it with `make bench`. Everything is measured in one run on one machine: read the ratios.
Memory is the largest sum of resident sets over the whole process tree, sampled every 10 ms.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024
STOCK = """
import importlib, sys
sys.path.insert(0, {root!r})
import re, pathlib
source = pathlib.Path({engine!r}).read_text()
names = re.findall(r'"([a-z0-9_]+)"', source[source.index("SUBMODULES: Final"):source.index("What our own")])
import cdktf
for name in names:
    importlib.import_module("cdktf_cdktf_provider_aws." + name)
assert len(names) > 20
"""


class Run(NamedTuple):
    """One measured process tree."""

    seconds: float
    mebibytes: float


def _children(pid: int) -> list[int]:
    found = [pid]
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
    except OSError:
        return []
    for task in tasks:
        try:
            listed = (task / "children").read_text().split()
        except OSError:
            continue
        for child in listed:
            found += _children(int(child))
    return found


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_KIB
    except (OSError, IndexError):
        return 0


def measure(command: list[str], environment: dict[str, str]) -> Run:
    """Run a command to its end and return its time and the peak of its processes' memory together."""
    start, peak = time.perf_counter(), 0
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    while process.poll() is None:
        peak = max(peak, sum(map(_resident, _children(process.pid))))
        time.sleep(0.01)
    seconds = time.perf_counter() - start
    if process.returncode != 0:
        raise SystemExit(
            f"{command} ended with {process.returncode}: {process.stderr.read() if process.stderr else ''}"
        )
    return Run(seconds, peak / 1024)


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="warm runs of each; medians are printed")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "XDG_CACHE_HOME": f"{folder}/cache", "HOME": folder}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment["JSII_RUNTIME_PACKAGE_CACHE_ROOT"] = f"{folder}/jsii"
        paved = [sys.executable, "-m", "platform_constructs", "synth", "ordering", "--output", f"{folder}/out"]
        stock = [
            sys.executable,
            "-c",
            STOCK.format(root=str(ROOT), engine=str(ROOT / "platform_constructs/aws/engine.py")),
        ]
        cold = {
            "paved synth ordering, cold": measure(paved, environment),
            "stock import, cold": measure(stock, environment),
        }
        warm: dict[str, list[Run]] = {"paved synth ordering, warm": [], "stock import, warm": []}
        for _ in range(runs):  # interleaved, so that a busy moment hits both
            warm["paved synth ordering, warm"].append(measure(paved, environment))
            warm["stock import, warm"].append(measure(stock, environment))
    rows = {**cold, **{name: Run(*map(statistics.median, zip(*found, strict=True))) for name, found in warm.items()}}
    print(f"{'':30}{'seconds':>10}{'MiB':>8}")
    for name, run in rows.items():
        print(f"{name:30}{run.seconds:10.2f}{run.mebibytes:8.0f}")
    ours, theirs = rows["paved synth ordering, warm"], rows["stock import, warm"]
    faster, share = theirs.seconds / ours.seconds, ours.mebibytes / theirs.mebibytes
    print(f"\nwarm: {faster:.1f} times faster, {share:.2f} of the memory")


if __name__ == "__main__":
    main()
