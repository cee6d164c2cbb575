"""What was accepted of a document enters: as a programme, meetings, a mandate, axes of convergence.

A plan says step by step what would be made and what would change; the same plan is shown before the
last button and carried out by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from cedic.programme import stages
from cedic.web import audit
from cedic.web.programme import keeping, search
from cedic.web.programme.imports import Clash, Review, in_review, settled
from cedic.web.programme.imports_plan import Plan, Step, Where, lines_of
from cedic.web.programme.models import (
    Document,
    Evidence,
    ExpectedResult,
    FollowUp,
    Import,
    Leadership,
    Mandate,
    Meeting,
    MeetingOrganiser,
    Objective,
    Task,
    WorkProgramme,
)
from cedic.web.programme.models.base import Edited
from cedic.web.programme.pages import Refused
from cedic.web.programme.viewers import Viewer
from cedic.web.programme.words.imports import WRONG

LEAVES = (Objective, ExpectedResult, Task, MeetingOrganiser, FollowUp, Evidence, Leadership)
"""What nothing else belongs to, and is written in one go."""


@dataclass(frozen=True)
class Entered:
    """What became of an import: its plan as it was carried out, and where the document is kept.

    `document` is None if the file is of no kind that is kept, or was kept before.
    """

    counts: Mapping[str, Mapping[str, int]]
    owner: Any
    document: Document | None


def targets(review: Review) -> list[WorkProgramme]:
    """The programmes of the same years that may take a document up."""
    if review.record.programme is not None:
        return [review.record.programme]
    head = review.by_key.get("programme")
    starts = review.value(head, "starts") if head else None
    if not isinstance(starts, int):
        return []
    return list(
        WorkProgramme.objects.filter(starts=starts, stage__in=stages.OPEN, demonstration=False)
    )


@transaction.atomic
def enter(record: Import, seen: int, where: Where, by: Any) -> Entered:
    """Let enter what was accepted: all of it or nothing.

    Parameters
    ----------
    record : Import
        The import.
    seen : int
        Its revision when the person saw what would enter.
    where : Where
        Where it enters.
    by : User
        Who lets it enter.

    Raises
    ------
    Clash
        If somebody decided of it since.
    Refused
        If something stands against it, or the programme may not be changed.
    """
    held = in_review(record)
    mine = Import.objects.filter(pk=held.pk, revision=seen, state="review")
    if not mine.update(state="entered", revision=seen + 1):
        raise Clash
    review = Review(held)
    where = _locked(where, review)
    plan = Plan(review, where, Viewer(by, "internal"))
    if plan.problems:
        raise Refused(WRONG["problems"], count=len(plan.problems))
    if not any(step.outcome in ("new", "changed") for step in plan.steps):
        raise Refused(WRONG["nothing"])
    for step in plan.steps:
        _carry_out(step, by)
    for model in LEAVES:
        new = [one for one in plan.steps if one.model is model and one.outcome == "new"]
        model._default_manager.bulk_create([one.made for one in new])
    _index(plan)
    owner = _owner(plan)
    document = _kept(held, review, owner, by)
    Import.objects.filter(pk=held.pk).update(
        programme=owner if isinstance(owner, WorkProgramme) else where.programme,
        entered=timezone.now(),
        entered_by=by,
    )
    settled(held)
    counts = {kind: dict(found) for kind, found in plan.counts.items()}
    audit.record(by, "programme.import_entered", held.name, _detail(held, review, counts))
    return Entered(counts, owner, document)


def _locked(where: Where, review: Review) -> Where:
    """Where it enters, as it is now; what entered before goes on in the same programme.

    Raises
    ------
    Refused
        If the programme may not be changed in its stage, or another one was chosen.
    """
    before = review.record.programme
    is_programme = review.finding.kind == "work_programme"
    if is_programme and before is not None and where.programme != before:
        raise Refused(WRONG["again"])
    if where.programme is None or not is_programme:
        return where
    held = WorkProgramme.objects.select_for_update().get(pk=where.programme.pk)
    if held.stage not in stages.OPEN:
        raise Refused(WRONG["locked"])
    return Where(held, where.item, where.paragraph)


def _carry_out(step: Step, by: Any) -> None:
    step.made = step.existing
    if step.outcome in ("kept", "same"):
        return
    if step.existing is None:
        step.made = step.model(**step.values, **_linked(step))
        _sign(step.made, by)
        if step.model not in LEAVES:
            step.made.save(force_insert=True)
        return
    for name, value in step.values.items():
        setattr(step.made, name, value)
    if isinstance(step.made, Edited):
        if not step.made.save_over(step.made.revision, by):
            raise Clash
    else:
        step.made.save()


def _linked(step: Step) -> dict[str, Any]:
    return {
        name: one.made or one.existing if isinstance(one, Step) else one
        for name, one in step.links.items()
        if one is not None
    }


def _sign(made: Any, by: Any) -> None:
    """Write down who made it, where its table has a column for that."""
    names = {one.name for one in made._meta.get_fields()}
    for name, value in (("by", by), ("by_name", str(by or "")[:200]), ("changed_by", by)):
        if name in names:
            setattr(made, name, value)


def _index(plan: Plan) -> None:
    """Let what entered be found by its words."""
    changed = {id(one.made): one for one in plan.steps if one.outcome in ("new", "changed")}
    for step in changed.values():
        if step.model in (Mandate, Meeting):
            step.made.refresh_from_db()
            search.index(step.made)
    programme = plan.by_key.get("programme")
    if programme is not None:
        search.index(programme.made)
    if plan.where.item is not None:
        search.index(plan.where.item)


def _owner(plan: Plan) -> Any:
    """What the document belongs to: the programme, the mandate, the item chosen, or its meeting."""
    for kind in ("programme", "mandate"):
        for step in plan.steps:
            if step.kind == kind:
                return step.made
    if plan.where.item is not None:
        return plan.where.item
    return next((one.made for one in plan.steps if one.kind == "meeting"), None)


def _kept(held: Import, review: Review, owner: Any, by: Any) -> Document | None:
    """Keep the file as a document of what entered, if it is there still and of a kind that is."""
    where = held.path
    if owner is None or not where.is_file():
        return None
    file = SimpleUploadedFile(held.name, where.read_bytes())
    try:
        kept = keeping.keep(
            file,
            owner,
            by,
            title=review.finding.title or held.name,
            language=review.finding.language,
        )
    except Refused:
        return None
    transaction.on_commit(lambda: where.unlink(missing_ok=True))
    return kept


def _detail(held: Import, review: Review, counts: Mapping[str, Any]) -> dict[str, Any]:
    """Where each record came from, for the trail."""
    accepted = review.accepted
    return {
        "import": str(held.pk),
        "document": held.name,
        "sha256": held.fingerprint,
        "counts": counts,
        "lines": {one.key: lines_of(one.passage) for one in accepted},
        "mended": {
            one.key: sorted(review.mended(one.key)) for one in accepted if review.mended(one.key)
        },
    }
