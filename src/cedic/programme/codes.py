"""The codes of a work programme's items: ``I``, ``I.1``, ``I.1.2``.

A code is one or more numbers with points between them, each a Roman numeral or digits. An area has
one number, a project has its area's code and a number more, an activity its project's. A programme
within an area groups projects and has no code; what lies in it takes up the code above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cedic.errors import DataError
from cedic.model import Text
from cedic.programme.problems import Problem

GROUP = "programme"
"""The level that has no code."""
LONGEST = 40
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_DIGITS = re.compile(r"[1-9][0-9]{0,3}")
_NUMERAL = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")

UNREADABLE = Text(
    "“{code}” is not a code. Write numbers with points between them: I.1.2.",
    "«{code}» no es un código. Escriba números separados por puntos: I.1.2.",
    "“{code}” não é um código. Escreva números separados por pontos: I.1.2.",
    "« {code} » n’est pas un code. Écrivez des nombres séparés par des points : I.1.2.",
)
GROUP_WITH_CODE = Text(
    "A programme within an area has no code. Leave it empty; its projects take up the area’s code.",
    "Un programa dentro de un área no lleva código. Déjelo vacío: sus proyectos toman el del área.",
    "Um programa dentro de uma área não tem código. Deixe-o vazio: seus projetos usam o da área.",
    "Un programme au sein d’un domaine n’a pas de code. Laissez-le vide : ses projets reprennent "
    "celui du domaine.",
)
NOT_OF_PARENT = Text(
    "“{code}” does not belong here: the code must be {parent} with one number more, as {example}.",
    "«{code}» no corresponde aquí: el código debe ser {parent} con un número más, como {example}.",
    "“{code}” não cabe aqui: o código deve ser {parent} com mais um número, como {example}.",
    "« {code} » n’a pas sa place ici : le code doit être {parent} suivi d’un nombre, "
    "comme {example}.",
)
TOO_DEEP = Text(
    "“{code}” has too many numbers for this level: {most} at most.",
    "«{code}» tiene demasiados números para este nivel: {most} como máximo.",
    "“{code}” tem números demais para este nível: no máximo {most}.",
    "« {code} » compte trop de nombres pour ce niveau : {most} au plus.",
)
TAKEN = Text(
    "The code “{code}” is taken in this programme. The next free one here is {example}.",
    "El código «{code}» ya está en uso en este programa. El siguiente libre aquí es {example}.",
    "O código “{code}” já está em uso neste programa. O próximo livre aqui é {example}.",
    "Le code « {code} » est déjà pris dans ce programme. Le prochain libre ici est {example}.",
)
_DEPTHS = {"area": 1, "project": 2, "activity": 3}


def roman(number: int) -> str:
    """A number from 1 to 3999 as a Roman numeral.

    Raises
    ------
    DataError
        If it lies outside of these.
    """
    if not 1 <= number <= 3999:
        raise DataError(
            f"{number} has no Roman numeral.", remedy="use a number from 1 to 3999, or digits"
        )
    told = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        told += sign * times
    return told


def tidy(code: str) -> str:
    """A code as it is kept: without space and closing point, Roman numerals in capitals."""
    return re.sub(r"\s+", "", code).rstrip(".").upper()


def parse(code: str) -> tuple[int, ...]:
    """The numbers of a code.

    Parameters
    ----------
    code : str
        The code, as :func:`tidy` or a person writes it.

    Returns
    -------
    tuple of int
        Its numbers; none for an empty code.

    Raises
    ------
    DataError
        If a part is neither a Roman numeral nor digits without a leading zero.
    """
    tidied = tidy(code)
    if not tidied:
        return ()
    numbers = [_number(part) for part in tidied.split(".")]
    if len(tidied) > LONGEST or None in numbers:
        raise DataError(
            f"{code[:LONGEST]!r} is not a code.",
            remedy="write numbers with points between them, as I.1.2",
        )
    return tuple(number for number in numbers if number is not None)


def key(code: str) -> tuple[tuple[int, ...], str]:
    """What codes are sorted by: I.2 before I.10; what is no code, or empty, comes last."""
    try:
        return parse(code) or (10_000,), code
    except DataError:
        return (10_000,), code


def next_free(parent: str, taken: Iterable[str]) -> str:
    """The next code below a parent's: one more than the highest, so that none is used again.

    Parameters
    ----------
    parent : str
        The code above; empty for the top, which counts in Roman numerals unless it has digits.
    taken : iterable of str
        All codes of the programme.
    """
    above, start = tidy(parent), len(parse(parent))
    found = {code: parse(code) for code in map(tidy, taken) if _readable(code)}
    beside = {
        code: numbers
        for code, numbers in found.items()
        if len(numbers) == start + 1 and (not above or code.startswith(f"{above}."))
    }
    number = max((numbers[-1] for numbers in beside.values()), default=0) + 1
    last = [code.rpartition(".")[2] for code in beside]
    in_digits = any(_DIGITS.fullmatch(one) for one in last) or bool(above and not last)
    own = str(number) if in_digits else roman(number)
    return f"{above}.{own}" if above else own


def problem(code: str, level: str, parent: str, taken: Iterable[str]) -> Problem | None:
    """What is wrong with an item's code; None if nothing is.

    Parameters
    ----------
    code : str
        The code, tidied; an empty one is right in a draft.
    level : str
        The item's level.
    parent : str
        The nearest code above it; empty if there is none.
    taken : iterable of str
        The codes of the programme's other items.
    """
    if not code:
        return None
    if level == GROUP:
        return Problem(GROUP_WITH_CODE)
    if not _readable(code):
        return Problem(UNREADABLE, {"code": code[:LONGEST]})
    others = [*map(tidy, taken)]
    if parent and not _is_child(code, parent):
        example = next_free(parent, others)
        return Problem(NOT_OF_PARENT, {"code": code, "parent": parent, "example": example})
    if not parent and len(parse(code)) > _DEPTHS[level]:
        return Problem(TOO_DEEP, {"code": code, "most": str(_DEPTHS[level])})
    if parse(code) in {parse(one) for one in others if one and _readable(one)}:
        above = code.rpartition(".")[0]
        return Problem(TAKEN, {"code": code, "example": next_free(above, others)})
    return None


def renamed(code: str, old: str, new: str) -> str:
    """A code below one that has changed: ``I.1.2`` under ``I.1`` → ``I.3`` is ``I.3.2``."""
    return new + code[len(old) :] if old and new and code.startswith(f"{old}.") else code


def _is_child(code: str, parent: str) -> bool:
    above, _, own = code.rpartition(".")
    return above == tidy(parent) and bool(own)


def _readable(code: str) -> bool:
    try:
        parse(code)
    except DataError:
        return False
    return True


def _number(part: str) -> int | None:
    if _DIGITS.fullmatch(part):
        return int(part)
    if not part or not _NUMERAL.fullmatch(part):
        return None
    values = {sign: value for value, sign in _ROMAN}
    number, rest = 0, part
    while rest:
        sign = rest[:2] if rest[:2] in values else rest[0]
        number, rest = number + values[sign], rest[len(sign) :]
    return number
