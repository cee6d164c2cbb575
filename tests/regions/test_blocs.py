from __future__ import annotations

import re
from datetime import date

import pytest

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import LANGUAGES
from cedic.regions import areas, bloc, blocs, read_blocs

GOOD = """
[AP4]
founded = 2012-06-06
name = "Pacific four"

[[AP4.members]]
areas = ["CHL", "COL", "MEX"]
start = 2012-06-06
source = "own definition"

[[AP4.members]]
areas = ["PER"]
start = 2013-01-01
source = "own definition"
end = 2015-12-31
end_source = "own definition"
"""


@pytest.fixture
def mine(tmp_path):
    def write(text):
        path = tmp_path / "blocs.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("id", blocs())
def test_every_bloc_is_complete(id):
    each = bloc(id)
    assert each.id == id
    assert each.kind in ("region", "comparator")
    assert id not in areas()
    assert each.url.startswith("https://")
    for words in (each.name, each.short, each.note):
        assert words is None or all(words[language].strip() for language in LANGUAGES)
    assert len(each.founders) >= 2


@pytest.mark.parametrize("id", blocs())
def test_every_date_has_its_dated_source(id):
    for spell in bloc(id).memberships:
        sources = [spell.source] if spell.end is None else [spell.source, spell.end_source]
        for source in sources:
            assert source
            assert re.search(r"\b(19|20)\d\d\b", source) or spell.note, (id, spell.area, source)


def test_the_register():
    kinds = [each.kind for each in blocs().values()]
    assert kinds == ["region"] * 14 + ["comparator"] * 10


@pytest.mark.parametrize(
    ("id", "area", "inside", "outside"),
    [
        ("ANDEAN", "VEN", (1973, 2006), (1972, 2007)),
        ("ANDEAN", "CHL", (1969, 1976), (1968, 1977)),
        ("MERCOSUR", "VEN", (2012, 2016), (2011, 2017)),
        ("MERCOSUR", "BOL", (2024,), (2023,)),
        ("MERCOSUR", "PRY", (1991, 2012, 2013), (1990,)),
        ("SICA", "DOM", (2013,), (2012,)),
        ("SICA", "PAN", (1991,), ()),
        ("CACM", "PAN", (2013,), (2012,)),
        ("CARICOM", "HTI", (2002,), (2001,)),
        ("CARICOM", "SUR", (1995,), (1994,)),
        ("CARICOM", "BHS", (1983,), (1982,)),
        ("CARICOM", "MSR", (1974, 2020), ()),
        ("ALADI", "CUB", (1999,), (1998,)),
        ("ALADI", "PAN", (2012,), (2011,)),
        ("ALBA", "HND", (2008, 2010), (2007, 2011)),
        ("ALBA", "ECU", (2009, 2018), (2008, 2019)),
        ("ALBA", "BOL", (2006, 2019, 2020), (2005,)),
        ("CELAC", "BRA", (2010, 2020, 2021, 2022), (2009,)),
        ("SELA", "CRI", (1975, 2017), (2018,)),
        ("UNASUR", "BRA", (2011, 2019, 2023), (2010, 2020, 2022)),
        ("UNASUR", "COL", (2011, 2019), (2020,)),
        ("EU", "GBR", (1973, 2020), (1972, 2021)),
        ("EFTA", "GBR", (1960, 1972), (1973,)),
        ("EFTA", "PRT", (1985,), (1986,)),
        ("EFTA", "FIN", (1986, 1994), (1985, 1995)),
        ("EFTA", "LIE", (1991,), (1990,)),
        ("ECOWAS", "MRT", (1975, 2000), (2001,)),
        ("ECOWAS", "NER", (2024, 2025), (2026,)),
        ("SADC", "SYC", (1997, 2004, 2008), (2005, 2007)),
        ("EAC", "SSD", (2016,), (2015,)),
        ("ASEAN", "TLS", (2025,), (2024,)),
        ("RCEP", "IDN", (2023,), (2022,)),
    ],
)
def test_who_was_a_member_when(id, area, inside, outside):
    assert all(bloc(id).member(area, year) for year in inside)
    assert not any(bloc(id).member(area, year) for year in outside)


def test_the_enlargements_of_the_european_union():
    years = (1957, 1958, 1973, 1981, 1986, 1995, 2004, 2007, 2013, 2020, 2021)
    sizes = [len(bloc("EU").members(year)) for year in years]
    assert sizes == [0, 6, 9, 10, 12, 15, 25, 27, 28, 28, 27]


