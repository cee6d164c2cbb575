"""A programme from its draft to its report, as a publisher, a member state and the public see it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from programme_portal import WHO, fine, opened, working

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from cedic.warehouse import Store


@pytest.fixture(scope="module")
def portal(
    tmp_path_factory: pytest.TempPathFactory, sample_store: Store
) -> Iterator[tuple[str, dict[str, str]]]:
    """A portal without programmes: its address, and the sessions of who works in it."""
    with working(tmp_path_factory.mktemp("walked"), sample_store) as found:
        yield found


def sent(page: Page) -> None:
    """Send the form that the page is about."""
    page.locator("main form.fields").last.locator("p.choices button").first.click()
    page.wait_for_load_state()


def number(page: Page) -> int:
    """The number in the address of the page."""
    return int(re.findall(r"/(\d+)/", page.url)[-1])


@pytest.mark.parametrize("language", ["es", "en"])
def test_from_a_draft_to_the_report(
    browser: Browser, portal: tuple[str, dict[str, str]], language: str
) -> None:
    address, sessions = portal
    base = f"{address}/{language}/"
    today = date.today()
    year = today.year + (language == "en")
    with ExitStack() as stack:
        staff, member, other, public = (
            stack.enter_context(opened(browser, language, address, session))
            for session in (*(sessions[who] for who in WHO), "")
        )
        programme = drafted(staff, base, language, year)
        activity = described(staff, base, language, programme, year)

        # A draft is nobody's but the secretariat's.
        for page in (public, member):
            assert page.goto(f"{base}programme/{programme}/").status == 404

        circulated(staff, base, programme, today)
        assert public.goto(f"{base}programme/{programme}/").status == 404
        commented(member, base, programme, activity)
        other.goto(f"{base}programme/items/{activity}/")
        assert "services" not in other.inner_text("main")

        answered(staff, base, programme)
        adopted(staff, base, programme, today)
        published(staff, base, programme)
        assert public.goto(f"{base}programme/{programme}/").status == 200
        fine(public)
        public.goto(f"{base}programme/items/{activity}/")
        assert "services" not in public.inner_text("main")
        other.goto(f"{base}programme/items/{activity}/")
        assert "services" in other.inner_text("main")

        executed(staff, base, programme, activity, today, lambda: seen(public, base, activity))
        assert "completed" in seen(public, base, activity)
        reported(public, base, programme, year)


def drafted(page: Page, base: str, language: str, year: int) -> int:
    """A draft with an area, a project and an activity; its number."""
    page.goto(f"{base}manage/programme/programmes/new/")
    fine(page)
    page.fill(f"#title-{language}", "Walked <b>programme</b>")
    page.fill("#starts", str(year))
    page.fill("#ends", str(year))
    sent(page)
    programme = number(page)
    above = ""
    for level, code in (("area", "I"), ("project", "I.1"), ("activity", "I.1.1")):
        page.goto(f"{base}manage/programme/programmes/{programme}/items/new/{above}")
        page.select_option("#level", level)
        page.fill("#code", code)
        page.fill(f"#title-{language}", f"The {level}")
        sent(page)
        page.goto(f"{base}manage/programme/programmes/{programme}/")
        [row] = page.locator("tr[id^=item-]", has=page.locator(f"td.code:text-is('{code}')")).all()
        above = f"?parent={row.get_attribute('id').removeprefix('item-')}"
    fine(page)
    assert page.locator("main b").count() == 0
    return programme


def described(page: Page, base: str, language: str, programme: int, year: int) -> int:
    """The activity's sections, written on one page; its number."""
    page.goto(f"{base}manage/programme/programmes/{programme}/")
    row = page.locator("tr[id^=item-]", has=page.locator("td.code:text-is('I.1.1')"))
    activity = int(row.get_attribute("id").removeprefix("item-"))
    page.goto(f"{base}manage/programme/items/{activity}/")
    page.fill(f"#objectives-0-text-{language}", "To walk from one end to the other.")
    page.fill(f"#tasks-0-text-{language}", "First step")
    page.fill("#tasks-0-schedule", "March - June" if language == "en" else "Marzo - Junio")
    page.select_option("#outputs-0-kind", "study")
    page.fill(f"#outputs-0-title-{language}", "A study")
    page.select_option("#outputs-0-mode", "internal")
    page.select_option("#financing-0-source", "own_budget")
    page.fill("#financing-0-planned", "1200")
    sent_whole(page)
    page.goto(f"{base}manage/programme/items/{activity}/")
    assert page.input_value("#tasks-0-starts") == f"{year}-03-01"
    assert page.input_value("#tasks-0-ends") == f"{year}-06-30"
    fine(page)
    return activity


