"""Writing a path: its words, its stops, publishing, its history and the trash."""

import pytest

from retros.models import PathStop, ReadingPath
from tests import factories
from tests.path_factories import PathStopFactory, ReadingPathFactory


@pytest.fixture
def curator(as_user, db):
    return as_user(factories.CuratorFactory(display_name="Cleo"))


@pytest.fixture
def path(db):
    return ReadingPathFactory(published_at=None)


def typed(browser, path, **words):
    """What the form of the page would send, changed by `words`."""
    form = browser.get(f"/paths/{path.pk}/edit/").context["form"]
    return {name: form[name].value() for name in form.fields} | words


def send(browser, path, do="", **words):
    return browser.post(f"/paths/{path.pk}/edit/", typed(browser, path, do=do, **words))


def order(path):
    return [str(stop.text) for stop in PathStop.objects.present().filter(path=path)]


def test_a_curator_starts_a_path_of_the_site(curator):
    response = curator.post("/paths/new/", {"title": "Your first week", "team": ""})
    path = ReadingPath.objects.get()
    assert response.url == f"/paths/{path.pk}/edit/"
    assert path.is_draft and path.team is None


def test_a_member_writes_for_their_teams_and_the_site_only(as_user, db):
    own, other = factories.TeamFactory(), factories.TeamFactory()
    browser = as_user(factories.UserFactory(teams=[own]))
    for team in (other.pk, "x"):
        response = browser.post("/paths/new/", {"title": "Ours", "team": team})
        assert response.status_code == 422 and "Ours" in response.text
    assert browser.post("/paths/new/", {"title": "Ours", "team": own.pk}).status_code == 302
    assert browser.get(f"/start-here/{own.slug}/").context["may_write"]
    theirs = ReadingPathFactory(team=other)
    assert browser.get(f"/paths/{theirs.pk}/edit/").status_code == 404


@pytest.fixture
def proposed(as_user, member):
    """A draft for the whole site that a member made and proposed."""
    browser = as_user(member)
    browser.post("/paths/new/", {"title": "Your first okapi", "team": ""})
    path = ReadingPath.objects.get()
    assert "Add a stop before you propose" in send(browser, path, "propose_path").text
    send(browser, path, "add_note", note="Read these slowly.")
    send(browser, path, "propose_path")
    path.refresh_from_db()
    return path


def test_a_member_proposes_a_path_and_a_curator_publishes_it(curator, as_user, member, proposed):
    author, other = as_user(member), as_user(factories.UserFactory())
    address = proposed.get_absolute_url()
    assert [browser.get(address).status_code for browser in (author, other)] == [200, 404]
    assert "Proposed" in author.get("/start-here/").text
    assert proposed.title not in other.get("/start-here/").text
    assert send(author, proposed, "publish").status_code == 404
    assert proposed.title in curator.get("/moderation/").text
    assert address in curator.get("/").text
    assert address not in author.get("/").text + other.get("/").text
    send(curator, proposed, "publish", title="Your first okapis")
    assert "is now published" in author.get("/").text
    assert "is now published" not in curator.get("/").text + other.get("/").text
    assert other.get(address).status_code == 200
    assert author.get(f"{address}edit/").status_code == 404
    assert address not in curator.get("/moderation/").text


@pytest.mark.parametrize("who", ["author", "curator"])
def test_a_proposed_path_can_stay_a_draft(curator, as_user, member, proposed, who):
    browser = as_user(member) if who == "author" else curator
    assert send(browser, proposed, "leave").status_code == 302
    assert proposed.get_absolute_url() not in curator.get("/moderation/").text
    author = as_user(member)
    page = author.get(f"/paths/{proposed.pk}/edit/").text
    assert "Propose to curators" in page and "Your first okapi" in page
    assert ("left your path" in author.get("/").text) == (who == "curator")
    send(author, proposed, "propose_path")
    assert "left your path" not in author.get("/").text


def test_stops_are_found_by_words_and_by_address(curator, path):
    lesson = factories.LessonFactory(published=True, statement="Rehearse the okapi migration.")
    for asked in (
        "okapi",
        lesson.get_absolute_url(),
        f"https://r.example{lesson.get_absolute_url()}",
    ):
        response = send(curator, path, "find", find=asked)
        found = curator.get(response.url.split("#")[0]).context["found"]
        expected = [] if "r.example" in asked else [f"lesson-{lesson.pk}"]
        assert [stop.key for stop in found] == expected


def test_a_draft_cannot_become_a_stop(as_user, path):
    author = factories.CuratorFactory()
    draft = factories.LessonFactory(retrospective__created_by=author, statement="Okapi.")
    browser = as_user(author)
    asked = {"find": draft.get_absolute_url()}
    assert browser.get(f"/paths/{path.pk}/edit/", asked).context["found"] == []
    for key in (f"lesson-{draft.pk}", "lesson-0", "lesson-x", "user-1", f"lesson-{'9' * 30}"):
        assert send(browser, path, f"add {key}").status_code == 404
    assert not path.stops.exists()


