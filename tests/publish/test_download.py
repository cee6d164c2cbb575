from __future__ import annotations

import csv
import io
import json
import time
import zipfile

import duckdb
import pyarrow.parquet as pq
import pytest

from cedic.errors import UnknownCodeError, UsageError
from cedic.publish import download, export, facts
from cedic.publish.download import Download, Labelling, NothingFound
from cedic.publish.sheet import TooManyRows
from cedic.warehouse import Selection

ADDRESS = "https://stats.example"
SOME = {"REF_AREA": "MERCOSUR", "INDICATOR": ["ITS", "STI"], "TRADE_FLOW": "X", "PRODUCT": "_T"}


@pytest.fixture
def take(sample_store):
    """A download of a selection."""

    def make(
        format, flow="REGIONAL_TRADE", labels="id", language="en", start=None, end=None, **codes
    ):
        dataflow = sample_store.dataflow(flow)
        selection = Selection.of(dataflow, codes, start, end)
        release = facts.vintage(sample_store, dataflow)
        labelling = Labelling(labels, language)
        return Download(sample_store, selection, release, format, labelling, ADDRESS)

    return make


def content(chosen: Download) -> bytes:
    chosen.check()
    return b"".join(chosen.pieces())


def rows(chosen: Download) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(chosen).decode())))


@pytest.mark.parametrize("flow", ["MACRO", "REGIONAL_TRADE", "TRADE_COVERAGE", "TRADE_MATRIX"])
def test_csv_is_what_duckdb_would_write(sample_store, take, tmp_path, flow):
    dataflow = sample_store.dataflow(flow)
    relation = sample_store.snapshot().relation(dataflow)
    query, _ = Selection(dataflow, {}).query(relation)
    relation.cursor.execute(f"COPY ({query}) TO '{tmp_path / 'copy.csv'}' (FORMAT csv, HEADER)")
    assert content(take("csv", flow)) == (tmp_path / "copy.csv").read_bytes()


@pytest.mark.parametrize("format", ["csv", "json"])
def test_the_command_line_writes_the_same_bytes(sample_store, take, format):
    written = io.BytesIO()
    export.write_to(sample_store.data("REGIONAL_TRADE", **SOME), written, format)
    assert written.getvalue() == content(take(format, **SOME))


