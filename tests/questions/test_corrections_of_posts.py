"""A correction of a wall post: the public text changes once who may edit the post accepts it."""

import pytest

from retros.models import Question
from tests import factories
from tests.questions.conftest import typed
from tests.questions.test_corrections import BETTER, fields_of, suggestion


@pytest.fixture
def team(db):
    return factories.TeamFactory()


@pytest.fixture
def post(team):
    return factories.WallPostFactory(team=team, learned="Rehearse the move twice.")


@pytest.fixture
def teammate(as_user, team):
    return as_user(factories.UserFactory(teams=[team]))


@pytest.fixture
def suggested(post):
    return suggestion(post, "learned")


def accept(browser, question, **changed):
    address = f"{question.get_absolute_url()}accept/"
    page = browser.get(question.get_absolute_url()).text
    return browser.post(address, fields_of(page, address) | changed)


def learned_now(post):
    post.refresh_from_db()
    return post.learned


def test_reader_suggests_it_and_the_wall_stays(reader, as_user, teammate, post):
    address = f"/questions/post/{post.pk}/correct/"
    page = reader.get(address).text
    assert "once one of them accepts" in page and "What we did" in page
    seen = page.split('name="seen" value="')[1].split('"')[0]
    reader.post(address, typed(proposed=BETTER, seen=seen, text=""))
    assert learned_now(post) == "Rehearse the move twice."
    assert BETTER not in as_user().get("/wall/").text
    page = teammate.get(Question.objects.get().get_absolute_url()).text
    assert "<ins>three times</ins>" in page and "What everyone will see" in page


@pytest.mark.both_databases
def test_team_accepts_it_with_one_press_and_the_earlier_text_is_kept(teammate, suggested, post):
    answer = accept(teammate, suggested)
    assert answer["Location"] == post.get_absolute_url()
    assert learned_now(post) == BETTER
    assert post.revisions.get().content["learned"] == "Rehearse the move twice."
    suggested.refresh_from_db()
    assert (suggested.state, suggested.proposed, suggested.seen) == ("accepted", "", "")


def test_text_that_was_edited_first_is_shown_as_a_card_before(teammate, suggested, post):
    mine = "Rehearse each move with Ada Lovelace."
    factories.UserFactory(display_name="Ada Lovelace")
    answer = accept(teammate, suggested, learned=mine)
    assert "Nothing is saved yet" in answer.text and "Should everyone see this?" in answer.text
    assert answer.text.count(mine) == 2, "on the card and in the field, and not as what there is"
    assert learned_now(post) == "Rehearse the move twice."
    address = f"{suggested.get_absolute_url()}accept/"
    assert teammate.post(address, fields_of(answer.text, address)).status_code == 302
    assert learned_now(post) == mine


@pytest.mark.parametrize("previewed", ["live", "", "forged"])
def test_no_text_gets_on_the_wall_unseen(teammate, suggested, post, previewed):
    accept(teammate, suggested, previewed=previewed, learned="Never shown.")
    assert learned_now(post) == "Rehearse the move twice."


def test_post_that_changed_meanwhile_is_a_conflict(teammate, suggested, post):
    address = f"{suggested.get_absolute_url()}accept/"
    sent = fields_of(teammate.get(suggested.get_absolute_url()).text, address)
    post.learned = "Rehearse the move often."
    post.put_on_wall(by=factories.CuratorFactory())
    post.save()
    answer = teammate.post(address, sent)
    assert answer.status_code == 409 and BETTER in answer.text and "often" in answer.text
    assert learned_now(post) == "Rehearse the move often."
    answer = teammate.post(address, sent | {"keep_theirs": "learned", "conflicts": "learned"})
    assert "often.</textarea>" in answer.text


def test_only_who_may_edit_the_post_sees_and_accepts_it(reader, as_user, suggested, post):
    address = suggested.get_absolute_url()
    assert reader.get(address).status_code == 404
    assert reader.post(f"{address}accept/").status_code == 404
    assert suggested.text not in reader.get(f"/questions/post/{post.pk}/").text
    assert as_user().post(f"{address}accept/").status_code == 302
    assert accept(as_user(factories.CuratorFactory()), suggested).status_code == 302
    assert learned_now(post) == BETTER


def test_with_review_an_accepted_text_waits_for_a_curator(teammate, suggested, post, settings):
    settings.FAIL_WALL_REVIEW = True
    answer = accept(teammate, suggested)
    post.refresh_from_db()
    assert answer["Location"] == f"/wall/{post.pk}/edit/" and post.awaits_review
