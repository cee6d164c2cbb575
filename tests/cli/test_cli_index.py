"""``cedic index score``, as users run it."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import typer
from openpyxl.utils.escape import unescape

from cedic.cli.commands import app
from cedic.errors import CedicError
from cedic.model import LANGUAGES
from cedic.publish import index_report

FRAMEWORK = """code,parent,direction,weight,name,source
A1,A,1,1,One,World Bank
A2,A,-1,3,Two,World Bank
B1,B,1,,Three,UNCTAD
B2,B,1,,Four,
A,TOP,,,First part,
B,TOP,,,Second part,
TOP,,,,Index of all,
"""
VALUES = """unit,unit_name,year,A1,A2,B1,B2
ARG,Argentina,2019,0,4,20,1
BRA,=1+1,2019,5,0,10,2
CHL,<b>Chile</b>,2019,10,2,0,1
ARG,Argentina,2020,2,1,15,1
BRA,=1+1,2020,4,3,20,2
CHL,<b>Chile</b>,2020,10,4,,2
"""
# By hand. Over the panel A1 goes from 0 to 10, A2 from 0 to 4 (less is better), B1 from 0 to 20, B2
# from 1 to 2. In 2020, on 0 … 100: ARG 20, 75, 75, 0; BRA 40, 25, 100, 100; CHL 100, 0, null, 100.
SCORES_2020 = {
    "ARG": {"A": (20 + 3 * 75) / 4, "B": (75 + 0) / 2, "TOP": (61.25 + 37.5) / 2},
    "BRA": {"A": (40 + 3 * 25) / 4, "B": 100, "TOP": (28.75 + 100) / 2},
    "CHL": {"A": (100 + 3 * 0) / 4, "B": 100, "TOP": (25 + 100) / 2},
}
CONFIG = """language = "en"
[[steps]]
do = "normalise"
[[steps]]
do = "aggregate"
by_level = {3 = "arithmetic"}
[robustness]
runs = 20
weight_noise = 0.4
[robustness.alternatives]
normalise = [{method = "rank"}]
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the two tables, where the command is run."""
    for name in ("CEDIC_LANGUAGE", "LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("CEDIC_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    Path("framework.csv").write_text(FRAMEWORK)
    Path("values.csv").write_text(VALUES)
    return tmp_path


def score(*arguments: str, tables: tuple[str, str] = ("framework.csv", "values.csv")) -> None:
    """Run the command in this process; what goes wrong is raised."""
    command = typer.main.get_command(app)
    command.main(["index", "score", *tables, *arguments], standalone_mode=False)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(
        [sys.executable, "-m", "cedic", "index", *arguments],
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
    )


def scores(folder: str) -> dict[tuple[str, str, str], dict[str, str]]:
    with (Path(folder) / "scores.csv").open(newline="") as file:
        return {
            (row["REF_AREA"], row["CODE"], row["TIME_PERIOD"]): row for row in csv.DictReader(file)
        }


def test_a_small_index_from_two_tables_to_a_folder() -> None:
    done = run("score", "framework.csv", "values.csv", "-o", "out")
    assert done.returncode == 0, done.stderr
    shown = [line.split() for line in done.stdout.splitlines()]
    places = {line[0]: line[1:] for line in shown if line and line[0] in ("Argentina", "=1+1")}
    assert places["=1+1"] == ["1", "64.4", "28.8", "100.0"]
    assert places["Argentina"] == ["3", "49.4", "61.3", "37.5"]
    assert "Index of all, 2020" in done.stdout
    assert "In out: scores.csv, workbook.xlsx, report.html, recipe.toml, ranking.svg" in done.stderr
    found = scores("out")
    for unit, wanted in SCORES_2020.items():
        for code, value in wanted.items():
            assert float(found[unit, code, "2020"]["SCORE"]) == pytest.approx(value, abs=1e-12)
    assert found["CHL", "B1", "2020"]["SCORE"] == ""
    assert found["CHL", "B", "2020"]["COVERAGE"] == "0.5"


@pytest.fixture
def no_charts(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests that look at other files: drawing takes most of the time."""
    monkeypatch.setattr(index_report, "pictures", lambda scored: [])


