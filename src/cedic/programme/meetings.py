"""The rules of meetings: what leads to what, who may register, and how conclusions are numbered."""

from __future__ import annotations

import re
from calendar import Calendar
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from cedic.model import Text
from cedic.programme.model import Meeting, said
from cedic.programme.terms import Terms

STEPS: dict[str, tuple[str, ...]] = {
    "planned": ("convened", "held", "postponed", "cancelled"),
    "convened": ("held", "postponed", "cancelled", "planned"),
    "held": ("convened",),
    "postponed": ("convened", "held", "postponed", "cancelled", "planned"),
    "cancelled": ("planned",),
}
"""Which status may follow which. What was held or cancelled by mistake is set back with a reason."""

_BACK = {("held", "convened"), ("cancelled", "planned")}

LACKS: Terms = {
    "step": Text(
        "A meeting cannot come to this status from the one that it has. Choose another.",
        "Una reunión no puede pasar a este estado desde el que tiene. Elija otro.",
        "Uma reunião não pode passar a esta situação a partir da atual. Escolha outra.",
        "Une réunion ne peut passer à ce statut depuis son statut actuel. Choisissez-en un autre.",
    ),
    "title": Text(
        "The meeting has no title. Write it first.",
        "La reunión no tiene título. Escríbalo primero.",
        "A reunião não tem título. Escreva-o primeiro.",
        "La réunion n’a pas de titre. Saisissez-le d’abord.",
    ),
    "day": Text(
        "The meeting has no day. Enter the day on which it begins first.",
        "La reunión no tiene fecha. Indique primero el día en que comienza.",
        "A reunião não tem data. Informe primeiro o dia em que começa.",
        "La réunion n’a pas de date. Indiquez d’abord le jour où elle commence.",
    ),
    "place": Text(
        "The meeting has no place. Enter its city and country first, or make it a virtual one.",
        "La reunión no tiene lugar. Indique primero la ciudad y el país, o defínala como virtual.",
        "A reunião não tem local. Informe primeiro a cidade e o país, ou defina-a como virtual.",
        "La réunion n’a pas de lieu. Indiquez d’abord la ville et le pays, ou rendez-la virtuelle.",
    ),
    "to_come": Text(
        "The meeting has not begun yet. Say that it was held once it has begun.",
        "La reunión aún no ha comenzado. Indique que se celebró cuando haya comenzado.",
        "A reunião ainda não começou. Informe que foi realizada quando tiver começado.",
        "La réunion n’a pas encore commencé. Indiquez qu’elle s’est tenue lorsqu’elle aura commencé.",
    ),
    "reason": Text(
        "Say why.",
        "Indique el motivo.",
        "Informe o motivo.",
        "Indiquez le motif.",
    ),
}
"""What keeps a meeting from a status, and what to do about it."""

REFUSALS: Terms = {
    "over": Text(
        "The meeting is over.",
        "La reunión ya terminó.",
        "A reunião já terminou.",
        "La réunion est terminée.",
    ),
    "cancelled": Text(
        "The meeting has been cancelled.",
        "La reunión fue cancelada.",
        "A reunião foi cancelada.",
        "La réunion a été annulée.",
    ),
    "closed": Text(
        "Registration is closed.",
        "La inscripción está cerrada.",
        "A inscrição está fechada.",
        "L’inscription est fermée.",
    ),
    "invited": Text(
        "Those invited register with the link in their invitation.",
        "Las personas invitadas se inscriben con el enlace de su invitación.",
        "As pessoas convidadas se inscrevem com o link do convite.",
        "Les personnes invitées s’inscrivent avec le lien de leur invitation.",
    ),
    "late": Text(
        "The time for registering is over.",
        "El plazo de inscripción terminó.",
        "O prazo de inscrição terminou.",
        "Le délai d’inscription est écoulé.",
    ),
    "full": Text(
        "All places are taken.",
        "Ya no quedan lugares.",
        "Não há mais vagas.",
        "Il n’y a plus de place.",
    ),
}
"""Why a person cannot register."""

ANCHORS = {"conclusion": "c", "recommendation": "r", "agreement": "a"}
"""With what the anchor of a numbered item begins; each kind is numbered on its own."""

NUMBER = re.compile(r"[0-9A-Za-z]{1,6}(?:[.-][0-9A-Za-z]{1,6}){0,4}")
"""The number of a conclusion: ``3``, ``3.b``, ``IV-2``."""


def lacks(meeting: Meeting, status: str, today: date, reason: str = "") -> tuple[str, ...]:
    """What keeps a meeting from a status.

    Parameters
    ----------
    meeting : Meeting
        The meeting as it is to stand, still with the status that it has.
    status : str
        The status that it is to have.
    today : date
        The day.
    reason : str
        Why, as far as it was said.

    Returns
    -------
    tuple of str
        Codes of :data:`LACKS`; none, if nothing keeps it.
    """
    if status not in STEPS.get(meeting.status, ()):
        return ("step",)
    found = []
    if status in ("convened", "held"):
        found += ["title"] * (not said(meeting.title, "es")[0])
        found += ["day"] * (meeting.starts is None)
    if status == "convened" and meeting.format != "virtual":
        found += ["place"] * (not (meeting.country and (meeting.city or meeting.venue)))
    if status == "held" and meeting.starts is not None and meeting.starts > today:
        found.append("to_come")
    must_say = status == "cancelled" or (meeting.status, status) in _BACK
    found += ["reason"] * (must_say and not reason.strip())
    return tuple(found)


