#!/usr/bin/env python
"""Django's own commands, where Django's users look for them: the same as ``cedic manage``."""

import sys

from cedic.cli import main

sys.argv.insert(1, "manage")
main()
