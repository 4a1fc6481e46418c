import pytest
from django.core.management import call_command

from tests import factories
from tests.canary.sittings import LINK, TOKEN, Sitting


@pytest.fixture
def sitting(db, as_user, settings):
    settings.CACHES = {  # as in production
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "shared_cache",
        }
    }
    call_command("createcachetable")
    draft = factories.RetrospectiveFactory()
    people = [
        factories.UserFactory(display_name=f"Persona {n}", teams=[draft.project.team])
        for n in "xyz"
    ]
    gathering = factories.GatheringFactory(retrospective=draft, people=3, token=TOKEN)
    browsers = [as_user(person) for person in people]
    for browser in browsers:
        assert browser.get(LINK).status_code == 200
    return Sitting(people, browsers, gathering)
