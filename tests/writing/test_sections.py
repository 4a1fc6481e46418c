"""The fields of a section save on their own: what is refused keeps nothing else from being saved."""

import json

import pytest

from retros.models import SearchEntry
from tests import factories

DETAILS = {"tags": "payments", "held_on": "2026-03-02", "taking_part": "2 designers", "invited": ""}


@pytest.fixture
def retrospective(member):
    return factories.RetrospectiveFactory(created_by=member, title="Checkout", summary="Before.")


@pytest.fixture
def save(as_user, member, retrospective):
    """`save(section, typed)` saves as the page does while somebody types."""

    def saved(section, typed):
        address = f"/retrospectives/{retrospective.pk}/edit/{section}/"
        answer = as_user(member).post(address, typed | {"autosave": 1})
        retrospective.refresh_from_db()
        return answer

    return saved


def test_unknown_address_keeps_no_other_field_from_being_saved(save, retrospective):
    answer = save("details", DETAILS | {"invited": "nobody@example.org", "version": 1})
    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["invited"]
    assert [str(tag) for tag in retrospective.tags.all()] == ["payments"]
    assert (str(retrospective.held_on), retrospective.taking_part) == ("2026-03-02", "2 designers")


def test_known_addresses_are_saved_beside_an_unknown_one(save, retrospective):
    friend = factories.UserFactory()
    typed = DETAILS | {"invited": f"{friend.email}\nnobody@example.org", "version": 1}
    save("details", typed)
    assert list(retrospective.invited.all()) == [friend]


def test_nobody_is_taken_off_while_an_address_is_unknown(save, retrospective):
    friend = factories.UserFactory()
    retrospective.invited.add(friend)
    save("details", DETAILS | {"invited": friend.email[:-1], "version": 1})
    assert list(retrospective.invited.all()) == [friend]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"held_on": "last spring"}, "held_on"),
        ({"taking_part": "x" * 300}, "taking_part"),
        ({"tags": "x" * 300}, "tags"),
        ({"facilitator": "999"}, "facilitator"),
    ],
)
def test_each_field_is_refused_alone(save, retrospective, wrong, field):
    friend = factories.UserFactory()
    typed = DETAILS | {"invited": friend.email, "version": 1} | wrong
    assert list(save("details", typed).json()["errors"]) == [field]
    assert list(retrospective.invited.all()) == [friend]


@pytest.mark.both_databases
def test_summary_is_saved_although_the_title_is_too_long(save, retrospective):
    factories.LessonFactory(retrospective=retrospective)
    retrospective.publish()
    answer = save("headline", {"title": "Long " * 100, "summary": "After.", "version": 1})
    assert list(answer.json()["errors"]) == ["title"]
    assert (retrospective.title, retrospective.summary) == ("Checkout", "After.")
    entry = SearchEntry.objects.get(kind="retrospective", object_id=retrospective.pk)
    assert "Long" not in entry.title


def test_next_save_after_a_refused_field_is_no_conflict(save, retrospective):
    typed = DETAILS | {"invited": "nobody@example.org", "version": 1}
    first = save("details", typed).json()
    again = typed | {"invited": "", "taking_part": "3 designers"}
    answer = save("details", again | {"version": first["version"], "base": first["base"]})
    assert answer.status_code == 200
    assert retrospective.taking_part == "3 designers"


def test_refused_field_that_someone_else_changed_meanwhile_is_a_conflict(save, retrospective):
    page = {"version": 1, "base": json.dumps({})}
    opened = save("headline", {"title": "Checkout", "summary": "Before."} | page).json()
    carried = {"version": opened["version"], "base": opened["base"]}
    refused = save("headline", {"title": "x" * 300, "summary": "Mine."} | carried).json()
    mine = {"version": refused["version"], "base": refused["base"]}
    save("headline", {"title": "Theirs", "summary": "Mine."} | mine)
    answer = save("headline", {"title": "My own", "summary": "Mine."} | mine)
    assert answer.status_code == 409


def test_page_says_that_the_rest_is_saved_and_keeps_what_was_typed(as_user, member, retrospective):
    address = f"/retrospectives/{retrospective.pk}/edit/details/"
    typed = DETAILS | {"invited": "nobody@example.org", "version": 1}
    answer = as_user(member).post(address, typed)
    assert answer.status_code == 422
    assert "The other fields of this section are saved." in answer.text
    assert 'value="nobody@example.org"' in answer.text
    assert 'name="version" value="2"' in answer.text


def test_section_without_a_version_that_can_be_read_saves_nothing(save, retrospective):
    answer = save("details", DETAILS | {"version": "x"})
    assert answer.status_code == 422
    assert not retrospective.taking_part


def test_answer_says_how_far_the_section_is_written(save):
    def state(section, typed):
        return save(section, typed).json()["outline"]

    assert state("headline", {"title": "Checkout", "summary": "", "version": 1}) == {
        "anchor": "headline",
        "state": "part",
    }
    assert state("story", {"context": "", "version": 1})["state"] == ""
    assert state("details", DETAILS | {"version": 1})["state"] == "done"


def test_new_part_says_how_many_there_are(as_user, member, retrospective):
    factories.ObservationFactory(retrospective=retrospective, kind="well")
    address = f"/retrospectives/{retrospective.pk}/edit/observations/new/"
    typed = {"text": "The index was never timed.", "kind": "wrong", "version": 0, "autosave": 1}
    answer = as_user(member).post(address, typed)
    assert answer.json()["outline"] == {
        "anchor": "observations",
        "state": "done",
        "number": 2,
        "columns": {"well": 1, "wrong": 1, "better": 0},
    }


def test_section_sent_as_a_whole_brings_its_state(as_user, member, retrospective):
    address = f"/retrospectives/{retrospective.pk}/edit/story/"
    answer = as_user(member).post(
        address, {"context": "A move.", "version": 1}, headers={"HX-Request": "true"}
    )
    assert '<span class="dot part" id="dot-story" hx-swap-oob="true">' in answer.text
