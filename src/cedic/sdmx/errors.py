"""What the service refuses, with the codes that SDMX and HTTP have for it."""

from __future__ import annotations

from cedic.errors import CedicError, DataError, SourceError, StoreError, UsageError


class SdmxError(CedicError):
    """A request that is not answered with what it asks for.

    ``code`` is the error code of SDMX 2.1 (web services guidelines, section 5.8), ``status`` the
    HTTP status that REST v1.5 pairs with it, ``status_v2`` that of REST v2 where it differs.
    """

    code = 500
    status = 500
    status_v2: int | None = None

    def http_status(self, version: str) -> int:
        """The HTTP status in a version of the interface, ``v1`` or ``v2``."""
        return self.status_v2 if version == "v2" and self.status_v2 else self.status


class NoResults(SdmxError):  # noqa: N818 - not an error in version 2, where nothing is an answer
    """Nothing answers the request."""

    code, status, status_v2 = 100, 404, 204


class NotFound(SdmxError):  # noqa: N818 - the standard's word
    """There is no such thing: an unknown dataflow, codelist or address."""

    code, status = 100, 404


class BadSyntax(SdmxError):  # noqa: N818 - the standard's word
    """The request does not keep to the grammar of the interface."""

    code, status = 140, 400


class BadSemantics(SdmxError):  # noqa: N818 - the standard's word
    """The request is well-formed but cannot mean anything: parameters that contradict each other."""

    code, status, status_v2 = 150, 403, 422


class TooLong(SdmxError):  # noqa: N818 - HTTP's word
    """The address is longer than the service reads."""

    code, status = 130, 414


class NotAcceptable(SdmxError):  # noqa: N818 - HTTP's word
    """The client takes none of the formats there are."""

    code, status = 140, 406


class BadRange(SdmxError):  # noqa: N818 - HTTP's word
    """The observations asked for in the Range header do not exist."""

    code, status = 150, 416


class NotServed(SdmxError):  # noqa: N818 - the standard's word
    """A part of the standard that this service does not have."""

    code, status = 501, 501


class Unavailable(SdmxError):  # noqa: N818 - the standard's word
    """The figures cannot be read now."""

    code, status = 503, 503


def as_sdmx(error: CedicError) -> SdmxError:
    """The same trouble in the terms of the service.

    Where the store is, and other things of the house, are left out.
    """
    if isinstance(error, SdmxError):
        return error
    if isinstance(error, UsageError):
        return BadSyntax(error.what, remedy=error.remedy)
    if isinstance(error, StoreError | DataError | SourceError):
        return Unavailable(
            "The figures cannot be read now.", remedy="try again later, or tell the publisher"
        )
    return SdmxError("The service failed.", remedy="tell the publisher")
