"""Queries for structures: what is asked for wrongly, and what a client has already."""

from __future__ import annotations

from typing import Any

import pytest
from asking import ask
from lxml import etree

from cedic.sdmx.structures.query import Query
from cedic.sdmx.structures.rendered import Rendered
from cedic.warehouse import Store


def told(store: Store, address: str, **headers: str) -> tuple[int, str]:
    answered = ask(store, address, **headers)
    message = etree.fromstring(answered.body)
    return answered.status, "".join(message.itertext())


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("v1/dataflow/all/TRAED", 404, "no dataflow 'TRAED'.*ask for TRADE"),
        ("v1/dataflow/all/TRADE+x/2.0", 404, "no version '2.0'.*1.0"),
        ("v1/dataflow/SELA", 404, "no agency 'SELA'.*CEDIC"),
        ("v1/codelist/all/CL_FREQ/latest/Z", 404, "no item 'Z'.*A, M, Q"),
        ("v2/structure/*/*/NOPE", 404, "no artefact 'NOPE'"),
        ("v2/structure/dataconstraint/*/CR_TRADES", 404, "no dataconstraint.*CR_TRADE"),
        ("v1/dataflow/all/TRADE/abc", 400, "'abc' cannot be a version.*all or latest"),
        ("v2/structure/dataflow/*/TRADE/latest", 400, "'latest' cannot be a version.*~"),
        (f"v2/structure/dataflow/*/TRADE/{'9' * 5000}+", 400, "cannot be a version"),
        ("v2/structure/dataflow/*/TRADE/1.0.0", 404, "no version '1.0.0'.*1.0"),
        ("v2/structure/dataflow/*/TRADE/2+.0", 404, "no version"),
        ("v1/dataflow/a%20b", 400, "'a b' cannot be an agency"),
        ("v1/dataflow/all/TRADE,MACRO", 400, r"cannot be an id.*joined by \+"),
        ("v1/dataflow/all/..%2F..%2Fetc", 400, "cannot be an id"),
        ("v1/dataflow/all/TRADE/1.0/X", 400, "dataflow has no items"),
        ("v2/structure/*/*/*/*/X", 400, "has no items"),
        ("v1/dataflow/a/b/1.0/d/e", 400, "path is too long"),
        ("v1/dataflow?references=parent", 400, "'parent' is no value of references.*parents"),
        ("v1/dataflow?references=ancestors", 400, "is no value of references"),
        ("v1/dataflow?references=codelist,dataflow", 400, "is no value of references"),
        ("v1/dataflow?detail=stubs", 400, "'stubs' is no value of detail.*allstubs"),
        ("v1/dataflow?detail=raw", 400, "is no value of detail"),
        ("v1/dataflow?lang=es", 400, "'lang' is no parameter here.*references, detail, format"),
        ("v1/dataflow?detail=full&detail=full", 400, "given twice"),
        ("v1/dataflow?format=rdf", 400, "no format 'rdf'.*sdmx-ml"),
        ("v2/structure/codelists", 400, "did you mean codelist"),
        ("v2/structure/process", 501, "no process here"),
        ("v1/process", 501, "no process here"),
        ("v1/dataflow/%FF", 400, "not UTF-8"),
        ("v1/dataflow/a%00b", 400, "control character"),
    ],
)
def test_a_bad_query_is_told_how_to_mend_it(
    sample_store: Store, address: str, status: int, words: str
) -> None:
    found, message = told(sample_store, address)
    assert found == status
    assert pytest.raises(AssertionError, match=f"(?s){words}").matches(AssertionError(message))


def test_a_client_that_takes_no_format(sample_store: Store) -> None:
    status, message = told(sample_store, "v1/dataflow", accept="text/html")
    assert status == 406
    assert "structure+json;version=1.0" in message


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        ("~", True),
        ("+", True),
        ("*", True),
        ("1.0", True),
        ("1.~", True),
        ("1.0+", True),
        ("0*.9", True),
        ("~.0", True),
        ("1~.0.0", True),
        ("9.9,1.0", True),
        ("1.1~", False),
        ("2~", False),
        ("1.0.0", False),
    ],
)
def test_versions_with_wildcards(asked: str, taken: bool) -> None:
    from cedic.sdmx import Request

    query = Query.of(Request(f"v2/structure/dataflow/*/*/{asked}"), "v2")
    assert query.takes_version("1.0") is taken


def test_plain_media_types_are_understood(sample_store: Store) -> None:
    types = {
        ("v1/dataflow", ""): "application/vnd.sdmx.structure+xml; version=2.1",
        ("v1/dataflow", "text/xml"): "application/vnd.sdmx.structure+xml; version=2.1",
        ("v1/dataflow", "application/json"): "application/vnd.sdmx.structure+json; version=1.0",
        ("v1/dataflow?format=sdmx-json", ""): "application/vnd.sdmx.structure+json; version=1.0",
        ("v2/structure/dataflow", ""): "application/vnd.sdmx.structure+json; version=2.0.0",
        ("v2/structure/dataflow?format=sdmx-ml", ""): "application/vnd.sdmx.structure+xml; "
        "version=3.0.0",
    }
    for (address, accept), expected in types.items():
        answered = ask(sample_store, address, accept=accept)
        assert answered.headers["Content-Type"] == expected


def test_a_version_alone_stands_for_all_of_an_agency(sample_store: Store) -> None:
    """Which is how pandaSDMX asks."""
    found = ask(sample_store, "v1/dataflow/CEDIC/latest", accept="application/json").json
    assert {one["id"] for one in found["data"]["dataflows"]} == set(sample_store.publications)


# Caching


def test_what_a_client_has_is_not_sent_again(sample_store: Store) -> None:
    address = "v1/dataflow/all/all/latest?references=all"
    first = ask(sample_store, address)
    again = ask(sample_store, address, if_none_match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Accept-Language" in again.headers["Vary"]


def test_a_message_is_made_once(sample_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from cedic.sdmx import structures

    made: list[Any] = []
    render = structures.message
    monkeypatch.setattr(structures, "message", lambda *given: made.append(given) or render(*given))
    answers = [ask(sample_store, "v1/codelist?detail=allcompletestubs") for _ in range(3)]
    assert len(made) <= 1
    assert len({answered.body for answered in answers}) == 1


def test_another_agency_is_another_message(
    sample_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ask(sample_store, "v1/dataflow")
    monkeypatch.setenv("CEDIC_AGENCY", "SELA")
    other = ask(sample_store, "v1/dataflow", if_none_match=first.headers["ETag"])
    assert other.status == 200
    assert b'agencyID="SELA"' in other.body
    assert b'agencyID="CEDIC"' not in other.body
    assert b"=CEDIC:" not in other.body


def test_messages_kept_are_bounded() -> None:
    kept = Rendered(100)
    for number in range(10):
        assert kept.get(str(number), lambda: b"x" * 40) == b"x" * 40
    assert kept.size <= 100
    assert kept.get("9", lambda: b"made again") == b"x" * 40
    assert kept.get("0", lambda: b"made again") == b"made again"
    assert kept.get("big", lambda: b"x" * 1000) == b"x" * 1000
    assert kept.size == 0


def test_nothing_built_is_told_as_unavailable(tmp_path: Any) -> None:
    from cedic.catalogue import PUBLICATIONS

    status, message = told(Store(tmp_path / "store", PUBLICATIONS), "v1/dataflow")
    assert status == 503
    assert str(tmp_path) not in message
