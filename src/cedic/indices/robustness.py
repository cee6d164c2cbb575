"""How sure scores and ranks are: an index made again and again, as it might have been made as well.

What might have been otherwise are its *inputs*: the alternatives of a step, each as likely as the
step as it is; and weights that differ by some share from what they are. :func:`robustness` draws them
at random (Monte Carlo) and tells between which ranks a unit comes; :func:`sensitivity` tells which
input it is that moves ranks (Sobol indices).

Sources: Saisana, Saltelli and Tarantola (2005), *Journal of the Royal Statistical Society* A 168;
OECD and JRC, *Handbook on Constructing Composite Indicators* (2008), step 7.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cedic.errors import CedicError, MissingLibraryError, UnknownCodeError, UsageError
from cedic.indices.contributions import aggregates, method_of
from cedic.indices.index import Index, ranked
from cedic.indices.recipe import STEPS, Step, recipe
from cedic.indices.stage import Stage
from cedic.indices.tables import node_at, observations, whole
from cedic.model import Observations

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

Alternatives = Mapping[str, Sequence[Mapping[str, Any] | None]]
"""By step: other arguments for it, or None to leave it out."""
WeightNoise = float | Mapping[int | str, float]
"""How much weights may differ, as a share of themselves: of all levels, or by level."""
CELLS = 2**17
"""Of a panel, as many as a processor's cache takes with what is computed from them."""
AS_IT_IS = "as it is"
"""What is drawn where a step is not changed."""


@dataclass(frozen=True)
class Robustness:
    """What becomes of scores and ranks when an index is made otherwise.

    Parameters
    ----------
    intervals : Observations
        REF_AREA, CODE, LEVEL, TIME_PERIOD, RANK (of the index as it is), RANK_MEDIAN, RANK_LOW,
        RANK_HIGH (1 is best; low is the better end), SCORE, SCORE_MEDIAN, SCORE_LOW, SCORE_HIGH,
        RUNS (in which it has a score), RUNS_TO_SCALE (those of them whose scale is that of the index
        as it is: scores on other scales do not compare, and the score's interval leaves them out).
        Null where a run or the index has no score.
    shifts : Observations
        STEP, ALTERNATIVE, CODE, RANK_SHIFT: how many ranks units move, in the mean of all units and
        years that have a rank both ways, when this alternative alone is taken and weights are as they
        are.
    draws : Observations
        RUN, a column for each step with alternatives that says which was drawn, and for each code the
        mean absolute rank shift of the run, such as ``RANK_SHIFT_TOTAL``.
    """

    intervals: Observations
    shifts: Observations
    draws: Observations


def robustness(
    index: Index,
    alternatives: Alternatives | None = None,
    *,
    weight_noise: WeightNoise | None = None,
    runs: int = 1000,
    seed: int = 0,
    codes: str | Iterable[str] | None = None,
    interval: float = 0.9,
) -> Robustness:
    """Make an index many times over, with its steps and weights drawn at random.

    Parameters
    ----------
    index : Index
        As it is.
    alternatives : mapping of str to sequence, optional
        By step, such as ``{"normalise": [{"method": "z-score"}], "treat": [None]}``: each takes the
        place of the arguments it names, and None leaves the step out. A step that the index does not
        take is put where it belongs. In each run every step is drawn, all its alternatives and itself
        as likely as each other. ``weigh`` changes the level that its argument ``level`` names.
    weight_noise : float or mapping, optional
        Each weight is multiplied by a number drawn evenly between 1 − noise and 1 + noise; siblings
        are rescaled to sum to one. By level, as in ``{1: 0.25, 2: 0.1}``; a number is for all levels.
    runs : int, optional
        How many.
    seed : int, optional
        Of the random numbers. The same seed gives the same figures, whatever the number of cores.
    codes : str or iterable of str, optional
        The nodes whose scores are looked at; by default the index.
    interval : float, optional
        The share of runs within the intervals, between 0 and 1.

    Returns
    -------
    Robustness
        Ends of rank intervals are ranks that occurred: the interval holds at least the share asked
        for.

    Raises
    ------
    UnknownCodeError
        For a step, an argument or a code that does not exist.
    UsageError
        If an alternative changes nothing, or cannot be computed, naming it; if there is nothing to
        vary; if a number is out of its range; if noise is asked for weights that each year or unit
        has of its own.

    Notes
    -----
    Noise on weights that are estimated (``pca``, ``entropy``, ``optimised``) starts from those of the
    run's own steps before noise, and does not change the estimate. A step that leaves units out moves
    the ranks of all others by as much as the units left out were above them.

    Steps that runs have in common are taken once: runs are put in order of their steps, and only the
    stages of the present run are kept. Nothing is written into the panels.
    """
    import numpy as np

    if runs < 1:
        raise UsageError(f"There are to be {runs} runs.", remedy="give 1 or more")
    if not 0 < interval < 1:
        raise UsageError(f"The interval is {interval:g}.", remedy="give a share between 0 and 1")
    study = _Study(index, alternatives or {}, weight_noise, codes)
    points = np.random.default_rng(seed).random((runs, len(study.inputs)))
    scores, ranks, to_scale = study.run(points, seed)
    return Robustness(
        _intervals(study, scores, ranks, to_scale, interval),
        study.shifts(),
        _draws(study, points, ranks),
    )


