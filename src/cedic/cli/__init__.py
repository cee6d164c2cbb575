"""The roof: the command ``cedic``."""

from __future__ import annotations

import gc
import os
import signal
import sys
from types import FrameType
from typing import NoReturn


def main() -> None:
    """Run the command and leave with its exit code.

    0 done, 2 usage, 3 bad data, 4 source unreachable, 1 a defect of ours.
    """
    from cedic.errors import CedicError

    # Ibis makes small objects by the million; to look among them for garbage as often as Python
    # does takes a good part of a build.
    gc.set_threshold(50_000, 20, 20)
    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    stopped = _watched_for_stop()
    try:
        from cedic.cli.commands import app

        app(args=arguments, prog_name="cedic")
    except SystemExit as left:
        _leave(left)
    except Exception as error:
        if debug:
            raise
        if stopped:
            _say_stopped()
        if isinstance(error, CedicError):
            print(f"cedic: {error}", file=sys.stderr)
            sys.exit(error.exit_code)
        print(
            f"cedic: a defect of CEDIC itself: {type(error).__name__}: {error}\n"
            "  to mend it: run the same command with --debug and report what it prints",
            file=sys.stderr,
        )
        sys.exit(1)


def _watched_for_stop() -> list[int]:
    """A list that is empty until Ctrl-C is pressed.

    A library that is at work then may make an error of its own of it, which is no defect.
    """
    pressed: list[int] = []

    def stop(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    return pressed


def _say_stopped() -> NoReturn:
    print("cedic: stopped; what was stored before still stands.", file=sys.stderr)
    sys.exit(130)


def _leave(left: SystemExit) -> None:
    """Leave as Typer does, but for what it makes of a reader that has gone and of Ctrl-C."""
    gone = isinstance(left.__context__, BrokenPipeError)
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        gone = True
    if gone:
        # The reader (head, less) has seen enough; Python would complain of what it did not take.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)
    if left.code == 130:
        _say_stopped()
    raise left
