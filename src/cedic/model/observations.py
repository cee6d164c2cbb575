"""Observations: the tables that CEDIC hands out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from cedic.model.structure import Dataflow


class Observations:
    """Rows of observations, computed when they are asked for.

    Parameters
    ----------
    reader : callable
        Gives the rows as a new ``pyarrow.RecordBatchReader``.
    dataflow : Dataflow, optional
        The declaration the rows follow, when they come from a store.
    expression : ibis.Table, optional
        The same rows as an Ibis expression, to go on from.

    Notes
    -----
    Any library that reads the Arrow stream interface (pandas, Polars, DuckDB, Arrow) takes
    observations as they are.
    """

    def __init__(
        self,
        reader: Callable[[], pa.RecordBatchReader],
        *,
        dataflow: Dataflow | None = None,
        expression: ir.Table | None = None,
    ) -> None:
        self._reader = reader
        self.dataflow = dataflow
        self.expression = expression

    @classmethod
    def of(cls, expression: ir.Table) -> Observations:
        """Observations from an Ibis expression."""
        return cls(lambda: expression.to_pyarrow().to_reader(), expression=expression)

    def to_batches(self) -> pa.RecordBatchReader:
        """The rows as a stream of Arrow record batches, for tables larger than memory."""
        return self._reader()

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        return self.to_batches().read_all()

    def to_pandas(self) -> pd.DataFrame:
        """The rows as a pandas data frame."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """The rows as a Polars data frame.

        Raises
        ------
        UsageError
            If Polars is not installed.
        """
        try:
            import polars as pl
        except ImportError:
            from cedic.errors import UsageError

            raise UsageError("Polars is not installed.", remedy="run: pip install polars") from None
        frame = pl.from_arrow(self.to_arrow())
        assert isinstance(frame, pl.DataFrame)  # noqa: S101 - from a table comes a frame
        return frame

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.to_batches().__arrow_c_stream__(requested_schema)

    def __repr__(self) -> str:
        return repr(self.to_pandas())

    def _repr_html_(self) -> str:
        return str(self.to_pandas().to_html(max_rows=60, index=False, na_rep="··"))
