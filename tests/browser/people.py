"""People who sign in by themselves, and what their browsers keep."""

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
    """Close a tab for good: what only closes may live a moment longer, hear that it is online, and
    send after all.
    """
    page.on("dialog", lambda dialog: dialog.accept())  # that something is not saved yet
    page.goto("about:blank")
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
