"""What the worker does: build, fetch, check an upload, load it."""

from __future__ import annotations

from typing import Any

import cedic
from cedic.model import Progress
from cedic.settings import settings
from cedic.sources import parse_options, source
from cedic.warehouse import build as bring_up_to_date
from cedic.web.management import uploads
from cedic.web.management.models import Job, Upload


def build(job: Job, progress: Progress) -> dict[str, Any]:
    """Bring the dataflows up to date and release them."""
    done = bring_up_to_date(
        cedic.open(),
        only=job.options.get("only", ()),
        force=job.options.get("force", False),
        progress=progress,
    )
    return {"release": done.release.number, "made": list(done.made), "fresh": list(done.fresh)}


def fetch(job: Job, progress: Progress) -> dict[str, Any]:
    """Download a source's files, and read them into the store if that is asked for."""
    chosen = source(job.options["source"])
    values = parse_options(chosen.id, chosen.fetch_options, job.options.get("values", {}))
    folder = settings().home_path / "downloads" / chosen.id
    folder.mkdir(parents=True, exist_ok=True)
    paths = chosen.fetch(folder, progress=progress, **values)
    found: dict[str, Any] = {"files": [path.name for path in paths]}
    if job.options.get("read"):
        parts = chosen.parts(paths, progress=progress)
        written = cedic.open().load(
            parts, replace=job.options.get("replace", False), progress=progress
        )
        found |= {"rows": sum(part.rows for part in written), "parts": len(written)}
    return found


def check(job: Job, progress: Progress) -> dict[str, Any]:
    """Look through an upload; nothing is written but the report."""
    upload = Upload.objects.get(pk=job.options["upload"])
    upload.report = uploads.checked(upload, progress)
    upload.save(update_fields=["report"])
    return {"rows": upload.report["rows"], "bad": upload.report["bad"]}


def load(job: Job, progress: Progress) -> dict[str, Any]:
    """Take an upload into the store, if it is still what was checked."""
    upload = Upload.objects.get(pk=job.options["upload"])
    written = uploads.loaded(upload, progress)
    return {
        "rows": sum(part.rows for part in written),
        "parts": len(written),
        "rejected": sum(part.rejected for part in written),
    }


def figures(job: Job, progress: Progress) -> dict[str, Any]:
    """Count what is public of the work programme, and release its dataflows."""
    from cedic.web.programme.figures import count

    done = count(cedic.open(), job.options["area"], job.by, progress)
    return {
        "rows": sum(done.rows.values()),
        "release": done.release.number,
        "made": list(done.made),
    }


KINDS = {"build": build, "fetch": fetch, "check": check, "load": load, "figures": figures}
"""The kinds of work."""
