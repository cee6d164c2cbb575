"""The key with which the portal signs its sessions."""

from __future__ import annotations

import os
from pathlib import Path

from cedic.errors import StoreError
from cedic.settings import Settings

FILE = "secret.key"


def secret_key(chosen: Settings) -> str:
    """The key from ``CEDIC_SECRET_KEY``, or one that is made once and kept in the home folder.

    Raises
    ------
    StoreError
        If none is set, and none can be kept there.
    """
    if given := os.environ.get("CEDIC_SECRET_KEY"):
        return given
    path = chosen.home_path / FILE
    try:
        return _kept(path)
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(
            f"The portal's secret key cannot be kept: {error}.",
            where=str(path),
            remedy="set CEDIC_SECRET_KEY, or make the file and its folder writable to you",
        ) from error


def _kept(path: Path) -> str:
    from django.core.management.utils import get_random_secret_key
    from filelock import FileLock

    path.parent.mkdir(parents=True, exist_ok=True)
    # Several workers may start at once.
    with FileLock(path.with_suffix(".lock")):
        if not path.exists() or not path.stat().st_size:
            path.touch(0o600)
            path.write_text(get_random_secret_key(), "ascii")
        return path.read_text("ascii")
