"""How a programme goes from a draft to the Council and on: which step leads where, and its needs.

A *draft* is *circulated* to member states, who comment on it for a time, and *adopted* by the
Council on a day, by a decision. Execution is entered from then on; the text stays as adopted. To
change it, an amendment is begun: the stage is then *amended*, which says that an amendment is being
prepared. Its text is open again, the last adopted version stays the one that others see, and it may
be circulated again. Adopting it leads back to *adopted*, as a further version. An amendment that is
given up is withdrawn, once its text is again the adopted one. At its end the programme is *closed*.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cedic.errors import DataError
from cedic.model import Text
from cedic.programme import codes
from cedic.programme.model import Item, Programme
from cedic.programme.problems import Problem

OPEN = frozenset({"draft", "amended"})
"""The stages in which the text may be changed."""
EXECUTED = frozenset({"draft", "circulated", "adopted", "amended"})
"""The stages in which execution may be entered: all but closed."""


@dataclass(frozen=True)
class Step:
    """A step of a programme.

    Parameters
    ----------
    name : Text
        What it is called.
    leads_from : tuple of str
        The stages it is taken from.
    to : str
        The stage it leads to; ``back`` is the open stage that it came from.
    needs : frozenset of str
        What it asks for: ``period``, ``decision`` (with its day), ``note``.
    seen_by : str
        Who may see the version that it freezes, a visibility; empty if it freezes none.
    """

    name: Text
    leads_from: tuple[str, ...]
    to: str
    needs: frozenset[str] = frozenset()
    seen_by: str = ""


STEPS: Mapping[str, Step] = {
    "circulate": Step(
        Text(
            "Circulate to member states",
            "Circular a los Estados miembros",
            "Distribuir aos Estados-membros",
            "Distribuer aux États membres",
        ),
        ("draft", "amended"),
        "circulated",
        frozenset({"period"}),
        "members",
    ),
    "adopt": Step(
        Text(
            "Record its adoption by the Council",
            "Registrar la aprobación por el Consejo",
            "Registrar a aprovação pelo Conselho",
            "Enregistrer l’adoption par le Conseil",
        ),
        ("circulated", "amended"),
        "adopted",
        frozenset({"decision"}),
        "public",
    ),
    "redraft": Step(
        Text(
            "Take it back to be redrafted",
            "Devolver a redacción",
            "Devolver à redação",
            "Remettre en rédaction",
        ),
        ("circulated",),
        "back",
        frozenset({"note"}),
    ),
    "record": Step(
        Text(
            "Enter as adopted (programme of an earlier year)",
            "Registrar como aprobado (programa de un año anterior)",
            "Registrar como aprovado (programa de um ano anterior)",
            "Enregistrer comme adopté (programme d’une année passée)",
        ),
        ("draft",),
        "adopted",
        frozenset({"decision"}),
        "public",
    ),
    "progress": Step(
        Text(
            "Publish the state of execution",
            "Publicar el estado de ejecución",
            "Publicar a situação da execução",
            "Publier l’état d’exécution",
        ),
        ("adopted",),
        "adopted",
        seen_by="public",
    ),
    "amend": Step(
        Text(
            "Begin an amendment",
            "Iniciar una enmienda",
            "Iniciar uma emenda",
            "Ouvrir une modification",
        ),
        ("adopted",),
        "amended",
        frozenset({"note"}),
    ),
    "withdraw": Step(
        Text(
            "Withdraw the amendment",
            "Retirar la enmienda",
            "Retirar a emenda",
            "Retirer la modification",
        ),
        ("amended",),
        "adopted",
        frozenset({"note"}),
    ),
    "close": Step(
        Text(
            "Close the programme", "Cerrar el programa", "Encerrar o programa", "Clore le programme"
        ),
        ("adopted",),
        "closed",
        seen_by="public",
    ),
    "reopen": Step(
        Text(
            "Reopen the programme",
            "Reabrir el programa",
            "Reabrir o programa",
            "Rouvrir le programme",
        ),
        ("closed",),
        "adopted",
        frozenset({"note"}),
    ),
}
"""The steps, by their code."""


@dataclass(frozen=True)
class Standing:
    """What the rules ask about a programme.

    Parameters
    ----------
    programme : Programme
        The programme as it stands.
    today : date
        The day.
    was_adopted : bool
        Whether it was adopted before.
    differs : bool
        Whether its text is another than that of the last adopted version.
    """

    programme: Programme
    today: date
    was_adopted: bool = False
    differs: bool = False

    @property
    def is_past(self) -> bool:
        """Whether its last year is over."""
        return self.programme.ends < self.today.year


@dataclass(frozen=True)
class Asked:
    """What a person gives with a step."""

    on: date | None = None
    decision: str = ""
    comments_from: date | None = None
    comments_until: date | None = None
    note: str = ""


NOT_FROM_HERE = Text(
    "This step cannot be taken now: the programme has moved on. Open its page again.",
    "Este paso no es posible ahora: el programa ha pasado a otra etapa. Abra de nuevo su página.",
    "Esta etapa não é possível agora: o programa avançou. Abra de novo a página dele.",
    "Cette étape n’est pas possible à présent : le programme a avancé. Rouvrez sa page.",
)
NOT_OVER = Text(
    "Only a programme whose last year is over is entered as adopted. Circulate this one.",
    "Solo se registra como aprobado un programa cuyo último año ya terminó. Circule este.",
    "Só se registra como aprovado um programa cujo último ano já terminou. Distribua este.",
    "Seul un programme dont la dernière année est écoulée est enregistré comme adopté. "
    "Distribuez celui-ci.",
)
NO_ACTIVITY = Text(
    "The programme has no activity yet. Add at least one.",
    "El programa aún no tiene actividades. Agregue al menos una.",
    "O programa ainda não tem atividades. Adicione ao menos uma.",
    "Le programme n’a encore aucune activité. Ajoutez-en au moins une.",
)
NO_CODES = Text(
    "These have no code yet: {titles}. Give each of them one.",
    "Aún no tienen código: {titles}. Asigne uno a cada elemento.",
    "Ainda não têm código: {titles}. Dê um código a cada item.",
    "Ceux-ci n’ont pas encore de code : {titles}. Attribuez-en un à chacun.",
)
NO_TITLES = Text(
    "These have no title yet: {titles}. Give each of them one.",
    "Aún no tienen título: {titles}. Escriba el de cada elemento.",
    "Ainda não têm título: {titles}. Escreva o de cada item.",
    "Ceux-ci n’ont pas encore d’intitulé : {titles}. Donnez-en un à chacun.",
)
NO_PERIOD = Text(
    "Give the first and the last day on which member states may comment.",
    "Indique el primer y el último día en que los Estados miembros pueden comentar.",
    "Informe o primeiro e o último dia em que os Estados-membros podem comentar.",
    "Indiquez le premier et le dernier jour où les États membres peuvent commenter.",
)
PERIOD_ENDS_BEFORE = Text(
    "The comment period ends before it begins. Change one of the two days.",
    "El plazo para comentar termina antes de empezar. Cambie una de las dos fechas.",
    "O prazo para comentários termina antes de começar. Altere uma das duas datas.",
    "Le délai de commentaire finit avant de commencer. Changez l’une des deux dates.",
)
PERIOD_IS_PAST = Text(
    "The comment period is over already. Its last day may not lie before today.",
    "El plazo para comentar ya pasó. Su último día no puede ser anterior a hoy.",
    "O prazo para comentários já passou. O último dia não pode ser anterior a hoje.",
    "Le délai de commentaire est déjà passé. Son dernier jour ne peut précéder aujourd’hui.",
)
NO_DECISION = Text(
    "Give the day of adoption and the decision it rests on.",
    "Indique el día de la aprobación y la decisión en que consta.",
    "Informe o dia da aprovação e a decisão em que ela consta.",
    "Indiquez le jour de l’adoption et la décision qui en fait foi.",
)
ADOPTED_LATER = Text(
    "The day of adoption lies in the future. Record it once the Council has decided.",
    "El día de la aprobación está en el futuro. Regístrela cuando el Consejo haya decidido.",
    "O dia da aprovação está no futuro. Registre-a quando o Conselho tiver decidido.",
    "Le jour de l’adoption est à venir. Enregistrez-la quand le Conseil aura statué.",
)
ADOPTED_BEFORE = Text(
    "An amendment cannot be adopted before the programme was: on {before}. Change the day.",
    "Una enmienda no puede aprobarse antes que el programa: {before}. Cambie el día.",
    "Uma emenda não pode ser aprovada antes do programa: {before}. Altere o dia.",
    "Une modification ne peut être adoptée avant le programme : {before}. Changez le jour.",
)
NO_NOTE = Text(
    "Say why, in a note: it is kept with the programme.",
    "Explique el motivo en una nota: queda guardada con el programa.",
    "Explique o motivo em uma nota: ela fica guardada com o programa.",
    "Dites pourquoi, dans une note : elle est conservée avec le programme.",
)
STILL_DIFFERS = Text(
    "The text is another than the adopted one. Compare the two and undo what differs first.",
    "El texto no es el aprobado. Compare ambos y deshaga primero lo que difiere.",
    "O texto não é o aprovado. Compare os dois e desfaça primeiro o que difere.",
    "Le texte n’est pas celui qui a été adopté. Comparez-les et annulez d’abord les différences.",
)


def steps(standing: Standing) -> list[str]:
    """The codes of the steps that a programme may take from where it stands, in their order.

    What a step asks for is not looked at: see :func:`problems`.
    """
    stage = standing.programme.stage
    return [
        code for code, step in STEPS.items() if stage in step.leads_from and _fits(code, standing)
    ]


def problems(code: str, standing: Standing, asked: Asked) -> tuple[Problem, ...]:
    """What stands in the way of a step; nothing, if it can be taken.

    Parameters
    ----------
    code : str
        One of :data:`STEPS`.
    standing : Standing
        How the programme stands.
    asked : Asked
        What is given with the step.
    """
    if code not in STEPS or standing.programme.stage not in STEPS[code].leads_from:
        return (Problem(NOT_FROM_HERE),)
    if not _fits(code, standing):
        return (Problem(NOT_OVER),)
    found: list[Problem] = []
    needs = STEPS[code].needs
    if code in ("circulate", "adopt", "record"):
        found += _of_content(standing.programme)
    if "period" in needs:
        found += _of_period(asked, standing.today)
    if "decision" in needs:
        found += _of_decision(asked, standing)
    if "note" in needs and not asked.note.strip():
        found.append(Problem(NO_NOTE))
    if code == "withdraw" and standing.differs:
        found.append(Problem(STILL_DIFFERS))
    return tuple(found)


def after(code: str, was_adopted: bool) -> str:
    """The stage that a step leads to.

    Raises
    ------
    DataError
        If there is no such step.
    """
    if code not in STEPS:
        raise DataError(f"There is no step {code!r}.", remedy=f"take one of {', '.join(STEPS)}")
    to = STEPS[code].to
    if to == "back":
        return "amended" if was_adopted else "draft"
    return to


def may_comment(stage: str, first: date | None, last: date | None, today: date) -> bool:
    """Whether member states may comment on a day: it is circulated, and the period runs."""
    return stage == "circulated" and bool(first and last and first <= today <= last)


def _fits(code: str, standing: Standing) -> bool:
    return code != "record" or standing.is_past


def _of_content(programme: Programme) -> list[Problem]:
    items = list(programme.walk())
    found = [] if programme.at("activity") else [Problem(NO_ACTIVITY)]
    coded = [item for item in items if item.level != codes.GROUP]
    if without := [_called(item) for item in coded if not item.code]:
        found.append(Problem(NO_CODES, {"titles": _some(without)}))
    if untitled := [item.code or "··" for item in items if not item.title]:
        found.append(Problem(NO_TITLES, {"titles": _some(untitled)}))
    return found


def _called(item: Item) -> str:
    return next((words for words in item.title.values() if words), "··")


def _some(names: list[str]) -> str:
    return "; ".join(names[:5]) + (" …" if len(names) > 5 else "")


def _of_period(asked: Asked, today: date) -> list[Problem]:
    if asked.comments_from is None or asked.comments_until is None:
        return [Problem(NO_PERIOD)]
    if asked.comments_until < asked.comments_from:
        return [Problem(PERIOD_ENDS_BEFORE)]
    return [Problem(PERIOD_IS_PAST)] if asked.comments_until < today else []


def _of_decision(asked: Asked, standing: Standing) -> list[Problem]:
    if asked.on is None or not asked.decision.strip():
        return [Problem(NO_DECISION)]
    if asked.on > standing.today:
        return [Problem(ADOPTED_LATER)]
    before = standing.programme.adopted_on
    if standing.was_adopted and before and asked.on < before:
        return [Problem(ADOPTED_BEFORE, {"before": before.isoformat()})]
    return []
