"""Floor 0: areas, the codes they go by, and the blocs they belong to."""

from cedic.regions.areas import Area, area, areas
from cedic.regions.blocs import Bloc, Membership, bloc, blocs, read_blocs
from cedic.regions.codelist import CL_AREA
from cedic.regions.codes import SCHEMES, area_of, code_of, codes
from cedic.regions.currencies import currencies
from cedic.regions.membership import membership
from cedic.regions.stages import STAGES, LegalStage, legal_stage, legal_stages

__all__ = [
    "CL_AREA",
    "SCHEMES",
    "STAGES",
    "Area",
    "Bloc",
    "LegalStage",
    "Membership",
    "area",
    "area_of",
    "areas",
    "bloc",
    "blocs",
    "code_of",
    "codes",
    "currencies",
    "legal_stage",
    "legal_stages",
    "membership",
    "read_blocs",
]
