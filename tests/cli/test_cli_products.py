"""``cedic products``, as users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest


def run(*arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("CEDIC_")}
    env = {"CEDIC_HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-m", "cedic", "products", *map(str, arguments)],
        env=plain | env,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert "defect" not in done.stderr
    return done


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "trade.csv"
    path.write_text("who,hs,usd,kg\n032,010210,100,3\n032,847120,7,\n")
    return path


def test_the_list_has_classifications_and_groups(tmp_path: Path) -> None:
    shown = run(home=tmp_path).stdout
    for word in ("HS92", "H0", "SITC3", "LALL_HT1", "BEC_CAPITAL", "WTO_AGR"):
        assert word in shown


def test_a_file_is_converted(file: Path, tmp_path: Path) -> None:
    options = ("--from", "H0", "--to", "HS 2022", "--code", "hs", "--value", "usd,kg")
    done = run("convert", file, *options, home=tmp_path)
    assert done.stdout.splitlines() == [
        "who,hs,CONVERTED,usd,kg",
        "032,010221,true,33,1",
        "032,010231,true,34,1",
        "032,010290,true,33,1",
        "032,847130,true,4,",
        "032,847141,true,3,",
    ]
    done = run("convert", file, *options, "--digits", 4, "-o", "out.parquet", home=tmp_path)
    assert "2 rows in out.parquet" in done.stderr
    table = pq.read_table(tmp_path / "out.parquet")
    assert table["hs"].to_pylist() == ["0102", "8471"]
    assert table["usd"].to_pylist() == [100, 7]


@pytest.mark.parametrize(
    ("options", "told", "code"),
    [
        (("HS92", "HS13", "hs", "usd"), "did you mean HS1", 2),
        (("HS92", "HS22", "code", "usd"), "no column in the table called 'code'", 2),
        (("HS92", "HS22", "hs", "who"), "holds string, not numbers", 3),
        (("HS92", "HS22", "hs", "usd,kg,who"), "Two columns", 2),
        (("HS22", "HS92", "hs", "usd"), "2 codes are not in HS22: 010210, 847120", 3),
    ],
)
def test_what_is_wrong_is_told(
    file: Path, tmp_path: Path, options: tuple[str, ...], told: str, code: int
) -> None:
    source, target, column, value = options
    file.write_text(file.read_text().replace("032", "ARG"))
    done = run(
        *("convert", file, "--from", source, "--to", target, "--code", column, "--value", value),
        home=tmp_path,
    )
    assert done.returncode == code
    assert told in done.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    options = ("--from", "H0", "--to", "H6", "--code", "hs", "--value", "usd")
    assert "There is no file" in run("convert", "none.csv", *options, home=tmp_path).stderr