@pytest.mark.usefixtures("no_charts")
def test_the_workbook_has_all_stages_and_no_formula() -> None:
    Path("config.toml").write_text(CONFIG)
    score("-o", "out", "--config", "config.toml")
    book = openpyxl.load_workbook("out/workbook.xlsx")
    stages = ["ranking", "framework", "values", "normalise", "scores", "ranks", "imputed"]
    rest = ["weights", "contributions", "intervals", "alternatives", "notes", "recipe"]
    assert book.sheetnames == [*stages, *rest]
    rows = list(book["normalise"].iter_rows(values_only=True))
    assert rows[0] == ("REF_AREA", "UNIT_NAME", "TIME_PERIOD", "A1", "A2", "B1", "B2")
    assert rows[3] == ("CHL", "<b>Chile</b>", "2019", 100, 50, 0, 0)
    assert rows[-1] == ("CHL", "<b>Chile</b>", "2020", 100, 0, None, 100)
    # The weights of A2 among the parts of A, and of B2 where B1 is missing.
    weights = list(book["weights"].iter_rows(values_only=True))
    at = {name: place for place, name in enumerate(weights[0])}
    assert weights[-1][at["A2"]] == 0.75
    assert weights[-1][at["B2"]] == 1
    # What BRA and ARG bring to the index in 2020 by its first part: half of that part's score.
    brought = list(book["contributions"].iter_rows(values_only=True))
    assert [row[at["A"]] for row in brought[4:6]] == pytest.approx([61.25 / 2, 28.75 / 2])
    for sheet in book:
        for cells in sheet.iter_rows():
            assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.usefixtures("no_charts")
def test_imputed_values_look_different_in_the_workbook() -> None:
    Path("config.toml").write_text(
        'steps = [{do = "impute", method = "mean"}, {do = "normalise"}, {do = "aggregate"}]'
    )
    Path("values.csv").write_text(VALUES.replace("Argentina", "A & B <c> _x0041_ \x01"))
    score("-o", "out", "--config", "config.toml")
    book = openpyxl.load_workbook("out/workbook.xlsx")
    row = list(book["impute"].iter_rows())[6]
    assert [cell.value for cell in row[3:]] == [10, 4, 17.5, 2]
    assert [bool(cell.font.italic) for cell in row[3:]] == [False, False, True, False]
    assert unescape(book["values"]["B2"].value) == "A & B <c> _x0041_ "


def test_a_recipe_gives_the_same_bytes_again() -> None:
    Path("config.toml").write_text(CONFIG)
    score("-o", "one", "--config", "config.toml")
    score("-o", "two", "--config", "one/recipe.toml")
    names = sorted(path.name for path in Path("one").iterdir())
    assert names == sorted(path.name for path in Path("two").iterdir())
    assert {"scores.csv", "workbook.xlsx", "report.html", "recipe.toml"} < set(names)
    for name in names:
        assert (Path("one") / name).read_bytes() == (Path("two") / name).read_bytes(), name


@pytest.mark.usefixtures("no_charts")
def test_other_formats_of_the_same_tables_give_the_same_scores() -> None:
    score("-o", "csv")
    book = openpyxl.Workbook()
    book.active.title = "About"
    for title, text in (("Framework", FRAMEWORK), ("Values", VALUES)):
        sheet = book.create_sheet(title)
        for row in csv.reader(text.splitlines()):
            cells = [float(cell) if cell.replace("-", "").isdigit() else cell for cell in row]
            sheet.append([None if cell == "" else cell for cell in cells])
    book.save("book.xlsx")
    # A text that begins with = is a formula to openpyxl.
    with pytest.raises(CedicError, match="formula"):
        score("-o", "xlsx", tables=("book.xlsx", "book.xlsx"))
    for row in book["Values"].iter_rows():
        row[1].value = "Name"
    book.save("book.xlsx")
    score("-o", "xlsx", tables=("book.xlsx", "book.xlsx"))
    Path("semicolons.csv").write_text(VALUES.replace(",", ";").replace(";15;", ";15,0;"))
    score("-o", "semicolons", tables=("framework.csv", "semicolons.csv"))
    wanted = Path("csv/scores.csv").read_bytes()
    assert Path("xlsx/scores.csv").read_bytes() == wanted
    assert Path("semicolons/scores.csv").read_bytes() == wanted


def test_what_others_put_in_a_folder_is_left_alone() -> None:
    Path("mine").mkdir()
    Path("mine/scores.csv").write_text("mine")
    done = run("score", "framework.csv", "values.csv", "-o", "mine")
    assert done.returncode == 2
    assert "holds other files: scores.csv" in done.stderr
    assert Path("mine/scores.csv").read_text() == "mine"


