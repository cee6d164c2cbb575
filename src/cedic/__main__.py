"""``python -m cedic`` is the command ``cedic``."""

from cedic.cli import main

main()