def sent_whole(page: Page) -> None:
    page.locator("form.item > p.choices button").click()
    page.wait_for_load_state()


def stepped(page: Page, base: str, programme: int, step: str, **values: str) -> None:
    """Take a step of a programme, past the page that says what it does."""
    page.goto(f"{base}manage/programme/programmes/{programme}/steps/{step}/")
    fine(page)
    for name, value in values.items():
        page.fill(f"#{name}", value)
    sent(page)
    assert page.url.endswith(f"/programmes/{programme}/"), page.inner_text("main")


def circulated(page: Page, base: str, programme: int, today: date) -> None:
    until = today + timedelta(days=20)
    stepped(
        page,
        base,
        programme,
        "circulate",
        comments_from=today.isoformat(),
        comments_until=until.isoformat(),
    )


def commented(page: Page, base: str, programme: int, activity: int) -> None:
    page.goto(f"{base}programme/{programme}/")
    fine(page)
    page.goto(f"{base}programme/{programme}/comment/?item={activity}")
    fine(page)
    page.fill("#text", "Please add services. <script>alert(1)</script>")
    sent(page)
    page.goto(f"{base}programme/items/{activity}/")
    assert "services" in page.inner_text("main")


def answered(page: Page, base: str, programme: int) -> None:
    page.goto(f"{base}manage/programme/programmes/{programme}/comments/")
    fine(page)
    page.locator("article.comment p a").last.click()
    page.fill("#answer", "Taken up.")
    sent(page)


def published(page: Page, base: str, programme: int) -> None:
    """Show the comments to all member states, once nobody writes any more."""
    page.goto(f"{base}manage/programme/programmes/{programme}/comments/publish/")
    fine(page)
    page.check("input[name=visibility][value=members]")
    sent(page)


def adopted(page: Page, base: str, programme: int, today: date) -> None:
    stepped(page, base, programme, "adopt", on=today.isoformat(), decision="Decision 1")


def executed(
    page: Page, base: str, programme: int, activity: int, today: date, told: Callable[[], str]
) -> None:
    page.goto(f"{base}manage/programme/items/{activity}/")
    page.select_option("#new-status", "completed")
    page.fill("#status-on", today.isoformat())
    page.locator("#status form button").click()
    page.wait_for_load_state()
    # Nobody else sees it before it is published.
    assert "completed" not in told()
    stepped(page, base, programme, "progress")


def seen(page: Page, base: str, activity: int) -> str:
    """The statuses that a visitor sees of an activity."""
    page.goto(f"{base}programme/items/{activity}/")
    return " ".join(
        one.get_attribute("class") for one in page.locator(".facts .state, .state").all()
    )


def reported(page: Page, base: str, programme: int, year: int) -> None:
    """The documents that a visitor takes away."""
    from docx import Document
    from pypdf import PdfReader

    def taken(name: str) -> Any:
        answer = page.request.get(f"{base}programme/{programme}/{name}")
        assert answer.status == 200, name
        return BytesIO(answer.body())

    whole = PdfReader(taken("document.pdf"))
    assert whole.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Walked <b>programme</b>" in whole.pages[0].extract_text()
    report = Document(taken(f"report-{year}.docx"))
    assert any("The activity" in one.text for one in report.paragraphs)
    assert b"&lt;b&gt;programme" in taken("document.html").getvalue()
