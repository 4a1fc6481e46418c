"""The search for the author on the disk: files, write-ahead logs and dead rows of the database.

The three sign in right before they write, so that the row of an account changes beside the inbox.
"""

import re
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from retros.models import Gathering, Premortem
from tests.canary.disk import found_in, named_by_neighbors, on_disk
from tests.canary.sittings import TEXTS, contribute, number_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
INBOXES = {Gathering._meta.db_table, Premortem._meta.db_table}
WRITES = re.compile(
    r'\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)"?', re.IGNORECASE
)


@pytest.fixture(params=["sitting", "risk_sitting", "question_sitting"])
def meeting(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(params=["sitting", "risk_sitting"])
def meeting_by_link(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def texts():
    """Texts of this test alone, as logs keep those of others; few, as PostgreSQL packs long rows."""
    return [f"{text} {uuid.uuid4().hex[:8]}" for text in TEXTS[:6]]


def sign_in_and_write(meeting, texts):
    """Each text by the next of the three, who signs in for it; returns {text: address}."""
    author_of = {}
    for turn, text in enumerate(texts):
        who = turn % 3
        meeting.browsers[who].force_login(meeting.people[who])
        contribute(meeting, who, text)
        author_of[text] = meeting.people[who].email
    return author_of


def test_disk_holds_no_text_before_the_reveal(meeting, texts):
    sign_in_and_write(meeting, texts)
    files = on_disk()
    assert found_in(files, [person.email for person in meeting.people]) >= 3
    assert found_in(files, texts) == 0


def test_disk_names_no_author_after_the_reveal(meeting, texts):
    author_of = sign_in_and_write(meeting, texts)
    assert len(meeting.box.reveal()) == len(texts)
    files = on_disk()
    assert found_in(files, texts) >= len(texts)
    # A third stands behind its author by chance: all texts stand together behind one of them.
    assert named_by_neighbors(files, author_of) <= len(texts) / 2


def test_search_finds_texts_and_authors_that_are_not_encrypted(meeting, texts, monkeypatch):
    monkeypatch.setattr(
        "retros.models.anonymous_inbox.encrypt", lambda values, token, bound_to: values
    )
    author_of = sign_in_and_write(meeting, texts)
    files = on_disk()
    assert found_in(files, texts) >= len(texts)
    assert named_by_neighbors(files, author_of) > len(texts) / 2


def test_reveal_takes_earlier_states_off_the_disk(meeting):
    states = []
    for who, text in enumerate(TEXTS[:9]):
        contribute(meeting, who % 3, text)
        meeting.box.refresh_from_db()
        states.append(meeting.box.waiting[1000:1100])
    with CaptureQueriesContext(connection) as asked:
        assert meeting.box.reveal()
    if connection.vendor == "sqlite":
        assert found_in(on_disk(), states) == 0
    else:  # which clears a page when it fills it again
        assert any(query["sql"].startswith("VACUUM") for query in asked)


def test_requests_for_an_inbox_write_to_its_table_alone(meeting_by_link):
    text = TEXTS[0]
    address = f"{meeting_by_link.link}{number_of(text)}/"
    browser = meeting_by_link.browsers[0]
    said = {"text": "other words", "kind": "well", "signed": "no"}
    with CaptureQueriesContext(
        connection,
    ) as asked:
        contribute(meeting_by_link, 0, text)
        for page in (meeting_by_link.link, address):
            assert browser.get(page).status_code == 200
        assert browser.post(address, said).status_code == 302
        assert browser.post(f"{address}remove/").status_code == 200
    written = [match[1] for query in asked if (match := WRITES.match(query["sql"]))]
    assert len(written) == 3
    assert set(written) <= INBOXES


def test_size_tells_neither_length_nor_number(meeting_by_link):
    sizes = {len(meeting_by_link.box.waiting)}
    for number in range(40):
        meeting_by_link.browsers[number % 3].post(
            meeting_by_link.link,
            {"text": "x" * 7 * number + "y", "kind": "well", "signed": "no", "category": ""},
        )
        meeting_by_link.box.refresh_from_db()
        sizes.add(len(meeting_by_link.box.waiting))
    assert len(meeting_by_link.box.contents().all()) == 40
    assert len(sizes) == 1
