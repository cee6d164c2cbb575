"""What all tests share."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from cedic.warehouse import Store

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data, which lies beside the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("CEDIC_SHARED", beside))
    if not folder.is_dir():
        pytest.skip(f"the real data are not in {folder}")
    return folder


SAMPLE_HOME = "SAMPLE_HOME_OF_THE_TESTS"
"""The environment variable that tells a run within a run where the sample is built."""


@pytest.fixture(scope="session")
def sample_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the embedded sample, built. Read it only: all tests of the run share it."""
    from filelock import FileLock

    import cedic

    home = Path(os.environ.get(SAMPLE_HOME) or of_the_run(tmp_path_factory) / "sample")
    # Whoever comes first builds it; other workers wait.
    with FileLock(f"{home}.lock"):
        if not (home / "built").exists():
            build_sample(home)
    os.environ[SAMPLE_HOME] = str(home)
    return cedic.open(home / "store")


def of_the_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the whole run, which its workers share."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def build_sample(home: Path) -> None:
    import cedic
    from cedic.sources import source
    from cedic.warehouse import build

    with pytest.MonkeyPatch.context() as patch:
        # No blocs of the person who runs the tests.
        patch.delenv("CEDIC_BLOCS", raising=False)
        patch.setenv("CEDIC_HOME", str(home))
        store = cedic.open(home / "store")
        store.load(source("SAMPLE").parts([]))
        build(store)
    (home / "built").touch()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory, sample_store: Store) -> Iterator[str]:
    """The address of ``cedic serve`` with the sample's figures, for all tests of the run."""
    pytest.importorskip("django", reason="the portal needs cedic[web]")
    from serving import served

    home = tmp_path_factory.mktemp("served")
    (home / "store").symlink_to(Path(sample_store.location).resolve())
    with served(home) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, which asks nothing of any other machine."""
    from programs import need_chromium

    sync_api = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
    path = need_chromium()
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=CHROMIUM)
        yield chromium
        chromium.close()


def pytest_collection_finish() -> None:
    """Look for what has become garbage less often, and not at what was there before the tests.

    Ibis makes small objects by the million; to go over all modules each time takes a quarter of a
    run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def spark() -> Iterator[Any]:
    """A small Spark session on this machine."""
    pytest.importorskip("pyspark", reason="pyspark is not installed (extra: spark)")
    import shutil

    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.skip("Spark needs Java, and there is none")
    from pyspark.sql import SparkSession

    # To compile a plan takes longer than to run it over a dozen rows: hence no generated code, one
    # partition, no replanning, and Java's quick compiler alone.
    settings = {
        "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.log.level": "ERROR",
        "spark.sql.adaptive.enabled": "false",
        "spark.sql.codegen.factoryMode": "NO_CODEGEN",
        "spark.sql.codegen.wholeStage": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local[2]").appName("cedic-tests")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List what skipped where nothing may skip."""
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped and os.environ.get("CEDIC_NO_SKIPS") == "1":
        terminalreporter.section("skipped, although CEDIC_NO_SKIPS=1", red=True)
        for report in skipped:
            terminalreporter.line(f"{report.nodeid}: {report.longrepr}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail a run in which a test skipped where nothing may skip."""
    # Python clears at its end what is not frozen; DuckDB complains of what is left.
    gc.unfreeze()
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CEDIC_NO_SKIPS") == "1" and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
