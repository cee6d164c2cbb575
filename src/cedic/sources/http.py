"""Asking sources on the network, and saying clearly what went wrong when they do not answer.

Everything that a source on the network can do wrong ends as a
:class:`~cedic.errors.SourceError` that gives the address (without keys), what was answered, and
what to do; trouble with the disk ends as a :class:`~cedic.errors.StoreError`.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from cedic.errors import SourceError, StoreError
from cedic.model import Progress, silent
from cedic.version import __version__

if TYPE_CHECKING:
    import requests

TIMEOUT = (15.0, 180.0)
"""Seconds to wait for a connection, and for the next bytes of an answer."""

PATIENCE = 120.0
"""The longest pause, in seconds, that a source may ask for and be granted at once."""

_CHUNK = 1 << 18
_SECRET = re.compile(r"key|token|secret|password|authorization|signature", re.IGNORECASE)


class NotFoundError(SourceError):
    """The source answered that it has nothing at this address."""


def session(*, tries: int = 6, backoff: float = 1.0) -> requests.Session:
    """Make a session that names CEDIC, and asks again when a source is busy or stumbles.

    Parameters
    ----------
    tries : int
        How often a request is made at most.
    backoff : float
        Seconds before the third attempt (the second is made at once or when ``Retry-After`` says);
        the pause doubles each time.

    Returns
    -------
    requests.Session
        Repeats GET requests on 429, 500, 502, 503 and 504 and on lost connections. A pause longer
        than :data:`PATIENCE` is not waited for: the refusal is handed on.
    """
    import requests
    from requests.adapters import HTTPAdapter
    from urllib3.exceptions import MaxRetryError, ResponseError
    from urllib3.util.retry import Retry

    class PatientRetry(Retry):
        def increment(
            self, method: Any = None, url: Any = None, response: Any = None, *rest: Any, **more: Any
        ) -> Any:
            if response is not None and (self.get_retry_after(response) or 0) > PATIENCE:
                raise MaxRetryError(more["_pool"], url, ResponseError("asked to wait too long"))
            return super().increment(method, url, response, *rest, **more)

    class DiscreetSession(requests.Session):
        def rebuild_auth(self, prepared_request: Any, response: Any) -> None:
            """Take no key along when a source sends us to another host."""
            super().rebuild_auth(prepared_request, response)
            if self.should_strip_auth(response.request.url, prepared_request.url):
                for name in [n for n in prepared_request.headers if _SECRET.search(n)]:
                    del prepared_request.headers[name]

    retry = PatientRetry(
        total=tries - 1,
        backoff_factor=backoff,
        backoff_max=PATIENCE,
        status_forcelist=(429, 500, 502, 503, 504),
        allowed_methods=("GET", "HEAD"),
        raise_on_status=False,
    )
    made = DiscreetSession()
    made.headers["User-Agent"] = f"cedic/{__version__}"
    for scheme in ("https://", "http://"):
        made.mount(scheme, HTTPAdapter(max_retries=retry))
    return made


def get_json(
    session: requests.Session,
    url: str,
    params: Mapping[str, Any] | None = None,
    *,
    key_variable: str | None = None,
) -> Any:
    """Ask a source that answers in JSON.

    Parameters
    ----------
    session : requests.Session
        From :func:`session`; its headers carry the key, if the source wants one.
    url : str
        The address.
    params : mapping, optional
        The query.
    key_variable : str, optional
        The environment variable that holds the source's key, for messages.

    Raises
    ------
    SourceError
        If the source cannot be reached, refuses, or answers something that is not JSON.
    """
    response = _ask(session, url, params, key_variable)
    where = plain(response.url)
    body = response.content
    if _is_html(response.headers.get("Content-Type", ""), body):
        raise SourceError(
            "The source answered with a web page where JSON was promised.",
            where=where,
            remedy="look at the address in a browser: it may be closed for maintenance, or a "
            "proxy may stand between",
        )
    try:
        return json.loads(body)
    except ValueError as error:
        raise SourceError(
            f"The source's answer of {len(body)} bytes is not valid JSON: "
            f"{_redacted(session, str(error))}.",
            where=where,
            remedy="try again; if it stays so, the source's interface has changed",
        ) from None


def download(
    url: str,
    path: Path,
    *,
    progress: Progress = silent,
    size: int | None = None,
    sha256: str | None = None,
    session: requests.Session | None = None,
    key_variable: str | None = None,
) -> Path:
    """Download a file, going on where an earlier attempt was cut off.

    The bytes gather in ``<path>.part`` and the file appears under its name only when it is whole.
    What was begun is continued only if the source vouches (``ETag`` or ``Last-Modified``) that the
    file is still the same; otherwise it starts afresh.

    Parameters
    ----------
    url : str
        The address.
    path : Path
        Where to put the file; its folder is made if need be.
    progress : Progress
        Told the bytes done and the total, if known.
    size, sha256 : optional
        What the whole file must measure. A file that is already there and does so is kept.
    session : requests.Session, optional
        Another one than :func:`session` gives.
    key_variable : str, optional
        The environment variable that holds the source's key, for messages.

    Returns
    -------
    Path
        `path`.

    Raises
    ------
    NotFoundError
        If there is no such file.
    SourceError
        If the source cannot be reached, refuses, keeps cutting the connection, or gives a file of
        another size or hash.
    StoreError
        If the disk is full or the folder cannot be written.
    """
    if (size or sha256) and path.exists() and not _wrong(path, size, sha256):
        return path
    asking = session or globals()["session"]()
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _gather(asking, url, part, progress, key_variable)
        if wrong := _wrong(part, size, sha256):
            _forget(part)
            raise SourceError(
                f"The file downloaded is not the one expected: {wrong}.",
                where=plain(url),
                remedy="try again; if it stays so, the source has replaced the file",
            )
        _version_of(part).unlink(missing_ok=True)
        part.replace(path)
    except OSError as error:
        _disk_trouble(error, path)
    return path


def plain(url: str) -> str:
    """Strip an address of passwords and the values of keys, fit for a message or a file.

    Examples
    --------
    >>> plain("https://me:pw@example.org/get?year=2020&subscription-key=abc")
    'https://example.org/get?year=2020&subscription-key=***'
    """
    from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

    split = urlsplit(url)
    query = [
        (name, "***" if _SECRET.search(name) else value)
        for name, value in parse_qsl(split.query, keep_blank_values=True)
    ]
    host = split.netloc.rpartition("@")[2]
    return urlunsplit((split.scheme, host, split.path, urlencode(query, safe="*,:+[]"), ""))


def _ask(
    session: requests.Session,
    url: str,
    params: Mapping[str, Any] | None,
    key_variable: str | None,
    *,
    headers: Mapping[str, str] | None = None,
    stream: bool = False,
) -> requests.Response:
    """Send a request, again if its answer was cut off, and give the answer if it is a good one."""
    import requests

    tries, pause = _persistence(session, url)
    address = requests.Request("GET", url, params=params).prepare().url or url
    for attempt in range(1, tries + 1):
        try:
            response = session.get(address, headers=headers, timeout=TIMEOUT, stream=stream)
        except requests.exceptions.ChunkedEncodingError:
            if attempt == tries:
                _cut_off(address, tries)
            time.sleep(pause * 2**attempt)
        except requests.RequestException as error:
            _unreachable(session, address, error)
        else:
            if response.status_code not in (200, 206, 416):
                _refused(session, response, tries, key_variable)
            return response
    raise AssertionError("a session makes at least one attempt")


def _persistence(session: requests.Session, url: str) -> tuple[int, float]:
    """How often `session` asks, and its first pause in seconds."""
    retry = session.get_adapter(url).max_retries  # type: ignore[attr-defined]
    return (retry.total or 0) + 1, retry.backoff_factor


def _gather(
    session: requests.Session,
    url: str,
    part: Path,
    progress: Progress,
    key_variable: str | None,
) -> None:
    """Fill `part` until it is whole, within the session's number of attempts."""
    tries, pause = _persistence(session, url)
    for attempt in range(1, tries + 1):
        if _gather_once(session, url, part, progress, key_variable):
            return
        time.sleep(pause * 2**attempt if attempt < tries else 0)
    _cut_off(url, tries)


