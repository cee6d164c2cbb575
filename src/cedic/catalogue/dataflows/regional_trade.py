"""How integrated each bloc is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cedic.catalogue.columns import frequency, settled, vintages, with_gaps
from cedic.catalogue.concepts import (
    COMPOSITION,
    COVERAGE,
    FREQ,
    OBS_STATUS,
    OBS_VALUE,
    PRODUCT,
    REF_AREA,
    SOURCE,
    TIME_PERIOD,
    TRADE_FLOW,
    UNIT_MEASURE,
    VINTAGE,
)
from cedic.catalogue.registry import publishes
from cedic.model import Codelist, Dataflow, Dimension, Indicator, Text
from cedic.regions import blocs
from cedic.trade import regional
from cedic.trade.members import blocs_table, members_by_period
from cedic.trade.tables import as_table

if TYPE_CHECKING:
    import ibis.expr.types as ir

_RIKS = "UNU-CRIS W-2009-22 (RIKS); Iapadre (2006); Iapadre and Tironi (2009)."
_OWN_EXCLUDED_CASES = Text(
    "Countries do not trade with themselves, so the standard baseline expects too much of a bloc "
    "of few large members.",
    "Los países no comercian consigo mismos, de modo que la referencia habitual espera demasiado "
    "de un bloque de pocos miembros grandes.",
    "Os países não comerciam consigo mesmos, de modo que a referência habitual espera demais de "
    "um bloco de poucos membros grandes.",
    "Les pays ne commercent pas avec eux-mêmes : la référence usuelle attend donc trop d’un bloc "
    "de quelques grands membres.",
)

CL_REGIONAL_TRADE = Codelist.of(
    "CL_REGIONAL_TRADE",
    Text(
        "Regional trade indicators",
        "Indicadores de comercio regional",
        "Indicadores de comércio regional",
        "Indicateurs du commerce régional",
    ),
    Indicator(
        "ITS",
        Text(
            "Intra-regional trade share",
            "Participación del comercio intrarregional",
            "Participação do comércio intrarregional",
            "Part du commerce intrarégional",
        ),
        Text(
            "The part of a bloc's trade that stays among its members.",
            "La parte del comercio de un bloque que queda entre sus miembros.",
            "A parte do comércio de um bloco que fica entre seus membros.",
            "La part du commerce d’un bloc qui reste entre ses membres.",
        ),
        formula=r"\mathrm{ITS} = \frac{a}{a+b}",
        range="0 … 1",
        unit="RATIO",
        edge_cases=Text(
            "Null for a bloc without trade, one that is all the world, or one of which the source "
            "shows a single member. It grows with the number and size of the members: to compare "
            "blocs, read ITI or STI.",
            "Nulo para un bloque sin comercio, que sea el mundo entero o del que la fuente "
            "muestre un "
            "solo miembro. Crece con el número y el tamaño de los miembros: para comparar "
            "bloques, véase ITI o STI.",
            "Nulo para um bloco sem comércio, que seja o mundo inteiro ou do qual a fonte mostre um "
            "único membro. Cresce com o número e o tamanho dos membros: para comparar blocos, "
            "veja ITI ou STI.",
            "Nul pour un bloc sans commerce, qui est le monde entier ou dont la source ne montre "
            "qu’un membre. Elle croît avec le nombre et la taille des membres : pour comparer "
            "des blocs, lire ITI ou STI.",
        ),
        citation=_RIKS,
        example="REF_AREA=MERCOSUR INDICATOR=ITS TRADE_FLOW=X PRODUCT=_T SOURCE=BACI",
    ),
    Indicator(
        "ITI",
        Text(
            "Intra-regional trade intensity",
            "Intensidad del comercio intrarregional",
            "Intensidade do comércio intrarregional",
            "Intensité du commerce intrarégional",
        ),
        Text(
            "The intra-regional share over the bloc's share in world trade; 1 means that members "
            "trade with each other as the world trades with them.",
            "La participación intrarregional sobre la del bloque en el comercio mundial; 1 significa "
            "que los miembros comercian entre sí como el mundo comercia con ellos.",
            "A participação intrarregional sobre a do bloco no comércio mundial; 1 significa que os "
            "membros comerciam entre si como o mundo comercia com eles.",
            "La part intrarégionale sur celle du bloc dans le commerce mondial ; 1 signifie que les "
            "membres commercent entre eux comme le monde avec eux.",
        ),
        formula=r"\mathrm{ITI} = \frac{\mathrm{ITS}}{(a+c)/W}",
        range="0 … W/(a+c)",
        unit="RATIO",
        edge_cases=Text(
            "Its greatest value falls as the bloc's share in world trade grows, so that large "
            "blocs look less intense. Null for a bloc without trade.",
            "Su valor máximo disminuye a medida que crece la parte del bloque en el comercio "
            "mundial, de modo que los bloques grandes parecen menos intensos. Nulo para un "
            "bloque sin comercio.",
            "Seu valor máximo diminui à medida que cresce a parte do bloco no comércio mundial, "
            "de modo que os blocos grandes parecem menos intensos. Nulo para um bloco sem "
            "comércio.",
            "Sa valeur maximale baisse à mesure que croît la part du bloc dans le commerce "
            "mondial, si bien que les grands blocs paraissent moins intenses. Nulle pour un bloc "
            "sans commerce.",
        ),
        citation=_RIKS,
        example="REF_AREA=MERCOSUR INDICATOR=ITI TRADE_FLOW=X PRODUCT=_T SOURCE=BACI",
    ),
    Indicator(
        "ITI_OWN_EXCLUDED",
        Text(
            "Intra-regional trade intensity, own trade excluded",
            "Intensidad del comercio intrarregional, sin comercio propio",
            "Intensidade do comércio intrarregional, sem comércio próprio",
            "Intensité du commerce intrarégional, hors commerce propre",
        ),
        Text(
            "Intra-regional intensity against a neutral trade in which no country trades with "
            "itself.",
            "Intensidad intrarregional frente a un comercio neutral en que ningún país comercia "
            "consigo mismo.",
            "Intensidade intrarregional diante de um comércio neutro em que nenhum país comercia "
            "consigo mesmo.",
            "Intensité intrarégionale face à un commerce neutre où nul pays ne commerce avec "
            "lui-même.",
        ),
        formula=r"\frac{\mathrm{ITS}}{E},\quad E = \sum_{i\in R}\frac{x_i}{x_R}"
        r"\sum_{j\in R, j\ne i}\frac{m_j}{W-m_i}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=_OWN_EXCLUDED_CASES,
        citation="Iapadre (2006), for the home-country bias; CEDIC methods.",
        example="REF_AREA=MERCOSUR INDICATOR=ITI_OWN_EXCLUDED TRADE_FLOW=X PRODUCT=_T SOURCE=BACI",
    ),
    Indicator(
        "HI",
        Text(
            "Homogeneous intra-regional intensity",
            "Intensidad intrarregional homogénea",
            "Intensidade intrarregional homogênea",
            "Intensité intrarégionale homogène",
        ),
        Text(
            "The weight of the bloc in its members' trade over its weight in the trade of others.",
            "El peso del bloque en el comercio de sus miembros sobre su peso en el de los demás.",
            "O peso do bloco no comércio de seus membros sobre seu peso no dos demais.",
            "Le poids du bloc dans le commerce de ses membres sur son poids dans celui des autres.",
        ),
        formula=r"\mathrm{HI} = \frac{a/(a+b)}{c/(c+d)}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=Text(
            "Null if outsiders do not trade with the bloc (c = 0).",
            "Nulo si los demás no comercian con el bloque (c = 0).",
            "Nulo se os demais não comerciam com o bloco (c = 0).",
            "Nulle si les autres ne commercent pas avec le bloc (c = 0).",
        ),
        citation=_RIKS,
        example="REF_AREA=MERCOSUR INDICATOR=HI TRADE_FLOW=X PRODUCT=_T SOURCE=BACI",
    ),
    Indicator(
        "HE",
        Text(
            "Homogeneous extra-regional intensity",
            "Intensidad extrarregional homogénea",
            "Intensidade extrarregional homogênea",
            "Intensité extrarégionale homogène",
        ),
        Text(
            "The weight of the rest of the world in the bloc's trade over its weight in its own.",
            "El peso del resto del mundo en el comercio del bloque sobre su peso en el propio.",
            "O peso do resto do mundo no comércio do bloco sobre seu peso no próprio.",
            "Le poids du reste du monde dans le commerce du bloc sur son poids dans le sien.",
        ),
        formula=r"\mathrm{HE} = \frac{b/(a+b)}{d/(c+d)}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=Text(
            "Null if outsiders do not trade with each other (d = 0).",
            "Nulo si los demás no comercian entre sí (d = 0).",
            "Nulo se os demais não comerciam entre si (d = 0).",
            "Nulle si les autres ne commercent pas entre eux (d = 0).",
        ),
        citation=_RIKS,
        example="REF_AREA=MERCOSUR INDICATOR=HE TRADE_FLOW=X PRODUCT=_T SOURCE=BACI",
    ),
    Indicator(
        "STI",
        Text(
            "Symmetric trade introversion",
            "Introversión comercial simétrica",
            "Introversão comercial simétrica",
            "Introversion commerciale symétrique",
        ),
        Text(
            "How much more a bloc trades with itself than with others, between −1 and 1; 0 is "
            "neutral. Comparable between blocs of any size.",
            "Cuánto más comercia un bloque consigo mismo que con otros, entre −1 y 1; 0 es neutral. "
            "Comparable entre bloques de cualquier tamaño.",
            "Quanto mais um bloco comercia consigo mesmo do que com outros, entre −1 e 1; 0 é "
            "neutro. Comparável entre blocos de qualquer tamanho.",
            "Combien un bloc commerce plus avec lui-même qu’avec les autres, entre −1 et 1 ; 0 est "
            "neutre. Comparable entre blocs de toute taille.",
        ),
        formula=r"\mathrm{STI} = \frac{\mathrm{HI}-\mathrm{HE}}{\mathrm{HI}+\mathrm{HE}} "
        r"= \frac{ad-bc}{ad+bc}",
        range="−1 … 1",
        unit="RATIO",
        edge_cases=Text(
            "−1 without intra-regional trade; 1 if the bloc does not trade with outsiders; null "
            "if ad = bc = 0.",
            "−1 sin comercio intrarregional; 1 si el bloque no comercia con los demás; nulo si "
            "ad = bc = 0.",
            "−1 sem comércio intrarregional; 1 se o bloco não comercia com os demais; nulo se ad "
            "= bc = 0.",
            "−1 sans commerce intrarégional ; 1 si le bloc ne commerce pas avec les autres ; "
            "nulle si ad = bc = 0.",
        ),
        citation=_RIKS + " Iapadre and Plummer (2011).",
        example="REF_AREA=MERCOSUR,USMCA,ASEAN INDICATOR=STI TRADE_FLOW=X PRODUCT=_T SOURCE=BACI",
    ),
    Indicator(
        "RTO",
        Text(
            "Relative trade openness",
            "Apertura comercial relativa",
            "Abertura comercial relativa",
            "Ouverture commerciale relative",
        ),
        Text(
            "The bloc's trade over its product, against the same ratio of the world.",
            "El comercio del bloque sobre su producto, frente a la misma razón del mundo.",
            "O comércio do bloco sobre seu produto, diante da mesma razão do mundo.",
            "Le commerce du bloc sur son produit, face au même rapport pour le monde.",
        ),
        formula=r"\mathrm{RTO} = \frac{T_R/Y_R}{T_W/Y_W}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=Text(
            "Null as soon as the product of one member is missing: always for CARICOM and OECS "
            "(Montserrat), after 2020 for blocs with Cuba. World product is the World Bank's, "
            "which has no figure for a few traders such as Taiwan.",
            "Nulo en cuanto falta el producto de un miembro: siempre para CARICOM y OECO "
            "(Montserrat), y desde 2021 para los bloques con Cuba. El producto mundial es el del "
            "Banco Mundial, que no tiene cifras de algunas economías, como Taiwán.",
            "Nulo assim que falta o produto de um membro: sempre para CARICOM e OECS "
            "(Montserrat), e desde 2021 para os blocos com Cuba. O produto mundial é o do Banco "
            "Mundial, que não tem dados de algumas economias, como Taiwan.",
            "Nulle dès que manque le produit d’un membre : toujours pour la CARICOM et l’OECO "
            "(Montserrat), depuis 2021 pour les blocs comprenant Cuba. Le produit mondial est "
            "celui de la Banque mondiale, qui n’a pas de chiffre pour quelques économies comme "
            "Taïwan.",
        ),
        citation="Iapadre and Plummer (2011). Product: World Bank, NY.GDP.MKTP.CD.",
        example="REF_AREA=MERCOSUR INDICATOR=RTO TRADE_FLOW=X PRODUCT=_T SOURCE=BACI",
    ),
    Indicator(
        "PIT",
        Text(
            "Propensity to intra-regional trade",
            "Propensión al comercio intrarregional",
            "Propensão ao comércio intrarregional",
            "Propension au commerce intrarégional",
        ),
        Text(
            "Intra-regional intensity times relative openness.",
            "Intensidad intrarregional por apertura relativa.",
            "Intensidade intrarregional vezes abertura relativa.",
            "Intensité intrarégionale multipliée par l’ouverture relative.",
        ),
        formula=r"\mathrm{PIT} = \mathrm{ITI} \cdot \mathrm{RTO}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=Text(
            "As ITI and RTO.",
            "Como ITI y RTO.",
            "Como ITI e RTO.",
            "Comme ITI et RTO.",
        ),
        citation="Iapadre and Plummer (2011).",
        example="REF_AREA=MERCOSUR INDICATOR=PIT TRADE_FLOW=XM PRODUCT=_T SOURCE=BACI",
    ),
    Indicator(
        "PIT_OWN_EXCLUDED",
        Text(
            "Propensity to intra-regional trade, own trade excluded",
            "Propensión al comercio intrarregional, sin comercio propio",
            "Propensão ao comércio intrarregional, sem comércio próprio",
            "Propension au commerce intrarégional, hors commerce propre",
        ),
        Text(
            "Intensity with own trade excluded times relative openness.",
            "Intensidad sin comercio propio por apertura relativa.",
            "Intensidade sem comércio próprio vezes abertura relativa.",
            "Intensité hors commerce propre multipliée par l’ouverture relative.",
        ),
        formula=r"\frac{\mathrm{ITS}}{E} \cdot \mathrm{RTO}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=_OWN_EXCLUDED_CASES,
        citation="Iapadre (2006); Iapadre and Plummer (2011); CEDIC methods.",
        example="REF_AREA=MERCOSUR INDICATOR=PIT_OWN_EXCLUDED TRADE_FLOW=XM PRODUCT=_T SOURCE=BACI",
    ),
    Indicator(
        "PIT_AN",
        Text(
            "Propensity to intra-regional trade (Anderson–Norheim)",
            "Propensión al comercio intrarregional (Anderson–Norheim)",
            "Propensão ao comércio intrarregional (Anderson–Norheim)",
            "Propension au commerce intrarégional (Anderson–Norheim)",
        ),
        Text(
            "Intra-regional intensity times the bloc's trade over its product.",
            "Intensidad intrarregional por el comercio del bloque sobre su producto.",
            "Intensidade intrarregional vezes o comércio do bloco sobre seu produto.",
            "Intensité intrarégionale multipliée par le commerce du bloc sur son produit.",
        ),
        formula=r"\mathrm{PIT}_{AN} = \mathrm{ITI} \cdot \frac{T_R}{Y_R}",
        range="0 … ∞",
        unit="RATIO",
        edge_cases=Text(
            "As ITI and RTO.",
            "Como ITI y RTO.",
            "Como ITI e RTO.",
            "Comme ITI et RTO.",
        ),
        citation="Anderson and Norheim (1993).",
        example="REF_AREA=MERCOSUR INDICATOR=PIT_AN TRADE_FLOW=XM PRODUCT=_T SOURCE=BACI",
    ),
)
INDICATOR = Dimension(
    "INDICATOR",
    Text("Indicator", "Indicador", "Indicador", "Indicateur"),
    codelist=CL_REGIONAL_TRADE,
)

REGIONAL_TRADE = Dataflow(
    id="REGIONAL_TRADE",
    name=Text(
        "Regional trade integration",
        "Integración comercial regional",
        "Integração comercial regional",
        "Intégration commerciale régionale",
    ),
    description=Text(
        "How much the members of each bloc trade with each other, and whether that is more than the "
        "rest of the world would lead one to expect.",
        "Cuánto comercian entre sí los miembros de cada bloque y si es más de lo que cabría esperar "
        "a la vista del resto del mundo.",
        "Quanto os membros de cada bloco comerciam entre si e se isso é mais do que se esperaria à "
        "vista do resto do mundo.",
        "Combien les membres de chaque bloc commercent entre eux, et si c’est plus que le reste du "
        "monde ne le laisserait attendre.",
    ),
    dimensions=(FREQ, REF_AREA, TRADE_FLOW, PRODUCT, INDICATOR, SOURCE, TIME_PERIOD),
    measure=OBS_VALUE,
    subject="INTEGRATION",
    attributes=(UNIT_MEASURE, OBS_STATUS, COVERAGE, COMPOSITION, VINTAGE),
    methods=tuple(CL_REGIONAL_TRADE.codes),
)


@publishes(REGIONAL_TRADE, inputs={"flows": "TRADE", "macro": "MACRO"})
def regional_trade(flows: ir.Table, macro: ir.Table) -> ir.Table:
    """All indicators of all blocs, by flow and product, for each source."""
    import ibis

    product = settled(macro.filter(macro.INDICATOR == "NY_GDP_MKTP_CD", macro.SOURCE == "WDI"))
    table = settled(flows.drop("FREQ", "UNIT_MEASURE", "PROVENANCE", "OBS_STATUS"))
    indicators = regional(
        table, blocs().values(), flow=("X", "M", "XM"), gdp=product, baseline="both"
    )
    rows = as_table(indicators)
    rows = rows.filter(rows.INDICATOR.isin(list(CL_REGIONAL_TRADE.codes)))
    # Where nobody reports the flow at all, there is nothing to say of it.
    rows = _of_two_members(rows.filter(rows.COVERAGE > 0), table)
    rows = rows.left_join(vintages(table), ["SOURCE", "TIME_PERIOD"]).drop(
        "SOURCE_right", "TIME_PERIOD_right"
    )
    deflated = product.select("TIME_PERIOD", GDP_VINTAGE=product.VINTAGE).distinct()
    rows = rows.left_join(deflated, "TIME_PERIOD")
    with_gdp = rows.INDICATOR.re_search("^(RTO|PIT)") & rows.GDP_VINTAGE.notnull()
    rows = rows.mutate(
        FREQ=frequency(rows.TIME_PERIOD),
        UNIT_MEASURE=ibis.literal("RATIO"),
        OBS_STATUS=rows.OBS_VALUE.isnull().ifelse("M", "A"),
        VINTAGE=with_gdp.ifelse(rows.VINTAGE + "; WDI " + rows.GDP_VINTAGE, rows.VINTAGE),
    )
    return with_gaps(rows, REGIONAL_TRADE)


def _of_two_members(rows: ir.Table, flows: ir.Table) -> ir.Table:
    """Take the value from blocs of which a source shows a single member.

    What members trade with each other is then unknown, not zero.
    """
    period = ["SOURCE", "TIME_PERIOD"]
    sides = [flows.select(*period, AREA=flows[side]) for side in ("REF_AREA", "COUNTERPART_AREA")]
    shown = sides[0].union(sides[1], distinct=True)
    who = members_by_period(shown.select("TIME_PERIOD").distinct(), blocs_table(blocs().values()))
    members = who.join(shown, ["TIME_PERIOD", "AREA"])
    counted = members.group_by([*period, "BLOC"]).aggregate(SHOWN=members.count())
    joined = rows.join(counted, [*period, ("REF_AREA", "BLOC")])
    value = (joined.SHOWN > 1).ifelse(joined.OBS_VALUE, None)
    return joined.mutate(OBS_VALUE=value).select(*rows.columns)
