"""What was done in the work programme, in words, for the audit trail."""

from __future__ import annotations

from collections import ChainMap

from cedic.model import Text
from cedic.web.programme.words import (
    board,
    convergence,
    documents,
    imports,
    mandates,
    meetings,
    out,
    programmes_staff,
    settings,
)

_DEMONSTRATION = {
    "programme.demonstration_loaded": Text(
        "Demonstration loaded",
        "Demostración cargada",
        "Demonstração carregada",
        "Démonstration chargée",
    ),
    "programme.demonstration_removed": Text(
        "Demonstration removed",
        "Demostración retirada",
        "Demonstração removida",
        "Démonstration retirée",
    ),
}
ACTIONS = ChainMap(
    _DEMONSTRATION,
    *(
        part.ACTIONS
        for part in (
            board,
            convergence,
            documents,
            imports,
            mandates,
            meetings,
            out,
            programmes_staff,
            settings,
        )
    ),
)
"""The names of all that is recorded under ``programme.``."""
