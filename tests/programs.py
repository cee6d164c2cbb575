"""Programs that a test wants, and that a user's machine may lack."""

from __future__ import annotations

import shutil
import subprocess

import pytest


def need_rsdmx() -> None:
    """Skip a test where there is no R with the package rsdmx."""
    probe = ["Rscript", "-e", "quit(status = !requireNamespace('rsdmx', quietly = TRUE))"]
    if not shutil.which("Rscript") or subprocess.run(probe, capture_output=True).returncode:
        pytest.skip("R with rsdmx is not here; on Debian: apt-get install r-cran-rsdmx")


def need(command: str) -> None:
    """Skip a test where a command is missing."""
    if not shutil.which(command):
        pytest.skip(f"the command {command} is not here")


def need_chromium() -> str:
    """Where Chromium or Chrome is; skip a test where there is none."""
    for command in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(command):
            return found
    pytest.skip("Chromium is not here; on Debian: apt-get install chromium")
