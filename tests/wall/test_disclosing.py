"""What is pointed out before a post goes public."""

import pytest

from retros.models import WallPost
from retros.wording.disclosures import HOST, KEY, MAIL, PERSON, disclosures
from tests import factories


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("Ask anna@retros.example first.", "anna@retros.example", MAIL),
        ("The copy on db01.corp.local:5432 was old.", "db01.corp.local:5432", HOST),
        ("See http://jenkins/job/7 for it.", "http://jenkins/job/7", HOST),
        ("It ran on 10.1.2.3 all week.", "10.1.2.3", HOST),
        ("It answered on localhost:8000 only.", "localhost:8000", HOST),
        ("It said password: hunter22 in the log.", "password: hunter22", KEY),
        ("AKIAIOSFODNN7EXAMPLE was in the build.", "AKIAIOSFODNN7EXAMPLE", KEY),
        ("The id 9f86d081884c7d659a2feaa0 was reused.", "9f86d081884c7d659a2feaa0", KEY),
        ("Call +49 30 1234567 next time.", "+49 30 1234567", "phone number"),
        ("See https://retros.example/a.", "https://retros.example/a.", "address"),
        ("8.8.8.8 answered, ours did not.", "8.8.8.8", "address"),
        ("fe80:0:0:1::1 was not routed.", "fe80:0:0:1::1", "address"),
    ],
)
def test_pointed_out(text, words, reason):
    (found,) = disclosures(text)
    assert found.words == words
    assert reason in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "We moved from v10.2.3 to v11 in 2024.",
        "The internal tools team waited; the local copy was old.",
        "At 10:30:00 on 2024-01-01 the import stopped.",
        "A retrospective-of-retrospectives-in-writing took an hour.",
        "Ratio 3:1, 40 % of 12,000,000 rows.",
        "Das Donaudampfschifffahrtsgesellschaftskapitänspatent half.",
    ],
)
def test_plain_words_are_let_through(text):
    assert disclosures(text) == []


def test_members_are_pointed_out_and_other_names_are_not():
    found = disclosures("Anna Berg and Hamlet waited.", names=["Anna Berg"])
    assert [(it.words, it.reason) for it in found] == [("Anna Berg", PERSON)]


@pytest.fixture
def poster(as_user, member):
    return as_user(member)


def test_what_discloses_something_is_not_posted_at_once(poster, post_it):
    factories.UserFactory(display_name="Anna Berg")
    shown = post_it(poster, learned="Anna Berg kept it on db01.corp.local for us.")
    assert not WallPost.objects.exists()
    assert "Should everyone see this?" in shown.text
    assert PERSON in shown.text and HOST in shown.text


def test_it_is_posted_once_it_was_seen(poster, post_it):
    words = {"learned": "Ask anna@retros.example first."}
    seen = post_it(poster, **words).context["form"]["previewed"].value()
    post_it(poster, previewed=seen, **words)
    assert WallPost.objects.get().learned == words["learned"]


def test_other_words_after_that_are_looked_at_again(poster, post_it):
    seen = post_it(poster, learned="Ask anna@retros.example.").context["form"]["previewed"].value()
    again = post_it(poster, previewed=seen, learned="Ask bea@retros.example.")
    assert "bea@retros.example" in again.text
    assert not WallPost.objects.exists()


def test_a_signature_may_be_a_name_but_no_address(poster, post_it):
    factories.UserFactory(display_name="Anna Berg")
    assert post_it(poster, signature="anna@retros.example").status_code == 200
    assert not WallPost.objects.exists()
    post_it(poster, signature="Anna Berg")
    assert WallPost.objects.get().signature == "Anna Berg"


def test_a_change_of_a_post_is_looked_at_too(curator, as_user):
    post = factories.WallPostFactory()
    client = as_user(curator)
    form = client.get(f"/wall/{post.pk}/edit/").context["form"]
    typed = {name: form[name].value() or "" for name in form.fields}
    typed |= {"learned": "Look at 10.1.2.3 first.", "previewed": "live"}
    shown = client.post(f"/wall/{post.pk}/edit/", typed)
    assert HOST in shown.text
    post.refresh_from_db()
    assert "10.1.2.3" not in post.learned
