"""People who sign in by themselves, and what their browsers keep."""

from contextlib import suppress

from playwright.sync_api import Error

from tests import factories

PASSWORD = "four words made up"


def person(name):
    made = factories.UserFactory(display_name=name, email=f"{name.lower()}@example.org")
    made.set_password(PASSWORD)
    made.save()
    return made


def sign_in(page, somebody):
    page.get_by_label("Email address").fill(somebody.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()


def close_tab(page):
    """Close a tab for good: what only closes, or leaves its page, may live a moment longer, hear that
    it is online, and send after all.
    """
    with suppress(Error):
        page.goto("chrome://crash")
    page.close()


def expect_kept(page, number):
    """Wait until the browser keeps this number of anybody's texts."""
    page.wait_for_function(
        """async number => {
            const { backups } = await import("/static/js/form-backup-store.js");
            return (await backups.all()).length === number;
        }""",
        arg=number,
    )
