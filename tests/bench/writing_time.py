"""How long writing takes: `make bench-writing`, from the home page to published, in Chromium.

Once for the short form and once for the whole story with something in each section; each as fast
as the script can, and with a person's hands at five keys a second (about 50 words a minute). Starts
the site as production does, on a database of its own. Prints one line for each run, with the fields
and choices that the writer was shown, filled in or not.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field

from playwright.sync_api import sync_playwright

from tests.browser.chromium import chromium_path

ARGUMENTS = ["--no-sandbox", "--disable-gpu"]
KEYS_A_SECOND = 5
TITLE = "Checkout: moving to the new payments service"
SUMMARY = "We moved the checkout in eleven weeks. The date held, because the scope gave way early."
LESSON = "Rehearse the cut-over on a copy of production until the rehearsal is boring."


# Names of the fields that can be seen, each with what it belongs to; a group of choices is one.
FIELDS = """[...document.querySelectorAll("main :is(input, select, textarea)")]
  .filter((field) => field.checkVisibility({ visibilityProperty: true }) && field.form)
  .map((field) => {
    const named = field.name ? field : field.closest(".tag-field")?.previousElementSibling;
    return named && `${field.form.elements.client_id?.value || field.form.action} ${named.name}`;
  })
  .filter(Boolean)"""


@dataclass
class Hands:
    """Somebody at the keyboard, who now and then takes the mouse. Counts what they do and see."""

    page: object
    delay: float = 0  # milliseconds a key
    keys: int = 0
    clicks: int = 0
    fields: set = field(default_factory=set)

    def look(self):
        """Note the fields and choices that can be seen now."""
        self.fields.update(self.page.evaluate(FIELDS))

    def type(self, text):
        self.keys += len(text)
        self.page.keyboard.type(text, delay=self.delay)

    def press(self, key):
        self.keys += 1
        self.page.keyboard.press(key)
        self.page.wait_for_timeout(self.delay)

    def click(self, role, name):
        self.clicks += 1
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def tab_to(self, name):
        """Press Tab until the field of that name has the focus."""
        for _ in range(20):
            self.press("Tab")
            if self._focused() == name:
                return
        raise AssertionError(f"Tab never reached {name}")

    def fill(self, name, text):
        self.tab_to(name)
        self.type(text)

    def next_section(self, heading):
        self.press("Alt+Shift+J")
        self.page.locator("h2:focus", has_text=heading).wait_for()

    def open_form(self, name):
        """The form that a button or a key opens has its field `name` in focus."""
        self.page.wait_for_function(
            "name => document.activeElement.name === name && !document.activeElement.value",
            arg=name,
        )
        self.look()

    def close_form(self, words):
        self.press("Escape")
        self.page.locator(".part:not(.open)", has_text=words).first.wait_for()

    def _focused(self):
        return self.page.evaluate(
            "document.activeElement.name || document.activeElement.parentElement"
            ".parentElement.querySelector('[data-tags]')?.name"
        )


def write_short(hands):
    begin(hands, way=0)
    hands.fill("summary", SUMMARY)
    hands.fill("statement", LESSON)
    hands.tab_to("category")
    hands.press("Space")
    hands.tab_to("publish")
    hands.press("Enter")


def begin(hands, *, way):
    hands.page.locator("a.door", has_text="Write a retrospective").click()
    hands.clicks += 1
    hands.page.locator("[name=way]").nth(way).click()
    hands.clicks += 1
    hands.look()
    hands.fill("title", TITLE)
    hands.fill("project_name", f"Checkout {way}")


def write_whole(hands):
    begin(hands, way=1)
    hands.click("button", "Start writing")
    hands.page.wait_for_url("**/edit/")
    hands.page.locator("[data-tags]").first.wait_for(state="attached")
    hands.look()
    hands.page.get_by_label("Title", exact=True).click()
    hands.clicks += 1
    hands.fill("summary", SUMMARY)
    tell_the_story(hands)
    tell_what_happened(hands)
    tell_what_was_learned(hands)
    hands.next_section("Tags")
    hands.tab_to("tags")
    hands.type("payments, cut-over,")
    hands.page.locator("#save-state", has_text="Saved at").wait_for()
    hands.click("link", "Review and publish")
    hands.click("button", "Publish")


def tell_the_story(hands):
    hands.next_section("Context and goal")
    hands.fill("context", "The old provider ended support on 31 March, so the date was fixed.")
    hands.fill("goal", "No order lost, and fewer than 20 calls about payments in the first week.")
    hands.tab_to("result")
    hands.press("Space")


def tell_what_happened(hands):
    hands.next_section("Timeline")
    hands.press("Control+Enter")
    moments = ("The first rehearsal failed at 3 of 41 steps.", "Cut-over, 38 minutes read-only.")
    for day, words in zip(("03092026", "03242026"), moments, strict=True):
        hands.open_form("on")
        hands.type(day)
        hands.fill("text", words)
        if words != moments[-1]:
            hands.press("Control+Enter")
    hands.close_form(moments[-1])
    hands.next_section("Decisions")
    hands.press("Control+Enter")
    hands.open_form("choice")
    hands.type("Freeze the order schema until after the cut-over")
    hands.fill("informed_by", "Each rehearsal failed at a column that was renamed that week.")
    hands.fill("what_happened", "No surprises on the day. Two small features moved to April.")
    hands.close_form("Freeze the order schema")


def tell_what_was_learned(hands):
    hands.next_section("Observations")
    hands.press("Control+Enter")
    notes = (
        "The second rehearsal was boring, which is what we wanted.",
        "Finance sat with us on the day.",
        "The plan had a line for each step, with who looks at what.",
    )
    write_each(hands, notes, "text")
    hands.next_section("Lessons")
    hands.press("Control+Enter")
    write_each(hands, (LESSON, "Draw what depends on you before you estimate."), "statement")
    hands.next_section("Action items")
    hands.press("Control+Enter")
    changes = ("Time the index rebuild before every cut-over", "Keep the map of dependencies up")
    write_each(hands, changes, "text")


def write_each(hands, texts, name):
    for words in texts:
        hands.open_form(name)
        hands.type(words)
        if name == "statement":
            hands.tab_to("category")
            hands.press("Space")
        if words != texts[-1]:
            hands.press("Control+Enter")
    hands.close_form(texts[-1])


def measure(browser, address, state, write, delay):
    """(seconds, requests, pages, keys, clicks, fields) from the home page to published."""
    context = browser.new_context(base_url=address, storage_state=state, locale="en-US")
    page = context.new_page()
    page.goto("/")
    requests = []
    page.on("request", lambda request: requests.append(request))
    hands = Hands(page, delay)
    started = time.perf_counter()
    write(hands)
    page.get_by_text("Published. Everyone who signs in can read it now.").wait_for()
    seconds = time.perf_counter() - started
    pages = sum(
        request.is_navigation_request() and not request.redirected_from for request in requests
    )
    ours = [
        request for request in requests if request.resource_type in ("document", "fetch", "xhr")
    ]
    context.close()
    return seconds, len(ours), pages, hands.keys, hands.clicks, len(hands.fields)


def first_person(browser, address, link):
    """The cookies of somebody who came in by the link that the server printed."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto(link)
    page.locator("[name=email]").fill("noor@example.org")
    page.locator("[name=display_name]").fill("Noor Aziz")
    for password in page.locator("[type=password]").all():
        password.fill("rehearse-until-boring")
    page.locator("main form button").last.click()
    page.wait_for_url(lambda url: "/accounts/first/" not in url)
    state = context.storage_state()
    context.close()
    return state


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def main():
    with tempfile.TemporaryDirectory(prefix="retros-bench-") as folder, sync_playwright() as driver:
        port = free_port()
        environment = os.environ | {"DATA_DIR": folder, "PORT": str(port), "PYTHONUNBUFFERED": "1"}
        environment.pop("DATABASE_URL", None)
        server = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            link = next(
                m[0] for line in server.stdout if (m := re.search(r"http\S+/first/\S+", line))
            )
            browser = driver.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS)
            address = link.split("/accounts/")[0]
            wait_for(port)
            run(browser, address, first_person(browser, address, link))
            browser.close()
        finally:
            server.terminate()
            server.wait()


def wait_for(port):
    """Until the server answers at `port`, for half a minute at most."""
    for _ in range(300):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("The server did not start.")


def run(browser, address, state):
    for name, write in (("short form", write_short), ("whole story", write_whole)):
        for speed, delay in (("no delay", 0), ("5 keys a second", 1000 / KEYS_A_SECOND)):
            figures = measure(browser, address, state, write, delay)
            print(
                "{:12} {:16} {:6.1f} s  {} requests, {} pages, {} keys, {} clicks, {} fields".format(
                    name, speed, *figures
                ),
                flush=True,
            )


if __name__ == "__main__":
    main()
