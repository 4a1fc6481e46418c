"""The search for the author: who wrote which unattributed thought is nowhere to be found.

Three people contribute in a known order, signed and not. Then everything that is kept is looked
through: each table in the order of its rows on the disk, sessions, the shared cache, the log at
its most talkative, the repair pages.
"""

import re
from random import Random

import pytest
from django.utils import timezone

from retros.models import Lesson, Observation
from tests import factories
from tests.canary.sittings import (
    SIGNED,
    TEXTS,
    TOKEN,
    comparable,
    contribute,
    kept_after,
    tables,
    write_in_turn,
)

pytestmark = pytest.mark.both_databases


def traces_of(person):
    """What would lead to `person` if it stood beside a text."""
    keys = [person.email, person.display_name]
    return [*keys, f"'signed_by': {person.pk}", f'"signed_by": {person.pk}']


@pytest.mark.parametrize("reveal", [False, True])
def test_who_wrote_what_leaves_equal_tables_and_logs(sitting, reveal, monkeypatch):
    monkeypatch.setattr("retros.models.anonymous_inbox.SystemRandom", lambda: Random(7))
    leaves_equal_traces(sitting, reveal=reveal)


def leaves_equal_traces(sitting, reveal=False):
    """The same texts by other people, and in another order, leave the same behind."""
    kept, said = kept_after(sitting, reveal=reveal)
    for how in ({"first": 1}, {"first": 2}, {"texts": TEXTS[::-1]}):
        kept_otherwise, said_otherwise = kept_after(sitting, reveal=reveal, **how)
        assert comparable(kept_otherwise) == comparable(kept)
        assert said_otherwise == said


def test_nothing_that_leads_to_a_person_stands_beside_a_text(sitting):
    for reveal in (False, True):
        kept, _ = kept_after(sitting, reveal=reveal)
        for rows in kept.values():
            for row in rows:
                for thought in re.findall(r"\{[^{}]*\}", row) or [row]:
                    if any(text in thought for text in TEXTS):
                        for person in sitting.people:
                            assert not [t for t in traces_of(person) if t in thought]


def test_no_order_of_rows_is_the_order_of_writing(sitting):
    for reveal in (False, True):
        kept, _ = kept_after(sitting, reveal=reveal)
        for rows in kept.values():
            met = list(dict.fromkeys(re.findall("|".join(TEXTS), " ".join(rows))))
            for theirs in (TEXTS, *(TEXTS[who::3] for who in range(3))):  # of each alone, too
                written = [text for text in theirs if text in met]
                found = [text for text in met if text in theirs]
                # Of fewer, chance alone would bring some into their order now and then.
                assert len(written) < 8 or found not in (written, written[::-1])


def test_no_moment_is_kept_but_the_day(sitting):
    write_in_turn(sitting)
    sitting.box.reveal()
    for part in [*Observation.objects.all(), *Lesson.objects.all()]:
        for moment in (part.created_at, part.updated_at):
            assert timezone.localtime(moment).time().isoformat() == "00:00:00"


def test_session_cache_and_messages_are_as_before(sitting):
    before = tables()
    write_in_turn(sitting)
    after = tables()
    for table in ("django_session", "shared_cache", "accounts_user", "django_admin_log"):
        assert after[table] == before[table]
    for browser in sitting.browsers:
        assert "messages" not in browser.cookies


def test_log_says_nothing_at_any_level(sitting):
    _, said = kept_after(sitting, reveal=True)
    for line in said:
        assert not [text for text in [*TEXTS, SIGNED, TOKEN] if text in line]
        assert not [p for p in sitting.people if p.email in line or p.display_name in line]


def test_two_thoughts_of_one_person_have_nothing_in_common(sitting):
    for text in TEXTS[:3]:
        contribute(sitting, 0, text)
    sitting.box.refresh_from_db()
    marks = [one.mark for one in sitting.box.contents().all()]
    assert len(set(marks)) == 3
    assert len({mark[:8] for mark in marks}) == 3


def test_repair_pages_show_no_text_before_the_reveal_and_no_author_after(sitting, as_user):
    root = factories.UserFactory(is_superuser=True, is_staff=True)
    write_in_turn(sitting)
    before = _repair_pages(as_user(root))
    assert before
    assert not [page for page in before if any(text in page for text in TEXTS)]
    sitting.box.reveal()
    factories.MembershipFactory(user=root, team=sitting.box.retrospective.project.team)
    after = _repair_pages(as_user(root))
    shown = [page for page in after if any(text in page for text in TEXTS)]
    assert shown
    for page in shown:
        assert not [person for person in sitting.people if person.email in page]


def _repair_pages(browser):
    """Every list and every row that the admin shows."""
    pages = [browser.get("/admin/").text]
    for address in sorted(set(re.findall(r'href="(/admin/retros/\w+/)"', pages[0]))):
        pages.append(browser.get(address).text)
        for row in set(re.findall(rf'href="({address}\d+/change/[^"]*)"', pages[-1])):
            pages.append(browser.get(row).text)
    return pages


SEARCHES = [  # which the deliberate leaks are tried on
    leaves_equal_traces,
    test_nothing_that_leads_to_a_person_stands_beside_a_text,
    test_no_order_of_rows_is_the_order_of_writing,
    test_log_says_nothing_at_any_level,
    test_session_cache_and_messages_are_as_before,
    test_no_moment_is_kept_but_the_day,
]