def test_each_button_saves_what_was_typed(curator, path):
    lesson = factories.LessonFactory(published=True)
    send(curator, path, f"add lesson-{lesson.pk}", for_whom="Newcomers")
    stop = path.stops.get()
    send(curator, path, "add_note", **{f"why-{stop.pk}": "Often needed", "note": "Then rest."})
    send(curator, path, f"add lesson-{lesson.pk}")
    assert [(it.lesson, it.text, it.why) for it in path.stops.all()] == [
        (lesson, "", "Often needed"),
        (None, "Then rest.", ""),
    ]
    path.refresh_from_db()
    assert path.for_whom == "Newcomers"


def test_stops_move_and_can_be_removed_and_put_back(curator, path):
    one, two, three = (PathStopFactory(path=path, text=word) for word in "abc")
    send(curator, path, f"up {three.pk}")
    send(curator, path, f"down {one.pk}")
    assert order(path) == ["c", "a", "b"]
    send(curator, path, f"up {three.pk}")
    assert send(curator, path, f"remove {two.pk}").url.endswith("#removed")
    assert order(path) == ["c", "a"]
    send(curator, path, f"put_back {two.pk}")
    assert order(path) == ["c", "a", "b"]
    assert send(curator, path, "remove 0").status_code == 404


def test_moving_passes_stops_that_the_writer_does_not_see(curator, path):
    one = PathStopFactory(path=path, text="a")
    PathStopFactory(path=path, lesson=factories.LessonFactory())
    two = PathStopFactory(path=path, text="b")
    send(curator, path, f"up {two.pk}")
    assert [word for word in order(path) if word] == ["b", "a"]
    assert one.path.stops.count() == 3


def test_bad_input_keeps_what_was_typed_and_says_so(curator, path):
    long = "x" * 201
    stop = PathStopFactory(path=path, lesson=factories.LessonFactory(published=True))
    page = send(curator, path, title="", **{f"why-{stop.pk}": long})
    assert page.status_code == 422 and long in page.text
    page = send(curator, path, "add_link", link_address="javascript:alert(1)", link_name="A")
    assert page.status_code == 422 and "javascript:alert(1)" in page.text
    assert send(curator, path, "add_note", note="  ").status_code == 422
    PathStopFactory.create_batch(11, path=path)
    page = send(curator, path, "add_note", note="One more")
    assert page.status_code == 422 and "up to 12 stops" in page.text


def test_two_people_keep_both_texts(curator, path):
    stop = PathStopFactory(path=path, lesson=factories.LessonFactory(published=True))
    mine = typed(curator, path, for_whom="All of us", **{f"why-{stop.pk}": "Mine"})
    send(curator, path, **{f"why-{stop.pk}": "Theirs"})
    page = curator.post(f"/paths/{path.pk}/edit/", mine)
    assert page.status_code == 409 and "Mine" in page.text and "Theirs" in page.text
    mine |= {"base": page.context["form"]["base"].value()}
    assert curator.post(f"/paths/{path.pk}/edit/", mine).status_code == 302
    stop.refresh_from_db()
    assert stop.why == "Mine"


def test_changes_of_two_people_to_different_fields_come_together(curator, path):
    mine = typed(curator, path, for_whom="All of us")
    send(curator, path, title="Your first month")
    assert curator.post(f"/paths/{path.pk}/edit/", mine).status_code == 302
    path.refresh_from_db()
    assert (path.title, path.for_whom) == ("Your first month", "All of us")


def test_publishing_needs_a_stop_and_begins_the_history(curator, as_user, member, path):
    assert "Add a stop before you publish" in send(curator, path, "publish").text
    stop = PathStopFactory(path=path, text="First words.")
    send(curator, path, "publish")
    assert as_user(member).get(path.get_absolute_url()).status_code == 200
    send(curator, path, **{f"text-{stop.pk}": "Other words."})
    send(curator, path, "make_draft")
    assert as_user(member).get(path.get_absolute_url()).status_code == 404
    assert [version.cause for version in path.versions.all()] == ["edited", "published"]
    page = curator.get(f"/paths/{path.pk}/history/2/").text
    assert "<del>First</del><ins>Other</ins>" in page
    curator.post(f"/paths/{path.pk}/history/1/restore/")
    assert order(path) == ["First words."]
    assert path.versions.first().cause == "restored"


def test_history_is_for_those_who_can_edit_and_shows_no_hidden_stop(curator, as_user, member):
    path = ReadingPathFactory()
    record = factories.RetrospectiveFactory(published=True, title="The okapi move")
    send(curator, path, f"add retrospective-{record.pk}")
    record.status = "draft"
    record.save()
    assert "okapi" not in curator.get(f"/paths/{path.pk}/history/1/").text
    for rest in ("", "1/"):
        assert as_user(member).get(f"/paths/{path.pk}/history/{rest}").status_code == 404


def test_a_deleted_path_can_come_back(curator, as_user, member):
    path = ReadingPathFactory()
    curator.post(f"/paths/{path.pk}/delete/")
    assert as_user(member).get(path.get_absolute_url()).status_code == 404
    assert path.title in curator.get("/trash/").text
    assert path.title not in as_user(member).get("/trash/").text
    assert curator.post(f"/paths/{path.pk}/restore/").status_code == 302
    assert as_user(member).get(path.get_absolute_url()).status_code == 200
