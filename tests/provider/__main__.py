"""Joiners and leavers with a certified provider from npm, in Chromium: `make test-provider`.

Needs Node.js and the npm registry, so it is no part of `make test`, where a provider in Python stands
for it. SHOTS may name a folder for pictures of what was met on the way.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests.browser.chromium import chromium_path
from tests.machines.programs import answer, free_port

HERE, ROOT = Path(__file__).parent, Path(__file__).parent.parent.parent
WAIT_SECONDS, SECRET = 180, "a-secret-of-this-walk-that-is-long-enough"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
PEOPLE = {
    "ada": {"email": "ada@example.org", "name": "Ada Admin", "groups": ["it-admins"]},
    "grace": {"email": "grace@example.org", "name": "Grace Joiner", "groups": ["team-payments"]},
    "lin": {"email": "lin@example.org", "name": "Lin Leaver", "groups": ["team-payments"]},
    "eve": {"email": "eve@example.org", "name": "Eve", "email_verified": False},
}
TEAM = "from accounts.models import Team; Team.objects.create(name='Payments', follows_groups=True)"


def main():
    if not shutil.which("npm"):
        say("== Provider: NOT TRIED, lacking npm")
        return
    with tempfile.TemporaryDirectory(prefix="retros-provider-") as scratch:
        folder = Path(scratch)
        for name in ("package.json", "provider.js"):
            shutil.copy(HERE / name, folder)
        install = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(install, cwd=folder, check=True)
        with running(folder) as (site, issuer), sync_playwright() as playwright:
            chromium = playwright.chromium.launch(
                executable_path=chromium_path(), args=["--no-sandbox"]
            )
            Walk(chromium, site, issuer).go()
    say("== Provider: all as promised")


def say(words):
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


@contextmanager
def running(folder):
    """The site and the provider, each at an address of its own: yield both."""
    ports = free_port(), free_port()
    site, issuer = (f"http://127.0.0.1:{port}" for port in ports)
    own = {"DATA_DIR": str(folder / "data"), "XDG_STATE_HOME": str(folder), "PORT": str(ports[0])}
    own |= {"OIDC_ISSUER": issuer, "OIDC_CLIENT_ID": "retros", "OIDC_CLIENT_SECRET": SECRET}
    own |= {"OIDC_NAME": "Example", "OIDC_SCOPES": "openid profile email groups"}
    own |= {"OIDC_GROUPS": "it-admins=admin, team-*=team:*", "SCIM_TOKEN": SECRET, "SITE_URL": site}
    people = {sub: {"email_verified": True} | told for sub, told in PEOPLE.items()}
    of_provider = {"ISSUER": issuer, "SITE": site, "SECRET": SECRET, "PEOPLE": json.dumps(people)}
    manage = [sys.executable, str(ROOT / "manage.py")]
    programs = [
        subprocess.Popen([*manage, "serve"], env=os.environ | own),
        subprocess.Popen(["node", "provider.js"], cwd=folder, env=os.environ | of_provider),
    ]
    try:
        wait_for(ports[0], "/healthz")
        wait_for(ports[1], "/.well-known/openid-configuration")
        subprocess.run([*manage, "shell", "-c", TEAM], env=os.environ | own, check=True)
        yield site, issuer
    finally:
        for program in programs:
            program.terminate()
            program.wait()


def wait_for(port, path):
    until = time.monotonic() + WAIT_SECONDS
    while answer(port, path) != 200:
        if time.monotonic() > until:
            sys.exit(f"Nothing answers at port {port}.")
        time.sleep(0.2)


class Walk:
    """What people do, each in a browser of their own."""

    def __init__(self, chromium, site, issuer):
        self.chromium, self.site, self.issuer = chromium, site, issuer

    def go(self):
        for step in (self.joins, self.is_managed, self.is_refused, self.signs_out_there):
            step()
            say(f"ok: {step.__doc__}")

    def joins(self):
        """somebody signs in for the first time and is in the team of their group"""
        page = self.signed_in("grace")
        page.goto(f"{self.site}/accounts/teams/")
        expect(page.get_by_role("link", name="Payments").first).to_be_visible()
        self.picture(page, "joined")
        page.context.close()

    def is_managed(self):
        """the directory makes an account, single sign-on finds it, and the directory closes it"""
        made = {"userName": "lin", "emails": [{"value": PEOPLE["lin"]["email"]}]}
        status, lin = self.directory("POST", "/Users", {"schemas": [USER]} | made)
        assert status == 201, lin
        page, admin = self.signed_in("lin"), self.signed_in("ada")
        admin.goto(f"{self.site}/people/")
        assert admin.get_by_text(PEOPLE["lin"]["email"]).count() == 1
        self.picture(admin, "people")
        admin.goto(f"{self.site}/accounts/sign-in-check/")
        expect(admin.get_by_text("The last call came on")).to_be_visible()
        self.picture(admin, "sign-in-check")
        closing = {"op": "replace", "path": "active", "value": False}
        sent = {"schemas": [PATCH], "Operations": [closing]}
        status, _ = self.directory("PATCH", f"/Users/{lin['id']}", sent)
        assert status == 204
        page.goto(f"{self.site}/projects/")
        expect(page.get_by_text("Sign in with Example")).to_be_visible()
        page.get_by_text("Sign in with Example").click()
        expect(page.get_by_text("This account is closed")).to_be_visible()
        self.picture(page, "closed")
        admin.goto(f"{self.site}/audit/")
        expect(admin.locator("#results").get_by_text("Account closed by SCIM")).to_be_visible()
        self.picture(admin, "audit")
        for each in (page, admin):
            each.context.close()

    def is_refused(self):
        """an address that nobody vouches for gets no account"""
        page = self.opened("eve")
        expect(page.get_by_text("doesn’t vouch for your email address")).to_be_visible()
        self.picture(page, "refused")
        page.context.close()

    def signs_out_there(self):
        """signing out at the provider ends the session here, and no other one"""
        page, elsewhere = self.signed_in("grace"), self.signed_in("grace")
        there = page.context.new_page()
        there.goto(f"{self.issuer}/session/end")
        there.get_by_role("button", name="Yes, sign me out").click()
        there.wait_for_load_state()
        page.goto(f"{self.site}/projects/")
        expect(page.get_by_text("Sign in with Example")).to_be_visible()
        elsewhere.goto(f"{self.site}/projects/")
        assert elsewhere.url == f"{self.site}/projects/"

    def signed_in(self, sub):
        page = self.opened(sub)
        page.wait_for_url(f"{self.site}/projects/")
        return page

    def opened(self, sub):
        """A browser in which `sub` went to the provider and came back."""
        page = self.chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        page.goto(f"{self.site}/projects/")
        page.get_by_text("Sign in with Example").click()
        page.get_by_placeholder("Enter any login").fill(sub)
        page.get_by_placeholder("and password").fill("any")
        page.get_by_role("button", name="Sign-in").click()
        page.get_by_role("button", name="Continue").click()
        page.wait_for_url(f"{self.site}/**")
        return page

    def directory(self, method, path, body):
        """Call the site as the directory does; return (status, the JSON of the answer)."""
        headers = {"Authorization": f"Bearer {SECRET}", "Content-Type": "application/scim+json"}
        request = urllib.request.Request(
            f"{self.site}/scim/v2{path}", json.dumps(body).encode(), headers, method=method
        )
        with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as response:
            return response.status, json.loads(response.read() or b"{}")

    def picture(self, page, name):
        if folder := os.environ.get("SHOTS"):
            page.screenshot(path=f"{folder}/{name}.png", full_page=True)


if __name__ == "__main__":
    main()
