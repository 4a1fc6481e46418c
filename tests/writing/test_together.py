"""Many people at once: every save is stored, merged, or its writer sees both texts."""

import json
import re
import threading
from contextlib import suppress
from html import unescape

import pytest
from django.db import connection

from retros.models import Attachment
from retros.models.attachment import TooManyAttachments
from retros.pictures import Picture
from tests import factories

pytestmark = pytest.mark.both_databases

WRITERS, SAVES = 8, 20
# The full count is in tests/bench/writers.py, on a real server.
WRITERS_ON_ONE, SAVES_ON_ONE = 6, 8


def together(work, *, writers=WRITERS):
    """Run `work(number)` in so many threads, all starting at once."""
    barrier, failures = threading.Barrier(writers), []

    def run(number):
        try:
            barrier.wait()
            work(number)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.django_db(transaction=True)
def test_no_save_overwrites_another(as_user):
    """Each adds a word to what is there, as somebody does who is shown both texts."""
    person = factories.UserFactory()
    lesson = factories.LessonFactory(retrospective__created_by=person, detail="Begun.")
    address = f"/retrospectives/{lesson.retrospective_id}/edit/lessons/{lesson.pk}/"
    browsers = [as_user(person) for _ in range(WRITERS_ON_ONE)]

    def write(number):
        there, carried = "Begun.", {"version": 1, "base": ""}
        for save in range(SAVES_ON_ONE):
            there, carried = add(browsers[number], address, f"w{number}x{save}", there, carried)

    together(write, writers=WRITERS_ON_ONE)
    lesson.refresh_from_db()
    words = sorted(re.findall(r"w\d+x\d+", lesson.detail))
    assert words == sorted(f"w{n}x{s}" for n in range(WRITERS_ON_ONE) for s in range(SAVES_ON_ONE))


def add(browser, address, word, there, carried):
    """Save `word` behind what is there, again on top of theirs for as long as others are first."""
    while True:
        typed = {"statement": "One lesson.", "category": "team", "detail": f"{there} {word}"}
        answer = browser.post(address, typed | carried | {"autosave": 1})
        said = answer.json()
        carried = {"version": said["version"], "base": said["base"]}
        if answer.status_code == 200:
            return typed["detail"], carried
        assert answer.status_code == 409
        assert word in said["conflict"]
        there = unescape(re.findall(r'data-theirs value="([^"]*)"', said["conflict"])[-1])


@pytest.mark.django_db(transaction=True)
def test_different_parts_never_conflict(as_user):
    person = factories.UserFactory()
    retrospective = factories.RetrospectiveFactory(created_by=person)
    browsers = [as_user(person) for _ in range(WRITERS)]

    def write(number):
        address = f"/retrospectives/{retrospective.pk}/edit/observations/new/"
        for save in range(SAVES):
            typed = {"text": f"{number}.{save}", "kind": "well", "version": save, "autosave": 1}
            answer = browsers[number].post(address, typed)
            assert answer.status_code == 200, json.loads(answer.content)
            address = answer.json()["address"]

    together(write)
    last = {f"{number}.{SAVES - 1}" for number in range(WRITERS)}
    assert set(retrospective.observations.values_list("text", flat=True)) == last
    assert set(retrospective.observations.values_list("version", flat=True)) == {SAVES}


@pytest.mark.django_db(transaction=True)
def test_pictures_added_at_once_keep_to_the_limit(monkeypatch):
    monkeypatch.setattr("retros.models.attachment.ATTACHMENTS_MAX", 3)
    retrospective = factories.RetrospectiveFactory()
    picture = Picture(content=b"picture", media_type="image/png", width=1, height=1)

    def add_picture(number):
        with suppress(TooManyAttachments):
            Attachment.objects.store(retrospective, picture)

    together(add_picture)
    assert Attachment.objects.count() == 3
