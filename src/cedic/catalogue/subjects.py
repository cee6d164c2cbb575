"""The subjects that dataflows belong to, as catalogues and portals list them."""

from __future__ import annotations

from cedic.model import Code, Codelist, Text

SUBJECTS = Codelist.of(
    "SUBJECTS",
    Text("Subjects", "Temas", "Temas", "Thèmes"),
    Code(
        "INTEGRATION",
        Text(
            "Regional integration",
            "Integración regional",
            "Integração regional",
            "Intégration régionale",
        ),
        Text(
            "How closely the members of a bloc are tied to each other.",
            "Cuán estrechos son los lazos entre los miembros de un bloque.",
            "Quão estreitos são os laços entre os membros de um bloco.",
            "Combien les membres d’un bloc sont liés entre eux.",
        ),
    ),
    Code(
        "TRADE",
        Text("Trade flows", "Flujos comerciales", "Fluxos comerciais", "Flux commerciaux"),
        Text(
            "Who trades how much with whom, and how well that is known.",
            "Quién comercia cuánto con quién, y qué tan bien se sabe.",
            "Quem comercia quanto com quem, e quão bem isso se sabe.",
            "Qui échange combien avec qui, et avec quelle certitude.",
        ),
    ),
    Code(
        "PRODUCTS",
        Text(
            "Products and competitiveness",
            "Productos y competitividad",
            "Produtos e competitividade",
            "Produits et compétitivité",
        ),
        Text(
            "What areas sell and buy, how well, through whom, and at what real growth.",
            "Qué venden y compran las áreas, qué tan bien, por medio de quién y con qué "
            "crecimiento real.",
            "O que as áreas vendem e compram, quão bem, por meio de quem e com que crescimento "
            "real.",
            "Ce que les zones vendent et achètent, avec quel succès, par qui et à quelle "
            "croissance réelle.",
        ),
    ),
    Code(
        "MACRO",
        Text("Macroeconomy", "Macroeconomía", "Macroeconomia", "Macroéconomie"),
        Text(
            "Product, population, prices and other figures of whole economies.",
            "Producto, población, precios y otras cifras de economías enteras.",
            "Produto, população, preços e outros dados de economias inteiras.",
            "Produit, population, prix et autres chiffres d’économies entières.",
        ),
    ),
    Code(
        "DEVELOPMENT",
        Text(
            "Development and institutions",
            "Desarrollo e instituciones",
            "Desenvolvimento e instituições",
            "Développement et institutions",
        ),
        Text(
            "How people live, how they are governed and connected, and what ties countries besides "
            "trade.",
            "Cómo vive la gente, cómo se gobierna y se conecta, y qué une a los países además del "
            "comercio.",
            "Como as pessoas vivem, como são governadas e conectadas, e o que une os países além do "
            "comércio.",
            "Comment on vit, comment on est gouverné et relié, et ce qui unit les pays au-delà du "
            "commerce.",
        ),
    ),
    Code(
        "PROGRAMME",
        Text(
            "Work programme",
            "Programa de trabajo",
            "Programa de trabalho",
            "Programme de travail",
        ),
        Text(
            "What the institution set out to do, what became of its mandates, and whom it brought "
            "together.",
            "Qué se propuso la institución, qué fue de sus mandatos y a quiénes reunió.",
            "O que a instituição se propôs a fazer, o que foi de seus mandatos e quem ela reuniu.",
            "Ce que l’institution s’est proposé de faire, ce que sont devenus ses mandats et qui "
            "elle a réuni.",
        ),
    ),
)
"""Each dataflow states one of these as its ``subject``."""
