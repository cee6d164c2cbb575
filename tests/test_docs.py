"""The documentation does what it says: blocks run, figures are the store's, lists are whole.

A fenced block after ``<!-- run -->`` is run; one after ``<!-- output -->`` is what the block before it
prints. The blocks of a page run in one shell, in a folder with the files that :func:`inputs` makes.
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import NamedTuple

import pytest

from cedic import errors
from cedic.catalogue import PUBLICATIONS
from cedic.model import Dataflow, Indicator
from cedic.regions import blocs
from cedic.settings import Settings
from cedic.sources import SOURCES
from cedic.warehouse import Store
from programs import need, need_rsdmx

ROOT = Path(__file__).resolve().parents[1]
READMES = (ROOT / "README.md", ROOT / "README.es.md")
GUIDES = [*sorted((ROOT / "docs" / "guide").glob("*.md")), ROOT / "docs" / "operate.md"]
BLOCK = re.compile(
    r"(?:^<!-- (?P<mark>run|output) -->\n)?^```(?P<kind>\S*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LOCAL = "http://localhost:8000"
"""Where the pages say that ``cedic serve`` is; the tests have it on a port of their own."""

END_OF_BLOCK = "-- end of block --"


class Block(NamedTuple):
    """A fenced block of a page: ``run``, ``output`` or no mark, its language, its text."""

    mark: str | None
    kind: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [
        Block(*found.group("mark", "kind", "text")) for found in BLOCK.finditer(page.read_text())
    ]


def shell(page: Path, given: Sequence[Block], env: dict[str, str], folder: Path) -> list[str]:
    """Run the shell blocks of a page, and give what each prints."""
    script = "\n".join(
        f"{block.text}\necho '{END_OF_BLOCK}'"
        for block in given
        if block.mark == "run" and block.kind == "sh"
    )
    done = subprocess.run(
        ["sh", "-euc", script], cwd=folder, env=env, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, f"{page.name}\n{done.stdout}\n{done.stderr}"
    return done.stdout.split(END_OF_BLOCK)[:-1]


def lines(text: str) -> list[str]:
    """Its lines, without blank ones and trailing spaces."""
    return [line.rstrip() for line in text.splitlines() if line.strip()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with the files that the pages read; their figures are made up."""
    work = tmp_path / "work"
    work.mkdir()
    inputs(work)
    return work


def inputs(folder: Path) -> None:
    """Make a small file in the layout of each source."""
    baci = (
        "t,i,j,k,v,q\n"
        "2020,32,76,010121,1200.500,10\n"
        "2020,76,32,010121,900.000,NA\n"
        "2020,76,842,010121,4000.000,5\n"
        "2020,842,32,010121,300.000,NA\n"
        "2020,842,600,010121,20.000,NA\n"
    )
    archive(folder / "BACI_HS92_V202501.zip", "BACI_HS92_Y2020_V202501.csv", baci)
    revised = baci.replace("1200.500", "1250.000")
    archive(folder / "BACI_HS92_V202601.zip", "BACI_HS92_Y2020_V202601.csv", revised)
    cow = (
        "ccode1,ccode2,year,importer1,importer2,flow1,flow2\n"
        "160,140,2014,Argentina,Brazil,14143.25,-9\n"
        "2,140,2014,United States,Brazil,30537,42000\n"
    )
    archive(folder / "COW_Trade_4.0.zip", "COW_Trade_4.0/Dyadic_COW_4.0.csv", cow)
    wdi = (
        "Country Name,Country Code,Indicator Name,Indicator Code,2019,2020,\n"
        'Argentina,ARG,"GDP (current US$)",NY.GDP.MKTP.CD,447754683615.2,385740508436.97,\n'
    )
    archive(folder / "WDI_CSV.zip", "WDICSV.csv", wdi)
    head = "typeCode,freqCode,refYear,reporterCode,flowCode,partnerCode,partner2Code"
    comtrade = [
        f"{head},classificationCode,cmdCode,customsCode,motCode,primaryValue",
        "C,A,2020,32,X,76,0,H5,TOTAL,C00,0,7000000000",
        "C,A,2020,32,M,76,0,H5,TOTAL,C00,0,8600000000",
        "C,A,2020,76,X,32,0,H5,TOTAL,C00,0,8400000000",
        "C,A,2020,76,M,32,0,H5,TOTAL,C00,0,7700000000",
        "C,A,2020,76,X,842,0,H5,TOTAL,C00,0,21000000000",
    ]
    (folder / "TradeData.csv").write_text("\n".join(comtrade) + "\n")
    (folder / "exports.csv").write_text(
        "year,from,to,usd\n2020,ARG,BRA,1200500\n2020,BRA,ARG,900000\n2020,BRA,USA,n/a\n"
    )
    (folder / "governance.csv").write_text(
        "iso3,year,indicator,estimate\nARG,2019,RL,-0.43\nURY,2019,RL,0.62\n"
    )
    (folder / "migrants.csv").write_text(
        "year,origin,destination,migrants\n2020,PRY,ARG,685714\n2020,ARG,PRY,59000\n"
    )
    (folder / "by_heading.csv").write_text(
        "year,country,hs4,usd,tonnes\n2017,ARG,1201,2735000,6800\n2017,ARG,8704,3100000,\n"
    )
    (folder / "headings.csv").write_text(
        "year,country,code,usd\n2017,ARG,010210,100\n2017,ARG,847120,700\n"
    )


