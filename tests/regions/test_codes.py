from __future__ import annotations

import duckdb
import pytest

from cedic.errors import UnknownCodeError
from cedic.regions import SCHEMES, area_of, areas, code_of, codes


@pytest.mark.parametrize(
    ("scheme", "code", "year", "area"),
    [
        ("M49", "032", None, "ARG"),
        ("M49", "32", None, "ARG"),
        ("M49", 32, None, "ARG"),
        ("ISO3", " arg ", None, "ARG"),
        *[("COMTRADE", code, 2015, area) for code, area in
          [(842, "USA"), (757, "CHE"), (699, "IND"), (251, "FRA"), (579, "NOR"), (381, "ITA")]],
        *[("M49", code, 2015, area) for code, area in
          [(840, "USA"), (756, "CHE"), (356, "IND"), (250, "FRA"), (578, "NOR"), (380, "ITA")]],
        ("COMTRADE", 841, 1975, "USA"),
        ("COMTRADE", 280, 1985, "DEU"),
        ("COMTRADE", 278, 1985, "DDR"),
        ("COMTRADE", 720, 1985, "YMD"),
        ("COMTRADE", 886, 1985, "YEM"),
        ("COMTRADE", 887, 1995, "YEM"),
        ("COMTRADE", 810, 1990, "SUN"),
        ("COMTRADE", 890, 1990, "YUG"),
        ("COMTRADE", 891, 1999, "SCG"),
        ("COMTRADE", 736, 2005, "SDN"),
        ("COMTRADE", 729, 2015, "SDN"),
        ("COMTRADE", 230, 1990, "ETH"),
        ("COMTRADE", 590, 1970, "PAN"),
        ("COMTRADE", 592, 1970, "PCZ"),
        ("COMTRADE", 532, 1980, "ANT"),
        ("COMTRADE", 530, 2005, "ANT"),
        ("COMTRADE", 531, 2015, "CUW"),
        ("COMTRADE", 534, 2015, "SXM"),
        ("COMTRADE", 535, 2015, "BES"),
        ("COMTRADE", 533, 2015, "ABW"),
        ("BACI", 58, 1998, "BLX"),
        ("BACI", 711, 1999, "NES-711"),
        ("BACI", 490, 2020, "TWN"),
        ("COMTRADE", 490, 2020, "TWN"),
        ("COMTRADE", 492, 2020, "NES-492"),
        ("M49", 492, 2020, "MCO"),
        ("COMTRADE", 0, 2020, "WLD"),
        ("COMTRADE", 471, 2020, "NES-471"),
        ("ISO2", "CS", 1990, "CSK"),
        ("ISO2", "CS", 2004, "SCG"),
        ("ISO2", "GE", None, "GEO"),
        ("ISO2", "NA", None, "NAM"),
        ("ISO2", "YU", 1990, "YUG"),
        ("ISO2", "YU", 2000, "SCG"),
        ("ISO2", "AI", 1970, "DJI"),
        ("ISO2", "AI", 2020, "AIA"),
        ("ISO2", "SK", 2020, "SVK"),
        ("M49", 296, 1975, "GEL"),
        ("M49", 296, 1985, "KIR"),
        ("WORLD_BANK", "ROM", None, "ROU"),
        ("WORLD_BANK", "ZAR", None, "COD"),
        ("WORLD_BANK", "WBG", None, "PSE"),
        ("WORLD_BANK", "KSV", None, "XKX"),
        ("WORLD_BANK", "CHI", None, "CHI"),
        ("IMF", 111, 2020, "USA"),
        ("IMF", "213", 2020, "ARG"),
        ("IMF", "AR", 2020, "ARG"),
        ("IMF", "ARG", 2020, "ARG"),
        ("IMF", 188, 1990, "YUG"),
        ("COW", 2, 1900, "USA"),
        ("COW", 255, 1900, "DEU"),
        ("COW", 260, 1970, "DEU"),
        ("COW", 265, 1970, "DDR"),
        ("COW", 345, 1970, "YUG"),
        ("COW", 345, 2000, "SCG"),
        ("COW", 345, 2010, "SRB"),
        ("COW", 365, 1900, "RUS"),
        ("COW", 365, 1950, "SUN"),
        ("COW", 365, 2000, "RUS"),
        ("COW", 678, 1980, "YEM"),
        ("COW", 679, 2000, "YEM"),
        ("COW", 680, 1980, "YMD"),
        ("COW", 816, 1970, "VDR"),
        ("COW", 816, 1990, "VNM"),
        ("COW", 817, 1970, "COW-RVN"),
        ("COW", 300, 1900, "COW-AUH"),
    ],
)  # fmt: skip
def test_what_a_code_means(scheme, code, year, area):
    assert area_of(scheme, code, year) == area


