"""What tests of the editor look at and open."""

from playwright.sync_api import expect

from retros.models import Retrospective


def state(page, form="#form-headline"):
    return page.locator(f"{form} [data-save-status] span")


def open_lesson(page, lesson):
    page.locator(f"#edit-lesson-{lesson.pk}").click()
    field = page.get_by_label("Lesson", exact=True)
    expect(field).to_be_visible()
    return field


def title():
    return Retrospective.objects.get().title