def test_sizes_of_today():
    sizes = {id: len(each.members(2025)) for id, each in blocs().items()}
    assert sizes["CELAC"] == 33
    assert sizes["SELA"] == 25
    assert sizes["CARICOM"] == 15
    assert sizes["ACS"] == 25
    assert sizes["ALADI"] == 13
    assert sizes["ALBA"] == 10
    assert sizes["SADC"] == 16


def test_members_are_sorted_and_there_are_none_before_the_foundation():
    assert bloc("PA").members(2020) == ("CHL", "COL", "MEX", "PER")
    assert bloc("PA").members(2010) == ()
    assert bloc("ANDEAN").founders == ("BOL", "CHL", "COL", "ECU", "PER")


def test_can_is_canada():
    with pytest.raises(UnknownCodeError, match="CAN is Canada; the Andean Community is ANDEAN"):
        bloc("CAN")


def test_an_unknown_bloc_is_suggested_its_neighbours():
    with pytest.raises(UnknownCodeError) as caught:
        bloc("MERCOSR")
    assert caught.value.suggestions[0] == "MERCOSUR"


def test_reading_blocs_of_your_own(mine):
    path = mine(GOOD)
    found = read_blocs(path)["AP4"]
    assert (found.kind, found.founded) == ("user", date(2012, 6, 6))
    assert found.short == found.name
    assert found.members(2012) == ("CHL", "COL", "MEX")
    assert "PER" in found.members(2015)
    assert "PER" not in found.members(2016)
    assert list(blocs(path))[-1] == "AP4"


def test_the_setting_names_your_blocs(mine, monkeypatch):
    monkeypatch.setenv("CEDIC_BLOCS", str(mine(GOOD)))
    assert bloc("AP4").members(2014) == ("CHL", "COL", "MEX", "PER")


def test_a_dissolved_bloc_has_no_members_afterwards(mine):
    text = GOOD.replace("founded", "dissolved = 2014-03-01\nfounded")
    found = read_blocs(mine(text))["AP4"]
    assert (len(found.members(2014)), len(found.members(2015))) == (4, 0)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[AP4]", "[AP4", "not valid TOML"),
        ("founded = 2012-06-06", "", "founded is missing or not a date"),
        ("founded = 2012-06-06", 'founded = "2012"', "founded is missing or not a date"),
        ('name = "Pacific four"', "", "name is missing or not a text"),
        ('name = "Pacific four"', 'name = {en = "P", es = "P"}', "name is incomplete.*pt, fr"),
        ('name = "Pacific four"', 'nam = "Pacific four"', "no entry 'nam'"),
        ('source = "own definition"\n\n', "\n", "source is missing"),
        ('end_source = "own definition"', "", "end and end_source go together"),
        ("end = 2015-12-31", "end = 2012-01-01", "PER ends before it starts"),
        ("2013-01-01", "2011-01-01", "PER is a member before the bloc is founded"),
        ('["PER"]', '["COL"]', "Two memberships of COL overlap in 2013"),
        ('["PER"]', "[]", "areas is missing or not a list of codes"),
        ('["PER"]', '["PERU"]', "no area called 'PERU'"),
        ("AP4", "MEX", "MEX is the code of an area"),
        ("[[AP4.members]]", "[[AP4.member]]", "no entry 'member'"),
        ('"CHL", "COL", "MEX"', '"PER"', "at least two members; AP4 has 1"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_entry(mine, old, new, message):
    path = mine(GOOD.replace(old, new))
    with pytest.raises(UsageError, match=message) as caught:
        read_blocs(path)
    assert str(path) in str(caught.value)


def test_one_member_is_not_a_bloc(mine):
    text = GOOD.partition("\n[[")[0] + GOOD[GOOD.rindex("\n[[") :]
    with pytest.raises(UsageError, match="at least two members; AP4 has 1"):
        read_blocs(mine(text))


def test_leaving_and_returning_in_one_year_is_refused(mine):
    again = '\n[[AP4.members]]\nareas = ["PER"]\nstart = 2015-12-31\nsource = "own definition"\n'
    earlier = GOOD.replace("2015-12-31", "2015-02-01")
    with pytest.raises(UsageError, match="Two memberships of PER overlap in 2015"):
        read_blocs(mine(earlier + again))
    found = read_blocs(mine(earlier + again.replace("2015-12-31", "2016-01-01")))["AP4"]
    assert all(found.member("PER", year) for year in (2015, 2016))


def test_a_bloc_of_ours_cannot_be_redefined(mine):
    with pytest.raises(UsageError, match="already a bloc called 'EFTA'"):
        blocs(mine(GOOD.replace("AP4", "EFTA")))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="cannot be read"):
        read_blocs(tmp_path / "nowhere.toml")
