"""The convergence between secretariats in pictures: matrix, Venn diagram, UpSet plot."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from cedic.errors import UnknownCodeError, UsageError
from cedic.model import LANGUAGES, Text, one_line
from cedic.programme import convergence
from cedic.programme.convergence import Axis, Entry, Intersection, Matrix, Organisation, TopicKey
from cedic.programme.model import said
from cedic.programme.terms import ENTRY_KINDS
from cedic.publish import style
from cedic.publish.canvas import Canvas, width_of
from cedic.publish.convergence_words import FINDINGS, WORDS, counted, joined
from cedic.publish.diagram import Diagram
from cedic.publish.labels import NARROW, cut
from cedic.publish.numbers import formatted
from cedic.publish.shading import PALE, ink_on

MOST_IN_VENN, MOST_IN_UPSET, MOST_SETS = 3, 16, 30
"""Organisations in each picture, and the sets that an UpSet plot draws."""
_NAMED = 3
"""So many common topics are named in a title."""
_SMALL = 13


def matrix_chart(
    entries: Iterable[Entry],
    axes: Sequence[Axis],
    organisations: Sequence[Organisation],
    language: str = "en",
    *,
    kind: str | None = None,
    validated_only: bool = False,
) -> Diagram:
    """Show how many policies, programmes and actions each organisation has on each axis.

    Parameters
    ----------
    entries : iterable of Entry
        The entries; those of other axes or organisations are left out.
    axes, organisations : sequence
        What to show, in their order.
    language : {"es", "en", "pt", "fr"}
        The language of words and numbers.
    kind : str, optional
        The only kind to show; by default all of them.
    validated_only : bool, default False
        Whether entries without a validation date are left out; else it is said how many they are.

    Raises
    ------
    UsageError
        If there is no axis or no organisation.
    UnknownCodeError
        If language or kind does not exist.
    """
    scene = _Scene.of(
        entries, axes, organisations, language, kind=kind, validated_only=validated_only
    )
    if not axes:
        raise UsageError("A matrix without an axis has nothing to show.", remedy="choose an axis")
    found = convergence.matrix(scene.entries, [axis.code for axis in axes], scene.codes)
    return Diagram(
        "matrix",
        language,
        _matrix_finding(scene, found),
        _parts(WORDS["matrix_measure"][language], scene.kind_name, scene.restricted),
        _parts(WORDS["none_recorded"][language], scene.unvalidated),
        lambda width: _matrix(scene, found, width),
        [
            *(WORDS[word][language] for word in ("axis", "kind")),
            *scene.names.values(),
            WORDS["total"][language],
        ],
        [
            [
                *(scene.axis_names[axis], name[language]),
                *(scene.number(found.counts[code, axis, kind]) for code in scene.codes),
                scene.number(found.total(axis=axis, kind=kind)),
            ]
            for axis in found.axes
            for kind, name in scene.kinds.items()
        ],
    )


def venn(
    entries: Iterable[Entry],
    axes: Sequence[Axis],
    organisations: Sequence[Organisation],
    language: str = "en",
    *,
    axis: str | None = None,
    kind: str | None = None,
    validated_only: bool = False,
) -> Diagram:
    """Show what two or three organisations have in common, as circles with exact numbers.

    Parameters
    ----------
    entries : iterable of Entry
        The entries; those of other organisations are left out.
    axes : sequence of Axis
        All axes, for the names of topics.
    organisations : sequence of Organisation
        Two or three.
    language : {"es", "en", "pt", "fr"}
        The language of words and numbers.
    axis, kind : str, optional
        By default all of them.
    validated_only : bool, default False
        Whether entries without a validation date are left out; else it is said how many they are.

    Raises
    ------
    UsageError
        If the organisations are not two or three.
    UnknownCodeError
        If language, axis or kind does not exist.
    """
    if not 2 <= len(organisations) <= MOST_IN_VENN:
        raise UsageError(
            f"A Venn diagram shows two or three organisations, not {len(organisations)}.",
            remedy="choose two or three, or take the UpSet plot",
        )
    scene = _Scene.of(
        entries, axes, organisations, language, axis, kind, validated_only=validated_only
    )
    return _diagram(
        scene, "venn", scene.found, WORDS["equal_circles"][language], lambda w: _venn(scene, w)
    )


def upset(
    entries: Iterable[Entry],
    axes: Sequence[Axis],
    organisations: Sequence[Organisation],
    language: str = "en",
    *,
    axis: str | None = None,
    kind: str | None = None,
    validated_only: bool = False,
) -> Diagram:
    """Show what many organisations have in common, as an UpSet plot.

    Parameters
    ----------
    entries, axes, organisations, language, axis, kind, validated_only
        As :func:`venn` takes them; the organisations are two to sixteen.

    Returns
    -------
    Diagram
        The thirty sets of most topics are drawn, the largest first, and it is said if there are more;
        the table has them all.

    Raises
    ------
    UsageError
        If the organisations are fewer than two or more than sixteen.
    UnknownCodeError
        If language, axis or kind does not exist.

    Notes
    -----
    Lex, Gehlenborg, Strobelt, Vuillemot and Pfister (2014), "UpSet: Visualization of Intersecting
    Sets", IEEE Transactions on Visualization and Computer Graphics 20(12).
    """
    if not 2 <= len(organisations) <= MOST_IN_UPSET:
        raise UsageError(
            f"An UpSet plot shows 2 to {MOST_IN_UPSET} organisations, not {len(organisations)}.",
            remedy="choose others",
        )
    scene = _Scene.of(
        entries, axes, organisations, language, axis, kind, validated_only=validated_only
    )
    sets = sorted(scene.found, key=lambda one: (-len(one.topics), -one.degree, one.organisations))
    note = ""
    if len(sets) > MOST_SETS:
        note = WORDS["first"][language].format(count=MOST_SETS, all=len(sets))
    drawn = sets[:MOST_SETS]
    return _diagram(
        scene,
        "upset",
        sets,
        note,
        lambda width: (_upset_down if width < NARROW else _upset)(scene, drawn, width),
    )


def common_ground(
    entries: Iterable[Entry],
    axes: Sequence[Axis],
    organisations: Sequence[Organisation],
    language: str = "en",
    *,
    axis: str | None = None,
    kind: str | None = None,
    validated_only: bool = False,
) -> Diagram:
    """Show what organisations have in common: up to three by :func:`venn`, more by :func:`upset`."""
    draw = venn if len(organisations) <= MOST_IN_VENN else upset
    return draw(
        entries,
        axes,
        organisations,
        language,
        axis=axis,
        kind=kind,
        validated_only=validated_only,
    )


def _parts(*words: str) -> str:
    return " · ".join(part for part in words if part)


@dataclass(frozen=True, eq=False)
class _Scene:
    """The entries shown, and what people call what they are of."""

    entries: list[Entry]
    axes: Sequence[Axis]
    organisations: Sequence[Organisation]
    language: str
    axis: str | None
    kind: str | None
    validated_only: bool

    @classmethod
    def of(
        cls,
        entries: Iterable[Entry],
        axes: Sequence[Axis],
        organisations: Sequence[Organisation],
        language: str,
        axis: str | None = None,
        kind: str | None = None,
        *,
        validated_only: bool,
    ) -> _Scene:
        if language not in LANGUAGES:
            raise UnknownCodeError("language", language, LANGUAGES)
        if not organisations:
            raise UsageError("There is no organisation to show.", remedy="choose one or more")
        if axis is not None and axis not in {one.code for one in axes}:
            raise UnknownCodeError("axis", axis, [one.code for one in axes])
        codes = {one.code for one in organisations}
        kept = convergence.chosen(
            entries, axis, kind, organisations=codes, validated_only=validated_only
        )
        known = {one.code for one in axes}
        shown = [entry for entry in kept if entry.axis in known]
        return cls(shown, axes, organisations, language, axis, kind, validated_only)

    @property
    def kinds(self) -> dict[str, Text]:
        """The kinds that are shown, with their names."""
        return {code: name for code, name in ENTRY_KINDS.items() if self.kind in (None, code)}

    @property
    def kind_name(self) -> str:
        """The only kind that is shown; empty if all are."""
        return ENTRY_KINDS[self.kind][self.language] if self.kind else ""

    @property
    def codes(self) -> list[str]:
        return [one.code for one in self.organisations]

    @cached_property
    def names(self) -> dict[str, str]:
        """What charts call the organisations."""
        return {
            one.code: one_line(said(one.short or one.name, self.language)[0] or one.code, 200)
            for one in self.organisations
        }

    @cached_property
    def axis_names(self) -> dict[str, str]:
        return {
            axis.code: one_line(said(axis.name, self.language)[0] or axis.code, 200)
            for axis in self.axes
        }

    @cached_property
    def topic_names(self) -> dict[TopicKey, str]:
        """The names of topics; those that two axes have, with the axis."""
        plain = {
            TopicKey(axis.code, topic.code): said(topic.name, self.language)[0] or topic.code
            for axis in self.axes
            if self.axis in (None, axis.code)
            for topic in axis.topics
        }
        names = list(plain.values())
        return {
            key: f"{name} ({self.axis_names[key.axis]})" if names.count(name) > 1 else name
            for key, name in plain.items()
        }

    def topics(self, keys: Iterable[TopicKey]) -> list[str]:
        """The names of topics, in the order of the alphabet."""
        return sorted((self.topic_names.get(key, key.topic) for key in keys), key=str.casefold)

    @cached_property
    def found(self) -> tuple[Intersection, ...]:
        return convergence.intersections(self.entries)

    @cached_property
    def sizes(self) -> dict[str, int]:
        """How many topics each organisation has."""
        held = convergence.topics_of(self.entries)
        return {code: len(held.get(code, ())) for code in self.codes}

    @cached_property
    def colours(self) -> dict[str, str]:
        return style.colours(self.codes)

    def number(self, count: int) -> str:
        return formatted(count, self.language)

    def named(self, codes: Iterable[str]) -> str:
        """The names of some organisations in a row, in the order shown."""
        chosen = set(codes)
        return joined([self.names[code] for code in self.codes if code in chosen], self.language)

    @property
    def restricted(self) -> str:
        """What is said of entries that are left out."""
        return WORDS["validated"][self.language] if self.validated_only else ""

    @property
    def unvalidated(self) -> str:
        count = sum(entry.validated is None for entry in self.entries)
        return counted("unvalidated", count, self.language) if count else ""

    @property
    def without_topic(self) -> str:
        count = sum(not entry.topic for entry in self.entries)
        return counted("without_topic", count, self.language) if count else ""


# Matrix


def _matrix_finding(scene: _Scene, found: Matrix) -> str:
    totals = {axis: found.total(axis=axis) for axis in found.axes}
    language, whole, most = scene.language, sum(totals.values()), max(totals.values())
    if not whole:
        return FINDINGS["no_entries"][language]
    first = [axis for axis, total in totals.items() if total == most]
    some = sum(found.total(code, first[0]) > 0 for code in found.organisations)
    values = {
        "axis": scene.axis_names[first[0]],
        "entries": counted("entries", most, language),
        "names": joined([scene.axis_names[axis] for axis in first], language),
        "count": scene.number(most),
        "all": scene.number(whole),
        "who": _who(some, len(found.organisations), language),
    }
    if len(totals) == 1:
        return FINDINGS["one_axis"][language].format(**values)
    if len(first) == len(totals):
        return FINDINGS["all_equal"][language].format(count=len(totals), each=scene.number(most))
    return FINDINGS["first_axis" if len(first) == 1 else "equal_axes"][language].format(**values)


def _who(some: int, most: int, language: str) -> str:
    """From how many of the organisations; nothing where there is but one."""
    if most == 1:
        return ""
    return FINDINGS["from_all" if some == most else "from_some"][language].format(
        some=some, most=most
    )


def _matrix(scene: _Scene, found: Matrix, width: int) -> Canvas:
    """A block of rows for each axis, a column for each organisation; more blocks if they are many."""
    left = 14 + max(width_of(name[scene.language]) for name in scene.kinds.values())
    across = max(1, int((width - left) // 30))
    blocks = math.ceil(len(scene.codes) / across)
    in_block = math.ceil(len(scene.codes) / blocks)
    cell = min(84.0, (width - left) / in_block)
    parts = [
        _matrix_block(scene, found, scene.codes[at : at + in_block], width, left, cell)
        for at in range(0, len(scene.codes), in_block)
    ]
    return _stacked(parts, width, 28)


def _stacked(parts: Sequence[Canvas], width: int, gap: float) -> Canvas:
    whole = Canvas(width, sum(part.height for part in parts) + gap * (len(parts) - 1))
    y = 0.0
    for part in parts:
        whole.place(part, 0, y)
        y += part.height + gap
    return whole


def _matrix_block(
    scene: _Scene, found: Matrix, codes: Sequence[str], width: int, left: float, cell: float
) -> Canvas:
    row = 28
    heads = {code: cut(scene.names[code], 18) for code in codes}
    longest = max(width_of(name) for name in heads.values())
    upright = longest > cell - 6
    head = (longest if upright else 16) + 14
    lines = {
        axis: wrap(scene.axis_names[axis], max(12, int(width / width_of("n", 14.5))))
        for axis in found.axes
    }
    height = head + 12 + sum(len(one) * 19 + len(scene.kinds) * row + 12 for one in lines.values())
    canvas = Canvas(width, height)
    for at, (code, name) in enumerate(heads.items()):
        middle = left + (at + 0.5) * cell
        if upright:
            canvas.text(middle + 5, head - 10, name, upright=True)
        else:
            canvas.text(middle, head - 10, name, anchor="middle")
        canvas.rect(middle - cell / 2 + 1, head - 4, cell - 2, 4, scene.colours[code])
    most = max(found.counts.values(), default=0)
    y = head + 10.0
    for axis in found.axes:
        y = canvas.lines(0, y + 14, lines[axis], 19, bold=True) - 10
        for kind, kind_name in scene.kinds.items():
            canvas.text(0, y + row / 2 + 5, kind_name[scene.language], fill=style.MUTED)
            for at, code in enumerate(codes):
                count = found.counts[code, axis, kind]
                _matrix_cell(canvas, scene, count, most, (left + at * cell, y, cell, row))
            y += row
        y += 8
    return canvas


def _matrix_cell(
    canvas: Canvas, scene: _Scene, count: int, most: int, box: tuple[float, float, float, float]
) -> None:
    """A number on a square, the darker the larger; zero stands without a square."""
    x, y, width, height = box
    ink = style.MUTED
    if count:
        ground = style.mixed(PALE, style.ACCENT, math.sqrt(count / most))
        ink = ink_on(ground)
        # The dark scheme exchanges the accent, but not what the ink was chosen for.
        lasting = f"rgb({', '.join(str(int(ground[at : at + 2], 16)) for at in (1, 3, 5))})"
        canvas.rect(x + 1, y + 1, width - 2, height - 2, lasting)
    else:
        canvas.rect(x + 1, y + height - 2, width - 2, 1, style.RULE)
    canvas.text(x + width / 2, y + height / 2 + 5, scene.number(count), anchor="middle", fill=ink)


# Common ground


def _diagram(
    scene: _Scene, kind: str, sets: Sequence[Intersection], note: str, draw: Callable[[int], Canvas]
) -> Diagram:
    language = scene.language
    measure = [WORDS["sets_measure"][language]]
    measure.append(scene.axis_names[scene.axis] if scene.axis else WORDS["all_axes"][language])
    if scene.kind:
        measure.append(ENTRY_KINDS[scene.kind][language])
    return Diagram(
        kind,
        language,
        _finding(scene),
        _parts(*measure, scene.restricted),
        _parts(note, scene.without_topic, scene.unvalidated),
        draw,
        [WORDS[word][language] for word in ("organisations", "number", "topics")],
        [
            [
                _exactly(scene, one.organisations),
                scene.number(len(one.topics)),
                "; ".join(scene.topics(one.topics)),
            ]
            for one in sets
        ],
    )


def _exactly(scene: _Scene, codes: Sequence[str]) -> str:
    names = scene.named(codes)
    return WORDS["only"][scene.language].format(name=names) if len(codes) == 1 else names


def _finding(scene: _Scene) -> str:
    """What all of them share; else what most of them do."""
    language, many = scene.language, len(scene.codes)
    whole = sum(len(one.topics) for one in scene.found)
    if not whole:
        return FINDINGS["no_topics"][language]
    first = scene.found[0]
    topics = counted("topics", whole, language)
    if first.degree == 1:
        return FINDINGS["none_shared"][language].format(all=topics)
    few = many <= MOST_IN_VENN
    if first.degree == many:
        told = scene.named(scene.codes) if few else FINDINGS["all_of"][language].format(count=many)
        count = len(first.topics)
        finding = counted("all_share", count, language, names=told, all=topics)
        return finding + _naming(scene, first.topics)
    told = scene.named(scene.codes) if few else FINDINGS["the"][language].format(count=many)
    most = [topic for one in scene.found if one.degree == first.degree for topic in one.topics]
    finding = counted("some_share", len(most), language, names=told, degree=first.degree)
    return finding + _naming(scene, most)


def _naming(scene: _Scene, keys: Sequence[TopicKey]) -> str:
    """The topics that a title names, if they are few."""
    names = scene.topics(keys)
    if len(names) > _NAMED or sum(map(len, names)) > 120:
        return ""
    return style.colon(scene.language) + joined(names, scene.language)


# Venn diagram


def _venn(scene: _Scene, width: int) -> Canvas:
    """The circles; beside them, or below on a phone, the topics that two or more share."""
    is_narrow = width < NARROW
    circles = _circles(scene, width if is_narrow else round(width * 0.54))
    if not any(one.degree > 1 for one in scene.found):
        return circles
    room = width if is_narrow else width - circles.width - 24
    told = _shared_topics(scene, room, 40 if is_narrow else circles.height // 19)
    if is_narrow:
        return _stacked([circles, told], width, 12)
    whole = Canvas(width, max(circles.height, told.height))
    whole.place(circles, 0, 0)
    whole.place(told, circles.width + 24, max(0, (circles.height - told.height) / 2))
    return whole


def _circles(scene: _Scene, width: int) -> Canvas:
    """Circles of one size, each region with its number."""
    many = len(scene.codes)
    apart = 0.6
    """From the middle to the middle of each circle, in radii."""
    turns = (-90.0, 150.0, 30.0) if many == 3 else (180.0, 0.0)
    radius = min(125.0, (width - 8) / (2 + 2 * apart * (math.cos(math.pi / 6) if many == 3 else 1)))
    top = 44
    middle_x = width / 2
    middle_y = top + radius * (1 + (apart if many == 3 else 0))
    below = radius * (1 + apart / 2) + 48 if many == 3 else radius + 6
    canvas = Canvas(width, middle_y + below)

    def place(turn: float, far: float) -> tuple[float, float]:
        angle = math.radians(turn)
        return (
            middle_x + far * radius * math.cos(angle),
            middle_y + far * radius * math.sin(angle),
        )

    centres = dict(zip(scene.codes, (place(turn, apart) for turn in turns), strict=True))
    for code, (x, y) in centres.items():
        fill = scene.colours[code]
        canvas.circle(x, y, radius, fill=fill, fill_opacity="0.14", stroke=fill, stroke_width="2.5")
    sizes = {one.organisations: len(one.topics) for one in scene.found}
    for codes, (turn, far) in _regions(scene.codes, turns, apart).items():
        x, y = place(turn, far)
        count = sizes.get(tuple(sorted(codes)), 0)
        ink = style.INK if count else style.MUTED
        number = scene.number(count)
        canvas.text(x, y + 8, number, size=22, anchor="middle", fill=ink, bold=count > 0)
    for at, (code, (x, y)) in enumerate(centres.items()):
        foot = y + radius + 18 if many == 3 and at else y - radius - 26
        canvas.text(x, foot, cut(scene.names[code], 16), anchor="middle", bold=True)
        told = counted("topics", scene.sizes[code], scene.language)
        canvas.text(x, foot + 17, told, anchor="middle", size=_SMALL, fill=style.MUTED)
    return canvas


def _regions(
    codes: Sequence[str], turns: Sequence[float], apart: float
) -> Mapping[tuple[str, ...], tuple[float, float]]:
    """Where the number of each region stands: its direction from the middle and how far, in radii."""
    found: dict[tuple[str, ...], tuple[float, float]] = {tuple(codes): (0.0, 0.0)}
    found |= {(code,): (turn, apart + 0.42) for code, turn in zip(codes, turns, strict=True)}
    if len(codes) == 3:
        # Two circles meet outside the third across from it.
        for code, turn in zip(codes, turns, strict=True):
            found[tuple(one for one in codes if one != code)] = (turn + 180, 0.72)
    return found


def _shared_topics(scene: _Scene, width: int, most: int) -> Canvas:
    """The topics of each set of two or more, in so many lines; the table has what does not fit."""
    letters = max(12, int(width / width_of("n", _SMALL)))
    lines: list[tuple[str, bool]] = []
    for one in scene.found:
        if one.degree > 1:
            lines += [(line, True) for line in wrap(scene.named(one.organisations), letters)]
            for topic in scene.topics(one.topics):
                lines += [(line, False) for line in wrap(topic, letters)]
    if len(lines) > most:
        lines = [*lines[: max(1, most - 1)], (WORDS["more"][scene.language], False)]
        while len(lines) > 1 and lines[-2][1]:
            del lines[-2]
    gaps = sum(head for _, head in lines) * 4
    canvas = Canvas(width, len(lines) * 19 + gaps + 6)
    y = 14.0
    for words, is_head in lines:
        y += 4 if is_head else 0
        canvas.text(0, y, words, size=_SMALL, bold=is_head)
        y += 19
    return canvas


# UpSet plot


def _upset(scene: _Scene, sets: Sequence[Intersection], width: int) -> Canvas:
    """Sets as columns below their bars; organisations as rows beside theirs."""
    names = {code: cut(scene.names[code], 22) for code in scene.codes}
    name_room = max(width_of(name) for name in names.values()) + 12
    bars, row, plot = 110.0, 30, 150.0
    left = bars + 40 + name_room
    column = min(38.0, max(14.0, (width - left - 8) / max(1, len(sets))))
    caption = wrap(WORDS["shared"][scene.language], int((width - left) / width_of("n", _SMALL)))
    top = 17 * len(caption) + 30 + plot + 12
    canvas = Canvas(width, top + row * len(names) + 4)
    end = left + column * len(sets)
    canvas.lines(left + 4, 13, caption, 17, size=_SMALL, fill=style.MUTED)
    _sizes_at_left(canvas, scene, names, (bars, top, row), end)
    canvas.line((left, top - 12), (end, top - 12), stroke=style.RULE, stroke_width=1)
    most = max((len(one.topics) for one in sets), default=1)
    for at, one in enumerate(sets):
        x = left + (at + 0.5) * column
        high = plot * len(one.topics) / most
        wide = min(22.0, column * 0.7)
        canvas.rect(x - wide / 2, top - 12 - high, wide, high, style.ACCENT)
        canvas.text(x, top - 18 - high, scene.number(len(one.topics)), size=_SMALL, anchor="middle")
        places = [(x, top + (index + 0.5) * row) for index in range(len(names))]
        _dots(canvas, scene, one, places, min(7.0, column * 0.36))
    return canvas


def _sizes_at_left(
    canvas: Canvas,
    scene: _Scene,
    names: Mapping[str, str],
    room: tuple[float, float, int],
    end: float,
) -> None:
    """A row for each organisation: the bar of all its topics, and its name."""
    bars, top, row = room
    caption = wrap(WORDS["each"][scene.language], int((bars + 34) / width_of("n", _SMALL)))
    canvas.lines(0, top - 12 - 17 * (len(caption) - 1), caption, 17, size=_SMALL, fill=style.MUTED)
    most = max(scene.sizes.values()) or 1
    name_end = bars + 40 + max(width_of(name) for name in names.values()) + 4
    for at, (code, name) in enumerate(names.items()):
        y = top + at * row
        if at % 2 == 0:
            canvas.rect(0, y, end, row, style.WASH)
        long = bars * scene.sizes[code] / most
        canvas.rect(bars + 28 - long, y + 7, long, row - 14, scene.colours[code])
        number = scene.number(scene.sizes[code])
        canvas.text(bars + 24 - long, y + row / 2 + 5, number, size=_SMALL, anchor="end")
        canvas.text(name_end, y + row / 2 + 5, name, anchor="end")


def _dots(
    canvas: Canvas,
    scene: _Scene,
    one: Intersection,
    places: Sequence[tuple[float, float]],
    radius: float,
) -> None:
    """A dot for each organisation, full and joined for those of the set."""
    full = [
        place for code, place in zip(scene.codes, places, strict=True) if code in one.organisations
    ]
    if len(full) > 1:
        canvas.line(full[0], full[-1], stroke=style.INK, stroke_width=2)
    for place in places:
        if place in full:
            canvas.circle(*place, radius, fill=style.INK)
        else:
            canvas.circle(*place, radius * 0.55, fill=style.BACKDROP)


def _upset_down(scene: _Scene, sets: Sequence[Intersection], width: int) -> Canvas:
    """For a phone: sets as rows beside their bars, organisations as columns."""
    names = {code: cut(scene.names[code], 16) for code in scene.codes}
    column = min(28.0, width * 0.6 / len(names))
    left = column * len(names) + 12
    head = max(width_of(name) for name in names.values()) + 10
    row = 24
    bars = width - left - 30
    letters = int((width - left) / width_of("n", _SMALL))
    shared, each = (wrap(WORDS[key][scene.language], letters) for key in ("shared", "each"))
    head = max(head, 17.0 * len(shared) + 8)
    top = head + 16 + 17 * len(each)
    canvas = Canvas(width, top + row * len(sets) + 4)
    canvas.lines(left, 13, shared, 17, size=_SMALL, fill=style.MUTED)
    for at, (code, name) in enumerate(names.items()):
        x = (at + 0.5) * column
        canvas.text(x + 5, head - 8, name, upright=True)
        canvas.rect(at * column + 1, head - 4, column - 2, 4, scene.colours[code])
        number = scene.number(scene.sizes[code])
        canvas.text(x, head + 16, number, size=_SMALL, anchor="middle", fill=style.MUTED)
    canvas.lines(left, head + 16, each, 17, size=_SMALL, fill=style.MUTED)
    most = max((len(one.topics) for one in sets), default=1)
    for at, one in enumerate(sets):
        y = top + at * row
        if at % 2 == 0:
            canvas.rect(0, y, width, row, style.WASH)
        places = [((index + 0.5) * column, y + row / 2) for index in range(len(names))]
        _dots(canvas, scene, one, places, min(6.5, column * 0.36))
        long = bars * len(one.topics) / most
        canvas.rect(left, y + 5, long, row - 10, style.ACCENT)
        canvas.text(left + long + 5, y + row / 2 + 5, scene.number(len(one.topics)), size=_SMALL)
    return canvas
