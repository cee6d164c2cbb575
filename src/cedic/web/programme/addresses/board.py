"""The addresses of follow-up."""

from django.urls import URLPattern, path

from cedic.web.programme import board, board_charts, notice_pages

EVERYONE: list[URLPattern] = [
    path("notices/", notice_pages.of_member),
    path("notices/read/", notice_pages.read_all),
    path("notices/digest/", notice_pages.digest),
    path("notices/<int:pk>/read/", notice_pages.read),
]
STAFF: list[URLPattern] = [
    path("", board.board),
    path("gantt", board_charts.schedule),
    path("budget", board_charts.budget),
    path("budget.csv", board_charts.budget_csv),
    path("workload", board_charts.workload),
    path("notices/", notice_pages.of_staff),
    path("board/tasks/<int:pk>/done/", board.done),
    path("board/items/<int:pk>/risk/", board.risk),
]
PLAIN: list[URLPattern] = []