def archive(path: Path, member: str, text: str) -> None:
    """Write a zip with one member."""
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(member, text)


@pytest.fixture
def env(tmp_path: Path, sample_store: Store, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """An environment with the command and the sample store, which no block may write to."""
    home, commands = tmp_path / "home", tmp_path / "bin"
    home.mkdir()
    commands.mkdir()
    (home / "store").symlink_to(Path(sample_store.location).resolve())
    command = commands / "cedic"
    command.write_text(
        f"#!/bin/sh\nexec '{sys.executable}' -c 'from cedic.cli import main; main()' \"$@\"\n"
    )
    command.chmod(0o755)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CEDIC_")}
    return kept | {
        "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "CEDIC_HOME": str(home),
        "CEDIC_LANGUAGE": "en",
    }


BY_NAME = (
    "README.es.md",
    "competitiveness.md",
    "integration_index.md",
    "operate.md",
    "own-files.md",
    "releases.md",
)
"""Pages that build or compute again and again; the Spanish README has the blocks of the English."""


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, marks=pytest.mark.heavy if page.name in BY_NAME else ())
        for page in (*READMES, *GUIDES)
    ],
    ids=lambda page: page.name,
)
def test_the_blocks_of_a_page_run_and_print_what_it_shows(
    page: Path,
    env: dict[str, str],
    folder: Path,
    sample_store: Store,
    request: pytest.FixtureRequest,
) -> None:
    releases = sample_store.releases()
    page = at_server(page, folder, request)
    if any(block.mark == "run" and "curl" in block.text for block in blocks(page)):
        need("curl")
    given = blocks(page)
    if page.name == "README.es.md":
        env["CEDIC_LANGUAGE"] = "es"
        # What shows nothing is as in the English one, as another test says.
        shown = [place for place, block in enumerate(given) if block.mark == "output"]
        given = given[: shown[-1] + 1]
    printed = iter(shell(page, given, env, folder))
    before = ""
    for block in given:
        if block.mark == "run" and block.kind == "sh":
            before = next(printed)
        elif block.mark == "output":
            assert lines(block.text) == lines(before), f"{page.name} should show\n{before}"
    python = "\n".join(b.text for b in given if b.mark == "run" and b.kind == "python")
    done = subprocess.run(
        [sys.executable, "-c", python], cwd=folder, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert sample_store.releases() == releases, "a block wrote to the sample store"


def at_server(page: Path, folder: Path, request: pytest.FixtureRequest) -> Path:
    """The page, or if it asks a server, a copy that asks the one of the tests."""
    if LOCAL not in page.read_text():
        return page
    copy = folder.parent / page.name
    copy.write_text(page.read_text().replace(LOCAL, request.getfixturevalue("server")))
    return copy


WITH_R = [page for page in GUIDES if any(block.kind == "r" for block in blocks(page))]


@pytest.mark.parametrize("page", WITH_R, ids=lambda page: page.name)
def test_the_blocks_in_r_of_a_page_run(
    page: Path, folder: Path, request: pytest.FixtureRequest
) -> None:
    need_rsdmx()
    page = at_server(page, folder, request)
    script = "\n".join(b.text for b in blocks(page) if b.mark == "run" and b.kind == "r")
    done = subprocess.run(["Rscript", "-e", script], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_there_is_something_to_run() -> None:
    for page in (*READMES, *GUIDES):
        assert any(block.mark == "run" for block in blocks(page)), page.name


def test_both_readmes_have_the_same_sections_and_blocks() -> None:
    english, spanish = (page.read_text() for page in READMES)
    outside = [re.sub(BLOCK, "", text) for text in (english, spanish)]
    heads = [re.findall(r"^#+(?= )", text, re.MULTILINE) for text in outside]
    assert heads[0] == heads[1]
    first, second = (
        [
            block._replace(text="" if block.mark == "output" else block.text)
            for block in blocks(page)
        ]
        for page in READMES
    )
    assert first == second
    rows = [len(re.findall(r"^\|", text, re.MULTILINE)) for text in outside]
    assert rows[0] == rows[1]


def test_the_first_screen_shows_a_result_and_the_two_commands() -> None:
    for page in READMES:
        screen = "\n".join(page.read_text().splitlines()[:55])
        assert "MERCOSUR" in screen
        assert "··" in screen
        assert "make run" in screen
        assert "make test" in screen


# CONTRIBUTING

STEP = re.compile(
    r"^ *<!-- (?P<what>file|line)(?:: (?P<path>\S+))? -->\n *```\w+\n(?P<text>.*?)^ *```$",
    re.MULTILINE | re.DOTALL,
)


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A copy of the code with what CONTRIBUTING tells to add."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for step in STEP.finditer((ROOT / "CONTRIBUTING.md").read_text()):
        text = dedent(step["text"])
        if step["what"] == "file":
            path = tmp_path / step["path"]
            assert not path.exists()
            path.write_text(text)
        else:
            insert(tmp_path / "src/cedic/sources/__init__.py", "SOURCES = {\n", text)
    insert(tmp_path / "src/cedic/regions/blocs.py", "_REGION = (\n", '"AP4",\n')
    return tmp_path / "src"


def insert(path: Path, after: str, line: str) -> None:
    """Put a line into a file after another."""
    text = path.read_text()
    assert text.count(after) == 1
    path.write_text(text.replace(after, after + line))


@pytest.mark.heavy
def test_the_steps_of_contributing_work(
    toy: Path, env: dict[str, str], folder: Path, sample_store: Store
) -> None:
    env |= {"PYTHONPATH": str(toy), "CEDIC_HOME": "toy-home"}
    (folder / "exports.csv").write_text("year,from,to,usd\n2020,ARG,BRA,30\n2020,ARG,USA,10\n")
    script = """
        cedic sources read OFFICE exports.csv
        cedic build
        cedic data TOP_PARTNERS REF_AREA=ARG --format csv
        cedic blocs AP4
        cedic data TRADE_COVERAGE REF_AREA=AP4 INDICATOR=REPORTERS TRADE_FLOW=X --format csv
        """
    done = subprocess.run(
        ["sh", "-euc", script], cwd=folder, env=env, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    assert "A,ARG,LARGEST_PARTNER,OFFICE,2020,0.75,RATIO" in done.stdout
    assert "Pacific four" in done.stdout
    assert "A,AP4,X,REPORTERS,OFFICE,2020,0.0" in done.stdout


def test_what_contributing_tells_to_write_keeps_the_style(toy: Path) -> None:
    command = [sys.executable, "-m", "ruff", "check", "--config", str(ROOT / "pyproject.toml")]
    names = ("trade/top_partners.py", "catalogue/dataflows/top_partners.py", "sources/office.py")
    files = [str(toy / "cedic" / name) for name in names]
    done = subprocess.run([*command, *files], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


# What must be named


def named(word: str, text: str) -> bool:
    """Whether a text names `word` as a whole."""
    return re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", text) is not None


def missing(words: set[str], text: str) -> list[str]:
    """Those of `words` that a text does not name."""
    return sorted(word for word in words if not named(word, text))


@pytest.fixture
def reference(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The extension that writes the reference."""
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "_ext"))
    return importlib.import_module("reference")


def indicators() -> list[tuple[Dataflow, Indicator]]:
    """All indicators, with the dataflow they are in."""
    return [
        (flow, code)
        for flow in (publication.dataflow for publication in PUBLICATIONS.values())
        for component in flow.components
        if component.codelist
        for code in component.codelist
        if isinstance(code, Indicator)
    ]


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.name)
def test_a_readme_names_all_there_is(page: Path, reference: ModuleType) -> None:
    text = page.read_text()
    integration = set(PUBLICATIONS["REGIONAL_TRADE"].dataflow.methods)
    assert not missing({*PUBLICATIONS, *integration, *blocs(), *SOURCES, "TABLE"}, text)
    assert not missing(variables() - TESTING, text)
    assert not missing({f"`{code}`" for code in exit_codes()}, text)


def test_the_documents_name_every_command(reference: ModuleType) -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *GUIDES]
    text = "\n".join(page.read_text() for page in pages)
    assert not missing(set(reference.commands()), text)
    assert not missing(TESTING, text)


TESTING = {"CEDIC_SHARED", "CEDIC_NO_SKIPS"}
"""Variables that only tests read."""


def variables() -> set[str]:
    """The variables that the settings declare, or that the code names."""
    declared = {f"CEDIC_{field.name.upper()}" for field in fields(Settings)}
    code = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("conftest.py")]
    return declared | {
        name for path in code for name in re.findall(r"CEDIC_[A-Z_]*[A-Z]", path.read_text())
    }


def exit_codes() -> set[int]:
    """All exit codes of the command."""
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type)]
    return {0, 130} | {kind.exit_code for kind in kinds if issubclass(kind, errors.CedicError)}


def test_the_settings_page_tells_every_variable_and_exit_code() -> None:
    text = (ROOT / "docs" / "guide" / "settings.md").read_text()
    assert not missing(variables() - TESTING, text)
    assert not missing({f"`{code}`" for code in exit_codes()}, text)


# The service


def test_the_page_of_the_service_tells_every_resource_format_and_parameter() -> None:
    from cedic.sdmx import schema, service, structures
    from cedic.sdmx.data import answering, v1, v2
    from cedic.sdmx.structures import query
    from cedic.warehouse.selection import OPERATORS

    page = (ROOT / "docs" / "service.md").read_text()
    resources = {*query.RESOURCES.values(), *service.AVAILABILITY.values(), "schema"}
    for version in service.VERSIONS:
        resources |= {*service.NOT_SERVED[version], *query.OTHER_RESOURCES[version]}
    formats = {schema.XSD}
    for version in service.VERSIONS:
        formats |= {*answering.FORMATS[version], *structures.FORMATS[version]}
    media_types = {f"{one.media_type};version={one.version}" for one in formats}
    parameters = {*v1.PARAMETERS, *v2.PARAMETERS, *v1.AVAILABILITY_PARAMETERS, *query.PARAMETERS}
    values = {*OPERATORS, *v1.DETAILS, *query.DETAILS["v2"], *query.RELATIONS["v2"]}
    for words in (resources, {one.id for one in formats}, media_types, parameters, values):
        assert not missing(words, page)


# The reference


def test_the_reference_has_a_page_for_each_dataflow_and_indicator(reference: ModuleType) -> None:
    pages = reference.pages(
        lambda command: f"printed by {command}", lambda flow, code: f"{code.id} drawn"
    )
    for id, publication in PUBLICATIONS.items():
        page = pages[f"dataflows/{id}.md"]
        assert not missing({*publication.dataflow.columns, *publication.dataflow.methods}, page)
        for _, name in publication.dataflow.name.items():
            assert name in page
    for flow, code in indicators():
        page = pages[f"indicators/{flow.id}/{code.id}.md"]
        assert code.formula in page
        assert f"({code.id}.svg)" in page
        assert pages[f"indicators/{flow.id}/{code.id}.svg"] == f"{code.id} drawn"
        assert f"printed by {reference.example(flow.id, code)}" in page
        for said in (code.range, code.edge_cases, code.citation, *dict(code.name.items()).values()):
            assert reference._cell(said) in page


def test_the_reference_tells_every_source_option_bloc_and_legal_source(
    reference: ModuleType,
) -> None:
    from cedic.sources import sources

    pages = reference.pages(lambda command: "", lambda flow, code: "")
    for id, source in sources().items():
        assert f"## {id}" in pages["sources.md"]
        assert reference._cell(source.description.citation) in pages["sources.md"]
        for option in (*source.fetch_options, *source.read_options):
            assert f"`{option.name}`" in pages["sources.md"]
    for id, bloc in blocs().items():
        assert f"## {id}: " in pages["blocs.md"]
        for spell in bloc.memberships:
            assert reference._cell(spell.source) in pages["blocs.md"]


def test_an_example_shows_what_the_command_prints(
    reference: ModuleType, env: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEDIC_HOME", env["CEDIC_HOME"])
    monkeypatch.setenv("CEDIC_LANGUAGE", "en")
    monkeypatch.delenv("CEDIC_STORE", raising=False)
    printed = reference.run("cedic data REGIONAL_TRADE REF_AREA=MERCOSUR INDICATOR=ITS SOURCE=BACI")
    assert "Southern Common Market" in printed
    assert "··" in printed
    assert "There is no dataflow" in reference.run("cedic data NOTHING")


@pytest.mark.parametrize(("flow", "code"), indicators(), ids=lambda value: value.id)
def test_every_formula_becomes_mathml(flow: Dataflow, code: Indicator) -> None:
    from latex2mathml.converter import convert

    formula = convert(code.formula, display="block")
    assert formula.startswith("<math")
    assert "\\" not in formula


@pytest.mark.parametrize(
    ("text", "loads"),
    [
        ('<script src="https://cdn.example/x.js"></script>', True),
        ('<link rel="stylesheet" href="//fonts.example/x.css">', True),
        ("@import url(http://fonts.example/x.css);", True),
        ('<a href="https://www.cepii.fr">CEPII</a>', False),
        ('<script src="_static/x.js"></script>', False),
        ('<link rel="canonical" href="https://cedic.example">', False),
    ],
)
def test_what_a_page_loads_from_outside_is_found(
    text: str, loads: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "docs" / "_ext"))
    assert bool(importlib.import_module("offline").loaded_from_outside(text)) is loads
