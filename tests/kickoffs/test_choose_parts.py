"""Observations and decisions in a brief: choosing them, what the brief says, what came of them."""

import io
import json
import zipfile

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from retros.exchange.writing.archive import archive
from retros.models import KickoffLesson
from tests import factories

APPLY = {"disposition": "apply", "version": 0}
FACTORIES = {"observation": factories.ObservationFactory, "decision": factories.DecisionFactory}
WORDS = {"observation": "Two rehearsals on a copy of production.", "decision": "Freeze the order"}


@pytest.fixture(params=["observation", "decision"])
def kind(request):
    return request.param


@pytest.fixture
def item(db, kind):
    return FACTORIES[kind](retrospective=factories.RetrospectiveFactory(published=True))


@pytest.fixture
def url(kickoff, kind, item):
    return reverse("kickoff_choice", args=[kickoff.pk, kind, item.pk])


@pytest.fixture
def chosen(kickoff, kind, item):
    return factories.KickoffLessonFactory(kickoff=kickoff, lesson=None, **{kind: item})


def test_choice_is_kept_and_leads_back_to_its_card(writer, kickoff, kind, item, url):
    answer = writer.post(url, APPLY | {"note": "From May on"})
    assert answer.url == f"{kickoff.get_absolute_url()}#{kind}-{item.pk}"
    choice = kickoff.choices.get()
    assert (choice.item, choice.disposition, choice.note) == (item, "apply", "From May on")


def test_htmx_gets_the_form_and_the_tray(writer, kind, url):
    page = writer.post(url, APPLY, headers={"HX-Request": "true"}).text
    assert 'data-decided="apply"' in page
    assert f"1 {kind} in your brief" in page and WORDS[kind] in page


def test_second_choice_meets_the_first(writer, kickoff, url):
    writer.post(url, APPLY)
    answer = writer.post(url, APPLY | {"disposition": "watch"})
    assert answer.status_code == 409 and "Someone else decided" in answer.text
    assert kickoff.choices.get().disposition == "apply"


def test_choice_without_a_button_asks_for_one(writer, kind, url):
    answer = writer.post(url, {"version": 0, "note": "typed"})
    assert answer.status_code == 422
    assert f"Choose what to do with this {kind}." in answer.text and "typed" in answer.text


def test_what_is_not_published_can_not_be_chosen(writer, kickoff, item, url):
    item.retrospective.unpublish()
    assert writer.post(url, APPLY).status_code == 404
    item.retrospective.invited.add(kickoff.created_by)
    assert writer.post(url, APPLY).status_code == 404


def test_readers_and_visitors_choose_nothing(reader, client, kickoff, url):
    assert reader.post(url, APPLY).status_code == 404
    assert client.post(url, APPLY).url.startswith("/accounts/login/")
    assert not kickoff.choices.exists()


@pytest.mark.parametrize("pk", ["999999", "9" * 30])
def test_unknown_parts_are_not_found(writer, kickoff, kind, pk):
    address = f"/kickoffs/{kickoff.pk}/{kind}s/{pk}/"
    assert writer.post(address, APPLY).status_code == 404


@pytest.mark.parametrize("page", ["kickoff_brief", "kickoff_markdown"])
def test_brief_holds_it_with_its_source(reader, kickoff, kind, item, chosen, page):
    text = reader.get(reverse(page, args=[kickoff.pk])).text
    assert WORDS[kind] in text and item.get_absolute_url() in text
    assert item.retrospective.project.name in text


@pytest.mark.parametrize("page", ["kickoff", "kickoff_brief", "kickoff_markdown"])
def test_what_went_back_into_a_draft_leaves(reader, writer, kickoff, kind, item, chosen, page):
    item.retrospective.invited.add(kickoff.created_by)
    item.retrospective.unpublish()
    for browser in (reader, writer):
        text = browser.get(reverse(page, args=[kickoff.pk])).text
        assert WORDS[kind] not in text
        assert "1 chosen item is no longer available." in text


def test_brief_says_that_its_words_changed(reader, writer, kickoff, kind, item, url):
    writer.post(url, APPLY)
    setattr(item, "text" if kind == "observation" else "choice", "Other words")
    item.save()
    brief = reverse("kickoff_brief", args=[kickoff.pk])
    assert f"The {kind}’s wording changed since it was chosen." in reader.get(brief).text
    writer.post(reverse("kickoff_choice_accept_wording", args=[kickoff.pk, kind, item.pk]))
    assert "wording changed" not in reader.get(brief).text


def test_archive_names_what_was_chosen(member, kind, item, chosen):
    package = zipfile.ZipFile(io.BytesIO(b"".join(archive(member))))
    (choice,) = json.loads(package.read("kickoffs.json"))[0]["choices"]
    ids = {name: choice[f"{name}_id"] for name in ("lesson", "observation", "decision")}
    assert {name for name, pk in ids.items() if pk} == {kind} and ids[kind] == item.pk


def test_retrospective_of_the_project_asks_what_came_of_it(as_user, kickoff, kind, chosen):
    record = factories.RetrospectiveFactory(project=kickoff.project)
    writer = as_user(record.created_by)
    page = writer.get(reverse("retrospective_edit", args=[record.pk])).text
    assert WORDS[kind] in page and "What was the outcome?" in page
    assert "Did the problem happen again?" not in page  # it went well, or was a decision
    writer.post(reverse("kickoff_result", args=[chosen.pk]), {"result": "helped", "version": 1})
    chosen.refresh_from_db()
    assert chosen.result == "helped"


def test_warning_is_asked_whether_it_happened(as_user, kickoff):
    wrong = factories.ObservationFactory(published=True, kind="wrong")
    factories.KickoffLessonFactory(kickoff=kickoff, lesson=None, observation=wrong)
    record = factories.RetrospectiveFactory(project=kickoff.project)
    page = as_user(record.created_by).get(reverse("retrospective_edit", args=[record.pk])).text
    assert "Did the problem happen again?" in page


@pytest.mark.both_databases
def test_choice_is_of_exactly_one_thing(kickoff, item, lesson, kind):
    for about in ({}, {"lesson": lesson, kind: item}):
        with pytest.raises(IntegrityError), transaction.atomic():
            KickoffLesson.objects.create(kickoff=kickoff, disposition="apply", **about)


@pytest.mark.both_databases
def test_the_same_is_chosen_once(kickoff, item, kind, chosen):
    with pytest.raises(IntegrityError), transaction.atomic():
        KickoffLesson.objects.create(kickoff=kickoff, disposition="watch", **{kind: item})


@pytest.mark.both_databases
def test_lists_count_what_can_still_be_read(reader, kickoff, item, chosen):
    factories.KickoffLessonFactory(kickoff=kickoff)
    assert "2 to apply" in reader.get(reverse("kickoffs")).text
    item.remove()
    assert "1 to apply" in reader.get(reverse("kickoffs")).text


def test_what_is_erased_takes_the_choice_along(kickoff, item, chosen):
    item.delete()
    assert not kickoff.choices.exists()


def test_deleting_and_restoring_the_kickoff_leaves_it_as_it_was(kickoff, item, chosen):
    kickoff.remove()
    kickoff.restore()
    assert kickoff.choices.get().item == item
