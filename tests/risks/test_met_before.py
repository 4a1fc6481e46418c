"""Who met a risk before: on the page of the risks, and as a reason of a lesson."""

import pytest

from retros import search
from retros.kickoffs import RiskGroup
from retros.search import Met
from tests import factories

RISK = "The scanners of the vendor stop during the peak."


def met(user, kickoff=None, text=RISK):
    project = kickoff.project_id if kickoff else None
    ((number, found),) = search.risks_met_before([text], user, elsewhere_than=project)
    return number, [(one.kind, one.object_id) for one in found]


@pytest.fixture
def lesson(db):
    return factories.LessonFactory(
        published=True, statement="Try the scanners of a vendor before the peak."
    )


@pytest.fixture
def observation(db):
    return factories.ObservationFactory(
        published=True, kind="wrong", text="All scanners stopped in the peak; the vendor slept."
    )


def test_lessons_and_observations_of_others_are_found(member, lesson, observation):
    number, found = met(member)
    assert number == 2
    assert set(found) == {("lesson", lesson.pk), ("observation", observation.pk)}


def test_what_two_projects_wrote_in_the_same_words_is_shown_once(member, observation):
    factories.ObservationFactory(published=True, kind="wrong", text=observation.text.upper())
    number, found = met(member)
    assert number == 2 and len(found) == 1


def test_decisions_and_whole_retrospectives_are_found_too(reader, kickoff, url, member):
    words = "The scanners of the vendor stopped during the peak."
    decision = factories.DecisionFactory(published=True, choice="Two vendors", what_happened=words)
    whole = factories.RetrospectiveFactory(published=True, title="A bad week", summary=words)
    number, found = met(member)
    assert number == 2
    assert set(found) == {("decision", decision.pk), ("retrospective", whole.pk)}
    factories.RiskFactory(kickoff=kickoff, text=RISK)
    page = reader.get(url).text
    assert decision.get_absolute_url() in page and whole.get_absolute_url() in page
    assert "A bad week" in page and "<mark>scanners</mark>" in page


def test_one_word_in_common_is_none(member):
    factories.LessonFactory(published=True, statement="Scanners are best bought in spring.")
    assert met(member) == (0, [])


def test_risk_of_one_rare_word_is_met_where_it_stands(member):
    rollback = factories.LessonFactory(published=True, statement="Rehearse the rollback.")
    record = rollback.retrospective
    factories.LessonFactory.create_batch(60, retrospective=record)
    search.reindex()
    assert met(member, text="The rollback did not work.") == (1, [("lesson", rollback.pk)])
    assert met(member, text="The cut-over did not work.") == (0, [])


@pytest.mark.parametrize("text", ["", "…", "did it not", "\u200b", "日本", '"" OR ((', "x" * 300])
def test_text_without_a_subject_is_met_nowhere(member, lesson, text):
    assert met(member, text=text) == (0, [])


def test_risk_in_words_that_nothing_holds_hides_no_other(member, lesson):
    found = search.risks_met_before(["Xylophones zigzag.", RISK], member)
    assert [number for number, _ in found] == [0, 1]


def test_drafts_retired_ones_and_the_own_project_stay_out(member, kickoff, lesson, observation):
    lesson.retire(because="The vendor is gone.")
    observation.retrospective.unpublish()
    factories.LessonFactory(
        retrospective=factories.RetrospectiveFactory(project=kickoff.project, published=True),
        statement="The vendor and the scanners.",
    )
    assert met(member, kickoff) == (0, [])


def test_each_project_comes_once_before_any_comes_twice(member, lesson):
    for _ in range(4):
        factories.LessonFactory(
            retrospective=lesson.retrospective, statement="Scanners stop; ask the vendor. Peak!"
        )
    far = factories.LessonFactory(
        published=True, statement="A peak.", detail="The vendor brought scanners in the end."
    )
    number, found = met(member)
    assert number == 2
    assert ("lesson", far.pk) in found[:2]


