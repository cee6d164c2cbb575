"""Skewness and kurtosis as statistical offices compute them, over many series at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def moments(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Skewness and excess kurtosis, adjusted for the size of the sample.

    With n known values, m_k the mean of their deviations from the mean to the power of k:

    .. math::

        G_1 = \frac{\sqrt{n(n-1)}}{n-2} \frac{m_3}{m_2^{3/2}}, \qquad
        G_2 = \frac{n-1}{(n-2)(n-3)} \left((n+1)\left(\frac{m_4}{m_2^2} - 3\right) + 6\right)

    which spreadsheets, SAS and COINr give, and scipy with ``bias=False``.

    Parameters
    ----------
    values : ndarray of float64
        Points × series; NaN where nothing is known.

    Returns
    -------
    tuple of ndarray
        Of each series: NaN for skewness where fewer than 3 values are known, for kurtosis fewer
        than 4, for both where all are the same.

    References
    ----------
    Joanes, D. N. and Gill, C. A. (1998). "Comparing measures of sample skewness and kurtosis",
    The Statistician 47(1), 183–189.
    """
    import numpy as np

    known = ~np.isnan(values)
    n = known.sum(axis=0).astype("float64")
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = np.where(known, values, 0).sum(axis=0) / n
        apart = np.where(known, values - mean, 0)
        # Powers of figures in dollars would overflow: the measures are free of scale.
        apart /= np.abs(apart).max(axis=0, initial=0)
        squares = apart * apart
        m2 = squares.sum(axis=0) / n
        g1 = (squares * apart).sum(axis=0) / n / m2**1.5
        g2 = (squares * squares).sum(axis=0) / n / m2**2 - 3
        skewness = np.sqrt(n * (n - 1)) / (n - 2) * g1
        kurtosis = (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6)
    low = np.where(known, values, np.inf).min(axis=0, initial=np.inf)
    high = np.where(known, values, -np.inf).max(axis=0, initial=-np.inf)
    varied = low < high
    return (
        np.where(varied & (n > 2), skewness, np.nan),
        np.where(varied & (n > 3), kurtosis, np.nan),
    )
