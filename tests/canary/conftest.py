import pytest
from django.core.management import call_command

from retros.models import QuestionBox
from tests import factories
from tests.canary.sittings import LINK, RISKS_LINK, TOKEN, Sitting


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