def sensitivity(
    index: Index,
    alternatives: Alternatives | None = None,
    *,
    weight_noise: WeightNoise | None = None,
    runs: int = 256,
    seed: int = 0,
    code: str | None = None,
    confidence: float = 0.95,
) -> Observations:
    """Which choice moves ranks: Sobol indices of the mean absolute rank shift.

    Parameters
    ----------
    index : Index
        As it is.
    alternatives, weight_noise
        As in :func:`robustness`. Each step is an input, its alternatives equal slices of it; noise on
        the weights of each level is an input.
    runs : int, optional
        Size of Sobol's sample, a power of two; the index is made runs × (inputs + 2) times.
    seed : int, optional
        Of the sample, the noise and the intervals.
    code : str, optional
        The node whose ranks are looked at; by default the index.
    confidence : float, optional
        Of the intervals, between 0 and 1.

    Returns
    -------
    Observations
        INPUT (a step, or ``weights:`` and the level), FIRST_ORDER (share of the variance of the rank
        shift that the input explains by itself), FIRST_ORDER_LOW, FIRST_ORDER_HIGH, TOTAL (with what
        it does together with others), TOTAL_LOW, TOTAL_HIGH. Shares are 0 … 1, estimates can be
        slightly beyond; intervals by bootstrap.

    Raises
    ------
    MissingLibraryError
        If SALib is not installed.
    UsageError
        As in :func:`robustness`; and if there is but one input, or no rank ever moves.

    References
    ----------
    Saltelli et al. (2010), *Computer Physics Communications* 181; Herman and Usher (2017), *Journal of
    Open Source Software* 2, for SALib.
    """
    import numpy as np

    try:
        from SALib.analyze import sobol as analysis
        from SALib.sample import sobol as sample
    except ImportError:
        raise MissingLibraryError("SALib", "the sensitivity", extra="sensitivity") from None
    if runs < 2 or runs & (runs - 1):
        raise UsageError(f"Sobol's sample is to have {runs} points.", remedy="give a power of two")
    if not 0 < confidence < 1:
        raise UsageError(
            f"The confidence is {confidence:g}.", remedy="give a share between 0 and 1"
        )
    study = _Study(index, alternatives or {}, weight_noise, code)
    names = [each.name for each in study.inputs]
    if len(names) < 2:
        raise UsageError(
            f"The only input is {names[0]}: all that moves is due to it.",
            remedy="give alternatives for another step, or weight_noise",
        )
    problem = {"num_vars": len(names), "names": names, "bounds": [[0.0, 1.0]] * len(names)}
    points = sample.sample(problem, runs, calc_second_order=False, seed=seed)
    _, ranks, _ = study.run(points, seed)
    shift = study.shift_of(ranks)[:, 0]
    if np.isnan(shift).any() or np.ptp(shift) == 0:
        raise UsageError(
            f"The ranks of {study.codes[0]} move alike in all runs.",
            remedy="give alternatives that move them, or more noise",
        )
    found = analysis.analyze(
        problem,
        shift,
        calc_second_order=False,
        conf_level=confidence,
        # SALib takes 0 for no seed at all.
        seed=seed + 1,
    )
    columns: dict[str, Any] = {"INPUT": names}
    for name, short in (("FIRST_ORDER", "S1"), ("TOTAL", "ST")):
        value, half = np.asarray(found[short]), np.asarray(found[f"{short}_conf"])
        columns |= {name: value, f"{name}_LOW": value - half, f"{name}_HIGH": value + half}
    return observations(columns)


