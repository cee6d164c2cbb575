"""What the doctor says of products."""

from __future__ import annotations

from pathlib import Path

import cedic
from cedic.cli.health import checks
from cedic.sources.comtrade import Comtrade

HEAD = "typeCode,freqCode,refYear,reporterCode,flowCode,partnerCode,partner2Code"
MIXED = f"""{HEAD},classificationCode,cmdCode,customsCode,motCode,primaryValue
C,A,2020,32,X,76,0,H5,090111,C00,0,7
C,A,2021,32,X,76,0,H4,090111,C00,0,5
C,A,2021,32,X,76,0,H5,090112,C00,0,6
"""


def test_a_year_of_mixed_editions_is_named(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_text(MIXED)
    store = cedic.open(tmp_path / "store")
    (before,) = [check for check in checks(store) if check.what == "products"]
    assert before.state == "ok"
    store.load(Comtrade().parts([tmp_path / "c.csv"], vintage="1"))
    (found,) = [check for check in checks(store) if check.what == "products"]
    assert found.state == "note"
    assert "COMTRADE 2021 (HS12, HS17)" in found.found
    assert "2020" not in found.found
