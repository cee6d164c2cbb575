"""What stands at the head of a message of structures."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from cedic.sdmx import identity
from cedic.sdmx.exchange import Request
from cedic.sdmx.formats import language
from cedic.sdmx.structures.artefacts import Artefact, resource_of
from cedic.sdmx.structures.query import name_of
from cedic.warehouse import Release


@dataclass(frozen=True)
class Heading:
    """The head of a message.

    Parameters
    ----------
    id : str
        The message's id: the same for the same request of the same release.
    prepared : datetime
        When the release was made, as that is when its structures were settled.
    sender : str
        The last part of our agency's id; a sender's id has no dots.
    language : str
        The language of names, where a format has one name beside those in all languages.
    address : str
        The service's address with the version of the interface; empty if it is not known.
    """

    id: str
    prepared: datetime
    sender: str
    language: str
    address: str

    @classmethod
    def of(cls, request: Request, release: Release) -> Heading:
        """The head of the answer to a request."""
        version = request.path.strip("/").partition("/")[0]
        asked = hashlib.sha256(f"{request.path}?{request.query}".encode()).hexdigest()
        return cls(
            id=f"R{release.number}-{asked[:16]}",
            prepared=release.created,
            sender=identity.agency().rpartition(".")[2],
            language=language(request.header("accept-language")),
            address=f"{request.address}/{version}" if request.address else "",
        )

    def address_of(self, artefact: Artefact) -> str:
        """Where an artefact can be had in full; empty if the service's address is not known."""
        if not self.address:
            return ""
        version = self.address.rpartition("/")[2]
        path = [self.address] if version == "v1" else [self.address, "structure"]
        kind = name_of(resource_of(artefact), version)
        return "/".join([*path, kind, artefact.maintainer.id, artefact.id, str(artefact.version)])
