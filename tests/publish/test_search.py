from __future__ import annotations

import time
from dataclasses import replace

import pytest

from cedic.catalogue import PUBLICATIONS
from cedic.model import LANGUAGES, Text
from cedic.publish.search import KINDS, Entry, Index, folded, index
from cedic.regions import blocs
from cedic.warehouse import Store


@pytest.fixture(scope="module")
def found(sample_store):
    made = index(sample_store)
    return lambda question, language="es": [
        (entry.kind, entry.id) for entry in made.search(question, language).entries
    ]


@pytest.mark.parametrize(
    ("language", "question", "kind", "id"),
    [
        ("es", "ARG", "area", "ARG"),
        ("es", "its", "indicator", "ITS"),
        ("es", "peru", "area", "PER"),
        ("es", "PERÚ", "area", "PER"),
        ("es", "argentna", "area", "ARG"),
        ("es", "Brazil", "area", "BRA"),
        ("en", "Brasil", "area", "BRA"),
        ("fr", "bresil", "area", "BRA"),
        ("es", "alianza del pacifico", "bloc", "PA"),
        ("es", "pib", "indicator", "NY_GDP_MKTP_CD"),
        ("en", "gdp", "indicator", "NY_GDP_MKTP_CD"),
        ("es", "inflasion", "indicator", "FP_CPI_TOTL_ZG"),
        ("es", "intraregional", "indicator", "ITS"),
        ("pt", "matriz de comercio", "dataflow", "TRADE_MATRIX"),
        ("es", "trinidad y tobgo", "area", "TTO"),
        ("es", "alimentos", "code", "SITC0"),
        ("es", "baci", "source", "BACI"),
        ("es", "macroeconomia", "subject", "MACRO"),
        ("es", "merc", "bloc", "MERCOSUR"),
        # Without figures in the sample; its page says what they take.
        ("es", "indices de precios", "dataflow", "TRADE_INDICES"),
        ("es", "ventaja comparativa", "indicator", "RCA"),
        ("es", "encadenamientos", "dataflow", "LINKAGES"),
    ],
)
def test_the_best_comes_first(found, language, question, kind, id):
    assert found(question, language)[0] == (kind, id)


def test_all_that_is_published_is_found_by_its_names(sample_store, found):
    for publication in PUBLICATIONS.values():
        flow = publication.dataflow
        for language in LANGUAGES:
            assert ("dataflow", flow.id) in found(flow.name[language], language)[:3]
    for bloc in blocs().values():
        for language in LANGUAGES:
            assert ("bloc", bloc.id) in found(bloc.short[language], language)[:3]


def test_words_that_nothing_has_together_give_what_has_one_of_them(sample_store):
    answer = index(sample_store).search("población de Brasil", "es")
    assert answer.near
    assert {"SP_POP_TOTL", "BRA"} <= {entry.id for entry in answer.entries[:3]}
    assert not index(sample_store).search("población", "es").near


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "\x00\x01",
        "<script>alert(1)</script>",
        "a" * 10_000,
        "á" * 10_000,
        "\ud800",
        "%' OR 1=1 --",
        "(((((",
        "🇦🇷",
        "\u202eARG",
        "zqxwzqxw " * 50,
    ],
)
def test_hostile_questions_are_answered(sample_store, question):
    answer = index(sample_store).search(question, "es")
    assert len(answer.entries) <= 50


def test_a_question_takes_a_few_milliseconds(sample_store):
    made = index(sample_store)
    made.search("warm", "es")
    began = time.perf_counter()
    for _ in range(20):
        made.search("participacion del comercio intrarregoinal", "es")
    # An order of magnitude above what it takes, for a machine that does other things too.
    assert (time.perf_counter() - began) / 20 < 0.05


def test_the_visitors_language_counts_most():
    one = Entry("area", "A", Text(en="Rose", es="Rosa", pt="Rosa", fr="Rose"), "/a")
    other = Entry("area", "B", Text(en="Rosa", es="Rose", pt="Rose", fr="Rosa"), "/b")
    made = Index((one, other))
    assert [entry.id for entry in made.search("rosa", "es").entries] == ["A", "B"]
    assert [entry.id for entry in made.search("rosa", "en").entries] == ["B", "A"]


def test_every_kind_has_its_name(sample_store):
    assert {entry.kind for entry in index(sample_store).entries} == set(KINDS)


def test_an_edited_name_is_found(sample_store):
    flow = PUBLICATIONS["TRADE"].dataflow
    named = replace(flow, name=Text.same("Zanzibar ledger"))
    edited = Store(
        sample_store.location,
        {**PUBLICATIONS, "TRADE": replace(PUBLICATIONS["TRADE"], dataflow=named)},
    )
    assert index(edited).search("zanzibar", "fr").entries[0].id == "TRADE"
    assert index(sample_store) is index(sample_store)


def test_a_store_in_which_nothing_was_built_has_its_areas(tmp_path):
    store = Store(tmp_path / "store", PUBLICATIONS)
    assert index(store).search("Argentina", "es").entries[0].path == "/areas/ARG"


def test_folding_takes_away_what_is_not_typed():
    assert folded("ÁÉÎ ñ Ç\u200bß") == "aei n css"
