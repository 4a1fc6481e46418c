"""Decision records that a curator downloads are read again as they were."""

import io
import zipfile
from datetime import date

import pytest

from retros.exchange import decision_records_zip, merge_decision_records, read, store
from retros.models import Decision, part_fields
from tests import factories

ODD = "3 servers: *why* # not? [x](y) “é”"


@pytest.fixture
def curated(as_user, curator):
    return as_user(curator)


def downloaded(browser, query=""):
    answer = browser.get(f"/export/decisions.zip{query}")
    data = b"".join(answer.streaming_content)
    package = zipfile.ZipFile(io.BytesIO(data))
    return {name: package.read(name) for name in package.namelist()}


def full(**fields):
    return factories.DecisionFactory(
        published=True, informed_by="A *price* list\n\n- one\n- two", options="Own build",
        expected="Growth", outcome="mixed", what_happened="It hurt.\n\nThen it did not.",
        same_again="unsure", sources=["data", "past-lesson"], phase="ship",
        revisit_on=date(2026, 5, 1), revisit_when="traffic doubles", **fields,
    )  # fmt: skip


@pytest.mark.both_databases
def test_every_field_and_the_chain_come_back(curated):
    new = full(choice="Own build", decided_on=date(2025, 2, 3))
    full(
        choice=ODD, decided_on=date(2024, 1, 1), superseded_by=new,
        replaced_on=date(2025, 2, 4), replaced_because="Prices doubled: by 3",
    )  # fmt: skip
    fields = part_fields.version_fields("decisions")
    before = [[getattr(it, name) for name in fields] for it in Decision.objects.order_by("-pk")]
    documents = [read(name, data) for name, data in downloaded(curated).items()]
    made = store(merge_decision_records(documents, "Billing")).retrospective
    after = [[getattr(it, name) for name in fields] for it in made.decisions.all()]
    place = fields.index("superseded_by_id")
    assert [row.pop(place) is None for row in before] == [row.pop(place) is None for row in after]
    assert after == before
    assert made.context == ""


def test_a_record_without_a_context_comes_back_as_one(curated):
    factories.DecisionFactory(published=True, choice="Ship it", informed_by="", outcome="worse")
    [(name, data)] = downloaded(curated).items()
    [made] = read(name, data).decisions
    assert (made.choice, made.outcome, made.informed_by) == ("Ship it", "worse", "")


def test_records_are_madr_and_name_their_successor(curated):
    new = full(choice="Own build", decided_on=date(2025, 2, 3))
    full(choice="Free plan", decided_on=date(2024, 1, 1), superseded_by=new)
    found = downloaded(curated)
    assert list(found) == ["0001-free-plan.md", "0002-own-build.md"]
    old = found["0001-free-plan.md"].decode()
    assert 'status: "superseded by [0002-own-build](0002-own-build.md)"' in old
    assert "## Context and Problem Statement\n\nA *price* list" in old


def test_headings_of_a_text_do_not_become_sections(curated):
    factories.DecisionFactory(
        published=True, choice="Free plan", informed_by="# Decision\n\nOdd\n\n```\n# code\n```"
    )
    (data,) = downloaded(curated).values()
    (decision,) = read("0001-free-plan.md", data).decisions
    assert decision.informed_by == "**Decision**\n\nOdd\n\n```\n# code\n```"


def test_filters_and_permissions_are_those_of_the_list(as_user, curated, member):
    full(choice="Free plan")
    full(choice="Other").retrospective.unpublish()
    assert list(downloaded(curated, "?outcome=worse")) == []
    assert list(downloaded(curated)) == ["0001-free-plan.md"]
    assert as_user(member).get("/export/decisions.zip").status_code == 404


def test_unreadable_successor_is_not_named(member):
    hidden = factories.DecisionFactory(choice="Secret")
    factories.DecisionFactory(published=True, choice="Free plan", superseded_by=hidden)
    rows = Decision.objects.visible_to(member).with_standing(member)
    package = zipfile.ZipFile(io.BytesIO(decision_records_zip(rows)))
    assert "superseded" not in package.read("0001-free-plan.md").decode()
