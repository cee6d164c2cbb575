r"""How alike two partitions of the same areas are, beyond what chance alone would give.

With :math:`n_{ij}` the areas in class i of one partition and class j of the other, :math:`a_i` and
:math:`b_j` the sizes of the classes and N all areas.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cedic.errors import MissingLibraryError, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NEXT_TO_NOTHING = 1e-12
"""What rounding leaves of a difference that is zero."""


def adjusted_mutual_information(first: Sequence[Any], second: Sequence[Any]) -> float | None:
    r"""Mutual information of two partitions, adjusted for chance.

    .. math:: \mathrm{AMI} = \frac{I - E(I)}{\frac{1}{2}(H_1 + H_2) - E(I)}, \quad
       I = \sum_{ij} \frac{n_{ij}}{N} \ln\frac{N n_{ij}}{a_i b_j}

    with H the entropies and E(I) the exact expectation over all partitions with classes of the same
    sizes.

    Parameters
    ----------
    first, second : sequence
        The class of each area in either partition, in the same order; any labels.

    Returns
    -------
    float or None
        1 for equal partitions, about 0 for unrelated ones, below 0 for less alike than by chance.
        None where chance decides all: both partitions have one class, or one class for each area.

    Raises
    ------
    UsageError
        If the sequences are empty or of different length.
    MissingLibraryError
        If SciPy is not installed.

    Notes
    -----
    Source: Vinh, Epps and Bailey (2010), with the arithmetic mean of the entropies.
    """
    import numpy as np

    shared = _contingency(first, second)
    rows, columns, count = shared.sum(axis=1), shared.sum(axis=0), int(shared.sum())
    expected_by_size = np.outer(rows, columns) / count
    found = shared > 0
    information = float(
        np.sum(shared[found] / count * np.log(shared[found] / expected_by_size[found]))
    )
    chance = _expected_information(rows, columns)
    spread = (_entropy(rows) + _entropy(columns)) / 2 - chance
    return (information - chance) / spread if spread > NEXT_TO_NOTHING else None


def adjusted_rand(first: Sequence[Any], second: Sequence[Any]) -> float | None:
    r"""Rand index of two partitions, adjusted for chance.

    .. math:: \mathrm{ARI} = \frac{S - E}{\frac{1}{2}(A + B) - E}, \quad E = AB / \binom{N}{2}

    with :math:`S = \sum_{ij}\binom{n_{ij}}{2}`, :math:`A = \sum_i\binom{a_i}{2}` and
    :math:`B = \sum_j\binom{b_j}{2}`: pairs that are together in both, in one, in the other.

    Parameters
    ----------
    first, second : sequence
        The class of each area in either partition, in the same order; any labels.

    Returns
    -------
    float or None
        1 for equal partitions, about 0 for unrelated ones. None where chance decides all: both
        partitions have one class, or one class for each area.

    Raises
    ------
    UsageError
        If the sequences are empty or of different length.

    Notes
    -----
    Source: Hubert and Arabie (1985).
    """
    shared = _contingency(first, second)
    together, in_first, in_second = (
        _pairs(part) for part in (shared, shared.sum(axis=1), shared.sum(axis=0))
    )
    all_pairs = _pairs(shared.sum())
    chance = in_first * in_second / all_pairs if all_pairs else 0.0
    spread = (in_first + in_second) / 2 - chance
    return (together - chance) / spread if spread > NEXT_TO_NOTHING else None


def _contingency(first: Sequence[Any], second: Sequence[Any]) -> NDArray[np.int64]:
    """How many areas are in each class of one partition and each of the other."""
    import numpy as np

    if len(first) != len(second) or not len(first):
        raise UsageError(
            f"Partitions of {len(first)} and {len(second)} areas cannot be compared.",
            remedy="give the class of the same areas, one or more, in the same order",
        )
    rows, row = np.unique(list(first), return_inverse=True)
    columns, column = np.unique(list(second), return_inverse=True)
    cells = np.bincount(row * len(columns) + column, minlength=len(rows) * len(columns))
    return cells.reshape(len(rows), len(columns))


def _pairs(sizes: NDArray[np.int64]) -> float:
    return float((sizes * (sizes - 1) // 2).sum())


def _entropy(sizes: NDArray[np.int64]) -> float:
    import numpy as np

    shares = sizes / sizes.sum()
    return float(-np.sum(shares * np.log(shares)))


def _expected_information(rows: NDArray[np.int64], columns: NDArray[np.int64]) -> float:
    """Mutual information to be expected of classes of these sizes, by the hypergeometric law."""
    import numpy as np

    try:
        from scipy.special import gammaln
    except ImportError:
        raise MissingLibraryError("scipy", "the adjusted mutual information") from None
    count = rows.sum()
    a, b = rows[:, None, None], columns[None, :, None]
    shared = np.arange(1, min(rows.max(), columns.max()) + 1)[None, None, :]
    possible = (shared <= np.minimum(a, b)) & (shared >= a + b - count)
    a, b, shared = (np.broadcast_to(part, possible.shape)[possible] for part in (a, b, shared))

    def log_factorial(number: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(gammaln(number + 1.0))

    chance = np.exp(
        log_factorial(a)
        + log_factorial(b)
        + log_factorial(count - a)
        + log_factorial(count - b)
        - log_factorial(count)
        - log_factorial(shared)
        - log_factorial(a - shared)
        - log_factorial(b - shared)
        - log_factorial(count - a - b + shared)
    )
    return float(np.sum(shared / count * np.log(count * shared / (a * b)) * chance))
