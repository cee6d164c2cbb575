"""The addresses of the work programme: for everyone, and for staff."""

from django.urls import URLPattern

from cedic.web.programme.addresses import (
    board,
    convergence,
    documents,
    imports,
    mandates,
    meetings,
    member_states,
    out,
    programmes,
)

PARTS = (programmes, mandates, meetings, convergence, documents, member_states, board, imports, out)

everyone: list[URLPattern] = [one for part in PARTS for one in part.EVERYONE]
"""Below ``/es/programme/``."""
staff: list[URLPattern] = [one for part in PARTS for one in part.STAFF]
"""Below ``/es/manage/programme/``."""
plain: list[URLPattern] = [one for part in PARTS for one in part.PLAIN]
"""Without a language: documents, calendars, and what machines read."""
