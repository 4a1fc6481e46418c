"""/kickoffs/<id>/risks/: opening the link, the reveal, writing together, and going on."""

from html import unescape

import pytest
from django.urls import reverse

from retros.models import Premortem, Risk
from tests import factories
from tests.risks.conftest import LINK, WORDS, risk


def texts(kickoff):
    return sorted(kickoff.risks.present().values_list("text", flat=True))


def test_a_new_kickoff_leads_to_its_risks_first(reader):
    sent = {"brief": "We replace the stock service.", "project_name": "Stock sync"}
    answer = reader.post("/kickoffs/new/", sent)
    page = reader.get(answer.url).text
    assert "Imagine that it failed" in page
    assert "Skip this: go to the lessons" in page


def test_opening_gives_a_link_that_only_this_browser_can_show(leading, as_user, kickoff, url):
    assert leading.post(url, {"people": 4}).url == url
    link = leading.get(url).context["link"]
    assert "/premortem/" in link
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(Premortem.objects.values())
    colleague = as_user(factories.UserFactory(teams=[kickoff.project.team]))
    assert token not in colleague.get(url).text


@pytest.mark.parametrize("people", ["", "2", "0", "-1", "501", "many", "9" * 30])
def test_a_number_that_cannot_be_is_said_beside_the_field(leading, url, people):
    answer = leading.post(url, {"people": people})
    assert answer.status_code == 422
    (said,) = answer.context["form"].errors["people"]
    assert said in unescape(answer.text) and "Create link" in answer.text
    assert not Premortem.objects.exists()


def test_opening_twice_keeps_the_first(leading, kickoff, url):
    leading.post(url, {"people": 4})
    first = Premortem.objects.get().token_hash
    assert leading.post(url, {"people": 5}).url == url
    assert Premortem.objects.get().token_hash == first


def test_before_the_reveal_nobody_sees_a_risk_or_how_many_there_are(
    leading, as_user, curator, writer, kickoff, url
):
    before = leading.get(url).text.count("<article")
    writer().post(LINK, risk())
    for browser in (leading, as_user(curator), as_user(factories.UserFactory())):
        for address in (url, kickoff.get_absolute_url(), LINK):
            assert WORDS not in browser.get(address).text
    assert leading.get(url).text.count("<article") == before


def test_reveal_shows_all_at_once_and_to_every_reader(leading, reader, writer, kickoff, url):
    for words in ("One.", "Two.", "Three."):
        writer().post(LINK, risk(words))
    answer = leading.post(f"{url}reveal/", follow=True)
    assert "Revealed 3 risks, in random order." in answer.text
    assert texts(kickoff) == ["One.", "Three.", "Two."]
    assert all(words in reader.get(url).text for words in ("One.", "Two.", "Three."))


def test_reveal_of_nothing_says_so(leading, premortem, url):
    assert "Nothing was revealed." in leading.post(f"{url}reveal/", follow=True).text


def test_second_reveal_brings_what_came_late(leading, writer, kickoff, url):
    browsers = [writer() for _ in range(3)]
    for words in ("early", "late"):
        for number, browser in enumerate(browsers):
            leading.post(f"{url}reveal/")
            browser.post(LINK, risk(f"{number} {words}"))
    assert texts(kickoff) == ["0 early", "1 early", "2 early"]
    leading.post(f"{url}reveal/")
    assert len(texts(kickoff)) == 6


def test_renewed_link_closes_the_one_before(leading, writer, url):
    browser = writer()
    leading.post(f"{url}link/")
    assert browser.get(LINK).status_code == 404


def test_closed_link_keeps_what_waits_for_a_reveal(leading, writer, kickoff, url):
    browsers = [writer() for _ in range(3)]
    for browser in browsers:
        browser.post(LINK, risk("One."))
    leading.post(f"{url}close/")
    assert browsers[0].post(LINK, risk("Two.")).status_code == 404
    leading.post(f"{url}reveal/")
    assert texts(kickoff) == ["One."] * 3


def test_lessons_wait_while_the_team_imagines(leading, reader, premortem, kickoff):
    lesson = factories.LessonFactory(published=True, statement="The stock service stops.")
    for browser in (leading, reader):
        page = browser.get(kickoff.get_absolute_url()).text
        assert "Risks first" in page
        assert lesson.statement not in page


