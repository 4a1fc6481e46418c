"""Risks after the reveal: grouping, removing, the way back, and where they show."""

import io
import json
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.utils import timezone

from retros.models import Risk
from retros.trash import empty_trash
from tests import factories


@pytest.fixture
def risks(kickoff):
    return [factories.RiskFactory(kickoff=kickoff, text=f"Reason {word}.") for word in "abc"]


def ids(risks):
    return {"risk": [str(risk.pk) for risk in risks]}


def test_ticked_ones_become_one_that_holds_all_texts(leading, risks, url):
    answer = leading.post(f"{url}group/", ids(risks[:2]))
    (first, other) = leading.get(url).context["board"].groups
    assert sorted([first.risk.text, first.others[0].text]) == ["Reason a.", "Reason b."]
    assert other.risk == risks[2]
    assert answer.url == f"{url}#{first.risk.anchor}"


def test_groups_of_groups_are_flat(leading, risks, url):
    leading.post(f"{url}group/", ids(risks[:2]))
    first = Risk.objects.get(said_again__isnull=False)
    leading.post(f"{url}group/", ids([risks[2], first]))
    (group,) = leading.get(url).context["board"].groups
    assert len(group.others) == 2


def test_group_can_be_taken_apart(leading, risks, url):
    leading.post(f"{url}group/", ids(risks))
    first = Risk.objects.get(duplicate_of=None)
    leading.post(f"{url}{first.pk}/ungroup/")
    assert len(leading.get(url).context["board"].groups) == 3


@pytest.mark.parametrize("number", [0, 1])
def test_too_few_are_no_group_and_the_ticks_stay(leading, risks, url, number):
    answer = leading.post(f"{url}group/", ids(risks[:number]))
    assert answer.status_code == 422
    assert "Select at least 2" in answer.text
    assert answer.text.count(" checked") == number


def test_risks_of_another_kickoff_are_left_out(leading, risks, url):
    other = factories.RiskFactory()
    assert leading.post(f"{url}group/", ids([risks[0], other])).status_code == 422
    assert leading.post(f"{url}{other.pk}/remove/").status_code == 404


def test_ids_that_are_none_are_refused(leading, url):
    assert leading.post(f"{url}group/", {"risk": ["7", "x"]}).status_code == 400


def test_what_sounds_alike_is_offered(leading, kickoff, url):
    factories.RiskFactory(kickoff=kickoff, text="The vendor changes the scanner API.")
    factories.RiskFactory(kickoff=kickoff, text="The scanner API of the vendor changes.")
    assert "Similar to each other" in leading.get(url).text


def test_removed_risk_leaves_the_page_and_comes_back_from_the_trash(leading, risks, kickoff, url):
    leading.post(f"{url}group/", ids(risks))
    first = Risk.objects.get(duplicate_of=None)
    page = leading.post(f"{url}{first.pk}/remove/", follow=True)
    assert "stays in the trash for 30 days" in page.text
    assert len(page.context["board"].groups) == 2
    trashed = leading.get("/trash/").text
    assert first.text in trashed and kickoff.project.name in trashed
    assert leading.post(f"{url}{first.pk}/restore/").url == f"{url}#{first.anchor}"
    assert len(leading.get(url).context["board"].groups) == 3


def test_trash_of_somebody_else_does_not_hold_it(leading, reader, risks, url):
    leading.post(f"{url}{risks[0].pk}/remove/")
    assert risks[0].text not in reader.get("/trash/").text
    assert risks[0].text not in reader.get(url).text
    assert reader.post(f"{url}{risks[0].pk}/restore/").status_code == 404


@pytest.fixture
def inside_a_transaction(monkeypatch):
    """As tests are, where the log of the database can't be emptied."""
    monkeypatch.setattr("retros.trash.erasing.leave_no_trace", lambda: None)


def test_after_thirty_days_it_is_erased(risks, inside_a_transaction):
    risks[0].remove()
    Risk.objects.filter(pk=risks[0].pk).update(removed_at=timezone.now() - timedelta(days=31))
    assert "1 risk" in list(empty_trash())
    assert sorted(Risk.objects.all(), key=str) == risks[1:]


@pytest.mark.parametrize("rest", ["ungroup/", "remove/", "restore/"])
def test_only_its_writers_change_a_risk(leading, reader, as_user, risks, url, rest):
    address = f"{url}{risks[0].pk}/{rest}"
    assert reader.post(address).status_code == 404
    assert as_user().post(address).url.startswith("/accounts/login/")
    assert leading.get(address).status_code == 405
    assert leading.post(f"{url}{uuid.uuid4()}/{rest}").status_code == 404


def test_export_holds_the_risks_that_are_there_and_nothing_else_of_them(as_user, curator, risks):
    risks[0].remove()
    with zipfile.ZipFile(
        io.BytesIO(b"".join(as_user(curator).get("/export/retros.zip")))
    ) as package:
        (kickoff,) = json.loads(package.read("kickoffs.json"))
    assert sorted(kickoff["risks"]) == ["Reason b.", "Reason c."]


def test_rows_are_written_again_in_another_order(kickoff, risks):
    texts = [f"Reason {number}." for number in range(30)]
    Risk.objects.add(kickoff.pk, texts)
    kept = {risk.pk: risk.text for risk in kickoff.risks.all()}
    assert all(kept[risk.pk] == risk.text for risk in risks)
    assert len(kept) == 33