@dataclass(frozen=True)
class _Choice:
    """A step and what may take its place; the first is the step as it is."""

    name: str
    options: tuple[Mapping[str, Any] | str | None, ...]

    def at(self, point: float) -> int:
        """Which option a number of 0 … 1 means, all being equally wide."""
        return min(int(point * len(self.options)), len(self.options) - 1)

    def label(self, option: int) -> str:
        arguments = self.options[option]
        if isinstance(arguments, str):
            return arguments
        if arguments is None:
            return "left out"
        return ", ".join(f"{name}={value}" for name, value in arguments.items()) or "taken"


@dataclass(frozen=True)
class _Noise:
    """The weights of a level and how much they may differ."""

    level: int
    share: float

    @property
    def name(self) -> str:
        return f"weights:{self.level}"

    def factors(self, point: float, seed: int, count: int) -> Numbers:
        """What weights are multiplied by: the same for the same point and seed."""
        import numpy as np

        random = np.random.default_rng([seed, self.level, int(point * 2**53)])
        return np.asarray(random.uniform(1 - self.share, 1 + self.share, count))


class _Study:
    """An index with its inputs, and what its ranks are as it is."""

    def __init__(
        self,
        index: Index,
        alternatives: Alternatives,
        weight_noise: WeightNoise | None,
        codes: str | Iterable[str] | None,
    ) -> None:
        self.index, self.framework = index, index.framework
        wanted = self.framework.index.code if codes is None else codes
        self.codes = [wanted] if isinstance(wanted, str) else list(wanted)
        for code in self.codes:
            node_at(self.framework, code)
        self.choices = [_choice(step, options) for step, options in alternatives.items()]
        self.noises = _noises(weight_noise, self.framework.levels)
        self.inputs: list[_Choice | _Noise] = [*self.choices, *self.noises]
        if not self.inputs:
            raise UsageError(
                "Nothing is to be varied.", remedy="give alternatives, weight_noise or both"
            )
        self.base = index.run().final
        self.score = self._scores(self.base)
        self.rank = ranked(self.score)
        self.alone = self._each_alone()

    def run(self, points: Numbers, seed: int) -> tuple[Numbers, Numbers, NDArray[np.bool_]]:
        """Scores and ranks of each run, runs × years × units × codes, and which are to scale."""
        import numpy as np

        drawn = [
            tuple(each.at(point) for each, point in zip(self.choices, row, strict=False))
            for row in points
        ]
        recipes = {options: self._recipe(options) for options in set(drawn)}
        keys = {options: _keys(steps) for options, steps in recipes.items()}
        scores = np.full((len(points), *self.score.shape), np.nan)
        ranks, to_scale = np.full_like(scores, np.nan), np.zeros(len(points), bool)
        walk = _Walk(Stage(self.framework, self.index.panel))
        order = sorted(range(len(points)), key=lambda run: (keys[drawn[run]], run))
        base_way = _scale(self.base, self.index.steps)

        def one(
            run: int, slices: list[Stage], steps: Sequence[Step], weights: Mapping[str, float]
        ) -> None:
            last, arguments = steps[-1]
            noise = self._noise(points[run, len(self.choices) :], seed, weights)
            arguments = _with_weights(arguments, noise)
            finals = [STEPS[last](stage, **arguments) for stage in slices]
            scores[run] = np.concatenate([self._scores(final) for final in finals])
            ranks[run] = ranked(scores[run])
            to_scale[run] = _scale(finals[0], steps) == base_way

        # Threads, since NumPy works outside the interpreter's lock; each run has its own place.
        with ThreadPoolExecutor(min(os.cpu_count() or 1, 8)) as pool:
            for options, group in groupby(order, key=lambda run: drawn[run]):
                steps = recipes[options]
                with _naming(self._told(options)):
                    stage = walk.to(steps[:-1])
                    weights = self._nominal(stage, steps[-1]) if self.noises else {}
                    slices = _slices(stage)
                    waiting = [pool.submit(one, run, slices, steps, weights) for run in group]
                    for each in waiting:
                        each.result()
        return scores, ranks, to_scale

    def shifts(self) -> Observations:
        """The mean absolute rank shift of each alternative by itself."""
        import numpy as np

        rows = self.alone
        return observations(
            {
                "STEP": [choice.name for choice, _, _ in rows for _ in self.codes],
                "ALTERNATIVE": [choice.label(at) for choice, at, _ in rows for _ in self.codes],
                "CODE": self.codes * len(rows),
                "RANK_SHIFT": np.array([shift for _, _, shift in rows], "float64").ravel(),
            }
        )

    def _each_alone(self) -> list[tuple[_Choice, int, Numbers]]:
        """Each alternative with the rank shift it makes by itself; refused if it changes nothing."""
        import numpy as np

        found = []
        for place, choice in enumerate(self.choices):
            for option in range(1, len(choice.options)):
                options = tuple(option if at == place else 0 for at in range(len(self.choices)))
                steps = self._recipe(options)
                with _naming(self._told(options)):
                    final = Index(self.framework, self.index.panel, steps=steps).run().final
                scores = self._scores(final)
                if np.allclose(scores, self.score, rtol=1e-12, atol=0.0, equal_nan=True):
                    raise UsageError(
                        f"The alternative {self._told(options)} changes no score of "
                        f"{', '.join(self.codes)}.",
                        remedy="take it away, or give it other arguments: the step as it is takes "
                        "part in any case",
                    )
                found.append((choice, option, self.shift_of(ranked(scores)[None])[0]))
        return found

    def shift_of(self, ranks: Numbers) -> Numbers:
        """Mean absolute shift of ranks over units and years: runs × codes."""
        import numpy as np

        apart = np.abs(ranks - self.rank)
        known = ~np.isnan(apart)
        count = known.sum(axis=(1, 2))
        total = np.where(known, apart, 0.0).sum(axis=(1, 2))
        found = np.full(total.shape, np.nan)
        np.divide(total, count, out=found, where=count > 0)
        return found

    def _scores(self, final: Stage) -> Numbers:
        """The scores that are looked at, on all units there were: years × units × codes."""
        import numpy as np

        panel, units = final.panel, self.index.panel.units
        found = np.full((len(panel.years), len(units), len(self.codes)), np.nan)
        at = np.searchsorted(np.array(units), np.array(panel.units))
        found[:, at] = panel.values[:, :, [panel.position(code) for code in self.codes]]
        return found

    def _recipe(self, options: tuple[int, ...]) -> tuple[Step, ...]:
        steps = list(self.index.steps)
        for choice, option in zip(self.choices, options, strict=True):
            if option:
                arguments = choice.options[option]
                _change(steps, choice.name, None if arguments is None else dict(arguments))  # type: ignore[arg-type]
        with _naming(self._told(options)):
            return recipe(steps)

    def _told(self, options: tuple[int, ...]) -> str:
        changed = [
            f"{choice.name}: {choice.label(option)}"
            for choice, option in zip(self.choices, options, strict=True)
            if option
        ]
        return "; ".join(changed) or AS_IT_IS

    def _nominal(self, stage: Stage, last: Step) -> dict[str, float]:
        """The weights of the levels with noise, before it."""
        levels = {noise.level for noise in self.noises}
        final = STEPS[last[0]](stage, **last[1])
        found: dict[str, float] = {}
        for node, parts in aggregates(final):
            children = self.framework.children(node.code)
            if children[0].level in levels:
                weights = _before_noise(final, parts, [child.weight for child in children])
                found |= {child.code: w for child, w in zip(children, weights, strict=True)}
        return found

    def _noise(self, points: Numbers, seed: int, weights: Mapping[str, float]) -> dict[str, float]:
        found: dict[str, float] = {}
        for noise, point in zip(self.noises, points, strict=True):
            nodes = self.framework.at(noise.level)
            factors = noise.factors(point, seed, len(nodes))
            found |= {
                node.code: weights[node.code] * float(factor)
                for node, factor in zip(nodes, factors, strict=True)
            }
        return found


