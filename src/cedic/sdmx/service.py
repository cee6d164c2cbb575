"""From a request to an answer: which part of the service it belongs to, and what if it fails."""

from __future__ import annotations

import logging

from cedic.errors import CedicError
from cedic.sdmx import refusal
from cedic.sdmx.errors import NotFound, NotServed, SdmxError, TooLong, as_sdmx
from cedic.sdmx.exchange import LONGEST_ADDRESS, Answer, Request
from cedic.warehouse import Store

VERSIONS = ("v1", "v2")
AVAILABILITY = {"v1": "availableconstraint", "v2": "availability"}
NOT_SERVED = {"v1": ("metadata",), "v2": ("metadata", "schema", "registration")}
"""Resources of the standard, other than structures, that are not here."""

log = logging.getLogger(__name__)


def answer(request: Request, store: Store) -> Answer:
    """Answer a request for structures, data or their availability.

    Parameters
    ----------
    request : Request
        The request; its path begins with the version of the interface, ``v1`` or ``v2``.
    store : Store
        Where the figures are.

    Returns
    -------
    Answer
        Whatever is asked; what cannot be answered is refused in the standard's own words and codes.
    """
    version = request.path.strip("/").partition("/")[0]
    try:
        return _answered(request, store)
    except CedicError as error:
        refused = as_sdmx(error)
        if refused.status >= 500 and refused is not error:
            log.error("%s could not be answered: %s", request.path[:200], error)
        return refusal.answer(refused, request, version)
    except Exception:
        log.exception("%s could not be answered", request.path[:200])
        return refusal.answer(
            SdmxError("The service failed.", remedy="tell the publisher"), request, version
        )


def _answered(request: Request, store: Store) -> Answer:
    if len(request.path) + len(request.query) > LONGEST_ADDRESS:
        raise TooLong(
            f"The address is longer than {LONGEST_ADDRESS:,} characters.",
            remedy="ask for fewer codes at a time, or leave a dimension open and filter afterwards",
        )
    version, resource = (*request.segments, "", "")[:2]
    if version not in VERSIONS:
        raise NotFound(
            f"There is no version {version[:40]!r} of this service.",
            remedy="ask for /sdmx/v1 (SDMX 2.1) or /sdmx/v2 (SDMX 3.0)",
        )
    if resource in NOT_SERVED[version]:
        raise NotServed(f"{resource} is not served.", remedy="see the documentation of the service")
    if resource == "data":
        from cedic.sdmx import data

        return data.answer(request, store, version)
    if (version, resource) == ("v1", "schema"):
        from cedic.sdmx import schema

        return schema.answer(request, store)
    if resource == AVAILABILITY[version]:
        from cedic.sdmx import availability

        return availability.answer(request, store, version)
    from cedic.sdmx import structures

    if structures.serves(resource, version):
        return structures.answer(request, store, version)
    raise NotFound(
        f"There is no resource {resource[:40]!r} in this service.",
        remedy="ask for data, dataflow, datastructure, codelist, conceptscheme, agencyscheme, "
        "categoryscheme, categorisation, contentconstraint or availableconstraint"
        if version == "v1"
        else "ask for data, structure or availability",
    )
