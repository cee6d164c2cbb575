"""What organisations have in common: by hand on six topics, and as identities on any entries."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cedic.errors import DataError, UnknownCodeError, UsageError
from cedic.model import LANGUAGES
from cedic.programme.convergence import (
    AXES,
    Entry,
    Leadership,
    Matrix,
    Roadmap,
    Step,
    chosen,
    common,
    intersections,
    leaders,
    matrix,
    organisation_of,
    topics_of,
)
from cedic.programme.model import as_json, from_json

DAY = date(2024, 4, 5)
#        SELA  CAN  ALADI
# a       x     x     x
# b       x     x
# c       x           x
# d       x
# e                         (nobody)
# f       x     x           on the other axis; CAN's is not validated
HELD = [
    ("SELA", "energy", "policy", "a", DAY),
    ("SELA", "energy", "action", "a", DAY),
    ("ANDEAN", "energy", "policy", "a", DAY),
    ("ALADI", "energy", "action", "a", DAY),
    ("SELA", "energy", "programme", "b", DAY),
    ("ANDEAN", "energy", "programme", "b", DAY),
    ("SELA", "energy", "policy", "c", DAY),
    ("ALADI", "energy", "policy", "c", DAY),
    ("SELA", "energy", "action", "d", DAY),
    ("SELA", "food_security", "policy", "f", DAY),
    ("ANDEAN", "food_security", "policy", "f", None),
    ("ALADI", "food_security", "policy", "", DAY),
]
ENTRIES = [
    Entry(organisation, axis, kind, topic, {"es": f"t{at}"}, "s", validated=day)
    for at, (organisation, axis, kind, topic, day) in enumerate(HELD)
]


def told(found):
    return [(one.organisations, [tuple(key) for key in one.topics]) for one in found]


def test_topics_are_grouped_by_the_exact_set_of_organisations():
    assert told(intersections(ENTRIES)) == [
        (("ALADI", "ANDEAN", "SELA"), [("energy", "a")]),
        (("ANDEAN", "SELA"), [("energy", "b"), ("food_security", "f")]),
        (("ALADI", "SELA"), [("energy", "c")]),
        (("SELA",), [("energy", "d")]),
    ]


def test_an_axis_a_kind_and_what_is_validated_can_be_chosen():
    assert told(intersections(ENTRIES, "food_security")) == [
        (("ANDEAN", "SELA"), [("food_security", "f")])
    ]
    assert told(intersections(ENTRIES, kind="action")) == [
        (("ALADI", "SELA"), [("energy", "a")]),
        (("SELA",), [("energy", "d")]),
    ]
    assert told(intersections(ENTRIES, "food_security", validated_only=True)) == [
        (("SELA",), [("food_security", "f")])
    ]
    with pytest.raises(UnknownCodeError):
        intersections(ENTRIES, kind="polícy")


def test_what_a_chosen_set_shares_may_be_shared_by_others():
    assert common(ENTRIES, ["SELA", "ALADI"]) == (("energy", "a"), ("energy", "c"))
    assert common(ENTRIES, ["SELA", "SICA"]) == ()
    assert len(common(ENTRIES, ["SELA"])) == 5
    with pytest.raises(UsageError):
        common(ENTRIES, [])


def test_the_matrix_counts_entries_and_zero_is_none_recorded():
    found = matrix(ENTRIES, ["energy", "food_security"], ["SELA", "ANDEAN", "SICA"])
    assert len(found.counts) == 2 * 3 * 3
    assert found.counts["SELA", "energy", "policy"] == 2
    assert found.counts["SELA", "energy", "action"] == 2
    assert found.counts["ANDEAN", "food_security", "policy"] == 1
    assert found.total("SICA") == 0
    assert found.total(axis="energy") == 7
    assert found.total() == 9
    validated = matrix(ENTRIES, ["food_security"], ["ANDEAN"], validated_only=True)
    assert validated == Matrix(
        ("ANDEAN",),
        ("food_security",),
        {("ANDEAN", "food_security", kind): 0 for kind in ("policy", "programme", "action")},
    )


def test_who_leads_on_a_day():
    spells = [
        Leadership("energy", "SICA", date(2023, 1, 1), date(2023, 12, 31)),
        Leadership("energy", "SELA", date(2024, 1, 1)),
        Leadership("energy", "ALADI", date(2024, 2, 1)),
        Leadership("food_security", "SICA", None, date(2024, 4, 5)),
    ]
    assert leaders(spells, date(2023, 12, 31)) == {"energy": ("SICA",), "food_security": ("SICA",)}
    assert leaders(spells, DAY) == {"energy": ("SELA", "ALADI"), "food_security": ("SICA",)}
    assert leaders(spells, date(2024, 4, 6)) == {"energy": ("SELA", "ALADI")}


def test_a_leadership_cannot_end_before_it_begins():
    with pytest.raises(DataError, match=r"before it begins on 2024-04-05"):
        Leadership("energy", "SELA", DAY, date(2024, 4, 4))


def test_five_axes_in_four_languages_and_blocs_as_organisations():
    assert len({axis.code for axis in AXES}) == 5
    assert all(axis.name[language] for axis in AXES for language in LANGUAGES)
    assert organisation_of("ANDEAN").short["es"] == "CAN"
    assert organisation_of("ACTO").short == {"en": "ACTO", "es": "OTCA", "pt": "OTCA", "fr": "OTCA"}
    with pytest.raises(UnknownCodeError):
        organisation_of("CEPAL")


def test_values_go_through_json():
    for value in (
        ENTRIES[0],
        Leadership("energy", "SELA", DAY),
        Roadmap("energy", {"es": "Hoja"}, DAY, "", (Step({"es": "Paso"}, ("SELA",), DAY),)),
        AXES[0],
    ):
        assert from_json(type(value), as_json(value)) == value


entries_of_any = st.lists(
    st.builds(
        Entry,
        st.sampled_from("ABCDE"),
        st.sampled_from(["x", "y"]),
        st.sampled_from(["policy", "programme", "action"]),
        st.sampled_from(["", "1", "2", "3", "4"]),
        validated=st.sampled_from([None, DAY]),
    ),
    max_size=40,
)


@settings(max_examples=60, deadline=None)
@given(entries_of_any, st.booleans())
def test_intersections_partition_the_topics(entries, validated_only):
    found = intersections(entries, validated_only=validated_only)
    kept = chosen(entries, validated_only=validated_only)
    listed = [key for one in found for key in one.topics]
    assert len(listed) == len(set(listed))
    assert set(listed) == {(one.axis, one.topic) for one in kept if one.topic}
    sets = [one.organisations for one in found]
    assert len(sets) == len(set(sets))
    assert [(-one.degree, -len(one.topics), one.organisations) for one in found] == sorted(
        (-one.degree, -len(one.topics), one.organisations) for one in found
    )
    for one in found:
        for axis, topic in one.topics:
            holders = {e.organisation for e in kept if (e.axis, e.topic) == (axis, topic)}
            assert holders == set(one.organisations)


@settings(max_examples=30, deadline=None)
@given(entries_of_any)
def test_common_ground_is_the_sum_of_the_intersections_that_contain_it(entries):
    found = intersections(entries)
    for many in (1, 2, 3):
        for codes in combinations("ABCDE", many):
            within = [
                key for one in found if set(codes) <= set(one.organisations) for key in one.topics
            ]
            assert common(entries, codes) == tuple(sorted(within))
    for code, topics in topics_of(entries).items():
        assert topics == set(common(entries, [code]))
