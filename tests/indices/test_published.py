"""Indices that others published, made again from the framework and the values they were made of.

The figures are those of the publications, rounded as they are there.

- UNDP (2015), *Human Development Report 2015*, table 1: the countries of very high human
  development down to rank 24; its technical notes for goalposts and means.
- UNDP (2020), *Human Development Report 2020*, technical note 1: the worked example.
- OECD and JRC (2008), *Handbook on Constructing Composite Indicators*: the Technology Achievement
  Index of 23 countries, table A.2 (values) and tables 15 (normalisation of mean years of schooling),
  19 (benefit of the doubt), 35 and 36 (pairwise comparison of five countries), 38 (rankings).
- COINr (R package by Becker, W. et al.), vignette "Presenting Results": the pillars of the ASEM
  Sustainable Connectivity Index, its two sub-indices and the index, for the countries that come first.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from cedic.indices import Index, Result

HDI = pd.DataFrame(
    [
        ("LIFE", "HEALTH", 20, 85, None),
        ("EXPECTED", "EDUCATION", 0, 18, None),
        ("MEAN", "EDUCATION", 0, 15, None),
        ("GNI", "INCOME", 100, 75_000, "log-goalposts"),
        ("HEALTH", "HDI", None, None, None),
        ("EDUCATION", "HDI", None, None, None),
        ("INCOME", "HDI", None, None, None),
        ("HDI", None, None, None, None),
    ],
    columns=["code", "parent", "goalpost_low", "goalpost_high", "normalisation"],
)
HDI_STEPS: list[dict[str, Any]] = [
    {"do": "normalise", "method": "goalposts", "scale": (0, 1)},
    {"do": "aggregate", "by_level": {3: "geometric"}},
]
HDR_2015 = pd.DataFrame(
    [
        ("Norway", 0.944, 81.6, 17.5, 12.6, 64_992),
        ("Australia", 0.935, 82.4, 20.2, 13.0, 42_261),
        ("Switzerland", 0.930, 83.0, 15.8, 12.8, 56_431),
        ("Denmark", 0.923, 80.2, 18.7, 12.7, 44_025),
        ("Netherlands", 0.922, 81.6, 17.9, 11.9, 45_435),
        ("Germany", 0.916, 80.9, 16.5, 13.1, 43_919),
        ("Ireland", 0.916, 80.9, 18.6, 12.2, 39_568),
        ("United States", 0.915, 79.1, 16.5, 12.9, 52_947),
        ("Canada", 0.913, 82.0, 15.9, 13.0, 42_155),
        ("New Zealand", 0.913, 81.8, 19.2, 12.5, 32_689),
        ("Singapore", 0.912, 83.0, 15.4, 10.6, 76_628),
        ("Hong Kong", 0.910, 84.0, 15.6, 11.2, 53_959),
        ("Liechtenstein", 0.908, 80.0, 15.0, 11.8, 79_851),
        ("Sweden", 0.907, 82.2, 15.8, 12.1, 45_636),
        ("United Kingdom", 0.907, 80.7, 16.2, 13.1, 39_267),
        ("Iceland", 0.899, 82.6, 19.0, 10.6, 35_182),
        ("Korea", 0.898, 81.9, 16.9, 11.9, 33_890),
        ("Israel", 0.894, 82.4, 16.0, 12.5, 30_676),
        ("Luxembourg", 0.892, 81.7, 13.9, 11.7, 58_711),
        ("Japan", 0.891, 83.5, 15.3, 11.5, 36_927),
        ("Belgium", 0.890, 80.8, 16.3, 11.3, 41_187),
        ("France", 0.888, 82.2, 16.0, 11.1, 38_056),
        ("Austria", 0.885, 81.4, 15.7, 10.8, 43_869),
        ("Finland", 0.883, 80.8, 17.1, 10.3, 38_695),
    ],
    columns=["unit", "hdi", "LIFE", "EXPECTED", "MEAN", "GNI"],
)

TAI = pd.DataFrame(
    [
        ("Finland", 187, 125.6, 200.2, 50.7, 3.08, 4.15, 10, 27.4),
        ("United States", 289, 130, 179.1, 66.2, 3.00, 4.07, 12, 13.9),
        ("Sweden", 271, 156.6, 125.8, 59.7, 3.10, 4.14, 11.4, 15.3),
        ("Japan", 994, 64.6, 49, 80.8, 3.00, 3.86, 9.5, 10),
        ("Korea", 779, 9.8, 4.8, 66.7, 2.97, 3.65, 10.8, 23.2),
        ("Netherlands", 189, 151.2, 136, 50.9, 3.02, 3.77, 9.4, 9.5),
        ("United Kingdom", 82, 134, 57.4, 61.9, 3.02, 3.73, 9.4, 14.9),
        ("Canada", 31, 38.6, 108, 48.7, 2.94, 4.18, 11.6, 14.2),
        ("Australia", 75, 18.2, 125.9, 16.2, 2.94, 3.94, 10.9, 25.3),
        ("Singapore", 8, 25.5, 72.3, 74.9, 2.95, 3.83, 7.1, 24.2),
        ("Germany", 235, 36.8, 41.2, 64.2, 2.94, 3.75, 10.2, 14.4),
        ("Norway", 103, 20.2, 193.6, 19, 3.12, 4.39, 11.9, 11.2),
        ("Ireland", 106, 110.3, 48.6, 53.6, 2.97, 3.68, 9.4, 12.3),
        ("Belgium", 72, 73.9, 58.9, 47.6, 2.91, 3.86, 9.3, 13.6),
        ("New Zealand", 103, 13, 146.7, 15.4, 2.86, 3.91, 11.7, 13.1),
        ("Austria", 165, 14.8, 84.2, 50.3, 2.99, 3.79, 8.4, 13.6),
        ("France", 205, 33.6, 36.4, 58.9, 2.97, 3.80, 7.9, 12.6),
        ("Israel", 74, 43.6, 43.2, 45, 2.96, 3.74, 9.6, 11),
        ("Spain", 42, 8.6, 21, 53.4, 2.86, 3.62, 7.3, 15.6),
        ("Italy", 13, 9.8, 30.4, 51, 3.00, 3.65, 7.2, 13),
        ("Czech Republic", 28, 4.2, 25, 51.7, 2.75, 3.68, 9.5, 8.2),
        ("Hungary", 26, 6.2, 21.6, 63.5, 2.73, 3.46, 9.1, 7.7),
        ("Slovenia", 105, 4, 20.3, 49.5, 2.84, 3.71, 7.1, 10.6),
    ],
    columns=[
        "unit",
        "PATENTS",
        "ROYALTIES",
        "INTERNET",
        "EXPORTS",
        "TELEPHONES",
        "ELECTRICITY",
        "SCHOOLING",
        "UNIVERSITY",
    ],
)
TAI_FRAMEWORK = pd.DataFrame(
    {
        "code": [*TAI.columns[1:], "TAI"],
        "parent": ["TAI"] * 8 + [None],
    }
)


def scores(result: Result, code: str, units: pd.Series) -> list[float]:
    """The scores of a node in the order of the publication."""
    panel = result.final.panel
    return [float(panel.column(code)[0, panel.units.index(unit)]) for unit in units]


def hdi(table: pd.DataFrame) -> Any:
    return np.array(scores(Index(HDI, table, steps=HDI_STEPS).run(), "HDI", table.unit))


def tai(*steps: dict[str, Any]) -> Result:
    return Index(TAI_FRAMEWORK, TAI, steps=[*steps]).run()


def schooling(method: str) -> list[float]:
    result = tai({"do": "normalise", "method": method, "scale": (0, 1)}, {"do": "aggregate"})
    return scores(result, "SCHOOLING", TAI.unit)


def test_the_human_development_index_of_2014() -> None:
    found = hdi(HDR_2015)
    assert np.abs(np.round(found, 3) - HDR_2015.hdi).max() < 0.0011
    # Table 1 has rounded figures: what they were rounded from must allow the published index.
    digit = {"LIFE": 0.05, "EXPECTED": 0.05, "MEAN": 0.05, "GNI": 0.5}
    least, most = (
        hdi(HDR_2015.assign(**{code: HDR_2015[code] + sign * by for code, by in digit.items()}))
        for sign in (-1, 1)
    )
    assert (least - 0.0005 <= HDR_2015.hdi).all()
    assert (most + 0.0005 >= HDR_2015.hdi).all()


def test_logarithms_can_be_taken_before_too() -> None:
    steps = [{"do": "treat", "method": "none", "by_indicator": {"GNI": "ln"}}, *HDI_STEPS]
    framework = HDI.assign(normalisation=None)
    two = scores(Index(framework, HDR_2015, steps=steps).run(), "HDI", HDR_2015.unit)
    assert two == pytest.approx(hdi(HDR_2015), abs=1e-12)


def test_what_the_human_development_index_caps() -> None:
    result = Index(HDI, HDR_2015, steps=HDI_STEPS).run()
    capped = {
        code: {
            unit
            for unit, score in zip(HDR_2015.unit, scores(result, code, HDR_2015.unit), strict=True)
            if score == 1
        }
        for code in ("EXPECTED", "GNI")
    }
    # Table 1 marks these: expected schooling at 18 years, income at $75,000.
    assert capped == {
        "EXPECTED": {"Australia", "Denmark", "Ireland", "New Zealand", "Iceland"},
        "GNI": {"Singapore", "Liechtenstein"},
    }


def test_the_worked_example_of_the_human_development_index() -> None:
    # An income of 3,829 gives an index of 0.5506; with 0.6971 for health and 0.3447 for education
    # the index is 0.510. Given as values of which these are the scores.
    example = pd.DataFrame(
        {
            "unit": ["Example"],
            "LIFE": [20 + 65 * 0.6971],
            "EXPECTED": [18 * 0.3447],
            "MEAN": [15 * 0.3447],
            "GNI": [3_829],
        }
    )
    result = Index(HDI, example, steps=HDI_STEPS).run()
    assert round(scores(result, "INCOME", example.unit)[0], 4) == 0.5506
    assert round(scores(result, "HDI", example.unit)[0], 3) == 0.510


def test_ways_of_normalising_schooling() -> None:
    # Table 15, by its columns.
    rank = [15, 23, 19, 12, 17, 9, 9, 20, 18, 1, 16, 22, 9, 8, 21, 6, 5, 14, 4, 3, 12, 7, 1]
    z_score = [0.26, 1.52, 1.14, -0.06, 0.76, -0.12, -0.12, 1.27, 0.83, -1.58, 0.38, 1.46]
    z_score += [-0.12, -0.19, 1.33, -0.76, -1.08, 0.00, -1.46, -1.52, -0.06, -0.31, -1.58]
    min_max = [0.59, 1.00, 0.88, 0.49, 0.76, 0.47, 0.47, 0.92, 0.78, 0.00, 0.63, 0.98]
    min_max += [0.47, 0.45, 0.94, 0.27, 0.16, 0.51, 0.04, 0.02, 0.49, 0.41, 0.00]
    best = [0.83, 1.00, 0.95, 0.79, 0.90, 0.78, 0.78, 0.97, 0.91, 0.59, 0.85, 0.99]
    best += [0.78, 0.78, 0.98, 0.70, 0.66, 0.80, 0.61, 0.60, 0.79, 0.76, 0.59]
    assert schooling("rank") == rank
    # Half a unit of the last digit, and what rounding of a half adds.
    assert schooling("z-score") == pytest.approx(z_score, abs=0.0051)
    assert schooling("min-max") == pytest.approx(min_max, abs=0.0051)
    assert schooling("frontier") == pytest.approx(best, abs=0.0051)


def test_the_benefit_of_the_doubt() -> None:
    # Table 19: each indicator has 10 to 15 % of the weight (note 29).
    published = [1, 1, 1, 0.87, 0.80, 0.75, 0.71, 0.73, 0.66, 0.62, 0.62, 0.86, 0.60, 0.54, 0.58]
    published += [0.52, 0.51, 0.49, 0.34, 0.38, 0.31, 0.27, 0.28]
    result = tai(
        {"do": "normalise", "scale": (0, 1)},
        {"do": "weigh", "method": "dea", "share": (0.1, 0.15), "share_of": "weight"},
        {"do": "aggregate"},
    )
    # Table A.2 has logarithms rounded to two digits: the published scores come within 0.01.
    assert scores(result, "TAI", TAI.unit) == pytest.approx(published, abs=0.01)


def test_pairwise_comparison_of_five_countries() -> None:
    five = TAI.head(5).assign(
        TELEPHONES=[3.080, 2.997, 3.096, 3.003, 2.972],
        ELECTRICITY=[4.150, 4.073, 4.145, 3.865, 3.653],
    )
    # Table 36: the share of weight by which the row wins against the column.
    outranking = [
        [0, 0.5, 0.375, 0.75, 0.625],
        [0.5, 0, 0.5, 0.625, 0.625],
        [0.625, 0.5, 0, 0.75, 0.625],
        [0.25, 0.375, 0.25, 0, 0.75],
        [0.375, 0.375, 0.375, 0.25, 0],
    ]
    steps = [{"do": "normalise"}, {"do": "aggregate", "method": "copeland"}]
    result = Index(TAI_FRAMEWORK, five, steps=steps).run()
    assert scores(result, "TAI", five.unit) == [sum(row) for row in outranking]


def test_the_geometric_ranking() -> None:
    # Table 38, column GME: of the values as they are.
    published = [2, 1, 3, 4, 16, 5, 6, 13, 14, 18, 8, 11, 7, 9, 17, 12, 10, 15, 19, 21, 23, 22, 20]
    result = tai({"do": "normalise", "method": "none"}, {"do": "aggregate", "method": "geometric"})
    panel = result.final.panel
    ranks = result.ranks[0, :, panel.position("TAI")]
    assert [ranks[panel.units.index(unit)] for unit in TAI.unit] == published


def test_the_upper_levels_of_the_asem_index() -> None:
    connectivity = ("PHYSICAL", "ECONOMIC", "POLITICAL", "INSTITUTIONS", "PEOPLE")
    sustainability = ("ENVIRONMENT", "SOCIETY", "GROWTH")
    published = pd.DataFrame(
        [
            ("CHE", 68.38, 62.79, 73.98, 63.41, 32.87, 74.78, 85.94, 56.93, 77.21, 87.85, 56.88),
            ("NLD", 64.82, 61.94, 67.70, 64.87, 46.62, 84.55, 71.74, 41.92, 58.73, 86.58, 57.78),
            ("DNK", 64.80, 57.10, 72.51, 50.52, 30.43, 78.13, 75.35, 51.04, 69.83, 86.40, 61.29),
            ("NOR", 64.47, 57.44, 71.50, 58.18, 25.70, 80.03, 89.46, 33.80, 70.90, 87.00, 56.59),
        ],
        columns=["unit", "INDEX", "CONN", "SUST", *connectivity, *sustainability],
    )
    framework = pd.DataFrame(
        {
            "code": [*connectivity, *sustainability, "CONN", "SUST", "INDEX"],
            "parent": ["CONN"] * 5 + ["SUST"] * 3 + ["INDEX"] * 2 + [None],
        }
    )
    values = published.drop(columns=["INDEX", "CONN", "SUST"])
    steps = [{"do": "normalise", "method": "none"}, {"do": "aggregate"}]
    result = Index(framework, values, steps=steps).run()
    for code in ("CONN", "SUST", "INDEX"):
        # Half a unit of the last digit, of the score and of its parts.
        assert scores(result, code, published.unit) == pytest.approx(published[code], abs=0.0101)
    assert result.ranks[0, :, -1].tolist() == [1, 3, 2, 4]
