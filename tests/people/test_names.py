"""People are chosen by name; nobody needs an email address, and none is shown."""

import pytest

from accounts.people_by_name import names_of, people_called
from tests import factories


@pytest.fixture
def adas(db):
    """Two people of one name in different teams, and a third person."""
    one, two = (factories.TeamFactory(name=name) for name in ("Payments", "Search"))
    return (
        factories.UserFactory(display_name="Ada Byron", teams=[one], email="ada@example.org"),
        factories.UserFactory(display_name="Ada Byron", teams=[two]),
        factories.UserFactory(display_name="Zoe (Zo) Adams"),
    )


@pytest.fixture
def editor(as_user, adas):
    retrospective = factories.RetrospectiveFactory(created_by=factories.UserFactory())
    browser = as_user(retrospective.created_by)

    def save(names):
        address = f"/retrospectives/{retrospective.pk}/edit/details/"
        answer = browser.post(address, {"invited": names, "version": 1})
        return answer, set(retrospective.invited.all())

    return save


def test_suggestions_show_teams_and_no_addresses(as_user, member, adas):
    page = as_user(member).get("/people/names/?q=ada").text
    assert page.count("Ada Byron</span>") == 2
    assert 'data-name="Ada Byron (Payments)"' in page
    assert 'data-name="Zoe (Zo) Adams"' in page
    assert "@" not in page


@pytest.mark.parametrize("query", ["", "q=", "q=%00", "q=zzz", f"q={'z' * 3000}"])
def test_nothing_typed_suggests_nobody(as_user, member, adas, query):
    assert "<li" not in as_user(member).get(f"/people/names/?{query}").text


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ada byron", [0, 1]),
        ("Ada Byron (Search)", [1]),
        ("Ada Byron (Nowhere)", []),
        ("Zoe (Zo) Adams", [2]),
        ("ADA@example.org", [0]),
        ("Ada", []),
        ("a" * 60_000, []),
    ],
)
def test_people_are_found_by_what_they_are_called(adas, words, found):
    assert people_called(words) == [adas[number] for number in found]


def test_each_name_leads_back_to_its_person(adas):
    assert [people_called(name) for name in names_of(adas)] == [[person] for person in adas]


def test_several_are_invited_by_name(editor, adas):
    answer, invited = editor("Ada Byron (Search), zoe (zo) adams")
    assert answer.status_code == 302
    assert invited == {adas[1], adas[2]}


def test_name_of_several_people_asks_which_one(editor, adas):
    answer, invited = editor("Ada Byron")
    assert answer.status_code == 422
    assert "Several people are called “Ada Byron”" in answer.text
    assert invited == set()


def test_somebody_invited_stays_although_others_share_the_name(editor, adas):
    editor("Ada Byron (Search)")
    assert editor("Ada Byron")[1] == {adas[1]}
