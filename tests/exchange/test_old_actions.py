"""Action items of old documents come in as closed unless somebody says otherwise."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from retros.exchange import close_old_actions
from retros.exchange.document import ActionEntry, Document
from retros.models import ActionItem
from tests.test_import_page import bring_in, page_of, upload

KEPT = "Keep open action items open"


def day(offset):
    return timezone.localdate() + timedelta(days=offset)


def text(held_on):
    return f"---\ndate: {held_on or ''}\n---\n# Vans\n\n## Action items\n\n- Order more tiles\n"


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


@pytest.mark.parametrize(
    ("held_on", "due_on", "status", "after"),
    [
        (None, None, "open", "unknown"),
        (-366, None, "open", "unknown"),
        (-364, None, "open", "open"),
        (None, -364, "open", "open"),
        (-900, 30, "open", "open"),
        (-900, -800, "open", "unknown"),
        (None, None, "done", "done"),
    ],
)
def test_open_items_are_old_a_year_after_the_last_date(held_on, due_on, status, after):
    item = ActionEntry("Order tiles", due_on=due_on and day(due_on), status=status)
    document = Document("a.md", held_on=held_on and day(held_on), actions=[item])
    close_old_actions(document)
    assert item.status == after


@pytest.mark.parametrize(
    ("offset", "chosen", "expected"),
    [(-400, {}, "unknown"), (-400, {"0-keep_actions_open": "on"}, "open")],
)
def test_preview_asks_before_old_ones_are_closed(browser, offset, chosen, expected):
    preview = upload(browser, ("a.md", text(day(offset)).encode()))
    assert KEPT in page_of(preview)
    done = page_of(bring_in(browser, preview, **chosen))
    assert ("1 old action item closed" in done) == (expected == "unknown")
    assert ActionItem.objects.get().status == expected


def test_date_that_the_person_sets_in_the_preview_decides(browser):
    preview = upload(browser, ("a.md", text(day(-400)).encode()))
    again = bring_in(browser, preview, **{"0-held_on": str(day(-20)), "look": "1"})
    assert KEPT not in page_of(again)
    bring_in(browser, again)
    assert ActionItem.objects.get().status == "open"


@pytest.mark.parametrize(
    ("options", "expected"), [((), "unknown"), (("--keep-actions-open",), "open")]
)
def test_command_closes_old_ones_unless_told_otherwise(member, tmp_path, options, expected):
    (tmp_path / "a.md").write_text(text(None))
    out = StringIO()
    call_command(
        "import_retrospectives", str(tmp_path), "--owner", member.email, *options, stdout=out
    )
    assert ("Old action items closed, outcome unknown: 1" in out.getvalue()) == (not options)
    assert ActionItem.objects.get().status == expected