class _Walk:
    """The stages of one recipe, kept as far as the next one goes the same way."""

    def __init__(self, start: Stage) -> None:
        self.stages, self.keys = [start], list[str]()

    def to(self, steps: Sequence[Step]) -> Stage:
        """The stage after these steps."""
        keys = _keys(steps)
        same = 0
        while same < min(len(keys), len(self.keys)) and keys[same] == self.keys[same]:
            same += 1
        del self.stages[same + 1 :], self.keys[same:]
        for key, (name, arguments) in zip(keys[same:], steps[same:], strict=True):
            self.stages.append(STEPS[name](self.stages[-1], **arguments))
            self.keys.append(key)
        return self.stages[-1]


@contextmanager
def _naming(told: str) -> Iterator[None]:
    """Say which alternative it was that went wrong."""
    try:
        yield
    except UnknownCodeError:
        raise
    except CedicError as error:
        raise UsageError(
            f"With {told} the index cannot be made: {error.what}",
            where=error.where,
            remedy=error.remedy,
        ) from error


def _choice(step: str, options: Sequence[Mapping[str, Any] | None]) -> _Choice:
    if step not in STEPS:
        raise UnknownCodeError("step", str(step), STEPS)
    if isinstance(options, Mapping | str) or not options:
        raise UsageError(
            f"The alternatives of {step} are {options!r}.",
            remedy='give a list, such as [{"method": "z-score"}], or [None] to leave the step out',
        )
    return _Choice(step, (AS_IT_IS, *options))