@dataclass(frozen=True)
class Registration:
    """How one registers for a meeting.

    Parameters
    ----------
    who : str
        ``closed``, ``invited`` or ``open``.
    until : date, optional
        The last day on which one can.
    capacity : int, optional
        How many places there are; None if nobody counts them.
    taken : int
        How many of them are taken.
    """

    who: str
    until: date | None = None
    capacity: int | None = None
    taken: int = 0

    @property
    def places(self) -> int | None:
        """How many places are left; None if nobody counts them."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)


def refusal(
    meeting: Meeting, registration: Registration, today: date, *, invited: bool = False
) -> str:
    """Why a person cannot register for a meeting.

    Parameters
    ----------
    meeting : Meeting
        The meeting.
    registration : Registration
        How one registers for it.
    today : date
        The day.
    invited : bool
        Whether the person has an invitation.

    Returns
    -------
    str
        A code of :data:`REFUSALS`; empty, if she can.
    """
    if meeting.status == "cancelled":
        return "cancelled"
    if meeting.status == "held" or is_over(meeting, today):
        return "over"
    if registration.who == "closed":
        return "closed"
    if registration.who == "invited" and not invited:
        return "invited"
    if registration.until is not None and today > registration.until:
        return "late"
    return "full" if registration.places == 0 else ""


def is_over(meeting: Meeting, today: date) -> bool:
    """Whether the last day of a meeting is past; one without a day is never over."""
    last = meeting.ends or meeting.starts
    return last is not None and last < today


def numbered(items: Sequence[tuple[str, str]]) -> list[str]:
    """The numbers of the items with which a meeting ends; those without one get the next free.

    Parameters
    ----------
    items : sequence of (kind, number)
        The items in their order; the number may be empty. Each kind is numbered on its own.

    Returns
    -------
    list of str
        The number of each item.

    Notes
    -----
    A number is free if no item of its kind has it, so none that was given is given again.
    """
    given = {(kind, number) for kind, number in items if number}
    next_one: Counter[str] = Counter()
    found = []
    for kind, number in items:
        while not number:
            next_one[kind] += 1
            candidate = str(next_one[kind])
            number = "" if (kind, candidate) in given else candidate
        found.append(number)
    return found


def doubled(items: Iterable[tuple[str, str]]) -> str:
    """The first number that two items of a kind have, whatever its case; empty if there is none."""
    counted = Counter((kind, number.casefold()) for kind, number in items)
    return next((number for (_, number), times in counted.items() if times > 1), "")


def anchor(kind: str, number: str) -> str:
    """The anchor of a numbered item, which stays as long as its number does: ``c-3``, ``r-1.b``."""
    return f"{ANCHORS.get(kind, 'c')}-{number}"


def attendance(people: Iterable[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    """How many people come from each country and organisation.

    Parameters
    ----------
    people : iterable of (country, organisation)
        One for each person; either may be empty, which is not known. Organisations whose names
        differ in case or space alone are one, under the name that came first.

    Returns
    -------
    tuple of (country, organisation, people)
        By country and organisation, what is not known last.
    """
    counted: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], str] = {}
    for country, organisation in people:
        plain = " ".join(organisation.split())
        key = (country, plain.casefold())
        names.setdefault(key, plain)
        counted[key] += 1
    keys = sorted(counted, key=lambda one: (not one[0], one[0], not one[1], one[1]))
    return tuple((key[0], names[key], counted[key]) for key in keys)


def by_country(rows: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    """How many people come from each country, of what :func:`attendance` counted."""
    counted: Counter[str] = Counter()
    for country, _, people in rows:
        counted[country] += people
    return dict(counted)


@dataclass(frozen=True)
class Day:
    """A day of a month's grid, and how many meetings there are on it."""

    on: date
    meetings: int = 0


def month_grid(
    year: int, month: int, spans: Iterable[tuple[date, date | None]]
) -> list[list[Day | None]]:
    """A month as weeks from Monday to Sunday, with the number of meetings on each day.

    Parameters
    ----------
    year, month : int
        The month.
    spans : iterable of (date, date or None)
        The first and last day of each meeting; without a last day it lasts one.

    Returns
    -------
    list of list of Day or None
        Weeks of seven; None for days of other months.
    """
    held = [(first, last or first) for first, last in spans]
    return [
        [
            Day(on, sum(first <= on <= last for first, last in held)) if on.month == month else None
            for on in week
        ]
        for week in Calendar().monthdatescalendar(year, month)
    ]
