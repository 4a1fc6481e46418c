"""/notifications/: curators say which channel is told of what, and see how it went."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from retros.models import Channel, Notification
from tests import factories

HOSTILE = """<script>alert("1")</script>'><img src=x onerror=alert(1)>"""
ADDRESS = "https://hooks.slack.com/services/T000/B000/hidden-part-wxyz"
TYPED = {
    "label": "Payments room",
    "service": "slack",
    "address": ADDRESS,
    "kinds": ["wall", "kickoff"],
}
CHANNEL_PAGES = ["edit/", "test/", "remove/"]


@pytest.fixture
def browser(as_user, curator):
    return as_user(curator)


@pytest.fixture
def quiet_channel(db):
    return factories.ChannelFactory(label="Hallway chat", address=ADDRESS)


def saving(browser, channel):
    """Opens the form of `channel`; what it returns sends that, with something changed."""
    page = f"/notifications/{channel.pk}/edit/"
    form = browser.get(page).context["form"]
    seen = {"base": form["base"].value(), "address": "", "label": channel.label, "service": "slack"}
    seen |= {"kinds": ["wall"], "teams": [team.slug for team in channel.teams.all()]}
    return lambda **changed: browser.post(page, seen | changed)


def test_curator_adds_a_channel(browser):
    team = factories.TeamFactory()
    assert (
        browser.post("/notifications/new/", TYPED | {"teams": [team.slug]})["Location"]
        == "/notifications/"
    )
    channel = Channel.objects.get()
    assert (channel.label, channel.service, channel.address) == ("Payments room", "slack", ADDRESS)
    assert (channel.notify_wall_posts, channel.notify_retrospectives, channel.notify_kickoffs) == (
        1,
        0,
        1,
    )
    assert list(channel.teams.all()) == [team]


def test_address_is_never_shown_again_but_for_its_end(browser, quiet_channel):
    for page in ("/notifications/", f"/notifications/{quiet_channel.pk}/edit/"):
        text = browser.get(page).text
        assert "hidden-part" not in text and "hooks.slack.com/…wxyz" in text


def test_empty_address_keeps_the_one_that_is_there(browser, quiet_channel):
    saving(browser, quiet_channel)(label="Other room", kinds=["retrospective"])
    quiet_channel.refresh_from_db()
    assert (quiet_channel.label, quiet_channel.address) == ("Other room", ADDRESS)
    assert quiet_channel.subscribed_kinds == ["published retrospectives"]


