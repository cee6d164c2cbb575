"""The roof: the command ``cedic``."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command and leave with its exit code.

    0 done, 2 usage, 3 bad data, 4 source unreachable, 1 a defect of ours.
    """
    from cedic.errors import CedicError

    debug = "--debug" in sys.argv
    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        from cedic.cli.commands import app

        app(args=arguments, prog_name="cedic")
    except SystemExit as left:
        _leave(left)
    except CedicError as error:
        if debug:
            raise
        print(f"cedic: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except Exception as error:
        if debug:
            raise
        print(
            f"cedic: a defect of CEDIC itself: {type(error).__name__}: {error}\n"
            "  to mend it: run the same command with --debug and report what it prints",
            file=sys.stderr,
        )
        sys.exit(1)


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
        print("cedic: stopped; what was stored before still stands.", file=sys.stderr)
    raise left
