from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = """
import pytest

def test_passes():
    pass

@pytest.mark.skip(reason="no Java")
def test_skips():
    pass
"""


@pytest.mark.parametrize(("no_skips", "code"), [("", 0), ("0", 0), ("1", 1)])
def test_no_test_may_skip_where_ci_forbids_it(tmp_path: Path, no_skips: str, code: int) -> None:
    shutil.copy(Path(__file__).parent / "conftest.py", tmp_path)
    (tmp_path / "test_some.py").write_text(SKIPPING)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)],
        env=os.environ | {"CEDIC_NO_SKIPS": no_skips},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == code, done.stdout
    listed = "test_some.py::test_skips" in done.stdout and "no Java" in done.stdout
    assert listed is bool(code)