@pytest.mark.parametrize("by", ["reveal", "no time"])
def test_lessons_come_after_the_reveal_or_when_there_is_no_time(
    leading, writer, premortem, kickoff, url, by
):
    lesson = factories.LessonFactory(published=True, statement="The stock service stops.")
    for _ in range(3):
        writer().post(LINK, risk())
    if by == "reveal":
        leading.post(f"{url}reveal/")
    else:
        assert leading.post(f"{url}close/", {"go_on": "yes"}).url == kickoff.get_absolute_url()
    assert lesson.statement in leading.get(kickoff.get_absolute_url()).text


def test_risks_written_together_show_at_once(leading, kickoff, url):
    sent = "One.\r\n\r\n  Two  words.  \nOne.\n"
    assert leading.post(f"{url}add/", {"texts": sent}).url == f"{url}#h-risks"
    assert texts(kickoff) == ["One.", "Two words."]


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ("", "write something"),
        (" \u200b \n", "write something"),
        ("fine\n🔥", "write line 2 in words"),
        ("x" * 301, "Line 1 has 301"),
        ("fine\n" + "x" * 301, "Line 2 has 301"),
        ("\n".join(map(str, range(51))), "You entered 51"),
        ("x" * 1_000_000, "within 300"),
    ],
)
def test_what_makes_no_sense_together_is_said_and_kept(leading, kickoff, url, sent, said):
    answer = leading.post(f"{url}add/", {"texts": sent})
    assert answer.status_code == 422
    assert said in answer.text
    assert sent.strip() in answer.text
    assert not texts(kickoff)


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "a\x00b\x07c", "‮gnirts", "**[(`it"])
def test_hostile_risks_are_only_text(leading, kickoff, url, words):
    leading.post(f"{url}add/", {"texts": words})
    for address in (url, kickoff.get_absolute_url()):
        assert "<script>alert" not in leading.get(address).text
    assert texts(kickoff) == [words.replace("\x00", "").replace("\x07", "")]


POSTS = ["", "link/", "close/", "reveal/", "add/", "group/"]


@pytest.mark.parametrize("rest", POSTS)
def test_who_may_only_read_changes_nothing(reader, premortem, kickoff, url, rest):
    before = premortem.token_hash
    sent = {"people": 3, "texts": "One.", "risk": []}
    assert reader.post(url + rest, sent).status_code == 404
    premortem.refresh_from_db()
    assert premortem.token_hash == before
    assert not Risk.objects.exists()


@pytest.mark.parametrize("rest", POSTS)
def test_visitors_are_asked_to_sign_in(as_user, url, rest):
    assert as_user().post(url + rest).url.startswith("/accounts/login/")


@pytest.mark.parametrize("rest", POSTS[1:])
def test_wrong_methods_are_refused(leading, premortem, url, rest):
    assert leading.put(url + rest).status_code == 405
    assert rest == "reveal/" or leading.get(url + rest).status_code == 405
    assert leading.put(url).status_code == 405


def test_page_before_the_reveal_says_what_happens_and_reveals_nothing(leading, writer, url):
    writer().post(LINK, risk())
    shown = leading.get(f"{url}reveal/").text
    assert "The order is random" in shown
    assert WORDS not in shown
    assert not Risk.objects.exists()


@pytest.mark.parametrize("rest", ["link/", "close/", "reveal/"])
def test_what_needs_a_link_answers_404_without_one(leading, url, rest):
    assert leading.post(url + rest).status_code == 404


def test_unknown_kickoff_is_not_found(reader, kickoff):
    assert reader.get("/kickoffs/999999/risks/").status_code == 404
    kickoff.remove()
    assert reader.get(reverse("risks", args=[kickoff.pk])).status_code == 404


def test_readers_see_no_way_to_write(reader, premortem, url):
    page = reader.get(url).text
    assert 'method="post" action="/kickoffs/' not in page


def test_deleting_a_kickoff_names_its_risks(leading, kickoff):
    factories.RiskFactory.create_batch(2, kickoff=kickoff)
    assert "2 risks imagined" in leading.get(f"/kickoffs/{kickoff.pk}/delete/").text
