"""Data: from a request to a stream of observations in one of the standard's formats."""

from cedic.sdmx.data.answering import answer

__all__ = ["answer"]