def test_visitors_are_told_nothing(lesson):
    from django.contrib.auth.models import AnonymousUser

    assert search.risks_met_before([RISK], AnonymousUser()) == [(0, [])]


def test_page_shows_who_met_it(reader, kickoff, url, lesson, observation):
    factories.RiskFactory(kickoff=kickoff, text=RISK)
    page = reader.get(url).text
    assert "Came up in 2 other projects" in page
    assert "Shared words: peak, scanners, vendor" in page
    assert lesson.statement in page
    assert f"{observation.retrospective.get_absolute_url()}#{observation.anchor}" in page
    assert lesson.retrospective.project.name in page


def test_words_far_from_each_other_count_no_project(member, lesson):
    padding = "Parsley grows beside a wall. " * 9
    factories.LessonFactory(
        published=True, statement="Read it all", detail=f"Vendors. {padding} Scanners."
    )
    assert met(member) == (1, [("lesson", lesson.pk)])


def test_risk_of_which_nothing_holds_half_is_met_nowhere(member):
    for _ in range(3):
        factories.LessonFactory(published=True, statement="Bricks are delivered on Mondays.")
    assert met(member, text="The oven is delivered.") == (0, [])


def test_what_is_close_by_its_meaning_alone_is_said_to_be_similar():
    project = factories.ProjectFactory.build(name="Harbor")
    thing = factories.RetrospectiveFactory.build(project=project)
    by_words = Met("retrospective", 1, 1, ("peak",), "")
    by_meaning = Met("retrospective", 2, 2, (), "")
    both = RiskGroup(None, [], 3, [(by_words, thing), (by_meaning, thing)])
    assert both.counted == "Came up in 1 other project; something similar in 2 more"
    similar = RiskGroup(None, [], 1, [(by_meaning, thing)])
    assert similar.counted == "Something similar in 1 other project"
    assert similar.named == "Something similar in Harbor" and not RiskGroup(None, []).named


def test_page_shows_each_project_that_it_counts(reader, kickoff, url):
    lessons = [
        factories.LessonFactory(published=True, statement=f"Scanners of a vendor, peak {number}.")
        for number in range(5)
    ]
    factories.RiskFactory(kickoff=kickoff, text=RISK)
    page = reader.get(url).text
    assert "Came up in 5 other projects" in page and "Show 2 more" in page
    assert all(lesson.retrospective.project.name in page for lesson in lessons)


def test_queries_do_not_grow_with_the_risks(
    reader, kickoff, url, lesson, django_assert_max_num_queries
):
    for number in range(2):
        factories.RiskFactory(kickoff=kickoff, text=f"{RISK} {number}")
    reader.get(url)
    with django_assert_max_num_queries(60) as asked:
        reader.get(url)
    few = len(asked)
    for number in range(10):
        factories.RiskFactory(kickoff=kickoff, text=f"{RISK} again {number}")
    with django_assert_max_num_queries(few):
        reader.get(url)


def test_lesson_that_matches_only_a_risk_is_offered_with_that_reason(reader, kickoff, lesson):
    address = kickoff.get_absolute_url()
    assert lesson.statement not in reader.get(address).text
    factories.RiskFactory(kickoff=kickoff, text=RISK)
    page = reader.get(address).text
    assert lesson.statement in page
    assert f"Matches the risk “{RISK}”" in page


def test_removed_risk_is_no_reason(reader, kickoff, lesson):
    factories.RiskFactory(kickoff=kickoff, text=RISK).remove()
    assert lesson.statement not in reader.get(kickoff.get_absolute_url()).text


def test_what_is_close_to_the_brief_stands_above_what_matches_a_risk(member, lesson):
    close = factories.LessonFactory(published=True, statement="Stock services need an owner.")
    found = search.for_kickoff("Stock services", user=member, risks=[RISK])
    assert [match.lesson_id for match in found] == [close.pk, lesson.pk]
    assert [match.risks for match in found] == [(), (0,)]
