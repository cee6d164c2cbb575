"""The figures as files, and how to cite them."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import Dataflow, Period
from cedic.publish import citation, facts
from cedic.publish.download import MEDIA_TYPES, Download, Labelling
from cedic.warehouse import Release, Selection
from cedic.web import site
from cedic.web.catalogue.caching import kept
from cedic.web.catalogue.refusal import NotThere, Withdrawn, in_the_path, told
from cedic.web.management.state import current
from cedic.web.streaming import respond

OPTIONS = ("start", "end", "labels", "language")


@told
def data(
    request: HttpRequest, dataflow: str, format: str, number: str | None = None
) -> HttpResponseBase:
    """A selection of a dataflow as a file."""
    flow, release = addressed(request, dataflow, number)
    with in_the_path():
        if format not in MEDIA_TYPES:
            raise UnknownCodeError("format", format[:40], MEDIA_TYPES)
    options = _options(request, flow)
    chosen = Download(
        site.store(request),
        _selection(request, flow, options),
        release,
        format,
        Labelling(options.get("labels", "id"), options.get("language", "en")),
        site.address(request),
    )

    def make() -> HttpResponseBase:
        chosen.check()
        return respond(request, 200, _headers(request, chosen), chosen.pieces())

    return kept(request, release, make, frozen=number is not None)


@told
def reference(
    request: HttpRequest, dataflow: str, format: str, number: str | None = None
) -> HttpResponseBase:
    """How to cite a dataflow, for programs that keep references."""
    flow, release = addressed(request, dataflow, number)
    with in_the_path():
        if format not in citation.FORMATS:
            raise UnknownCodeError("format of citations", format[:40], citation.FORMATS)
    options = _options(request, flow, ("language",))
    language = Labelling(language=options.get("language", "en")).language
    whole = facts.of_dataflow(site.store(request), flow, release)
    cited = citation.citation(whole, site.address(request))

    def make() -> HttpResponseBase:
        headers = {
            "Content-Type": citation.FORMATS[format],
            "Content-Disposition": str(content_disposition_header(True, f"{cited.id}.{format}")),
        }
        return respond(request, 200, headers, [cited.written(format, language).encode()])

    return kept(request, release, make, frozen=number is not None)


@told
def nowhere(request: HttpRequest, path: str = "") -> HttpResponseBase:
    """Any other address below ``/data``."""
    raise NotThere(
        "There is no such file.",
        remedy=f"ask for /data/DATAFLOW.{', /data/DATAFLOW.'.join(MEDIA_TYPES)}; "
        f"the dataflows are {', '.join(site.store().publications)}",
    )


def addressed(request: HttpRequest, dataflow: str, number: str | None) -> tuple[Dataflow, Release]:
    """The dataflow that an address names, and the release in which its figures appeared.

    Whether the public may read it is then in ``request.not_public``.

    Raises
    ------
    Withdrawn
        If the dataflow was public and is no more.
    NotThere
        If there is no such dataflow or release.
    StoreError
        If nothing has been built yet.
    """
    store = site.store(request)
    id = dataflow[:80]
    if id not in store.publications and (since := dict(current().withdrawn).get(id)):
        raise Withdrawn(id, since)
    with in_the_path():
        flow = store.dataflow(id)
        release = facts.vintage(store, flow, None if number is None else int(number))
    request.not_public = release.number > _last_public(flow.id, release.number)
    return flow, release


def _last_public(id: str, number: int) -> int:
    return dict(current().held).get(id, number)


def _options(
    request: HttpRequest, flow: Dataflow, options: tuple[str, ...] = OPTIONS
) -> dict[str, str]:
    """The parameters that are no components, each given once."""
    known = [*(flow.columns if options == OPTIONS else ()), *options]
    given: dict[str, str] = {}
    for name, values in request.GET.lists():
        if name not in known:
            raise _in(name, UnknownCodeError(f"parameter of {flow.id}", name[:40], known))
        if name in options:
            if len(values) > 1:
                raise _in(name, UsageError(f"{name} is given twice.", remedy="give it once"))
            given[name] = values[0]
    return given


def _selection(request: HttpRequest, flow: Dataflow, options: Mapping[str, str]) -> Selection:
    where: dict[str, list[str]] = {}
    for name, values in request.GET.lists():
        if name in flow.columns:
            where[name] = [code for value in values for code in value.split(",") if code]
            if not where[name]:
                raise _in(
                    name,
                    UsageError(
                        f"{name} names no code.", remedy=f"write {name}=A,B or leave it out"
                    ),
                )
    for name in ("start", "end"):
        if name in options:
            _check_period(name, options[name])
    return Selection.of(flow, where, options.get("start"), options.get("end"))


def _check_period(name: str, text: str) -> None:
    try:
        Period.parse(text)
    except UsageError as error:
        raise _in(name, error) from None


def _in(parameter: str, error: UsageError) -> UsageError:
    """The same error, with the parameter it was found in."""
    error.where = f"the parameter {parameter[:40]}"
    return error


def _headers(request: HttpRequest, chosen: Download) -> dict[str, str]:
    address = site.address(request)
    flow = chosen.selection.dataflow
    page = f"{address}/data/{flow.id}@{chosen.release.number}"
    about = f"{address}/{chosen.labelling.language}/data/{flow.id}"
    return {
        "Content-Type": MEDIA_TYPES[chosen.format],
        "Content-Disposition": str(content_disposition_header(True, chosen.file_name)),
        "Link": f'<{page}>; rel="cite-as", <{about}>; rel="describedby"; type="text/html"',
    }
