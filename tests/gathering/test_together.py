"""Many at once: every thought is kept once, every text stays through merging."""

import pytest

from retros.models import Observation
from tests import factories
from tests.gathering.conftest import LINK, thought
from tests.writing.test_together import WRITERS, together

pytestmark = pytest.mark.both_databases

EACH = 8


@pytest.mark.django_db(transaction=True)
def test_thoughts_of_many_at_once_are_all_kept_and_none_twice(writer, gathering):
    browsers = [writer() for _ in range(WRITERS)]

    def write(number):
        for turn in range(EACH):
            sent = thought(f"{number}.{turn}", signed="yes" if turn % 2 else "no")
            for _ in range(1 + (turn % 4 == 0)):  # some requests are repeated
                assert browsers[number].post(LINK, sent).status_code == 302

    together(write)
    gathering.refresh_from_db()
    written = sorted(one.text for one in gathering.contents().all())
    assert written == sorted(f"{n}.{turn}" for n in range(WRITERS) for turn in range(EACH))


@pytest.mark.django_db(transaction=True)
def test_two_who_group_the_same_at_once_lose_nothing(as_user, gathering, facilitator, page):
    draft = gathering.retrospective
    made = [
        factories.ObservationFactory(retrospective=draft, text=f"thought {n}.") for n in range(4)
    ]
    browsers = [as_user(facilitator) for _ in range(WRITERS)]
    answers = []

    def group(number):
        chosen = made[number % 2 : number % 2 + 3]
        sent = {"kind": "observations", "part": [f"{p.pk}.{p.version}" for p in chosen]}
        answers.append(browsers[number].post(f"{page}merge/group/", sent).status_code)

    together(group)
    assert sorted(answers) == [302, *[409] * (WRITERS - 1)]
    there = " ".join(Observation.objects.values_list("text", flat=True))
    assert [there.count(part.text) for part in made] == [1] * 4


@pytest.mark.django_db(transaction=True)
def test_reveal_amid_writing_loses_nothing(writer, gathering):
    browsers = [writer() for _ in range(WRITERS)]

    def write(number):
        for turn in range(EACH):
            if number == 0:
                gathering.reveal()
            else:
                sent = thought(f"{number}.{turn}")
                assert browsers[number].post(LINK, sent).status_code == 302

    together(write)
    gathering.reveal()
    gathering.refresh_from_db()
    late = gathering.contents()  # the last ones stay if fewer than three browsers wrote them
    assert len(late.browsers) < 3
    waiting = [one.text for one in late.all()]
    texts = sorted([*Observation.objects.values_list("text", flat=True), *waiting])
    assert texts == sorted(f"{n}.{turn}" for n in range(1, WRITERS) for turn in range(EACH))
