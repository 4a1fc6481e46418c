"""The whole way with a provider that somebody else wrote, over the network of this machine."""

import warnings
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener

import pytest

from accounts.models import User

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
CLAIMS = {"email": "ada@example.org", "email_verified": True, "name": "Ada", "groups": ["curators"]}


class Stays(HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


@pytest.fixture
def there(db, settings):
    """A provider that knows Ada."""
    ada = oidc_provider_mock.User(sub="ada", claims=CLAIMS)
    with oidc_provider_mock.run_server_in_thread(user_claims=[ada], require_nonce=True) as server:
        settings.OIDC_ISSUER = f"http://localhost:{server.server_port}"
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "retros", "secret"
        settings.OIDC_NAME, settings.OIDC_GROUPS = "Mock", [("curators", "role", "curator")]
        yield settings.OIDC_ISSUER


def come_back(address, **form):
    """Choose somebody at the provider; return where it sends the browser."""
    try:
        build_opener(Stays).open(address, urlencode(form).encode())
    except HTTPError as sent:
        return urlsplit(sent.headers["Location"])
    raise AssertionError("the provider sent nobody back")


def test_sign_in_works_with_a_provider_that_is_not_ours(there, as_user):
    browser = as_user()
    back = come_back(browser.get("/accounts/sign-in/?next=/wall/")["Location"], sub="ada")
    response = browser.get(back.path, dict(parse_qsl(back.query)))
    assert response["Location"] == "/wall/"
    ada = User.objects.get()
    assert (ada.email, ada.display_name, ada.role) == ("ada@example.org", "Ada", "curator")
    again = browser.get(back.path, dict(parse_qsl(back.query)))
    assert again.status_code == 403  # a code works once, in one window


def test_who_changes_their_mind_there_reads_so(there, as_user):
    browser = as_user()
    back = come_back(browser.get("/accounts/sign-in/")["Location"], action="deny")
    response = browser.get(back.path, dict(parse_qsl(back.query)))
    assert response.status_code == 403 and not User.objects.exists()


def test_account_of_the_provider_without_a_verified_address_gets_none_here(there, as_user):
    browser = as_user()
    back = come_back(browser.get("/accounts/sign-in/")["Location"], sub="eve@example.org")
    response = browser.get(back.path, dict(parse_qsl(back.query)))
    assert "vouch for your email address" in response.text and not User.objects.exists()
