"""Floor 4: the standard service of statistical offices (SDMX), without any web framework.

A web server hands a :class:`Request` to :func:`answer` and sends the :class:`Answer` on.
"""

from cedic.sdmx.exchange import Answer, Request
from cedic.sdmx.service import answer

__all__ = ["Answer", "Request", "answer"]