def _noises(given: WeightNoise | None, levels: int) -> list[_Noise]:
    below = range(1, levels)
    if given is None:
        return []
    if not isinstance(given, Mapping):
        given = dict.fromkeys(below, given)
    by_level = {str(level): share for level, share in given.items()}
    for level, share in by_level.items():
        if level not in map(str, below):
            raise UnknownCodeError("level with weights", level, map(str, below))
        if not 0 < share < 1:
            raise UsageError(
                f"The noise on the weights of level {level} is {share:g}.",
                remedy="give a share between 0 and 1; leave out a level that has none",
            )
    return [_Noise(level, by_level[str(level)]) for level in below if str(level) in by_level]


def _change(steps: list[Step], name: str, arguments: dict[str, Any] | None) -> None:
    """Put other arguments into a step, leave it out, or add it where it belongs."""
    level = int((arguments or {}).get("level", 1))
    places = [
        at
        for at, (step, given) in enumerate(steps)
        if step == name
        and (arguments is None or name != "weigh" or int(given.get("level", 1)) == level)
    ]
    if arguments is None:
        if not places:
            raise UsageError(
                f"The alternative {name}: left out changes nothing: the index does not take it.",
                remedy="take it away",
            )
        for at in reversed(places):
            del steps[at]
    elif places:
        steps[places[-1]] = (name, {**steps[places[-1]][1], **arguments})
    else:
        order = list(STEPS)
        before = [
            at for at, (step, _) in enumerate(steps) if order.index(step) <= order.index(name)
        ]
        steps.insert(before[-1] + 1 if before else 0, (name, arguments))


def _keys(steps: Iterable[Step]) -> list[str]:
    """Steps as text, equal where they do the same."""
    return [json.dumps(step, sort_keys=True, default=list) for step in steps]


