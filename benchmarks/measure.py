"""How the benchmarks measure: processes of their own, least times, peak memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from cedic.settings import settings

CEDIC = (sys.executable, "-c", "from cedic.cli import main; main()")


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, and what to hold it against."""

    what: str
    figure: str
    beside: str = ""
    bound: str = ""

    def __str__(self) -> str:
        return f"{self.what:<58} {self.figure:>16}  {self.beside:<48} {self.bound}".rstrip()


class Child:
    """A process whose lines can be followed, and whose time and peak memory are known at its end."""

    def __init__(self, *command: str, **environment: str) -> None:
        self.command = command
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | environment,
        )

    def lines(self) -> Iterator[str]:
        """What the process writes, as it writes it."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            yield line.rstrip()

    def wait(self) -> None:
        """Wait for its end, and note `seconds` and `peak`, the bytes it used at most."""
        # Not Popen.wait, which tells nothing of the memory of this one child.
        _, status, usage = os.wait4(self.process.pid, 0)
        self.seconds = time.perf_counter() - self.started
        self.process.returncode = os.waitstatus_to_exitcode(status)
        self.peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def apart(function: Callable[..., Path], *arguments: Any) -> Path:
    """Call a function in a process of its own.

    What this process needs for making data would count as the peak memory of its later children.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(function, *arguments).result()


def run(*command: str, **environment: str) -> tuple[str, Child]:
    """Run a command to its end; give what it wrote, and the process for its time and memory."""
    child = Child(*command, **environment)
    written = "\n".join(child.lines())
    child.wait()
    if child.process.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{written}")
    return written, child


def measured(module: str, *arguments: str) -> tuple[Any, Child]:
    """Run a module of this package, whose last line is JSON."""
    written, child = run(sys.executable, "-m", f"benchmarks.{module}", *arguments)
    return json.loads(written.splitlines()[-1]), child


def cedic(*arguments: str, home: Path) -> Child:
    """Run the command ``cedic`` on the store in `home`."""
    return run(*CEDIC, *arguments, CEDIC_HOME=str(home), CEDIC_STORE="", CEDIC_BLOCS="")[1]


def least(times: int, *functions: Callable[[], object]) -> list[float]:
    """The least seconds that each function takes; they take turns, so that all see the same load."""
    seconds: list[list[float]] = [[] for _ in functions]
    for _ in range(times):
        for function, taken in zip(functions, seconds, strict=True):
            start = time.perf_counter()
            function()
            taken.append(time.perf_counter() - start)
    return [min(taken) for taken in seconds]


def peak_above(function: Callable[[], object], process: int | None = None) -> tuple[int, int]:
    """What a process has of memory, and the most it has above that while a function runs.

    It is this process, or the one with the id `process`.
    """
    import psutil

    watched, ended = psutil.Process(process), threading.Event()
    idle = peak = watched.memory_info().rss

    def watch() -> None:
        nonlocal peak
        while not ended.wait(0.005):
            peak = max(peak, watched.memory_info().rss)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        function()
    finally:
        ended.set()
        watcher.join()
    return idle, peak - idle


def cache() -> Path:
    """Where simulated data and the stores of benchmarks are kept; removed by ``make clean``."""
    folder = (settings().home_path / "bench").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def megabytes(size: float) -> str:
    return f"{size / 2**20:,.0f} MB"
