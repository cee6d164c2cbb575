"""Floor 0: what a published table is."""

from cedic.model.loading import OnBadRows, Part, Progress, SourceDescription, schema, silent
from cedic.model.observations import Observations
from cedic.model.period import Period
from cedic.model.structure import (
    Attribute,
    Code,
    Codelist,
    Component,
    Dataflow,
    Dimension,
    Indicator,
    Measure,
    Representation,
)
from cedic.model.text import LANGUAGES, Text, not_writing, one_line, pasted

__all__ = [
    "LANGUAGES",
    "Attribute",
    "Code",
    "Codelist",
    "Component",
    "Dataflow",
    "Dimension",
    "Indicator",
    "Measure",
    "Observations",
    "OnBadRows",
    "Part",
    "Period",
    "Progress",
    "Representation",
    "SourceDescription",
    "Text",
    "not_writing",
    "one_line",
    "pasted",
    "schema",
    "silent",
]
