"""Teams: who belongs to them, who changes that, and what it opens."""

import pytest

from accounts.models import Membership, Team
from retros.models import Retrospective
from tests import factories
from tests.answers import without_tokens


@pytest.fixture
def team(db):
    return factories.TeamFactory(name="Checkout")


@pytest.fixture
def ada(team):
    return factories.UserFactory(display_name="Ada", teams=[team])


@pytest.fixture
def here(team):
    return f"/accounts/teams/{team.slug}/"


def test_creator_of_a_team_is_its_member(as_user, member):
    response = as_user(member).post(
        "/accounts/teams/", {"name": " Search  team ", "description": ""}
    )
    team = Team.objects.get(name="Search team")
    assert response["Location"] == f"/accounts/teams/{team.slug}/"
    assert list(team.members.all()) == [member]


@pytest.mark.parametrize("name", ["", " ", "\u200b", "x" * 81, "a\x00b", "CHECKOUT"])
def test_name_that_does_not_fit_gets_an_error_next_to_the_field(as_user, ada, name):
    response = as_user(ada).post("/accounts/teams/", {"name": name, "description": "kept words"})
    assert response.status_code == 422
    assert 'class="err"' in response.text and "kept words" in response.text


def test_members_see_their_teams_and_administrators_all(as_user, ada):
    factories.TeamFactory(name="Elsewhere")
    assert "Elsewhere" not in as_user(ada).get("/accounts/teams/").text
    admin = factories.UserFactory(is_superuser=True)
    assert "Elsewhere" in as_user(admin).get("/accounts/teams/").text


def test_member_adds_someone_who_then_reads_the_drafts(as_user, ada, team, here, member):
    draft = factories.RetrospectiveFactory(project__team=team)
    as_user(ada).post(here, {"person": member.email.upper()})
    assert draft in Retrospective.objects.visible_to(member)


def test_page_explains_what_new_members_can_read(as_user, ada, here):
    assert "They can read and edit all drafts of this team" in as_user(ada).get(here).text


@pytest.mark.parametrize("name", ["nobody@example.org", "nonsense", "", "a\x00@example.org"])
def test_name_of_nobody_gets_an_error_next_to_the_field(as_user, ada, here, name):
    response = as_user(ada).post(here, {"person": name})
    assert response.status_code == 422 and 'class="err"' in response.text


def test_adding_a_member_again_says_so(as_user, ada, here):
    assert "Ada is already a member." in as_user(ada).post(here, {"person": ada.email}).text


def test_closed_account_is_not_added(as_user, ada, here):
    gone = factories.UserFactory(is_active=False)
    assert "Nobody here is called" in as_user(ada).post(here, {"person": gone.email}).text


def test_removed_member_no_longer_reads_the_drafts(as_user, ada, team, here):
    draft = factories.RetrospectiveFactory(project__team=team)
    grace = factories.UserFactory(teams=[team])
    address = f"{here}members/{grace.pk}/remove/"
    assert "They’ll no longer see the team’s drafts" in as_user(ada).get(address).text
    assert as_user(ada).post(address)["Location"] == f"{here}?removed={grace.pk}"
    assert draft not in Retrospective.objects.visible_to(grace)


def test_leaving_leads_back_to_the_own_teams(as_user, ada, here):
    response = as_user(ada).post(f"{here}members/{ada.pk}/remove/")
    assert response["Location"] == "/accounts/teams/"
    assert as_user(ada).get(here).status_code == 404


def test_renamed_team_keeps_its_address(as_user, ada, team, here):
    as_user(ada).post(f"{here}rename/", {"name": "Basket", "description": "Sells"})
    team.refresh_from_db()
    assert (team.name, team.description) == ("Basket", "Sells")
    assert as_user(ada).get(here).status_code == 200


def test_refused_name_leaves_the_old_one_above_the_form(as_user, ada, here):
    factories.TeamFactory(name="Basket")
    response = as_user(ada).post(f"{here}rename/", {"name": "basket", "description": "kept words"})
    assert response.status_code == 422
    assert ">Checkout</h1>" in response.text and "kept words" in response.text


@pytest.mark.parametrize("path", ["", "rename/", "members/1/remove/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_team_of_others_answers_like_one_that_is_not_there(as_user, member, here, path, method):
    ask = getattr(as_user(member), method)
    there, elsewhere = ask(here + path), ask(f"/accounts/teams/not-there/{path}")
    assert there.status_code == elsewhere.status_code
    assert without_tokens(there) == without_tokens(elsewhere)


def test_administrator_manages_every_team(as_user, here, member):
    admin = factories.UserFactory(is_superuser=True)
    as_user(admin).post(here, {"person": member.email})
    assert Membership.objects.get().user == member
    assert "Leave team" not in as_user(admin).get(here).text


@pytest.mark.parametrize("pk", [0, 10**30])
def test_removing_someone_who_is_not_there_is_not_found(as_user, ada, here, pk):
    assert as_user(ada).post(f"{here}members/{pk}/remove/").status_code == 404


def test_removing_is_undone_on_the_page_of_the_team(as_user, ada, team, here):
    grace, address = factories.UserFactory(display_name="Grace"), f"{here}members"
    assert (
        f'action="{address}/{grace.pk}/put-back/"'
        in as_user(ada).get(f"{here}?removed={grace.pk}").text
    )
    as_user(ada).post(f"{address}/{grace.pk}/put-back/")
    assert grace.memberships.filter(team=team).exists()
    assert "put-back" not in as_user(ada).get(f"{here}?removed={grace.pk}").text


@pytest.mark.parametrize("pk", ["", "x", "²", "9" * 40, "-1", "0"])
def test_nobody_is_put_back_by_a_strange_address(as_user, ada, here, pk):
    page = as_user(ada).get(f"{here}?removed={pk}")
    assert (page.status_code, "put-back" in page.text) == (200, False)


@pytest.mark.parametrize("path", ["rename/", "members/1/put-back/"])
def test_changes_need_a_post(as_user, ada, here, path):
    assert as_user(ada).get(here + path).status_code == 405


def test_hostile_address_is_not_found(as_user, member):
    assert as_user(member).get("/accounts/teams/%00/").status_code == 404


@pytest.mark.parametrize("address", ["/accounts/teams/", "/accounts/teams/checkout/"])
def test_pages_take_as_many_queries_for_twelve_as_for_two(
    as_user, ada, team, address, django_assert_max_num_queries, django_assert_num_queries
):
    def add(number):
        for _ in range(number):
            factories.UserFactory(teams=[team])
            ada.memberships.create(team=factories.TeamFactory())

    browser = as_user(ada)
    add(2)
    with django_assert_max_num_queries(20) as few:
        browser.get(address)
    add(10)
    with django_assert_num_queries(len(few)):
        browser.get(address)


def test_visitors_are_asked_to_sign_in(as_user, here):
    assert as_user().get(here)["Location"] == f"/accounts/login/?next={here}"
