"""A programme as a value: as it stands in the tables, or as a version froze it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache

from django.db import transaction

from cedic.programme import model
from cedic.programme.model import as_json, from_json
from cedic.web.programme.models import Financing, Item, Partnership, Task, Version, WorkProgramme
from cedic.web.programme.viewers import LEVELS, Viewer

BELONGS = (
    "objectives",
    "results",
    "tasks__unit",
    "outputs",
    "partners__organisation",
    "financing__expenditures",
    "history",
    "links__other__programme",
    "mandate_links__paragraph__mandate",
)


def live(record: WorkProgramme, visibility: str = "internal") -> model.Programme:
    """A programme as it stands now, with the mandates that those with a visibility may see."""
    items = list(record.items.select_related("unit").prefetch_related(*BELONGS))
    below: dict[int | None, list[Item]] = {}
    for item in items:
        below.setdefault(item.parent_id, []).append(item)
    return model.Programme(
        title=record.title,
        starts=record.starts,
        ends=record.ends,
        institution=record.institution,
        introduction=record.introduction,
        stage=record.stage,
        adopted_on=record.adopted_on,
        adopted_by=record.adopted_by,
        demonstration=record.demonstration,
        id=record.pk,
        items=_items(below, None, LEVELS[: LEVELS.index(visibility) + 1]),
    )


def one(item: int) -> model.Item:
    """An item by its number as it stands now, without what is below it."""
    return alone(Item.objects.select_related("unit").prefetch_related(*BELONGS).get(pk=item))


def alone(item: Item) -> model.Item:
    """An item as it stands now, without what is below it."""
    return _item(item, (), LEVELS)


@lru_cache(maxsize=64)
def _frozen(version: int) -> model.Programme:
    # A version never changes, so neither does what is made of it.
    content = Version.objects.values_list("content", flat=True).get(pk=version)
    return from_json(model.Programme, content)


def frozen(version: Version | int) -> model.Programme:
    """A programme as a version froze it.

    Raises
    ------
    DataError
        If the version was written by another release of CEDIC, whose form is not known.
    """
    return _frozen(version if isinstance(version, int) else version.pk)


def shown(record: WorkProgramme, viewer: Viewer) -> model.Programme | None:
    """A programme as a viewer may see it: staff as it stands, others the last version for them.

    None, if there is nothing of it for her.
    """
    if viewer.is_staff:
        return live(record)
    last = version_for(record, viewer)
    return frozen(last) if last is not None else None


def version_for(record: WorkProgramme, viewer: Viewer) -> int | None:
    """The number of the last version's record that a viewer may see."""
    return record.versions.seen_by(viewer).values_list("pk", flat=True).first()


@transaction.atomic
def freeze(record: WorkProgramme, visibility: str, by: object = None, note: str = "") -> Version:
    """Keep a programme as it stands now, as its next version."""
    WorkProgramme.objects.select_for_update().get(pk=record.pk)
    last = record.versions.values_list("number", flat=True).first() or 0
    return Version.objects.create(
        programme=record,
        number=last + 1,
        stage=record.stage,
        visibility=visibility,
        by=by,
        by_name=str(by or "")[:200],
        note=note,
        content=as_json(live(record, visibility)),
    )


def _items(
    below: dict[int | None, list[Item]], parent: int | None, seen: Collection[str]
) -> tuple[model.Item, ...]:
    return tuple(_item(one, _items(below, one.pk, seen), seen) for one in below.get(parent, ()))


def _item(item: Item, children: tuple[model.Item, ...], seen: Collection[str]) -> model.Item:
    return model.Item(
        level=item.level,
        code=item.code,
        title=item.title,
        id=item.pk,
        background=item.background,
        objectives=tuple(one.text for one in item.objectives.all()),
        results=tuple(
            model.Result(
                one.text,
                one.indicator,
                one.unit,
                one.baseline,
                one.target,
                one.achieved,
                one.evidence,
            )
            for one in item.results.all()
        ),
        tasks=tuple(task(one) for one in item.tasks.all()),
        outputs=tuple(
            model.Output(one.kind, one.title, one.mode, one.due, one.delivered, one.reference)
            for one in item.outputs.all()
        ),
        partners=tuple(_partner(one) for one in item.partners.all()),
        financing=tuple(financing(one) for one in item.financing.all()),
        financing_note=item.financing_note,
        mandates=_mandates(item, seen),
        links=tuple(
            model.Link(one.kind, one.other.programme.starts, one.other.code, one.other.title)
            for one in item.links.all()
        ),
        unit=item.unit.code if item.unit else "",
        mode=item.mode,
        status=item.status,
        history=tuple(
            model.StatusChange(one.status, one.on, one.note) for one in item.history.all()
        ),
        children=children,
    )


def task(record: Task) -> model.Task:
    """A task as a value."""
    days = (record.starts, record.ends)
    schedule = model.Schedule(record.schedule, *days, record.every_months, record.kind)
    unit = record.unit.code if record.unit else ""
    return model.Task(record.text, schedule, unit, record.done)


def _partner(one: Partnership) -> model.Partner:
    if one.organisation:
        name = model.said(one.organisation.name, "es")[0] or one.organisation.code
        return model.Partner(name, one.role, one.organisation.country)
    return model.Partner(one.name, one.role)


def financing(one: Financing) -> model.Financing:
    """Means as a value; what was spent is the sum of its expenditures."""
    spent: Iterable[int] = [each.amount for each in one.expenditures.all()]
    return model.Financing(
        one.source,
        one.partner,
        one.reference,
        one.currency,
        one.planned,
        # What nobody has entered is not known: it is not zero.
        sum(spent) if spent else None,
        one.note,
    )


def _mandates(item: Item, seen: Collection[str]) -> tuple[str, ...]:
    linked = (one.paragraph for one in item.mandate_links.all())
    found = (one for one in linked if one.mandate.visibility in seen)
    return tuple(f"{one.mandate.number} {one.anchor}".strip() for one in found)
