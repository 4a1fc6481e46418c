"""Several people change one published text at once: no state between two sittings is lost."""

import pytest

from retros.models import Retrospective
from tests import factories
from tests.writing.test_together import SAVES, WRITERS, together

pytestmark = pytest.mark.both_databases


@pytest.mark.django_db(transaction=True)
def test_what_each_sitting_began_with_is_kept(as_user):
    people = [factories.UserFactory() for _ in range(WRITERS)]
    retrospective = factories.RetrospectiveFactory(published=True)
    retrospective.invited.set(people)
    notes = [factories.ObservationFactory(retrospective=retrospective) for _ in people]
    browsers = [as_user(person) for person in people]

    def write(number):
        address = f"/retrospectives/{retrospective.pk}/edit/observations/{notes[number].pk}/"
        for save in range(SAVES):
            typed = {"text": f"{number}.{save:02}", "kind": "well", "version": save + 1}
            assert browsers[number].post(address, typed).status_code == 302

    together(write)
    versions = list(retrospective.versions.order_by("number"))
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    assert [version.is_newest for version in versions].count(True) == 1
    texts = [_texts(version) for version in versions]
    for number in range(WRITERS):
        # What others save goes on being saved: each note's text only ever moves forward.
        order = [text[notes[number].pk] for text in texts]
        assert order == sorted(order)
    # A version holds the changes of one person only: nobody's was taken for somebody else's.
    for before, after, version in zip(texts, texts[1:], versions[1:], strict=False):
        changed = [people[n] for n in range(WRITERS) if before[notes[n].pk] != after[notes[n].pk]]
        assert changed in ([], [version.changed_by])


def _texts(version):
    said = {note["id"]: note["text"] for note in version.said()["observations"]}
    return {pk: "" if text.startswith("Two") else text for pk, text in said.items()}


@pytest.mark.django_db(transaction=True)
def test_publishing_at_once_makes_one_first_version(as_user):
    person = factories.UserFactory()
    retrospective = factories.RetrospectiveFactory(created_by=person)
    factories.LessonFactory(retrospective=retrospective)
    browsers = [as_user(person) for _ in range(WRITERS)]
    address = f"/retrospectives/{retrospective.pk}/publish/"
    together(lambda number: browsers[number].post(address))
    assert retrospective.versions.count() == 1
    assert Retrospective.objects.get().is_published
