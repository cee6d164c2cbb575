"""The command, as users run it: in a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import cedic
from cedic.warehouse import Store

Run = Callable[..., "subprocess.CompletedProcess[str]"]
COMMAND = [sys.executable, "-m", "cedic"]
BRAZIL = ("REF_AREA=BRA", "INDICATOR=SP_POP_TOTL")


def environment(home: Path, **more: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith("CEDIC_")}
    path = os.pathsep.join(sys.path)
    return plain | {"CEDIC_HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONPATH": path} | more


@pytest.fixture
def run(sample_store: Store, tmp_path: Path) -> Run:
    """Run the command on the sample, which it is not to change."""

    def command(*arguments: object, **more: str) -> subprocess.CompletedProcess[str]:
        variables = {"CEDIC_STORE": sample_store.location} | more
        done = subprocess.run(
            [*COMMAND, *map(str, arguments)],
            env=environment(tmp_path / "home", **variables),
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        assert "defect" not in done.stderr
        return done

    return command


@pytest.fixture
def empty(run: Run, tmp_path: Path) -> Run:
    """Run the command on a store of its own, empty at first."""
    place = str(tmp_path / "own")
    return lambda *arguments, **more: run(*arguments, CEDIC_STORE=place, **more)


def refused(done: subprocess.CompletedProcess[str], code: int, *told: str) -> None:
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    for words in told:
        assert words in done.stderr


# Help and completion


@pytest.mark.parametrize(
    "command",
    [
        "",
        "build",
        "dataflows",
        "data",
        "vintages",
        "blocs",
        "sources",
        "sources list",
        "sources fetch",
        "sources read",
        "products",
        "products convert",
        "doctor",
    ],
)
def test_each_command_has_help(run: Run, command: str) -> None:
    done = run(*command.split(), "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Usage: cedic {command}".strip() in done.stdout


def test_the_version(run: Run) -> None:
    assert run("--version").stdout == f"cedic {cedic.__version__}\n"


def test_help_loads_no_heavy_library() -> None:
    script = (
        "import sys; from cedic.cli.commands import app\n"
        "try: app(['--help'], prog_name='cedic')\n"
        "except SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    heavy = {"pandas", "ibis", "duckdb", "pyarrow", "requests", "sdmx", "babel", "deltalake"}
    assert heavy & set(done.stderr.split()) == set()


def completed(words: str) -> list[str]:
    done = subprocess.run(
        COMMAND,
        env=os.environ
        | {
            "_CEDIC_COMPLETE": "complete_bash",
            "COMP_WORDS": f"cedic {words}",
            "COMP_CWORD": str(len(words.split(" "))),
        },
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("data TRADE_C", ["TRADE_COMPLEMENTARITY", "TRADE_COVERAGE"]),
        ("data REGIONAL_TRADE REF_", ["REF_AREA="]),
        ("data REGIONAL_TRADE INDICATOR=ST", ["INDICATOR=STI"]),
        ("data REGIONAL_TRADE INDICATOR=ITS,ST", ["INDICATOR=ITS,STI"]),
        ("data REGIONAL_TRADE --where REF_AREA=MERC", ["REF_AREA=MERCOSUR"]),
        ("data REGIONAL_TRADE NOTHING=A", []),
        ("data REGIONAL_TRADE SOURCE=B", []),
        ("data NOTHING REF_", ["REF_AREA="]),
        ("blocs MERC", ["MERCOSUR"]),
        ("sources read SAM", ["SAMPLE"]),
        ("sources read TAB", ["TABLE"]),
    ],
)
def test_completion(words: str, found: list[str]) -> None:
    assert completed(words) == found


# Reading


def test_a_table_on_the_terminal(run: Run) -> None:
    done = run("data", "REGIONAL_TRADE", "REF_AREA=MERCOSUR", "INDICATOR=ITS", "TRADE_FLOW=X",
               "PRODUCT=_T", "SOURCE=BACI", "--start", "2019")  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "MERCOSUR" in done.stdout
    assert "··" in done.stdout, "2021 and 2022 are gaps"


@pytest.mark.parametrize("format", ["csv", "json"])
def test_text_goes_to_standard_output_and_nothing_else(
    run: Run, tmp_path: Path, format: str
) -> None:
    shown = run("data", "MACRO", *BRAZIL, "--start", "2020", "--end", "2021", "--format", format)
    assert (shown.returncode, shown.stderr) == (0, "")
    written = run("data", "MACRO", "--where", BRAZIL[0], "--where", BRAZIL[1], "--start", "2020",
                  "--end", "2021", "-o", tmp_path / f"out.{format}")  # fmt: skip
    assert (written.returncode, written.stdout) == (0, "")
    assert written.stderr == f"2 observations in {tmp_path / f'out.{format}'}\n"
    assert (tmp_path / f"out.{format}").read_text("utf-8") == shown.stdout
    if format == "json":
        assert [row["TIME_PERIOD"] for row in json.loads(shown.stdout)] == ["2020", "2021"]
    else:
        assert shown.stdout.startswith("FREQ,REF_AREA,INDICATOR,SOURCE,TIME_PERIOD,OBS_VALUE,")
        assert len(shown.stdout.splitlines()) == 3


def test_parquet_and_excel_go_to_files(run: Run, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    for format in ("parquet", "xlsx"):
        refused(run("data", "MACRO", *BRAZIL, "--format", format), 2, "give a file with -o")
        run("data", "MACRO", *BRAZIL, "-o", tmp_path / f"out.{format}")
    rows = pq.read_table(tmp_path / "out.parquet")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Data"]
    assert sheet.max_row == rows.num_rows + 1
    assert [cell.value for cell in sheet[1]] == rows.column_names


def test_the_format_wins_over_the_ending(run: Run, tmp_path: Path) -> None:
    run("data", "MACRO", *BRAZIL, "--format", "csv", "-o", tmp_path / "out.txt")
    assert (tmp_path / "out.txt").read_text().startswith("FREQ,")


def test_all_of_a_dataflow(run: Run) -> None:
    done = run("data", "MACRO", "--format", "csv")
    assert len(done.stdout.splitlines()) > 100_000


def test_a_null_is_empty_in_csv(run: Run) -> None:
    done = run("data", "REGIONAL_TRADE", "REF_AREA=CELAC", "INDICATOR=ITS", "TRADE_FLOW=X",
               "PRODUCT=_T", "--start", "2021", "--end", "2021", "--format", "csv")  # fmt: skip
    header, row = (line.split(",") for line in done.stdout.splitlines())
    cells = dict(zip(header, row, strict=True))
    assert (cells["OBS_VALUE"], cells["OBS_STATUS"]) == ("", "L")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["dataflows"], ["REGIONAL_TRADE", "MACRO"]),
        (["dataflows", "REGIONAL_TRADE"], ["INDICATOR", "STI"]),
        (["vintages", "REGIONAL_TRADE"], ["RELEASE", cedic.__version__]),
        (["blocs"], ["MERCOSUR", "CARICOM"]),
        (["blocs", "MERCOSUR", "--year", "2013"], ["VEN", "2012"]),
        (["sources", "list"], ["2000–2020, 2023", "BACI", "606,892"]),
    ],
)
def test_lists_are_tables_on_standard_output(
    run: Run, arguments: list[str], told: list[str]
) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stderr) == (0, "")
    for words in told:
        assert words in done.stdout


def test_names_in_the_language_set(run: Run) -> None:
    assert "Integración comercial regional" in run("dataflows", CEDIC_LANGUAGE="es").stdout
    refused(run("dataflows", CEDIC_LANGUAGE="de"), 2, "es, fr, pt")


# Refusals


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("dat MACRO", "data"),
        ("data MACROS", "did you mean MACRO"),
        ("data macro", "did you mean MACRO"),
        ("data MACRO REF_ARE=BRA", "did you mean REF_AREA"),
        ("data MACRO ref_area=BRA", "did you mean REF_AREA"),
        ("data MACRO REF_AREA=BRAA", "did you mean BRA"),
        ("data REGIONAL_TRADE REF_AREA=MERCOSUL", "did you mean MERCOSUR"),
        ("data REGIONAL_TRADE REF_AREA=CAN", "ANDEAN"),
        ("data REGIONAL_TRADE INDICATOR=ITSS", "did you mean ITS"),
        ("data REGIONAL_TRADE --start 1980 --end 1985", "covers 2000 to 2023"),
        ("data MACRO REF_AREA=BRA --start 2030", "covers 1990 to 2025"),
        ("data MACRO start=2000", "write --start 2000"),
        ("data MACRO as_of=1", "write --as-of 1"),
        ("data MACRO OBS_VALUE=1", "holds numbers"),
        ("data MACRO REF_AREA", "not of the form NAME=VALUE"),
        ("data MACRO REF_AREA=", "not of the form NAME=VALUE"),
        ("data MACRO REF_AREA=,", "has no observations"),
        ("data MACRO REF_AREA=BRA REF_AREA=ARG", "write REF_AREA=BRA,ARG"),
        ("data MACRO --format cvs", "did you mean csv"),
        ("data MACRO REF_AREA=BRA -o out.zip", "end the name in .csv"),
        ("data MACRO REF_AREA=BRA -o out.csv --format table", "csv, json"),
        ("data MACRO REF_AREA=BRA -o none/out.csv", "no folder none"),
        ("data MACRO REF_AREA=BRA --as-of 99", "releases go from 1"),
        ("data MACRO REF_AREA=BRA --as-of then", "neither a release's number nor a date"),
        ("data MACRO --wher REF_AREA=BRA", "--where"),
        ("data", "dataflow"),
        ("dataflows MACROS", "did you mean MACRO"),
        ("vintages MACROS", "did you mean MACRO"),
        ("build MACROS", "did you mean MACRO"),
        ("blocs MERCOSUL", "did you mean MERCOSUR"),
        ("blocs CAN", "ANDEAN"),
        ("blocs MERCOSUR --year then", "year"),
        ("sources read BACCI x.csv", "did you mean BACI"),
        ("sources read TABLE x.csv", "--as NAME"),
        ("sources read TABLE --as BACI x.csv", "cannot be the source"),
        ("sources read SAMPLE --as ../x", "cannot be kept under"),
        ("sources read SAMPLE yeras=2000", "did you mean years"),
        ("sources read SAMPLE years=then", "years=then"),
        ("sources read SAMPLE --on-bad-rows=go", "stop"),
        ("sources fetch BACCI", "did you mean BACI"),
    ],
)
def test_a_wrong_request_is_told_with_what_to_do(run: Run, arguments: str, told: str) -> None:
    refused(run(*arguments.split()), 2, told)


def test_a_wrong_setting(run: Run, tmp_path: Path) -> None:
    (tmp_path / "cedic.toml").write_text('hom = "x"')
    refused(run("dataflows"), 2, "did you mean home", "cedic.toml")


def test_an_empty_store(empty: Run, tmp_path: Path) -> None:
    refused(empty("data", "MACRO"), 3, "run: cedic build")
    assert empty("sources", "list").returncode == 0
    assert not (tmp_path / "own").exists()


# Bad files

BACI_HEADER = "t,i,j,k,v,q\n"
GOOD = "2020,32,76,010121,1.5,2\n"


def latin(text: str) -> bytes:
    return text.encode("latin-1")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"t,i,j,v,q\n2020,32,76,1,2\n", ("The column k is missing", "line 1")),
        (
            latin(BACI_HEADER + GOOD + "2020,32,76,010129,many,2\n"),
            ("line 3", "column v", "'many'"),
        ),
        (latin(BACI_HEADER + GOOD + "2020,32,76,010129,-4,2\n"), ("line 3", "column v", "'-4'")),
        (
            latin(BACI_HEADER + GOOD + GOOD),
            ("line 2", "line 3", "more than once", "ARG, BRA, 010121"),
        ),
        (latin(BACI_HEADER + GOOD + "2020,32,á,010129,4,2\n"), ("line 3", "encoding=latin-1")),
        (latin(BACI_HEADER + GOOD + "2020,32,76,10129,4,2\n"), ("line 3", "column k", "'10129'")),
        (b"", ("BACI_HS92_Y2020_V202501.csv",)),
    ],
)
def test_a_bad_file_is_told_and_changes_nothing(
    empty: Run, tmp_path: Path, content: bytes, told: tuple[str, ...]
) -> None:
    file = tmp_path / "BACI_HS92_Y2020_V202501.csv"
    file.write_bytes(content)
    done = empty("sources", "read", "BACI", file)
    refused(done, 3, "to mend it: ", str(file), *told)
    assert not list((tmp_path / "own").rglob("*.parquet"))
    file.write_text(BACI_HEADER + GOOD)
    assert empty("sources", "read", "BACI", file).returncode == 0


def test_an_archive_that_is_cut(empty: Run, tmp_path: Path) -> None:
    file = tmp_path / "BACI_HS92_V202501.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("BACI_HS92_Y2020_V202501.csv", BACI_HEADER + GOOD * 2000)
    file.write_bytes(file.read_bytes()[:-60])
    refused(empty("sources", "read", "BACI", file), 3, str(file), "to mend it: ")


def test_a_file_that_is_not_there(empty: Run, tmp_path: Path) -> None:
    refused(empty("sources", "read", "BACI", tmp_path / "none.zip"), 3, "none.zip")


def test_bad_rows_set_aside(empty: Run, tmp_path: Path) -> None:
    file = tmp_path / "BACI_HS92_Y2020_V202501.csv"
    file.write_text(BACI_HEADER + GOOD + "2020,32,76,010129,many,2\n")
    done = empty("sources", "read", "BACI", file, "--on-bad-rows=set-aside")
    assert done.returncode == 0, done.stderr
    rejects = tmp_path / "home" / "rejects.csv"
    assert f"1 rows read in 1 parts; 1 bad rows set aside in {rejects}" in done.stderr
    header, row = rejects.read_text().splitlines()
    assert header == "file,line,column,value,reason"
    assert row.startswith(f"{file},3,v,many,")


def test_own_table_beside_the_sample(sample_store: Store, run: Run, tmp_path: Path) -> None:
    place = shutil.copytree(sample_store.location, tmp_path / "copy")
    file = tmp_path / "mine.csv"
    file.write_text("year,from,to,usd\n2020,ARG,BRA,100\n2020,BRA,ARG,50\n2020,CHL,ARG,50\n")
    options = ("EXPORTER=from", "IMPORTER=to", "TIME_PERIOD=year", "OBS_VALUE=usd",
               "reported_by=both", "vintage=2026", "citation=Example")  # fmt: skip
    read = run("sources", "read", "TABLE", "--as", "MINE", file, *options, CEDIC_STORE=str(place))
    assert (read.returncode, read.stdout) == (0, "")
    assert "3 rows read in 1 parts." in read.stderr
    again = run("sources", "read", "TABLE", "--as", "MINE", file, *options, CEDIC_STORE=str(place))
    assert "nothing was new" in again.stderr
    other = run("sources", "read", "TABLE", "--as", "MINE", file, *options[:-2], "vintage=2027",
                "citation=Example", CEDIC_STORE=str(place))  # fmt: skip
    refused(other, 2, "vintage 2026; these figures are of vintage 2027", "--replace")
    built = run("build", "TRADE", CEDIC_STORE=str(place))
    assert "Release 2 of" in built.stderr
    assert built.stdout == ""
    shown = run("data", "TRADE", "SOURCE=MINE", "TRADE_FLOW=M", "--format", "csv",
                CEDIC_STORE=str(place))  # fmt: skip
    assert [line.split(",")[1:3] for line in shown.stdout.splitlines()[1:]] == [
        ["ARG", "BRA"],
        ["ARG", "CHL"],
        ["BRA", "ARG"],
    ]


# Building, interrupting, mending


def test_building_needs_nothing_and_goes_on_when_stopped(tmp_path: Path) -> None:
    """`cedic build` is stopped in the middle of the sample, and takes in the rest of it later."""
    variables = environment(tmp_path / "home")
    process = subprocess.Popen(
        [*COMMAND, "build", "MACRO"], env=variables, stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("BACI 2003"):
            process.send_signal(signal.SIGINT)
            break
    rest = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 130
    assert "what was stored before still stands" in rest
    assert "Traceback" not in rest
    done = subprocess.run(
        [*COMMAND, "build", "MACRO"], env=variables, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert "made: MACRO" in done.stderr
    store = cedic.open(tmp_path / "home" / "store")
    assert len(store.sources()["BACI"].parts) == 22
    assert set(store.sources()) == {"BACI", "UNCTAD", "OECD_ICIO", "WDI"}


def test_a_mistyped_build_takes_in_nothing(empty: Run, tmp_path: Path) -> None:
    refused(empty("build", "MACROS"), 2, "did you mean MACRO")
    assert not (tmp_path / "own").exists()


@pytest.mark.parametrize(
    "arguments", ["data TRADE --format csv", "data MACRO REF_AREA=BRA", "blocs"]
)
def test_a_reader_that_has_seen_enough(sample_store: Store, tmp_path: Path, arguments: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{sys.executable}' -m cedic {arguments} | head -1"],
        env=environment(tmp_path, CEDIC_STORE=sample_store.location),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1
    closed = subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{sys.executable}' -m cedic {arguments} | exec true"],
        env=environment(tmp_path, CEDIC_STORE=sample_store.location),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (closed.returncode, closed.stderr) == (0, "")


def test_the_doctor(run: Run, sample_store: Store, tmp_path: Path) -> None:
    done = run("doctor")
    assert (done.returncode, done.stderr) == (0, "")
    assert "release 1" in done.stdout
    place = shutil.copytree(sample_store.location, tmp_path / "copy")
    file = next((place / "dataflows/MACRO").glob("*.parquet"))
    file.write_bytes(file.read_bytes()[:-1])
    ill = run("doctor", CEDIC_STORE=str(place))
    assert ill.returncode == 3
    assert "To mend: files." in ill.stderr
    assert "cedic build --force" in " ".join(ill.stdout.split())


def test_the_doctor_finds_nothing_built(empty: Run) -> None:
    done = empty("doctor")
    assert done.returncode == 0
    assert "run: cedic build" in done.stdout


def test_a_defect_is_told_as_one(tmp_path: Path) -> None:
    script = (
        "import sys, cedic.cli.commands as commands\n"
        "def broken(): raise RuntimeError('oh')\n"
        "commands._open = broken\n"
        "from cedic.cli import main\n"
        "main()"
    )
    for debug, told in (((), "--debug"), (("--debug",), "Traceback")):
        done = subprocess.run(
            [sys.executable, "-c", script, "doctor", *debug],
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 1
        assert told in done.stderr
        assert ("Traceback" in done.stderr) is bool(debug)
