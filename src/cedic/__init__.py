"""CEDIC: trade data in, integration statistics out."""

__version__ = "0.1.0"