def _gather_once(
    session: requests.Session,
    url: str,
    part: Path,
    progress: Progress,
    key_variable: str | None,
) -> bool:
    """Ask for what is missing from `part` and add it; whether the file is whole then."""
    import requests

    done, version = _begun(part)
    headers = {"Accept-Encoding": "identity"}
    if done:
        headers |= {"Range": f"bytes={done}-", "If-Range": version}
    response = _ask(session, url, None, key_variable, headers=headers, stream=True)
    with response:
        if response.status_code == 416 or (
            response.status_code == 206 and not _continues(response, done, version)
        ):
            _forget(part)
            return False
        if response.status_code == 200:
            done = 0
            _version_of(part).write_text(_version(response), "utf-8")
        total = _total(response, done)
        _check_room(part, (total or 0) - done)
        try:
            with part.open("ab" if done else "wb") as file:
                for chunk in response.iter_content(_CHUNK):
                    done += file.write(chunk)
                    progress(part.stem, done, total)
                file.flush()
                os.fsync(file.fileno())
        except requests.RequestException:
            return False
    return total is None or done == total


def _begun(part: Path) -> tuple[int, str]:
    """How many bytes an earlier attempt left, and of which version of the file."""
    memo = _version_of(part)
    if not (part.exists() and memo.exists()):
        return 0, ""
    version = memo.read_text("utf-8")
    return (part.stat().st_size, version) if version else (0, "")


def _version_of(part: Path) -> Path:
    return part.with_name(part.name + ".version")


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _version_of(part).unlink(missing_ok=True)


def _version(response: requests.Response) -> str:
    """Find the mark of a version; weak ETags do not qualify for it (RFC 9110, 13.1.5)."""
    tag = response.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")


def _continues(response: requests.Response, done: int, version: str) -> bool:
    given = response.headers.get("Content-Range", "")
    return given.startswith(f"bytes {done}-") and _version(response) in ("", version)