@pytest.mark.parametrize(
    ("field", "bad", "words"),
    [
        ("label", " ", "required"),
        ("label", "x" * 81, "80"),
        ("service", "smoke signals", "choice"),
        ("address", "", "Paste the webhook URL"),
        ("address", "http://hooks.slack.com/a", "must start with https://"),
        ("address", "https://a:b@hooks.slack.com/a", "a username or password"),
        ("address", HOSTILE, "not a webhook URL"),
        ("address", "https://hooks.slack.com/" + "x" * 1000, "1,000"),
        ("kinds", [], "choose at least one"),
        ("kinds", ["everything"], "choice"),
        ("teams", ["4711"], "choice"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_kept(browser, field, bad, words):
    factories.TeamFactory()
    response = browser.post("/notifications/new/", TYPED | {field: bad})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert "Payments room" in response.text or field == "label"
    assert HOSTILE not in response.text
    assert not Channel.objects.exists()


def test_test_is_put_on_its_way(browser, quiet_channel):
    assert browser.post(f"/notifications/{quiet_channel.pk}/test/")["Location"] == "/notifications/"
    assert Notification.objects.get().kind == "test"
    assert "Queued" in browser.get("/notifications/").text


def test_list_says_in_words_how_each_telling_stands(browser, quiet_channel):
    now = timezone.now()
    for state in (
        {"state": "sent", "sent_at": now},
        {"attempts": 2, "error": "The webhook responded with 500."},
        {"state": "given-up", "error": "The webhook responded with 404."},
        {"state": "dropped"},
    ):
        factories.NotificationFactory(channel=quiet_channel, **state)
    text = " ".join(browser.get("/notifications/").text.split())
    for words in (
        "Sent ",
        "Not delivered after 2 attempts. The webhook responded with 500.",
        "Failed. The webhook responded with 404.",
        "Not sent: no longer published",
    ):
        assert words in text


def test_what_was_told_leads_to_it_unless_it_was_taken_back(browser, quiet_channel):
    for kind, end in (
        ("wall", {}),
        ("kickoff", {}),
        ("retrospective", {"state": "given-up"}),
        ("wall", {"state": "dropped", "subject_id": 4712}),
        ("test", {"subject_id": None}),
    ):
        factories.NotificationFactory(
            channel=quiet_channel, kind=kind, **{"subject_id": 4711} | end
        )
    page = browser.get("/notifications/").text
    for address in ("/wall/4711/", "/kickoffs/4711/", "/retrospectives/4711/"):
        assert f'href="{address}"' in page
    assert "4712" not in page


def test_given_up_notification_is_sent_after_all(browser, quiet_channel):
    notification = factories.NotificationFactory(
        channel=quiet_channel, state="given-up", attempts=9
    )
    browser.post(f"/notifications/deliveries/{notification.pk}/retry/")
    notification.refresh_from_db()
    assert (notification.state, notification.attempts) == ("waiting", 0)


def test_sent_notification_is_not_sent_again(browser, quiet_channel):
    sent = {"state": "sent", "sent_at": timezone.now()}
    notification = factories.NotificationFactory(channel=quiet_channel, **sent)
    browser.post(f"/notifications/deliveries/{notification.pk}/retry/")
    notification.refresh_from_db()
    assert notification.state == "sent"


def test_removed_channel_is_forgotten(browser, quiet_channel):
    factories.NotificationFactory(channel=quiet_channel)
    browser.post(f"/notifications/{quiet_channel.pk}/remove/")
    assert not Channel.objects.exists() and not Notification.objects.exists()


def test_hostile_label_is_text(browser):
    factories.ChannelFactory(label=HOSTILE[:80])
    assert "<script>alert" not in browser.get("/notifications/").text


def test_nobody_but_curators_meets_them(as_user, member, quiet_channel):
    notification = factories.NotificationFactory(channel=quiet_channel, state="given-up")
    mine = as_user(member)
    for page in (
        "/notifications/",
        "/notifications/new/",
        f"/notifications/{quiet_channel.pk}/edit/",
    ):
        assert mine.get(page).status_code == 404
        assert as_user().get(page)["Location"].startswith("/accounts/login/")
    for page in [f"/notifications/{quiet_channel.pk}/{rest}" for rest in CHANNEL_PAGES]:
        assert mine.post(page).status_code == 404
    assert mine.post(f"/notifications/deliveries/{notification.pk}/retry/").status_code == 404


def test_what_does_not_exist_is_not_found(browser):
    for rest in CHANNEL_PAGES:
        assert browser.post(f"/notifications/4711/{rest}").status_code == 404
    assert browser.post("/notifications/deliveries/4711/retry/").status_code == 404


def test_what_two_curators_change_comes_together(browser, quiet_channel):
    team = factories.TeamFactory()
    mine, theirs = saving(browser, quiet_channel), saving(browser, quiet_channel)
    assert theirs(label="Their room", teams=[team.slug]).status_code == 302
    assert mine(kinds=["kickoff"], address=f"{ADDRESS}-new").status_code == 302
    quiet_channel.refresh_from_db()
    assert (quiet_channel.label, quiet_channel.address) == ("Their room", f"{ADDRESS}-new")
    assert (quiet_channel.kinds, list(quiet_channel.teams.all())) == (["kickoff"], [team])


@pytest.mark.parametrize(
    ("field", "mine", "theirs", "shown"),
    [
        ("label", "My room", "Their room", ("My room", "Their room")),
        ("service", "teams", "mattermost", ("Microsoft Teams", "Mattermost")),
        ("kinds", ["kickoff"], ["retrospective"], ("Kickoffs that", "Published")),
        ("teams", ["mine"], ["theirs"], ("Mine", "Theirs")),
        ("address", f"{ADDRESS}-mine", f"{ADDRESS}-thrs", ("slack.com/…mine", "slack.com/…thrs")),
    ],
)
def test_second_of_two_saves_shows_both(browser, quiet_channel, field, mine, theirs, shown):
    for name in ("Mine", "Theirs"):
        factories.TeamFactory(name=name)
    second, first = saving(browser, quiet_channel), saving(browser, quiet_channel)
    first(**{field: theirs})
    answer = second(**{field: mine})
    assert answer.status_code == 409
    (conflict,) = answer.context["conflict"]
    assert conflict.field.name == field
    assert shown[0] in conflict.mine and shown[1] in conflict.theirs
    assert f"{ADDRESS}-thrs" not in answer.text
    decided = second(**{field: mine, "base": answer.context["form"].data["base"]})
    assert decided.status_code == 302


def test_theirs_is_taken_without_scripts_and_the_address_stays_hidden(browser, quiet_channel):
    mine, theirs = saving(browser, quiet_channel), saving(browser, quiet_channel)
    theirs(label="Their room", address=f"{ADDRESS}-thrs")
    typed = {"label": "My room", "address": f"{ADDRESS}-mine"}
    base = mine(**typed).context["form"].data["base"]
    second = mine(**typed, base=base, conflicts=["label", "address"], keep_theirs="label")
    assert second.status_code == 409
    assert [one.field.name for one in second.context["conflict"]] == ["address"]
    assert f"{ADDRESS}-thrs" not in second.text
    typed["label"] = "Their room"
    last = mine(**typed, base=base, conflicts=["address"], keep_theirs="address")
    assert (last.status_code, last.context["form"]["address"].value()) == (200, "")
    assert mine(label="Their room", base=base).status_code == 302
    quiet_channel.refresh_from_db()
    assert (quiet_channel.label, quiet_channel.address) == ("Their room", f"{ADDRESS}-thrs")


def test_repeated_save_is_answered_like_the_first(browser, quiet_channel):
    save = saving(browser, quiet_channel)
    assert [save(label="Other room").status_code for _ in range(2)] == [302, 302]


def test_save_that_does_not_say_what_was_seen_shows_both(browser, quiet_channel):
    answer = saving(browser, quiet_channel)(label="Other room", base="")
    assert answer.status_code == 409
    quiet_channel.refresh_from_db()
    assert quiet_channel.label == "Hallway chat"


def test_bad_input_keeps_what_was_typed_but_not_what_is_stored(browser, quiet_channel):
    answer = saving(browser, quiet_channel)(address="http://hooks.slack.com/typed", kinds=[])
    assert answer.status_code == 422
    assert "http://hooks.slack.com/typed" in answer.text and ADDRESS not in answer.text


def test_wrong_methods_are_refused(browser, quiet_channel):
    assert browser.post("/notifications/").status_code == 405
    for page in (
        f"/notifications/{quiet_channel.pk}/test/",
        f"/notifications/{quiet_channel.pk}/remove/",
    ):
        assert browser.get(page).status_code == 405


def test_queries_do_not_grow_with_channels_and_notifications(browser):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            browser.get("/notifications/")
        return len(captured)

    def add():
        channel = factories.ChannelFactory()
        channel.teams.add(factories.TeamFactory())
        factories.NotificationFactory(channel=channel)

    add()
    before = queries()
    for _ in range(30):
        add()
    assert queries() == before


def test_what_was_told_comes_in_pages_that_keep_their_place(browser, quiet_channel):
    factories.NotificationFactory.create_batch(21, channel=quiet_channel)
    first, second = browser.get("/notifications/").text, browser.get("/notifications/?page=2").text
    assert [page.count(">New wall post</a>") for page in (first, second)] == [20, 1]
    assert 'rel="next" href="?page=2"' in first
    assert 'hx-get="?page=2"' in second


@pytest.mark.parametrize("page", ["0", "-1", "999", "x", "%00", "9" * 400])
def test_odd_page_numbers_give_a_page(browser, quiet_channel, page):
    factories.NotificationFactory(channel=quiet_channel)
    assert "New wall post" in browser.get(f"/notifications/?page={page}").text
