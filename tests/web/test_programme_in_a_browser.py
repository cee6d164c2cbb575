"""Every page of the work programme, with something on it, as axe and a phone see it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from programme_portal import fine, opened, working
from test_pages_in_a_browser import LOOKS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from cedic.warehouse import Store

pytestmark = pytest.mark.heavy

PUBLIC = (
    "",
    "1/",
    "1/versions/1/",
    "items/4/",
    "mandates/",
    "mandates/1/",
    "mandates/gaps",
    "by/mandate",
    "by/theme",
    "by/axis",
    "by/country?country=BRB",
    "meetings/",
    "meetings/1/",
    "meetings/4/register/",
    "convergence/",
    "convergence/DEMO-CADENAS/",
    "convergence/common?o=DEMO-NORTE&o=DEMO-SUR&o=DEMO-ISLAS",
    "search?q=comercio",
)
OF_MEMBERS = ("member-states", "2/", "2/comment/", "2/compare", "notices/")
OF_STAFF = (
    "",
    "gantt",
    "budget",
    "workload",
    "notices/",
    "programmes/",
    "programmes/new/",
    "programmes/1/",
    "programmes/2/comments/",
    "items/4/",
    "programmes/1/steps/progress/",
    "meetings/new/",
    "meetings/1/",
    "meetings/1/status/",
    "meetings/1/record/",
    "meetings/1/people/",
    "meetings/4/invite/",
    "mandates/1/",
    "convergence/",
    "convergence/entries/add/",
    "convergence/import/",
    "imports/",
    "imports/new/",
    "settings/",
    "figures/",
    "export/",
    "documents/add/?owner=meeting:1",
)


@pytest.fixture(scope="module")
def portal(
    tmp_path_factory: pytest.TempPathFactory, sample_store: Store
) -> Iterator[tuple[str, dict[str, str]]]:
    """A portal with the demonstration in it."""
    home = tmp_path_factory.mktemp("shown")
    with working(home, sample_store, demonstration=True) as found:
        yield found


@pytest.mark.parametrize("language", LOOKS)
def test_every_page_is_accessible_and_fits(
    browser: Browser, portal: tuple[str, dict[str, str]], language: str
) -> None:
    address, sessions = portal
    wrong = []
    for who, part, paths in (
        ("", "programme", PUBLIC),
        ("jamaica", "programme", OF_MEMBERS),
        ("publisher", "programme", PUBLIC),
        ("publisher", "manage/programme", OF_STAFF),
    ):
        with opened(browser, language, address, sessions.get(who, "")) as page:
            for path in paths:
                status = page.goto(f"{address}/{language}/{part}/{path}").status
                try:
                    assert status == 200
                    fine(page)
                except AssertionError as error:
                    wrong.append(f"{who} {part}/{path} {status}: {error}")
    assert not wrong, "\n\n".join(wrong)