def test_all_formats_hold_the_same_figures(sample_store, take, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    wanted = sample_store.data("REGIONAL_TRADE", **SOME).to_arrow().to_pylist()
    assert json.loads(content(take("json", **SOME))) == wanted
    assert pq.read_table(io.BytesIO(content(take("parquet", **SOME)))).to_pylist() == wanted
    book = openpyxl.load_workbook(io.BytesIO(content(take("xlsx", **SOME))), read_only=True)
    head, *sheet = book["Data"].iter_rows(values_only=True)
    assert [dict(zip(head, row, strict=True)) for row in sheet] == wanted
    assert ("release", "1") in list(book["About"].iter_rows(values_only=True))


def test_a_workbook_takes_any_text_and_is_sent_while_it_is_written(shares, take, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    nasty = '=1+1 <&> "ñ" _x0041_ \x07'
    export.write(shares({"CELAC": {"2019": None}}, VINTAGE=nasty), tmp_path / "out.xlsx", "xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["Data"]
    row = dict(zip(*sheet.iter_rows(values_only=True), strict=True))
    # Excel takes the escape back; openpyxl does not in text that stands in its cell.
    assert row["VINTAGE"] == nasty.replace("\x07", "").replace("_x0041_", "_x005F_x0041_")
    assert row["OBS_VALUE"] is None
    pieces = take("xlsx", "TRADE_MATRIX").pieces()
    first = [next(pieces) for _ in range(3)]
    assert first[0].startswith(b"PK")
    pieces.close()


def test_json_keeps_null_and_one_object_a_line(take):
    text = content(take("json", "MACRO", INDICATOR="NY_GDP_MKTP_CD")).decode()
    lines = text.splitlines()
    assert (lines[0], lines[-1]) == ("[", "]")
    assert len(json.loads(text)) == len(lines) - 2
    missing = content(take("json", **SOME | {"SOURCE": "BACI"}, start="2021", end="2022"))
    assert {row["OBS_VALUE"] for row in json.loads(missing)} == {None}


def test_periods_bound_a_download(take):
    found = rows(take("csv", **SOME, start="2001", end="2003"))
    assert {row["TIME_PERIOD"] for row in found} == {"2001", "2002", "2003"}


def test_names_in_the_readers_language(take):
    both = rows(take("csv", labels="both", language="es", **SOME))
    assert both[0]["REF_AREA: Área de referencia"].startswith("MERCOSUR: ")
    assert both[0]["TRADE_FLOW: Flujo comercial"] == "X: Exportaciones"
    assert both[0]["SOURCE: Fuente"].startswith("BACI: BACI, base de datos")
    named = rows(take("csv", labels="name", language="fr", **SOME))
    assert named[0]["Flux commercial"] == "Exportations"
    assert [row["Valeur"] for row in named] == [
        row["OBS_VALUE"] for row in rows(take("csv", **SOME))
    ]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", '=HYPERLINK("x")'])
def test_csv_text_is_no_formula(shares, text):
    written = io.BytesIO()
    export.write_to(shares({"CELAC": {"2019": -0.5}}, VINTAGE=text), written, "csv")
    line = next(csv.DictReader(io.StringIO(written.getvalue().decode(), newline="")))
    assert line["VINTAGE"] == f"'{text}"
    assert line["OBS_VALUE"] == "-0.5"


def test_json_escapes_what_text_holds(shares):
    written = io.BytesIO()
    export.write_to(shares({"CELAC": {"2019": 1.0}}, VINTAGE='a"b\n\\ñ'), written, "json")
    assert json.loads(written.getvalue())[0]["VINTAGE"] == 'a"b\n\\ñ'


def test_observations_without_a_dataflow_are_written_too(tmp_path):
    import pyarrow as pa

    from cedic.model import Observations

    table = pa.table({"A": ["=x", None], "B": [1.5, None]})
    observations = Observations(lambda: table.to_reader())
    assert export.write(observations, tmp_path / "a.csv", "csv") == 2
    assert (tmp_path / "a.csv").read_text() == 'A,B\n"\'=x",1.5\n,\n'
    assert export.write(observations, tmp_path / "a.json", "json") == 2
    assert json.loads((tmp_path / "a.json").read_text())[1] == {"A": None, "B": None}


def test_nothing_is_an_empty_array():
    assert json.loads(b"".join(download.json_array([]))) == []


def test_parquet_says_where_its_figures_come_from(take):
    told = pq.read_schema(io.BytesIO(content(take("parquet", **SOME)))).metadata
    assert told[b"name"] == b"Regional trade integration"
    assert told[b"release"] == b"1"
    assert told[b"url"] == f"{ADDRESS}/data/REGIONAL_TRADE@1".encode()
    assert any(name.startswith(b"source") and b"Etalab" in told[name] for name in told)


@pytest.fixture
def archive(take):
    return zipfile.ZipFile(io.BytesIO(content(take("zip", **SOME, SOURCE="BACI"))))


def test_the_zip_holds_all_that_a_reader_needs(archive, take, sample_store):
    assert archive.testzip() is None
    created = facts.vintage(sample_store, sample_store.dataflow("REGIONAL_TRADE")).created
    # A zip counts time in steps of two seconds.
    even = (*created.timetuple()[:5], created.second // 2 * 2)
    assert {entry.date_time for entry in archive.infolist()} == {even}
    assert archive.namelist() == [
        "README.txt",
        "metadata.json",
        "data_dictionary.csv",
        "LICENCE.txt",
        "CITATION.bib",
        "CITATION.ris",
        "citation.json",
        "REGIONAL_TRADE.csv",
    ]
    assert archive.read("REGIONAL_TRADE.csv") == content(take("csv", **SOME, SOURCE="BACI"))
    guide = archive.read("README.txt").decode()
    assert all(
        word in guide for word in ("Cómo citar", "How to cite", "Como citar", "Comment citer")
    )


def test_the_zip_tells_what_was_selected_and_of_which_sources(archive):
    told = json.loads(archive.read("metadata.json"))
    assert told["selection"]["codes"]["INDICATOR"] == ["ITS", "STI"]
    assert [indicator["id"] for indicator in told["indicators"]] == ["ITS", "STI"]
    assert all(indicator["formula"] and indicator["edge_cases"] for indicator in told["indicators"])
    # UNCTAD was not selected; the World Bank's product enters into other indicators of the dataflow.
    assert [source["id"] for source in told["sources"]] == ["BACI", "WDI"]
    assert told["sources"][0]["years"] == ["2000–2020", "2023"]
    licence = archive.read("LICENCE.txt").decode()
    assert "Etalab" in licence
    assert "UNCTAD" not in licence


def test_the_dictionary_names_each_column_and_code_in_four_languages(archive):
    found = list(csv.DictReader(io.StringIO(archive.read("data_dictionary.csv").decode())))
    columns = [row["component"] for row in found if not row["code"]]
    assert columns[:2] == ["FREQ", "REF_AREA"]
    assert {row["role"] for row in found} == {"dimension", "measure", "attribute"}
    assert all(row[f"name_{language}"] for row in found for language in ("es", "en", "pt", "fr"))
    assert [row["code"] for row in found if row["component"] == "REF_AREA"] == ["", "MERCOSUR"]


@pytest.mark.parametrize("format", list(download.MEDIA_TYPES))
def test_the_same_release_gives_the_same_bytes(take, format):
    one = content(take(format, **SOME))
    time.sleep(1.1)
    assert content(take(format, **SOME)) == one


@pytest.mark.parametrize("format", ["csv", "json", "parquet", "zip"])
def test_the_first_byte_comes_before_the_rows_are_read(take, format):
    take(format, "TRADE").check()
    started = time.perf_counter()
    pieces = take(format, "TRADE").pieces()
    assert next(pieces)
    taken = time.perf_counter() - started
    pieces.close()
    assert taken < 1


def test_memory_does_not_grow_with_the_rows(take):
    psutil = pytest.importorskip("psutil")
    process = psutil.Process()
    pieces = take("csv", "TRADE").pieces()
    next(pieces)
    before = process.memory_info().rss
    size = peak = 0
    for piece in pieces:
        size += len(piece)
        peak = max(peak, process.memory_info().rss)
    assert size > 80_000_000
    assert peak - before < 300_000_000


def test_leaving_early_ends_the_query(take):
    chosen = take("csv", "TRADE")
    for _ in range(3):
        pieces = chosen.pieces()
        next(pieces)
        next(pieces)
        pieces.close()
    assert next(chosen.pieces()).startswith(b"FREQ,")


def test_a_sheet_that_would_not_fit_is_refused_before_it_is_begun(take):
    with pytest.raises(TooManyRows, match="1,048,575"):
        take("xlsx", "TRADE").check()
    take("xlsx", "TRADE", REF_AREA="ARG").check()


def test_what_does_not_exist_is_refused(take):
    with pytest.raises(UnknownCodeError):
        take("csv", REF_AREA="MERCOSOR").check()
    with pytest.raises(NothingFound, match="no observations"):
        take("csv", **SOME, start="1950", end="1951").check()
    with pytest.raises(UnknownCodeError, match="format"):
        take("docx")
    with pytest.raises(UnknownCodeError, match="labels"):
        take("csv", labels="ids")
    with pytest.raises(UnknownCodeError, match="language"):
        take("csv", language="de")
    with pytest.raises(UsageError, match="no names in json"):
        take("json", labels="both")


def test_codes_are_values_never_sql(take):
    with pytest.raises(UnknownCodeError):
        take("csv", REF_AREA="x') OR 1=1 --").check()
    with pytest.raises(UnknownCodeError):
        take("csv", REF_AREA="A\0B").check()


def test_names_with_quotes_are_no_sql():
    from cedic.catalogue.concepts import REF_AREA
    from cedic.model import Code, Text

    names = {"REF_AREA": [Code("X", Text.same('d\'Or, "x"'))]}
    row = download.csv_row([REF_AREA], Labelling("name"), names)
    [(line,)] = duckdb.sql(f"SELECT {row} FROM (SELECT 'X' AS REF_AREA)").fetchall()
    assert next(csv.reader([line])) == ['d\'Or, "x"']


@pytest.mark.parametrize("format", ["csv", "json", "parquet", "zip"])
def test_a_table_that_vanishes_is_told(sample_store, tmp_path, format):
    import shutil

    import cedic
    from cedic.errors import StoreError

    shutil.copytree(sample_store.location, tmp_path / "store")
    store = cedic.open(tmp_path / "store")
    flow = store.dataflow("REGIONAL_TRADE")
    chosen = Download(store, Selection(flow, {}), facts.vintage(store, flow), format)
    chosen.check()
    for file in (tmp_path / "store" / "dataflows" / "REGIONAL_TRADE").rglob("*.parquet"):
        file.unlink()
    with pytest.raises(StoreError):
        list(chosen.pieces())
    with pytest.raises(StoreError):
        chosen.check()
