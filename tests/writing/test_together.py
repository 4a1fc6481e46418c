"""Many people at once: every save is stored, or its writer sees both texts."""

import threading

import pytest
from django.db import connection

from tests import factories

WRITERS, SAVES = 6, 5


def together(work):
    """Run `work(number)` in as many threads as there are writers, all starting at once."""
    barrier, failures = threading.Barrier(WRITERS), []

    def run(number):
        try:
            barrier.wait()
            work(number)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.django_db(transaction=True)
def test_no_save_overwrites_another(as_user):
    person = factories.UserFactory()
    lesson = factories.LessonFactory(retrospective__created_by=person)
    address = f"/retrospectives/{lesson.retrospective_id}/edit/lessons/{lesson.pk}/"
    browsers = [as_user(person) for _ in range(WRITERS)]
    stored = []

    def write(number):
        for save in range(SAVES):
            lesson_now = type(lesson).objects.get(pk=lesson.pk)
            words = f"{lesson_now.statement[-80:]} {number}.{save}"
            typed = {"statement": words, "category": "team", "version": lesson_now.version}
            status = browsers[number].post(address, typed).status_code
            assert status in {302, 409}
            if status == 302:
                stored.append(words)

    together(write)
    lesson.refresh_from_db()
    assert lesson.version == 1 + len(stored)
    assert lesson.statement in stored


@pytest.mark.django_db(transaction=True)
def test_different_parts_never_conflict(as_user):
    person = factories.UserFactory()
    retrospective = factories.RetrospectiveFactory(created_by=person)
    browsers = [as_user(person) for _ in range(WRITERS)]

    def write(number):
        for save in range(SAVES):
            typed = {"text": f"{number}.{save}", "kind": "well", "version": 0}
            address = f"/retrospectives/{retrospective.pk}/edit/observations/new/"
            assert browsers[number].post(address, typed).status_code == 302

    together(write)
    assert retrospective.observations.count() == WRITERS * SAVES