def _total(response: requests.Response, done: int) -> int | None:
    """Find the size of the whole file, if the answer tells."""
    _, _, whole = response.headers.get("Content-Range", "").partition("/")
    if whole.isdigit():
        return int(whole)
    length = response.headers.get("Content-Length", "")
    return done + int(length) if length.isdigit() else None


def _check_room(part: Path, needed: int) -> None:
    free = shutil.disk_usage(part.parent).free
    if needed > free:
        raise StoreError(
            f"The disk has {free:,} bytes free; the rest of the download needs {needed:,}.",
            where=str(part.parent),
            remedy="free some space, or choose a folder on another disk",
        )


def _wrong(path: Path, size: int | None, sha256: str | None) -> str:
    """How the file differs from what was expected; empty if it does not."""
    found = path.stat().st_size
    if size is not None and found != size:
        return f"it has {found:,} bytes instead of {size:,}"
    if sha256 is not None and file_hash(path) != sha256.lower():
        return "its SHA-256 differs"
    return ""


def file_hash(path: Path) -> str:
    """Compute the SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _disk_trouble(error: OSError, path: Path) -> NoReturn:
    if error.errno == errno.ENOSPC:
        what, remedy = "The disk is full.", "free some space, then fetch again: it goes on"
    elif isinstance(error, PermissionError):
        what, remedy = "The folder may not be written.", "choose another folder, or ask its owner"
    else:
        what, remedy = f"The file cannot be written: {error.strerror}.", "choose another folder"
    raise StoreError(what, where=str(path), remedy=remedy) from error


def _is_html(content_type: str, body: bytes) -> bool:
    return "html" in content_type or body[:200].lstrip().lower().startswith(
        (b"<!doctype", b"<html")
    )


def _cut_off(url: str, tries: int) -> NoReturn:
    raise SourceError(
        f"The connection was cut before the answer was complete, {tries} times.",
        where=plain(url),
        remedy="try again later; what has been fetched is kept",
    ) from None


def _unreachable(session: requests.Session, url: str, error: requests.RequestException) -> NoReturn:
    import requests

    reason = str(error)
    if "NameResolution" in reason or "getaddrinfo" in reason:
        what, remedy = "The source's name is not known.", "check the network connection"
    elif isinstance(error, requests.Timeout) or "timed out" in reason:
        what, remedy = "The source did not answer in time.", "try again later"
    elif isinstance(error, requests.exceptions.SSLError):
        what = "The source's certificate cannot be trusted."
        remedy = "check the clock and the proxy; REQUESTS_CA_BUNDLE names your own certificates"
    elif isinstance(error, requests.ConnectionError):
        what = "The source cannot be reached."
        remedy = "check the network connection, and HTTPS_PROXY if there is a proxy"
    else:
        what, remedy = f"The request failed: {_redacted(session, reason)}", "check the address"
    raise SourceError(what, where=plain(url), remedy=remedy) from None


def _refused(
    session: requests.Session, response: requests.Response, tries: int, key_variable: str | None
) -> NoReturn:
    """Say what a status other than success means, and what to do about it."""
    status, said = response.status_code, _said(session, response)
    kind: type[SourceError] = SourceError
    if status == 429 or (status == 403 and "quota" in said.lower()):
        what = f"The source's quota is used up (status {status}){said}."
        remedy = f"try again {_when(response)}; what has been fetched is kept"
    elif status in (401, 403):
        what = f"The source refuses access (status {status}){said}."
        remedy = (
            f"put a valid key in the environment variable {key_variable}"
            if key_variable
            else "the source may have closed this address, or block this network"
        )
    elif status in (404, 410):
        kind = NotFoundError
        what = f"The source has nothing at this address (status {status}){said}."
        remedy = "check the codes asked for, and whether the source has moved"
    elif status >= 500:
        what = f"The source failed {tries} times (status {status}){said}."
        remedy = "try again later: the trouble is on the source's side"
    else:
        what = f"The source does not accept the request (status {status}){said}."
        remedy = "check the options"
    response.close()
    raise kind(what, where=plain(response.url), remedy=remedy)


def _said(session: requests.Session, response: requests.Response) -> str:
    """Quote the source's own words, short and without keys."""
    import requests

    try:
        body = response.content
    except requests.RequestException:
        return ""
    if not body or _is_html(response.headers.get("Content-Type", ""), body):
        return ""
    try:
        answer = json.loads(body)
        text = str(answer.get("message") or answer.get("error") or "")
    except (ValueError, AttributeError):
        text = body.decode("utf-8", "replace")
    text = " ".join(_redacted(session, text).split()).rstrip(".")
    return f": {text[:200]}" if text else ""


def _redacted(session: requests.Session, text: str) -> str:
    """`text` without any key that the session sends."""
    for name, value in session.headers.items():
        if _SECRET.search(name) and value:
            text = text.replace(str(value), "***")
    return re.sub(r"(key|token)=[^&\s]+", r"\1=***", text, flags=re.IGNORECASE)


def _when(response: requests.Response) -> str:
    after = response.headers.get("Retry-After", "")
    if after.isdigit():
        return f"in {int(after):,} seconds"
    return f"after {after}" if after else "later"
