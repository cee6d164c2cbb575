"""A small programme made up to show the software, labelled as such wherever it shows."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from importlib.resources import files
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from cedic.errors import UsageError
from cedic.web import audit
from cedic.web.audit.models import Entry
from cedic.web.programme import notices, search
from cedic.web.programme.models import (
    AgendaItem,
    Axis,
    Comment,
    Conclusion,
    ConvergenceEntry,
    Evidence,
    ExpectedResult,
    Expenditure,
    Financing,
    FollowUp,
    Item,
    ItemLink,
    Leadership,
    Mandate,
    MandateLink,
    Meeting,
    MeetingOrganiser,
    Objective,
    Organisation,
    Output,
    Paragraph,
    Participant,
    Partnership,
    StatusChange,
    Task,
    Theme,
    Topic,
    Unit,
    Version,
    WorkProgramme,
)
from cedic.web.programme.trees import freeze

COMMENTS_OPEN = timedelta(days=30)
"""How long the draft stays open to comments, from ten days ago."""


def is_empty() -> bool:
    """Whether nothing of a work programme is in the portal yet."""
    kept = (WorkProgramme, Mandate, Meeting, Organisation, Unit, Theme, Axis)
    return not any(model.objects.exists() for model in kept)


def is_new_to_it() -> bool:
    """Whether nothing of a work programme is in the portal yet, nor a demonstration ever was."""
    loaded = Entry.objects.filter(action="programme.demonstration_loaded")
    return is_empty() and not loaded.exists()


@transaction.atomic
def load(today: date | None = None) -> WorkProgramme:
    """Enter the demonstration: a programme under way, a draft, mandates, meetings, convergence.

    Parameters
    ----------
    today : date, optional
        The day on which it stands as it does: what lies after it has not happened yet.

    Returns
    -------
    WorkProgramme
        The programme under way.

    Raises
    ------
    UsageError
        If something is in the portal already: what is made up is never mixed with what is not.
    """
    if not is_empty():
        raise UsageError(
            "The portal holds work programmes, mandates or meetings already.",
            remedy="the demonstration is for an empty portal: set CEDIC_HOME to another folder",
        )
    loader = _Loader(_told(), today or timezone.localdate())
    loader.load()
    search.rebuild()
    audit.record(None, "programme.demonstration_loaded", loader.institution)
    return loader.programmes[0]


@transaction.atomic
def remove() -> None:
    """Take the demonstration away, with whatever was written into it since.

    Raises
    ------
    UsageError
        If there is none, or something that is not of it uses what belongs to it.
    """
    made_up = {"demonstration": True}
    if not WorkProgramme.objects.filter(**made_up).exists():
        raise UsageError("There is no demonstration in the portal.", remedy="nothing is to be done")
    notices.forget(_pages())
    try:
        Meeting.objects.filter(**made_up).delete()
        ConvergenceEntry.objects.filter(**made_up).delete()
        Mandate.objects.filter(**made_up).delete()
        Comment.objects.filter(programme__demonstration=True).delete()
        # A version is never deleted but with the made-up programme that it froze.
        Version._base_manager.filter(programme__demonstration=True).delete()
        WorkProgramme.objects.filter(**made_up).delete()
        told = _told()
        for model, name in ((Axis, "axes"), (Theme, "themes"), (Organisation, "organisations")):
            model.objects.filter(code__in=[one["code"] for one in told[name]]).delete()
        Unit.objects.filter(code__in=[one["code"] for one in told["units"]], seats=None).delete()
    except ProtectedError as error:
        held = sorted({type(one)._meta.verbose_name for one in error.protected_objects})
        raise UsageError(
            f"The demonstration is used by what is not of it: {', '.join(map(str, held))}.",
            remedy="take its organisations and units out of these first",
        ) from None
    search.rebuild()
    audit.record(None, "programme.demonstration_removed", told["institution"]["es"])


def _pages() -> Iterator[str]:
    """Where the demonstration is shown, as notices of it say."""
    made_up = {"demonstration": True}
    for pk in WorkProgramme.objects.filter(**made_up).values_list("pk", flat=True):
        yield from (f"programme/{pk}/", f"manage/programme/programmes/{pk}/")
    for pk in Item.objects.filter(programme__demonstration=True).values_list("pk", flat=True):
        yield f"programme/items/{pk}/"
    for pk in Meeting.objects.filter(**made_up).values_list("pk", flat=True):
        yield f"programme/meetings/{pk}/"


def _told() -> dict[str, Any]:
    text = files("cedic.web.programme").joinpath("data/demonstration.toml").read_text("utf-8")
    return tomllib.loads(text)


class _Loader:
    """Enters what the file tells, in the order in which one thing needs another."""

    def __init__(self, told: Mapping[str, Any], today: date) -> None:
        self.told = told
        self.today = today
        self.institution = told["institution"]["es"]
        self.organisations: dict[str, Organisation] = {}
        self.units: dict[str, Unit] = {}
        self.themes: dict[str, Theme] = {}
        self.items: dict[tuple[int, str], Item] = {}
        self.programmes: list[WorkProgramme] = []

    def load(self) -> None:
        for one in self.told["units"]:
            self.units[one["code"]] = Unit.objects.create(**one)
        for one in self.told["organisations"]:
            made = Organisation.objects.create(is_secretariat=True, **one)
            self.organisations[one["code"]] = made
        for one in self.told["themes"]:
            self.themes[one["code"]] = Theme.objects.create(**one)
        for one in self.told["programmes"]:
            self._programme(one)
        for one in self.told["mandates"]:
            self._mandate(one)
        for position, one in enumerate(self.told["meetings"]):
            self._meeting(position, one)
        self._convergence()
        # Last, so that the versions hold the links to mandates too.
        for record, one in zip(self.programmes, self.told["programmes"], strict=True):
            self._freeze(record, one)

    def _day(self, told: str, years: int = 0) -> date:
        """A day of the programme under way: ``05-12``; of the year before it: ``-11-20``."""
        before = told.startswith("-")
        year = self.today.year + years - before
        return date.fromisoformat(f"{year}-{told.removeprefix('-')}")

    def _passed(self, told: str | None, years: int = 0) -> date | None:
        """A day on which something was done; None if it is still to come."""
        day = self._day(told, years) if told else None
        return day if day and day <= self.today else None

    def _programme(self, told: Mapping[str, Any]) -> None:
        year = self.today.year + told["years"]
        adopted = self._day(told["adopted"]) if "adopted" in told else None
        circulated = told["stage"] == "circulated"
        opened = self.today - timedelta(days=10)
        record = WorkProgramme.objects.create(
            title=told["title"],
            starts=year,
            ends=year,
            institution=self.institution,
            introduction=told["introduction"],
            stage=told["stage"],
            adopted_on=adopted,
            adopted_by=told.get("decision", {}).get("es", ""),
            comments_from=opened if circulated else None,
            comments_until=opened + COMMENTS_OPEN if circulated else None,
            demonstration=True,
        )
        self.programmes.append(record)
        above: dict[str, Item] = {}
        for position, one in enumerate(told["items"]):
            above[one["level"]] = self._item(record, told["years"], position, one, above)

    def _item(
        self,
        record: WorkProgramme,
        years: int,
        position: int,
        told: Mapping[str, Any],
        above: Mapping[str, Item],
    ) -> Item:
        level = told["level"]
        order = ("area", "programme", "project", "activity")
        over = [above[one] for one in order[: order.index(level)] if one in above]
        item = Item.objects.create(
            programme=record,
            parent=over[-1] if over else None,
            level=level,
            position=position,
            code=told.get("code", ""),
            title=told["title"],
            background=told.get("background", {}),
            unit=self.units.get(told.get("unit", "")),
            mode=told.get("mode", ""),
            status=self._status(told, years),
            risk=told.get("risk", {}).get("es", ""),
        )
        if item.code:
            self.items[years, item.code] = item
        self._parts(item, years, told)
        if before := self.items.get((years - 1, told.get("continues", ""))):
            ItemLink.objects.create(item=item, kind="continues", other=before)
        return item

    def _status(self, told: Mapping[str, Any], years: int) -> str:
        """How an item stands on the day: nothing is completed of which a part is still to come."""
        status = told.get("status", "planned")
        days = [one["done"] for one in told.get("tasks", ()) if "done" in one]
        if status in ("completed", "under_way") and days:
            done = [self._passed(one, years) is not None for one in days]
            if not all(done) and status == "completed":
                return "under_way" if any(done) else "planned"
            return status if any(done) else "planned"
        return status

    def _parts(self, item: Item, years: int, told: Mapping[str, Any]) -> None:
        for position, text in enumerate(told.get("objectives", ())):
            Objective.objects.create(item=item, position=position, text=text)
        for position, one in enumerate(told.get("results", ())):
            ExpectedResult.objects.create(item=item, position=position, **one)
        for position, one in enumerate(told.get("tasks", ())):
            self._task(item, years, position, one)
        for position, one in enumerate(told.get("outputs", ())):
            days = {
                "due": self._day(one["due"], years) if "due" in one else None,
                "delivered": self._passed(one.get("delivered"), years),
            }
            Output.objects.create(item=item, position=position, **{**one, **days})
        for position, one in enumerate(told.get("partners", ())):
            organisation = self.organisations[one["organisation"]]
            Partnership.objects.create(
                item=item, position=position, organisation=organisation, role=one["role"]
            )
        for position, one in enumerate(told.get("financing", ())):
            self._financing(item, years, position, one)
        if item.level == "activity" and item.status != "planned":
            StatusChange.objects.create(
                item=item,
                status=item.status,
                on=self._since(told, years),
                note=told.get("status_note", {}).get("es", ""),
            )

    def _since(self, told: Mapping[str, Any], years: int) -> date:
        days = (self._passed(one.get("done"), years) for one in told.get("tasks", ()))
        return max((one for one in days if one), default=self.today)

    def _task(self, item: Item, years: int, position: int, told: Mapping[str, Any]) -> None:
        dated = "starts" in told
        kind = "dated" if dated else "recurring" if "every_months" in told else "on_demand"
        Task.objects.create(
            item=item,
            position=position,
            text=told["text"],
            schedule=told["schedule"],
            kind=kind,
            starts=self._day(told["starts"], years) if dated else None,
            ends=self._day(told["ends"], years) if dated else None,
            every_months=told.get("every_months"),
            done=self._passed(told.get("done"), years),
        )

    def _financing(self, item: Item, years: int, position: int, told: Mapping[str, Any]) -> None:
        made = Financing.objects.create(
            item=item,
            position=position,
            source=told["source"],
            partner=told.get("partner", ""),
            reference=told.get("reference", ""),
            planned=told["planned"],
        )
        for day, amount in told.get("spent", ()):
            if on := self._passed(day, years):
                Expenditure.objects.create(financing=made, on=on, amount=amount)

    def _mandate(self, told: Mapping[str, Any]) -> None:
        mandate = Mandate.objects.create(
            kind=told["kind"],
            number=told["number"],
            title=told["title"],
            body=told["body"]["es"],
            on=self._day(told["on"], told["years"]),
            demonstration=True,
            visibility="public",
        )
        for position, one in enumerate(told["paragraphs"]):
            paragraph = Paragraph.objects.create(
                mandate=mandate, position=position, anchor=one["anchor"], text=one["text"]
            )
            paragraph.themes.set(self.themes[code] for code in one["themes"])
            for code in one.get("items", ()):
                MandateLink.objects.create(paragraph=paragraph, item=self.items[0, code])
            for evidence in one.get("evidence", ()):
                self._evidence(paragraph, evidence)

    def _evidence(self, paragraph: Paragraph, told: Mapping[str, Any]) -> None:
        if on := self._passed(told["on"]):
            given = {**told, "on": on}
            Evidence.objects.create(paragraph=paragraph, visibility="public", **given)

    def _meeting(self, number: int, told: Mapping[str, Any]) -> None:
        starts = self._day(told["starts"]) if "starts" in told else None
        ends = self._day(told["ends"]) if "ends" in told else None
        held = told["status"] == "held" and ends is not None and ends <= self.today
        status = "planned" if told["status"] == "held" and not held else told["status"]
        names = ("kind", "format", "title", "number", "city", "country", "schedule", "registration")
        meeting = Meeting.objects.create(
            **{name: told[name] for name in names if name in told},
            status=status,
            starts=starts,
            ends=ends,
            item=self.items[0, told["item"]],
            unit=self.units[told["unit"]],
            demonstration=True,
            visibility="public",
        )
        for position, one in enumerate(told.get("organisers", ())):
            MeetingOrganiser.objects.create(
                meeting=meeting,
                position=position,
                organisation=self.organisations[one["organisation"]],
                role=one["role"],
            )
        for position, one in enumerate(told.get("agenda", ())):
            AgendaItem.objects.create(meeting=meeting, position=position, **one)
        if held:
            self._took_place(meeting, told)

    def _took_place(self, meeting: Meeting, told: Mapping[str, Any]) -> None:
        Participant.objects.bulk_create(
            Participant(
                meeting=meeting,
                name=f"{country} {number}",
                organisation=f"Ministerio de demostración, {country}",
                country=country,
                state="attended",
            )
            for country, people in told.get("attendance", ())
            for number in range(1, people + 1)
        )
        for position, one in enumerate(told.get("conclusions", ())):
            conclusion = Conclusion.objects.create(
                meeting=meeting,
                position=position,
                **{name: one[name] for name in ("number", "kind", "text")},
            )
            if after := one.get("follow_up"):
                FollowUp.objects.create(
                    conclusion=conclusion,
                    text=after["text"],
                    unit=self.units[after["unit"]],
                    due=self._day(after["due"]),
                    done=self._passed(after.get("done")),
                )

    def _convergence(self) -> None:
        topics: dict[str, Topic] = {}
        for position, told in enumerate(self.told["axes"]):
            axis = Axis.objects.create(position=position, code=told["code"], name=told["name"])
            for number, one in enumerate(told["topics"]):
                topics[one["code"]] = Topic.objects.create(axis=axis, position=number, **one)
            Leadership.objects.create(
                axis=axis,
                organisation=self.organisations[told["leader"]],
                since=date(self.today.year - 1, 4, 22),
                source=self.told["convergence"]["source"]["es"],
            )
        for code, organisation in self.organisations.items():
            for topic, kind in self.told["convergence"][code]:
                self._entry(organisation, topics[topic], kind)

    def _entry(self, organisation: Organisation, topic: Topic, kind: str) -> None:
        name = organisation.name
        ConvergenceEntry.objects.create(
            organisation=organisation,
            topic=topic,
            kind=kind,
            title={one: f"{topic.name[one]}, {name[one]}" for one in topic.name},
            source=self.told["convergence"]["source"]["es"],
            validated=date(self.today.year - 1, 10, 4),
            validated_by=organisation.code,
            demonstration=True,
            visibility="public",
        )

    def _freeze(self, record: WorkProgramme, told: Mapping[str, Any]) -> None:
        public = record.stage == "adopted"
        version = freeze(record, "public" if public else "members")
        for one in told.get("comments", ()):
            Comment.objects.create(
                programme=record,
                version=version,
                item=self.items.get((told["years"], one.get("code", ""))),
                code=one.get("code", ""),
                country=one["country"],
                text=one["text"],
                language=one["language"],
                made=_days_ago(one["days_ago"]),
            )


def _days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)