@pytest.mark.usefixtures("no_charts")
def test_an_index_that_was_there_is_replaced() -> None:
    score("-o", "out")
    Path("out/note.txt").write_text("mine")
    Path("out/change.svg").write_text("of an earlier index with years")
    Path("values.csv").write_text("\n".join(VALUES.splitlines()[:4]))
    score("-o", "out")
    assert Path("out/note.txt").read_text() == "mine"
    assert not Path("out/change.svg").exists()
    assert ("ARG", "TOP", "2020") not in scores("out")


def test_nothing_is_left_where_it_fails() -> None:
    Path("values.csv").write_text(VALUES.replace(",15,", ",x,"))
    with pytest.raises(CedicError):
        score("-o", "out")
    assert not Path("out").exists()


def change(path: str, old: str, new: str) -> Callable[[], None]:
    """Change a table before the command is run."""

    def do() -> None:
        text = Path(path).read_text()
        assert old in text
        Path(path).write_text(text.replace(old, new, 1))

    return do


def config(text: str) -> Callable[[], None]:
    return lambda: Path("config.toml").write_text(text) and None


@pytest.mark.parametrize(
    ("spoil", "said", "code"),
    [
        (Path("values.csv").unlink, "There is no file values.csv", 2),
        (change("framework.csv", FRAMEWORK, ""), "empty", 3),
        (change("values.csv", ",15,", ",fifteen,"), "'fifteen', no number", 3),
        (change("values.csv", ",15,", ",fifteen,"), "values.csv, row 5, column B1", 3),
        (change("values.csv", "ARG,Argentina,2020", "ARG,Argentina,2019"), "ARG in 2019", 3),
        (change("values.csv", "B2\n", "B3\n"), "no column of the indicator B2", 3),
        (change("framework.csv", "A2,A,", "A2,C,"), "C is no code of the framework", 3),
        (change("framework.csv", "TOP,,,,Index", "TOP,A1,,,Index"), "circle", 3),
        (change("framework.csv", ",-1,3,", ",-1,-3,"), "negative", 3),
        (config("[[steps]\n"), "config.toml", 3),
        (config("steps = 3\n"), "no list of entries", 2),
        (config("step = 3\n"), "did you mean steps", 2),
        (config('language = "de"\n'), "no language called 'de'", 2),
        (config('[[steps]]\ndo = "normalize"\n'), "did you mean normalise", 2),
        (config('[[steps]]\ndo = "normalise"\n'), "ends by aggregating", 2),
        (config("[robustness]\nrun = 3\n"), "did you mean runs", 2),
        (config("[robustness.alternatives]\ntreat = 3\n"), "not lists of arguments", 2),
        (
            config('[robustness.alternatives]\nnormalise = [{method = "min-max"}]\n'),
            "changes no score",
            2,
        ),
    ],
)
def test_what_is_wrong_is_told(spoil: Callable[[], None], said: str, code: int) -> None:
    Path("config.toml").write_text("")
    spoil()
    with pytest.raises(CedicError) as caught:
        score("-o", "out", "--config", "config.toml")
    assert said in str(caught.value)
    assert caught.value.exit_code == code


@pytest.mark.parametrize(
    ("folder", "said"),
    [("none/out", "There is no folder none"), ("values.csv", "is a file, not a folder")],
)
def test_a_folder_that_cannot_be(folder: str, said: str) -> None:
    with pytest.raises(CedicError, match=said) as caught:
        score("-o", folder)
    assert caught.value.exit_code == 2


@pytest.mark.usefixtures("no_charts")
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_speaks_the_readers_language_and_escapes_names(language: str) -> None:
    score("-o", "out", "--language", language)
    page = Path("out/report.html").read_text()
    assert f'<html lang="{language}">' in page
    titles = {"es": "Clasificación", "en": "Ranking", "pt": "Classificação", "fr": "Classement"}
    assert f">{titles[language]}</h2>" in page
    assert "&lt;b&gt;Chile&lt;/b&gt;" in page
    assert "<b>Chile" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "")
    assert f'language = "{language}"' in Path("out/recipe.toml").read_text()


def test_help_is_told_without_the_libraries() -> None:
    code = "import sys; from cedic.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", code, "index", "score", "--help"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
    )
    assert "{framework}" in done.stdout
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert not {"numpy", "pyarrow", "altair", "duckdb"} & loaded
