"""The roof: the command ``cedic``."""

from __future__ import annotations

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
    except CedicError as error:
        if debug:
            raise
        print(f"cedic: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # The reader (head, less) has seen enough.
        sys.stderr.close()
        sys.exit(0)
    except KeyboardInterrupt:
        print("cedic: stopped; what was stored before still stands.", file=sys.stderr)
        sys.exit(130)
    except Exception as error:
        if debug:
            raise
        print(
            f"cedic: a defect of CEDIC itself: {type(error).__name__}: {error}\n"
            "  to mend it: run the same command with --debug and report what it prints",
            file=sys.stderr,
        )
        sys.exit(1)