def _slices(stage: Stage) -> list[Stage]:
    """The stage in some years each, which aggregate faster than all: they fit a processor's cache.

    Undivided where weights are estimated, which takes all years.
    """
    panel = stage.panel
    rules = {rule["method"] for rule in stage.weighting.values()}
    size = max(CELLS // max(panel.values[0].size, 1), 1)
    if not rules <= {"given", "equal"}:
        return [stage]
    parts = [slice(first, first + size) for first in range(0, len(panel.years), size)]
    return [
        replace(
            stage,
            panel=replace(
                panel,
                years=panel.years[part],
                values=panel.values[part],
                present=panel.present[part],
                imputed=panel.imputed[part],
            ),
        )
        for part in parts
    ]


def _with_weights(arguments: Mapping[str, Any], noise: Mapping[str, float]) -> dict[str, Any]:
    if not noise:
        return dict(arguments)
    return {**arguments, "weights": {**(arguments.get("weights") or {}), **noise}}


def _scale(final: Stage, steps: Iterable[Step]) -> str:
    """What scores must have in common to be compared, as text.

    That is the ends of their scale or, where it has none, how they were normalised; and which levels
    count wins (Copeland), which is a scale of its own.
    """
    ends = final.scale or [arguments for name, arguments in steps if name == "normalise"]
    counted = [node.level for node, _ in aggregates(final) if method_of(final, node) == "copeland"]
    return json.dumps([ends, sorted(set(counted))], sort_keys=True, default=list)


def _before_noise(final: Stage, parts: list[int], given: list[float]) -> list[float]:
    """The weights of the parts of an aggregate where all are known; as given if they never are."""
    import numpy as np

    if final.weights is None:
        return given
    complete = ~np.isnan(final.panel.values[:, :, parts]).any(axis=2)
    weights = final.weights[:, :, parts][complete]
    if not len(weights):
        return given
    if not np.allclose(weights, weights[0], rtol=1e-9, atol=1e-12):
        codes = [final.panel.columns[part] for part in parts]
        raise UsageError(
            f"The weights of {', '.join(codes)} differ from year to year or unit to unit.",
            remedy="give weight_noise for other levels only, by level",
        )
    return [float(weight) for weight in weights[0]]


def _intervals(
    study: _Study, scores: Numbers, ranks: Numbers, to_scale: NDArray[np.bool_], interval: float
) -> Observations:
    import numpy as np

    panel = study.index.panel
    low, high = (1 - interval) / 2, (1 + interval) / 2
    there = panel.present
    year, unit = np.nonzero(there)
    count = len(study.codes)

    def flat(values: Numbers) -> Numbers:
        return np.asarray(values[..., there, :].reshape(*values.shape[:-3], -1), "float64")

    run_ranks, run_scores = flat(ranks), flat(scores)
    comparable = run_scores[to_scale]
    levels = [study.framework.node(code).level or 0 for code in study.codes]
    return observations(
        {
            "REF_AREA": np.repeat(np.array(panel.units, "object")[unit], count),
            "CODE": np.tile(np.array(study.codes, "object"), len(unit)),
            "LEVEL": np.tile(levels, len(unit)),
            "TIME_PERIOD": np.repeat(np.array(panel.years, "object")[year], count),
            "RANK": whole(flat(study.rank)),
            "RANK_MEDIAN": _quantile(run_ranks, 0.5, "linear"),
            "RANK_LOW": whole(_quantile(run_ranks, low, "lower")),
            "RANK_HIGH": whole(_quantile(run_ranks, high, "higher")),
            "SCORE": flat(study.score),
            "SCORE_MEDIAN": _quantile(comparable, 0.5, "linear"),
            "SCORE_LOW": _quantile(comparable, low, "linear"),
            "SCORE_HIGH": _quantile(comparable, high, "linear"),
            "RUNS": (~np.isnan(run_ranks)).sum(axis=0),
            "RUNS_TO_SCALE": (~np.isnan(comparable)).sum(axis=0),
        }
    )


def _quantile(values: Numbers, share: float, way: str) -> Numbers:
    """Quantiles of the known values of each column."""
    import numpy as np

    found = np.full(values.shape[1], np.nan)
    known = ~np.isnan(values)
    whole_columns = known.all(axis=0) & (len(values) > 0)
    method: Any = way
    found[whole_columns] = np.quantile(values[:, whole_columns], share, axis=0, method=method)
    some = known.any(axis=0) & ~whole_columns
    if some.any():
        found[some] = np.nanquantile(values[:, some], share, axis=0, method=method)
    return found


def _draws(study: _Study, points: Numbers, ranks: Numbers) -> Observations:
    import numpy as np

    columns: dict[str, Any] = {"RUN": np.arange(1, len(points) + 1)}
    for place, choice in enumerate(study.choices):
        columns[choice.name.upper()] = [
            choice.label(choice.at(point)) for point in points[:, place]
        ]
    shift = study.shift_of(ranks)
    for at, code in enumerate(study.codes):
        columns[f"RANK_SHIFT_{code}"] = shift[:, at]
    return observations(columns)
