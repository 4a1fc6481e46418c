"""/import/: more documents than one preview shows come in steps, and none is skipped in silence."""

import pytest

from retros.models import Retrospective
from tests.exchange.office import zipped
from tests.test_import_page import ADDRESS, bring_in, page_of, upload


@pytest.fixture
def browser(as_user, member):
    return as_user(member)


def test_zip_of_many_files_comes_in_steps(browser, monkeypatch):
    monkeypatch.setattr("retros.views.exchange.import_steps.MOST_FILES", 3)
    names = [f"{n}.md" for n in range(7)]
    data = zipped({name: f"# Of {name}\n\n- a" for name in names} | {"a.png": b"\x89PNG"})
    seen = []
    for start, said in ((1, "1–3 of 7"), (4, "4–6 of 7"), (7, "7–7 of 7")):
        assert f'value="{start}"' in browser.get(f"{ADDRESS}?start={start}").content.decode()
        preview = upload(browser, ("all.zip", data), start=start)
        again = bring_in(browser, preview, look="1")
        assert f"Documents {said}." in page_of(again)
        assert ("shows this picture" in page_of(preview)) == (start == 7)
        done = page_of(bring_in(browser, again))
        assert (f"?start={start + 3}" in done) == (start < 7)
        seen = Retrospective.objects.values_list("title", flat=True)
    assert sorted(seen) == [f"Of {name}" for name in names]
    page = page_of(upload(browser, ("all.zip", data), start=99))
    assert "These files hold 7 documents: none from number 99 on." in page


def test_page_ends_where_it_can_carry_no_more(browser, monkeypatch):
    monkeypatch.setattr("retros.views.exchange.import_steps._MOST_CHARACTERS", 1_500)
    texts = {f"{n}.md": f"# Of {n}\n\n- {'abcdefgh' * n}" for n in range(9)}
    page = page_of(upload(browser, ("all.zip", zipped(texts))))
    assert "of 9.</strong>" in page
    assert "too large" not in page


@pytest.mark.parametrize("start", ["0", "-1", "x", "9" * 30])
def test_odd_start_is_told_beside_its_field(browser, start):
    assert browser.get(f"{ADDRESS}?start={start}").status_code == 200
    answer = upload(browser, text="# A", start=start)
    assert answer.status_code in (200, 422)


def test_decision_records_of_one_step_say_that_others_stay_apart(browser, monkeypatch):
    monkeypatch.setattr("retros.views.exchange.import_steps.MOST_FILES", 3)
    record = "# {}. Queue {}\n\n## Status\n\nAccepted\n\n## Context\n\nBursts.\n\n## Decision\n\nWe use queue {}.\n"
    data = zipped({f"adr/000{n}-queue.md": record.format(n, n, n) for n in range(1, 6)})
    page = page_of(upload(browser, ("all.zip", data)))
    assert "Those of another step make a document of their own." in page


def test_decision_records_of_the_next_step_replace_none(browser, monkeypatch):
    monkeypatch.setattr("retros.views.exchange.import_steps.MOST_FILES", 3)
    record = "# {}. Queue\n\n## Status\n\nAccepted\n\n## Context\n\nBursts of {} jobs.\n\n## Decision\n\nWe use one queue.\n"
    data = zipped({f"adr/000{n}-queue.md": record.format(n, n % 3) for n in range(6)})
    for start in (1, 4):
        preview = upload(browser, ("all.zip", data), start=start)
        assert "later version" not in page_of(preview)
        bring_in(browser, preview)
    titles = Retrospective.objects.order_by("pk").values_list("title", flat=True)
    assert [title[-5:] for title in titles] == [", 1–3", ", 4–6"]
