from functools import cache

import pytest
from django.core.management import call_command
from django.db import transaction

from retros.insights import counting
from retros.kept_html.store import Store
from retros.models import QuestionBox
from retros.models.composed import forget_statements
from retros.search import kept
from tests import factories
from tests.canary import worlds
from tests.canary.sittings import LINK, RISKS_LINK, TOKEN, Sitting


@pytest.fixture(scope="module")
def built_world(django_db_setup, django_db_blocker):
    """Built once, which takes as long as many tests; each works in its own savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield worlds.build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built_world, db, monkeypatch):
    """The whole world, of which the process keeps no page that another test has seen.

    It is too small for insights to say anything, so each page with them would count again.
    """
    monkeypatch.setattr("retros.kept_html._store", Store())
    monkeypatch.setattr(kept, "_store", kept.Store())
    monkeypatch.setattr(counting, "recount", cache(counting.recount))
    return built_world


@pytest.fixture
def shared_cache(db, settings):
    settings.CACHES = {  # as in production
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
        }
    }
    call_command("createcachetable")


@pytest.fixture
def sitting(shared_cache, as_user):
    """A gathering."""
    draft = factories.RetrospectiveFactory()
    gathering = factories.GatheringFactory(retrospective=draft, people=3, token=TOKEN)
    return _with_three(as_user, draft.project.team, gathering, LINK)


@pytest.fixture
def risk_sitting(shared_cache, as_user):
    """People who imagine the risks of a kickoff."""
    premortem = factories.PremortemFactory(people=3, token=TOKEN)
    return _with_three(as_user, premortem.kickoff.project.team, premortem, RISKS_LINK)


@pytest.fixture
def question_sitting(shared_cache, as_user):
    """People who ask about a lesson without their names."""
    lesson = factories.LessonFactory(published=True)
    box = QuestionBox.objects.open()
    address = f"/questions/lesson/{lesson.pk}/ask/"
    return _with_three(as_user, lesson.retrospective.project.team, box, address)


def _with_three(as_user, team, box, link):
    people = [factories.UserFactory(display_name=f"Persona {n}", teams=[team]) for n in "xyz"]
    browsers = [as_user(person) for person in people]
    for browser in browsers:
        assert browser.get(link).status_code == 200
    return Sitting(people, browsers, box, link)


@pytest.fixture(autouse=True)
def statements_made_with_the_leak(request):
    """Statements are kept for a day: a deliberate leak is in none made before, and stays in none."""
    if "leak" not in request.fixturenames:
        yield
        return
    forget_statements()
    yield
    forget_statements()