def test_a_withdrawn_code_still_in_use_means_its_former_area():
    assert area_of("COMTRADE", 530, 2019) == "ANT"
    assert area_of("ISO3", "YUG", 2016) == "YUG"


@pytest.mark.parametrize(
    ("scheme", "area", "year", "code"),
    [
        ("COMTRADE", "USA", 1980, "841"),
        ("COMTRADE", "USA", 1981, "842"),
        ("COMTRADE", "SDN", 2011, "736"),
        ("COMTRADE", "SDN", 2012, "729"),
        ("COMTRADE", "ETH", 1992, "230"),
        ("COMTRADE", "ETH", 1993, "231"),
        ("COMTRADE", "ITA", None, "381"),
        ("COMTRADE", "ANT", 1985, "532"),
        ("COMTRADE", "ANT", 1986, "530"),
        ("BACI", "BLX", 1998, "58"),
        ("M49", "PAN", 1975, "590"),
        ("M49", "PAN", 2000, "591"),
        ("M49", "DEU", 1985, "280"),
        ("WORLD_BANK", "COD", None, "COD"),
        ("IMF", "USA", None, "111"),
        ("COW", "DEU", 1970, "260"),
        ("COW", "DEU", 1995, "255"),
    ],
)
def test_the_code_of_an_area(scheme, area, year, code):
    assert code_of(scheme, area, year) == code


@pytest.mark.parametrize(
    ("area", "year"), [("BLX", 1999), ("NES-711", 2000), ("ANT", 2011), ("SUN", 1992)]
)
def test_a_former_area_has_no_code_after_its_end(area, year):
    with pytest.raises(UnknownCodeError, match=f"{area}|{year}"):
        code_of("COMTRADE", area, year)


def test_an_unknown_code_names_scheme_code_and_year():
    with pytest.raises(UnknownCodeError, match=r"COMTRADE in 2001 called '9998'"):
        area_of("COMTRADE", "9998", 2001)
    with pytest.raises(UnknownCodeError, match="code system called 'FIPS'"):
        area_of("FIPS", "AR")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_tables_are_whole(scheme):
    table = codes(scheme)
    assert set(table["AREA"].to_pylist()) <= set(areas())
    overlapping, gaps, padded = (
        duckdb.sql(
            """
            WITH spells AS (
                SELECT *, lead(FIRST_YEAR) OVER (PARTITION BY CODE ORDER BY FIRST_YEAR) AS following
                FROM "table"
            )
            SELECT count(*) FILTER (following <= LAST_YEAR),
                   count(*) FILTER (coalesce(following, 10000) <> LAST_YEAR + 1),
                   count(*) FILTER (CODE <> '0' AND CODE LIKE '0%')
            FROM spells
            """
        )
        .to_arrow_table()
        .to_pylist()[0]
        .values()
    )
    assert (overlapping, gaps, padded) == (0, 0, 0)
    assert table.num_rows > 200


@pytest.mark.shared
@pytest.mark.parametrize(
    ("file", "columns", "scheme"),
    [
        ("trade_baci_totals", "exporter importer", "ISO3"),
        ("trade_dots", "reporter partner", "ISO3"),
        ("trade_cow", "exporter importer", "ISO3"),
        ("trade_sitc1_2015", "exporter importer", "ISO3"),
        ("exports_hs4_1980_2017", "exporter", "ISO3"),
        ("wdi", "iso3", "WORLD_BANK"),
    ],
)
def test_every_code_of_the_real_data_is_known(shared, file, columns, scheme):
    known = codes(scheme)
    assert known.num_rows
    for column in columns.split():
        strange = duckdb.sql(
            f"""
            SELECT DISTINCT raw."{column}", raw.year
            FROM '{shared / file}.parquet' AS raw
            LEFT JOIN known
              ON raw."{column}" = known.CODE
             AND raw.year BETWEEN known.FIRST_YEAR AND known.LAST_YEAR
            WHERE known.AREA IS NULL
            """
        ).to_arrow_table()
        assert strange.to_pylist() == []


@pytest.mark.shared
def test_every_code_of_a_baci_file_is_known(shared):
    known = codes("BACI")
    assert known.num_rows
    strange = duckdb.sql(
        f"""
        SELECT DISTINCT area FROM (
            SELECT i AS area FROM '{shared}/baci_format/BACI_HS92_Y2020_sample.csv'
            UNION SELECT j FROM '{shared}/baci_format/BACI_HS92_Y2020_sample.csv'
        ) WHERE area::VARCHAR NOT IN (SELECT CODE FROM known)
        """
    ).to_arrow_table()
    assert strange.to_pylist() == []


def test_namibia_is_not_a_missing_value():
    assert "NA" in codes("ISO2")["CODE"].to_pylist()
