"""Practice on past decisions: covered until the reader uncovers them, and nothing is sent."""

import pytest
from taggit.models import Tag

from retros.models import TagDescription
from tests import factories
from tests.path_factories import PathStopFactory

ADDRESS = "/decisions/practice/"


def decision(choice, **fields):
    said = {"informed_by": f"Known before {choice}", "outcome": "mixed"} | fields
    return factories.DecisionFactory(choice=choice, **{"published": True} | said)


@pytest.mark.both_databases
def test_choice_is_covered_and_the_next_one_follows(browser, db):
    decision("Rent it")
    decision("Build it")
    page = browser.get(ADDRESS).text
    known, covered = page.split('<details class="uncover"')
    assert "Known before Rent it" in known and "Rent it</a>" not in known
    assert "Rent it</a>" in covered and "Decision 1 of 2" in known
    assert "Known before Build it" in browser.get(f"{ADDRESS}?number=2").text
    assert "Known before Build it" in browser.get(f"{ADDRESS}?number=99").text


@pytest.mark.parametrize("heading", ["### Decision", "**Decision**"])
def test_record_that_goes_on_to_its_decision_is_cut_there(browser, db, heading):
    decision("Rent it", informed_by=f"Disks fail.\n\n{heading}\n\nWe rent.")
    page = browser.get(ADDRESS).text
    assert "Disks fail." in page and "We rent." not in page


def test_what_is_typed_has_no_name_and_is_in_no_form(browser, db):
    decision("Rent it")
    page = browser.get(ADDRESS).text
    field = page[page.index("<textarea") : page.index("</textarea>")]
    assert "name=" not in field and "data-" not in field
    assert page.rindex("<form", 0, page.index(field)) < page.rindex("</form>", 0, page.index(field))


def test_only_decisions_that_say_what_was_known_and_what_came_of_it(browser, db):
    decision("Silent", informed_by="")
    decision("Open", outcome="unknown")
    decision("Hidden", published=False)
    assert "No decisions to practice on" in browser.get(ADDRESS).text


def test_a_product_or_a_path_narrows_them(browser, db):
    decision("Other")
    about, stop = decision("Of maps"), decision("On a path")
    about.retrospective.tags.add("Maps")
    TagDescription.objects.create(tag=Tag.objects.get(), kind="product")
    path = PathStopFactory(decision=stop).path
    for query, known in ((f"path-{path.pk}", "On a path"), ("product-maps", "Of maps")):
        page = browser.get(f"{ADDRESS}?about={query}").text
        assert f"Known before {known}" in page and "of 1" in page


@pytest.mark.parametrize("query", ["about=path-x", "about=%00", "number=-1", "number=x"])
def test_odd_choices_show_all(browser, db, query):
    decision("Rent it")
    assert "Decision 1 of 1" in browser.get(f"{ADDRESS}?{query}").text


def test_number_of_queries_does_not_grow(same_queries, db):
    def make(number):
        for place in range(number):
            PathStopFactory(decision=decision(f"Choice {place}"))

    same_queries(ADDRESS, make)
