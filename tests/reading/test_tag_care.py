"""Curators rename and merge tags, and everything follows: items, search, links, open forms."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag, TaggedItem

from retros import search
from retros.models import TagAlias
from retros.models.tags import merge_tags, rename_tag, tags_from_text, text_of_tags
from tests import factories

EDIT = "/tags/payment/edit/"


@pytest.fixture(autouse=True)
def index_agrees(db):
    yield
    assert set(search.check()) <= {"The counts of words are not those of the texts."}


@pytest.fixture
def lesson(db):
    lesson = factories.LessonFactory(published=True)
    for tagged in (lesson, lesson.retrospective, lesson.retrospective.project):
        tagged.tags.add("payment")
    return lesson


@pytest.fixture
def payments(lesson):
    """Another tag, on the same lesson and on one more."""
    lesson.tags.add("payments")
    factories.LessonFactory(published=True).tags.add("payments")
    return Tag.objects.get(name="payments")


@pytest.fixture
def curating(as_user, curator):
    return as_user(curator)


def names(tagged):
    return sorted(tagged.tags.names())


def found(person, **narrowed):
    return {(hit.kind, hit.object_id) for hit in search.search("", user=person, **narrowed).hits}


def test_renamed_tag_is_everywhere(curating, curator, lesson):
    answer = curating.post(EDIT, {"name": "Paying"})
    assert answer.url == "/tags/paying/"
    for tagged in (lesson, lesson.retrospective, lesson.retrospective.project):
        assert names(tagged) == ["Paying"]
    assert found(curator, tags=("paying",)) == {
        ("lesson", lesson.pk),
        ("retrospective", lesson.retrospective_id),
    }
    assert search.search("paying", user=curator).total == 2


def test_old_address_and_saved_links_lead_to_the_new_name(browser, curator, lesson):
    rename_tag(Tag.objects.get(), "Paying")
    assert browser.get("/tags/payment/").url == "/tags/paying/"
    assert found(curator, tags=("payment",)) == found(curator, tags=("paying",)) != set()
    listed = browser.get("/retrospectives/?tag=payment").text
    assert lesson.retrospective.title in listed


def test_renaming_back_leaves_it_as_it_was(lesson):
    rename_tag(rename_tag(Tag.objects.get(), "Paying"), "payment")
    assert names(lesson) == ["payment"]
    assert Tag.objects.get().slug == "payment"
    assert [alias.name for alias in TagAlias.objects.all()] == ["paying"]


def test_only_its_case_is_changed(lesson):
    rename_tag(Tag.objects.get(), "Payment")
    assert (names(lesson), Tag.objects.get().slug) == (["Payment"], "payment")
    assert not TagAlias.objects.exists()


def test_merging_asks_for_confirmation(curating, lesson, payments):
    page = curating.post(EDIT, {"into": "payments"}).text
    assert "1 lesson, 1 retrospective and 1 project" in " ".join(page.split())
    assert "can’t undo a merge" in page
    assert names(lesson) == ["payment", "payments"]


def test_merged_tags_are_one_without_duplicates(curating, curator, lesson, payments):
    answer = curating.post(EDIT, {"into": "Payments", "confirmed": "on"})
    assert answer.url == "/tags/payments/"
    assert names(lesson) == names(lesson.retrospective) == ["payments"]
    assert TaggedItem.objects.count() == 4
    assert not Tag.objects.filter(name="payment").exists()
    assert len(found(curator, tags=("payment",))) == 3


def test_chain_of_merges_leads_to_the_last(browser, lesson, payments):
    factories.LessonFactory(published=True).tags.add("money")
    merge_tags(Tag.objects.get(name="payment"), payments)
    merge_tags(payments, Tag.objects.get(name="money"))
    assert browser.get("/tags/payment/").url == browser.get("/tags/payments/").url == "/tags/money/"
    assert names(lesson) == ["money"]


def test_form_opened_before_a_merge_follows_it(as_user, lesson, payments):
    merge_tags(Tag.objects.get(name="payment"), payments)
    address = f"/retrospectives/{lesson.retrospective_id}/edit/lessons/{lesson.pk}/"
    typed = {"statement": "S", "category": "team", "tags": "Payment, new", "version": 1}
    assert as_user(lesson.retrospective.created_by).post(address, typed).status_code == 302
    assert names(lesson) == ["new", "payments"]


def test_project_opened_before_a_merge_follows_it(as_user, lesson, payments):
    project = lesson.retrospective.project
    member = factories.UserFactory(teams=[project.team])
    page = as_user(member).get(f"{project.get_absolute_url()}edit/")
    form = page.context["form"]
    rename_tag(Tag.objects.get(name="payment"), "Paying")
    typed = {name: form[name].value() or "" for name in form.fields} | {"tags": "payment"}
    answer = as_user(member).post(f"{project.get_absolute_url()}edit/", typed | {"kind": "event"})
    assert answer.status_code == 302
    project.refresh_from_db()
    assert (names(project), project.kind) == (["Paying"], "event")


def test_old_name_can_be_a_separate_tag_again(curating, lesson, payments):
    merge_tags(Tag.objects.get(name="payment"), payments)
    alias = TagAlias.objects.get()
    assert alias.name in curating.get("/tags/payments/edit/").text
    curating.post(f"/tags/payments/names/{alias.pk}/free/")
    factories.LessonFactory(published=True).tags.add("payment")
    assert curating.get("/tags/payment/").status_code == 200


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": ""}, "Please write something"),
        ({"name": "payments"}, "already exists"),
        ({"name": "a, b"}, "comma"),
        ({"name": "!!!"}, "letter or digit"),
        ({"name": "x" * 101}, "100 characters"),
        ({"into": "nothing"}, "No tag is named"),
        ({"into": "PAYMENT"}, "into itself"),
        ({"into": "secret-plan"}, "No tag is named"),
    ],
)
def test_bad_name_gets_an_error_next_to_the_field(curating, lesson, payments, typed, says):
    factories.LessonFactory().tags.add("secret-plan")
    answer = curating.post(EDIT, typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert names(lesson) == ["payment", "payments"]


def test_name_that_only_hidden_drafts_have_is_taken_without_a_word(curating, lesson):
    hidden = factories.LessonFactory()
    hidden.tags.add("secret-plan")
    assert curating.post(EDIT, {"name": "secret-plan"}).url == "/tags/secret-plan/"
    assert names(lesson) == names(hidden) == ["secret-plan"]


def test_tag_of_hidden_drafts_is_not_for_curators(curating):
    factories.LessonFactory().tags.add("secret-plan")
    assert curating.get("/tags/secret-plan/edit/").status_code == 404


@pytest.mark.parametrize("address", [EDIT, "/tags/payment/names/1/free/"])
def test_members_and_visitors_may_not(as_user, browser, lesson, address):
    assert browser.post(address, {"name": "x"}).status_code == 404
    assert "/accounts/login/" in as_user().post(address, {"name": "x"}).url
    assert browser.get(EDIT).status_code == 404
    assert names(lesson) == ["payment"]


def test_wrong_methods_are_refused(curating, lesson):
    assert curating.put(EDIT).status_code == 405
    assert curating.get("/tags/payment/names/1/free/").status_code == 405


def test_second_press_finds_it_merged(curating, lesson, payments):
    for _ in range(2):
        answer = curating.post(EDIT, {"into": "payments", "confirmed": "on"})
        assert answer.status_code == 302


def suggested(browser, words):
    answer = browser.get("/tags/", {"q": words}, headers={"HX-Request": "true"})
    return [tag.name for tag, _ in answer.context["tags"]]


def test_suggestions_are_the_commonest_that_fit(browser):
    lessons = factories.LessonFactory.create_batch(3, published=True)
    for number, lesson in enumerate(lessons):
        lesson.tags.add("late payment", *["payments", "Päyroll"][: number + 1])
    assert suggested(browser, "pay") == ["payments", "Päyroll", "late payment"]
    assert suggested(browser, "PÄY") == suggested(browser, "pay")
    assert suggested(browser, "zebra") == []


def test_tags_of_hidden_drafts_are_never_suggested(browser, as_user):
    hidden = factories.LessonFactory()
    hidden.tags.add("secret-plan")
    assert suggested(browser, "secret") == []
    assert suggested(as_user(hidden.retrospective.created_by), "secret") == ["secret-plan"]


def test_list_can_be_searched_without_javascript(browser, lesson, payments):
    page = browser.get("/tags/?q=ments").text
    assert "/tags/payments/" in page and "/tags/payment/" not in page
    assert "No tags match" in browser.get("/tags/?q=<script>").text


def test_number_of_queries_of_the_page_does_not_grow(as_user, curator, lesson):
    def count():
        with CaptureQueriesContext(connection) as captured:
            as_user(curator).get(EDIT)
        return len(captured)

    few = count()
    for number in range(5):
        factories.TagAliasFactory(tag=Tag.objects.get(name="payment"))
        factories.LessonFactory(published=True).tags.add("payment", f"tag {number}")
    assert count() == few


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("cut over", ["cut over"]),
        ("a, b,,  c  d ", ["a", "b", "c d"]),
        ('"cut over" , Cut Over', ["cut over"]),
        ("，x", ["x"]),
        ("品質、設計，測試", ["品質", "設計", "測試"]),
        ("جودة، تصميم؛ x", ["جودة", "تصميم", "x"]),
        ("a; b；c", ["a", "b", "c"]),
        ('"a; b" , c', ["a; b", "c"]),
        ('5" disks, "x', ['5" disks', "x"]),
        ("", []),
    ],
)
def test_tags_are_separated_by_commas_and_semicolons(line, tags):
    assert tags_from_text(line) == tags


def test_tag_that_holds_a_separator_stays_one(lesson):
    lesson.tags.set([Tag.objects.create(name=name) for name in ("品質、設計", "R; D", "plain")])
    line = text_of_tags(lesson.tags.all())
    assert line == 'plain, "R; D", "品質、設計"'
    assert tags_from_text(line) == ["plain", "R; D", "品質、設計"]
