"""The files in ``deploy/`` name commands, options, settings and files that exist."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from cedic.settings import Settings
from programs import need

ROOT = Path(__file__).resolve().parents[1]
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
FILES = sorted(path for path in DEPLOY.iterdir() if path.is_file())
OTHER_VARIABLES = {"CEDIC_SECRET_KEY", "CEDIC_COMTRADE_KEY", "CEDIC_DB_PASSWORD"}
"""Secrets, which are no settings, and what compose.yaml alone reads."""


def accepted(words: list[str]) -> None:
    """Fail if the command does not take these words; its own work is not done."""
    import typer
    from typer.main import get_command

    from cedic.cli.commands import app

    command = get_command(app)
    context = typer.Context(command, info_name="cedic")
    name, inner, rest = command.resolve_command(context, words)  # type: ignore[attr-defined]
    inner.make_context(name, rest, parent=context)


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_starts_what_exists(unit: Path) -> None:
    text = unit.read_text().replace("$$", "$").replace("%%", "%")
    started = re.findall(r"/opt/cedic/bin/cedic (.*?)'?$", text, re.MULTILINE)
    assert started or unit.suffix == ".timer"
    for words in started:
        accepted(shlex.split(words))


def test_the_units_are_all_here() -> None:
    names = {unit.name for unit in UNITS}
    assert {path.stem for path in UNITS if path.suffix == ".timer"} <= {
        Path(name).stem for name in names if name.endswith(".service")
    }
    assert names >= {
        "cedic.service",
        "cedic-worker.service",
        "cedic-backup.timer",
        "cedic-digest.timer",
    }


def test_systemd_takes_the_units(tmp_path: Path) -> None:
    need("systemd-analyze")
    for unit in UNITS:
        # The command is not installed where the tests run.
        text = unit.read_text().replace("/opt/cedic/bin/cedic", "/bin/true")
        (tmp_path / unit.name).write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name)
def test_every_variable_is_a_setting(file: Path) -> None:
    known = {f"CEDIC_{field.name.upper()}" for field in fields(Settings)} | OTHER_VARIABLES
    assert set(re.findall(r"CEDIC_[A-Z_]*[A-Z]", file.read_text())) <= known


def test_the_settings_of_the_services_are_valid(monkeypatch: pytest.MonkeyPatch) -> None:
    from cedic.settings import settings

    text = (DEPLOY / "cedic.env").read_text()
    for name, value in re.findall(r"^#?(CEDIC_[A-Z_]+)=(.+)$", text, re.MULTILINE):
        monkeypatch.setenv(name, value)
    assert settings("none.toml").public_address == "https://stats.example.org"


# The container


def instructions(text: str) -> list[tuple[str, str]]:
    joined = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ")
    found = [line.split(maxsplit=1) for line in joined.splitlines() if line.strip()]
    return [(name, rest) for name, rest in found]


@pytest.fixture
def container() -> list[tuple[str, str]]:
    return instructions((DEPLOY / "Containerfile").read_text())


def test_what_is_copied_into_the_container_exists_and_is_sent(
    container: list[tuple[str, str]],
) -> None:
    sent = (DEPLOY / "Containerfile.dockerignore").read_text().splitlines()
    copied = [rest.split() for name, rest in container if name == "COPY"]
    own = [file for words in copied if not words[0].startswith("--") for file in words[:-1]]
    for file in own:
        assert (ROOT / file).exists()
        assert f"!{file}" in sent
    assert {"LICENSE", "README.md", "src", "requirements/run.txt"} <= set(own)


def test_the_container_is_of_pinned_parts_and_for_an_ordinary_user(
    container: list[tuple[str, str]],
) -> None:
    said = dict(container)
    assert said["USER"] == "cedic"
    assert "python:3.11-slim" in said["FROM"]
    assert all("/" not in rest for name, rest in container if name == "FROM")
    installing = [rest for name, rest in container if "pip install" in rest]
    assert all("--require-hashes" in rest or "--no-deps" in rest for rest in installing)
    pinned = (ROOT / "requirements" / "run.txt").read_text()
    assert all(f"\n{name}==" in f"\n{pinned}" for name in ("django", "psycopg", "waitress"))


def test_the_container_serves_and_is_watched(container: list[tuple[str, str]]) -> None:
    said = dict(container)
    assert json.loads(said["ENTRYPOINT"]) == ["cedic"]
    accepted(json.loads(said["CMD"]))
    assert "/health/ready" in said["HEALTHCHECK"]
    compile(json.loads(said["HEALTHCHECK"].partition("CMD ")[2])[2], "healthcheck", "exec")


def test_the_services_of_compose_are_commands() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    told: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    assert set(told["services"]) == {"web", "worker", "digest", "database"}
    accepted(told["services"]["worker"]["command"])
    assert told["services"]["web"]["build"]["dockerfile"] == "deploy/Containerfile"
    assert told["services"]["web"]["ports"] == ["127.0.0.1:8000:8000"]
    volumes = {one.partition(":")[0] for one in told["services"]["web"]["volumes"]}
    assert volumes <= set(told["volumes"])


def test_compose_tells_of_the_day_and_ends_when_told_to(tmp_path: Path) -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")
    told = yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["digest"]
    script = told["command"][0].replace("$$", "$")
    [words] = re.findall(r"cedic (.*)", script)
    accepted(shlex.split(words))
    ran, command = tmp_path / "ran", tmp_path / "cedic"
    # What fails today is tried again tomorrow: it does not end the service.
    command.write_text(f'#!/bin/sh\necho "$@" >> "{ran}"\nexit 1\n')
    command.chmod(0o755)
    place = {"PATH": f"{tmp_path}:{os.environ['PATH']}"}
    process = subprocess.Popen([*told["entrypoint"], script], env=place, start_new_session=True)
    try:
        until = monotonic() + 20
        while not ran.exists() and monotonic() < until:
            sleep(0.02)
        # The command was called; it may be at it still, and is let end.
        process.terminate()
        assert process.wait(timeout=20) == 0
    finally:
        # Its sleep until tomorrow goes with it, as with a container.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    assert ran.read_text().splitlines() == [words]
