from __future__ import annotations

import pytest

from cedic.errors import (
    CedicError,
    DataError,
    SourceError,
    StoreError,
    UnknownCodeError,
    UsageError,
    near,
)


def test_a_message_says_what_where_and_the_remedy() -> None:
    error = DataError("A value is bad.", where="a.csv, line 3", remedy="mend it")
    assert str(error) == "A value is bad.\n  where: a.csv, line 3\n  to mend it: mend it"
    assert str(UsageError("No.")) == "No."


@pytest.mark.parametrize(
    ("kind", "code"),
    [(UsageError, 2), (DataError, 3), (StoreError, 3), (SourceError, 4), (CedicError, 1)],
)
def test_exit_codes(kind: type[CedicError], code: int) -> None:
    assert kind("what").exit_code == code
    assert UnknownCodeError("bloc", "X").exit_code == 2


def test_near_names_are_suggested() -> None:
    known = ["MERCOSUR", "CARICOM", "CELAC"]
    assert near("mercosul", known) == ["MERCOSUR"]
    assert near("CARI", known) == ["CARICOM"]
    assert near("c", known) == ["CARICOM", "CELAC"]
    assert near("ZZZ", known) == []
    assert near("", known) == []
    assert len(near("A1", [f"A{n}" for n in range(10, 20)])) == 3


def test_without_a_near_name_a_short_list_is_told_whole() -> None:
    error = UnknownCodeError("format", "zip", ["csv", "json"])
    assert str(error) == (
        "There is no format called 'zip'.\n  to mend it: it can be one of csv, json"
    )
    assert UnknownCodeError("area", "??", [str(n) for n in range(500)]).remedy is None
    assert UnknownCodeError("area", "??", remedy="see the list").remedy == "see the list"
