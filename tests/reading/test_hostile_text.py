"""Whatever people write or ask for, pages stay whole: nothing runs, nothing breaks."""

import itertools

import pytest
from django.db import models

from retros.models.fields import MarkdownField
from tests import factories

SCRIPT = '<script>alert(1)</script>"><img src=x onerror=alert(1)>\u202e{{ 7 }}'
LISTS = [
    "/", "/retrospectives/", "/lessons/", "/decisions/", "/projects/", "/tags/", "/actions/",
]  # fmt: skip
PARTS = ["TimelineEvent", "Decision", "Observation", "Lesson", "ActionItem"]
NASTY = [
    "page=0", "page=-1", "page=x", "page=99999999999999999999", "page=%00", "page=" + "9" * 5000,
    "status=%FF", "team=%00&tag=%00", "year=0", "year=99999999999999999999", "year=-1", "year[]=1",
    "category=process&category=self", "tag=%F0%9F%98%80", "outcome='&source=%22&phase=--",
    "source=%25", "kind=%ED%A0%80", "=&&&=", "q=" + "x" * 3000,
]  # fmt: skip


def fill(row):
    """Write SCRIPT into every text column, as far as it is long enough."""
    for field in row._meta.fields:
        if isinstance(field, (models.CharField, models.TextField)) and not field.choices:
            if field.name in {"slug", "source_hash"}:
                continue
            longest = getattr(field, "max_length", None) or 500
            text = (
                f"{SCRIPT} [a](javascript:alert(1))" if isinstance(field, MarkdownField) else SCRIPT
            )
            setattr(row, field.name, text[:longest])
    row.save()
    return row


@pytest.fixture
def record(member):
    record = fill(factories.RetrospectiveFactory(published=True, created_by=member))
    fill(record.project)
    fill(record.project.team)
    for name in PARTS:
        fill(getattr(factories, f"{name}Factory")(retrospective=record))
    for tagged in (record, record.project, record.lessons.get()):
        tagged.tags.add(SCRIPT[:25] + "tag")
    factories.WallPostFactory(learned=SCRIPT[:140])
    return record


def test_scripts_stay_text_on_every_page(browser, as_user, record):
    tag = record.tags.get()
    project = record.project
    addresses = [
        *LISTS, record.get_absolute_url(), project.get_absolute_url(), f"/tags/{tag.slug}/",
        f"{project.get_absolute_url()}edit/" if not project.team else "/projects/",
        project.team.get_absolute_url(), record.lessons.get().get_absolute_url(),
        record.decisions.get().get_absolute_url(), "/retrospectives/?status=draft",
    ]  # fmt: skip
    for who, address in itertools.product((browser, as_user()), addresses):
        page = who.get(address, follow=True).content.decode()
        for trap in ("<script>alert", "<img src=x", 'href="javascript', "<script>a"):
            assert trap not in page, address


@pytest.mark.parametrize("query", NASTY)
def test_odd_query_strings_are_no_error(browser, query):
    record = factories.RetrospectiveFactory(published=True)
    for address in (*LISTS, record.get_absolute_url(), record.project.get_absolute_url()):
        assert browser.get(f"{address}?{query}").status_code == 200, address


def test_links_of_pages_hold_no_script(browser, record):
    factories.RetrospectiveFactory.create_batch(25, published=True)
    page = browser.get('/retrospectives/?page=2&x="><script>alert(1)</script>').content.decode()
    assert "<script>alert" not in page
