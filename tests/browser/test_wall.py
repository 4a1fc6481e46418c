"""The Fail Wall in a real browser: reading and posting. Its screens are tested in `screens/`."""

from playwright.sync_api import expect

from retros.models import WallPost
from tests import factories
from tests.browser.hard_texts import TEXTS
from tests.browser.looks import PHONE, fits

CUT = """[...document.querySelectorAll(".wall-card *")].filter(
  (part) => part.getBoundingClientRect().right > innerWidth && !part.closest(".land")).length"""


def test_wall_is_accessible(open_page, suits_everyone):
    team = factories.TeamFactory(name="Payments")
    for category in ("process", "team", "customer", "product", "self"):
        post = factories.WallPostFactory(category=category, team=team, signature="Two of us")
        post.tags.add("cut over", ("a tag as long as they get " * 4)[:100])
    page = open_page()
    for url in ("/wall/", "/wall/?category=self", WallPost.objects.first().get_absolute_url()):
        page.goto(url)
        suits_everyone(page)


def test_cards_hold_the_longest_texts_on_a_phone(open_page):
    page = open_page(viewport=PHONE)
    for name, text in TEXTS.items():
        long = (text * 200)[:140]
        factories.WallPostFactory.create_batch(
            2, learned=long, we_did=long[:120], happened=long[:120], signature=long[:80]
        )
        page.goto("/wall/")
        assert fits(page), name
        assert page.locator(".wall-card").count() == 2
        assert page.evaluate(CUT) == 0, name
        WallPost.objects.all().delete()


def test_posting_is_accessible(open_page, suits_everyone, member):
    page = open_page(member)
    page.goto("/wall/new/")
    suits_everyone(page)
    page.get_by_role("button", name="Post to the wall").click()
    page.get_by_role("alert").wait_for()
    suits_everyone(page)


def test_card_follows_what_is_typed_and_is_what_hangs(open_page):
    person = factories.UserFactory(teams=[factories.TeamFactory(name="Payments")])
    page = open_page(person)
    page.goto("/wall/new/")
    page.get_by_label("What we learned").fill("Measure <b>first</b>.")
    page.get_by_text("Customer", exact=True).click()
    page.get_by_label("Team (optional)").select_option("Payments")
    page.get_by_role("combobox", name="Tags").fill("cut over, half typed")
    card = page.locator("[data-card]")
    assert "Measure <b>first</b>." in card.text_content()
    seen = card.inner_text().split()
    page.get_by_role("button", name="Post to the wall").click()
    page.wait_for_url("**/wall/*/")
    assert page.locator(".wall-card").inner_text().split() == seen


def test_tags_of_a_lesson_are_on_the_card_until_they_are_taken_away(open_page, member):
    lesson = factories.LessonFactory(published=True)
    lesson.tags.add("cut over", "inside")
    page = open_page(member)
    page.goto(f"/wall/new/?lesson={lesson.pk}")
    expect(page.locator("[data-card] .tag")).to_have_text(["cut over", "inside"])
    page.get_by_role("button", name="Remove inside").click()
    expect(page.locator("[data-card] .tag")).to_have_text(["cut over"])
    page.get_by_role("button", name="Post to the wall").click()
    page.wait_for_url("**/wall/*/")
    page.get_by_role("link", name="cut over").click()
    assert page.get_by_role("combobox", name="Tag").input_value() == "cut over"
    assert list(WallPost.objects.get().tags.names()) == ["cut over"]


def test_posting_needs_no_script(open_page, member):
    page = open_page(member, java_script_enabled=False)
    page.goto("/wall/new/")
    page.get_by_label("What we learned").fill("Measure first.")
    page.get_by_text("Process", exact=True).click()
    page.get_by_label("Tags (optional)").fill("cut over")
    page.get_by_role("button", name="Preview").click()
    assert "Measure first." in page.locator("[data-card]").inner_text()
    assert "cut over" in page.locator("[data-card]").inner_text()
    page.get_by_role("button", name="Post to the wall").click()
    page.get_by_role("link", name="Edit or take down").click()
    page.get_by_role("button", name="Take down").click()
    page.get_by_role("button", name="Put back on the wall").click()
    assert WallPost.objects.on_wall().get().learned == "Measure first."
