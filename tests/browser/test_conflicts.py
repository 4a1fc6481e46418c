"""Two people change the same outside the editor: both texts side by side, until one decides."""

import re

import pytest
from playwright.sync_api import expect

from retros.models import Gathering, Project
from tests import factories
from tests.browser.looks import PHONE, SCHEMES

FORMS = ["project", "kickoff", "post", "template", "channel", "gathering"]


@pytest.fixture
def forms(curator):
    """For each form: (its address, the name of a field in it, what two people make of that)."""
    project = factories.ProjectFactory(description="A move.", team=None)
    draft = factories.RetrospectiveFactory(created_by=curator, project=project)
    Gathering.objects.create(retrospective=draft, purpose="Why it took long", people=4)
    kickoff = factories.KickoffFactory(created_by=curator, brief="A move of two warehouses.")
    return {
        "project": (f"{project.get_absolute_url()}edit/", "description"),
        "kickoff": (f"{kickoff.get_absolute_url()}edit/", "brief"),
        "post": (f"/wall/{factories.WallPostFactory().pk}/edit/", "happened"),
        "template": (
            factories.RetrospectiveTemplateFactory(prompts={}).get_absolute_url(),
            "description",
        ),
        "channel": (f"/notifications/{factories.ChannelFactory().pk}/edit/", "label"),
        "gathering": (f"/retrospectives/{draft.pk}/gathering/", "purpose"),
    }


def open_form(page, address, name):
    page.goto(address)
    closed = page.locator("main details:not([open])", has=page.locator(f"[name={name}]"))
    if closed.count():
        closed.locator("summary").first.click()


def change(page, name, words):
    """Type and save. Without scripts a wall post shows its card first."""
    field = page.locator(f"main [name={name}]")
    field.fill(words)
    for _ in range(2):
        button = page.locator("main .btn", has_text=re.compile("^(Save|Preview)$")).first
        is_last = button.inner_text() == "Save"
        button.click()
        if is_last:
            return


def meet(open_page, person, address, name, **options):
    """The page of the second of two people who change the same field."""
    first, second = open_page(person), open_page(person, **options)
    for page in (first, second):
        open_form(page, address, name)
    change(first, name, "We moved it in two nights.")
    first.wait_for_load_state()
    change(second, name, "We moved it in one weekend.")
    expect(second.locator(".both .diff ins").first).to_have_text("one weekend")
    expect(second.locator(".both .diff ins").last).to_have_text("two nights")
    return second


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("scripts", [True, False])
def test_one_of_both_texts_is_taken(open_page, suits_everyone, curator, forms, form, scripts):
    address, name = forms[form]
    page = meet(open_page, curator, address, name, java_script_enabled=scripts)
    if scripts:
        suits_everyone(page, [(PHONE, scheme) for scheme in SCHEMES])
    field = page.locator(f"main [name={name}]")
    expect(field).to_have_value("We moved it in one weekend.")
    page.get_by_role("button", name="Keep theirs").click()
    expect(field).to_have_value("We moved it in two nights.")
    if scripts:
        page.get_by_role("button", name="Keep mine").click()
        expect(field).to_have_value("We moved it in one weekend.")
    change(page, name, "We moved it in two nights of one weekend.")
    expect(page.locator(".both")).to_have_count(0)
    open_form(page, address, name)
    expect(field).to_have_value("We moved it in two nights of one weekend.")


def test_enter_in_a_field_is_no_decision(open_page, curator, forms):
    address, name = forms["project"]
    page = meet(open_page, curator, address, name)
    page.get_by_label("Ended on").press("Enter")
    expect(page.locator(".both")).to_have_count(0)
    assert Project.objects.get(description="We moved it in one weekend.")
