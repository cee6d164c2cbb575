"""Floor 0: areas, the codes they go by, and the blocs they belong to."""

from cedic.regions.areas import Area, area, areas
from cedic.regions.codelist import CL_AREA
from cedic.regions.codes import SCHEMES, area_of, code_of, codes

__all__ = ["CL_AREA", "SCHEMES", "Area", "area", "area_of", "areas", "code_of", "codes"]
