"""The second step of a sign-in: codes of an app, recovery codes, and who needs one."""

import re
import time

import pytest
from django.core import mail
from django.urls import reverse

from accounts.models import AuditEntry, AuthenticatorApp, RecoveryCode, User
from accounts.one_time_codes import SECONDS, address_of, code_at
from accounts.second_step.trusted import COOKIE
from tests import factories
from tests.accounts.test_sign_in import LOGIN, PASSWORD

pytestmark = pytest.mark.both_databases
CODE, SETTINGS, PRIVATE = "/accounts/login/code/", "/accounts/two-step/", "/projects/"


def code_of(secret, later=0):
    return code_at(secret, int(time.time()) // SECONDS + later)


@pytest.fixture
def ada(db):
    return User.objects.create_user("ada@example.org", PASSWORD, display_name="Ada")


@pytest.fixture
def secret(ada):
    """Ada’s app, set up with a code of half a minute ago."""
    secret, sealed = AuthenticatorApp.offer(ada)
    assert AuthenticatorApp.set_up(ada, sealed, code_of(secret, -1))
    return secret


@pytest.fixture
def codes(ada):
    return RecoveryCode.renew(ada)


def password(browser, **more):
    return browser.post(LOGIN, {"login": "ada@example.org", "password": PASSWORD} | more)


def is_signed_in(browser):
    return browser.get(PRIVATE).status_code == 200


def test_codes_are_those_of_the_standard():
    """RFC 6238, appendix B, of which apps show the last 6 digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    times = {59: "287082", 1111111109: "081804", 2000000000: "279037", 20000000000: "353130"}
    assert {at: code_at(secret, at // SECONDS) for at in times} == times
    assert address_of("ABC", site="Retros", name="a b@c") == (
        "otpauth://totp/Retros%3Aa%20b%40c?secret=ABC&issuer=Retros"
    )


def test_app_is_set_up_and_its_recovery_codes_are_shown_once(as_user, ada):
    browser = as_user(ada)
    page = browser.get(f"{SETTINGS}app/").text
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)[1]
    secret = AuthenticatorApp.secret_in(sealed, ada)
    assert " ".join(re.findall("....", secret)) in page

    wrong = browser.post(f"{SETTINGS}app/", {"sealed": sealed, "code": "12345"})
    shown = browser.post(f"{SETTINGS}app/", {"sealed": sealed, "code": code_of(secret)}).text

    assert wrong.status_code == 422 and sealed in wrong.text and "12345" in wrong.text
    found = re.findall(r"^(?:[a-z2-9]{4}-){3}[a-z2-9]{4}$", shown[shown.index("<textarea") :], re.M)
    stored = repr([*AuthenticatorApp.objects.values(), *RecoveryCode.objects.values()])
    assert len(found) == 9 and RecoveryCode.objects.count() == 10  # the first stands after the tag
    assert (
        secret not in stored and found[0] not in stored and found[0].replace("-", "") not in stored
    )
    assert "10 codes left" in browser.get(SETTINGS).text


@pytest.mark.parametrize("typed", ["", "١٢٣٤٥٦", "\U0001f600", "a\x00b", "<script>", "9" * 10_000])
def test_odd_code_sets_nothing_up(as_user, ada, typed):
    _, sealed = AuthenticatorApp.offer(ada)
    browser = as_user(ada)
    answer = browser.post(f"{SETTINGS}app/", {"sealed": sealed, "code": typed})
    assert answer.status_code == 422 and sealed in answer.text
    odd = browser.post(f"{SETTINGS}app/", {"sealed": typed, "code": code_of("A" * 32)})
    assert odd.status_code in {302, 422} and not AuthenticatorApp.objects.exists()


def test_password_alone_is_not_enough(as_user, secret):
    browser = as_user()
    assert password(browser)["Location"] == CODE
    assert not is_signed_in(browser)
    assert password(as_user())["Location"] == CODE
    assert as_user().get(CODE)["Location"] == LOGIN


def test_code_signs_in_once(as_user, secret):
    for browser, accepted in ((as_user(), True), (as_user(), False)):
        password(browser, next=PRIVATE)
        answer = browser.post(CODE, {"code": f" {code_of(secret)[:3]} {code_of(secret)[3:]} "})
        assert answer.status_code == (302 if accepted else 422)
        assert is_signed_in(browser) is accepted


def test_recovery_code_signs_in_once(as_user, secret, codes):
    for browser, accepted in ((as_user(), True), (as_user(), False)):
        password(browser)
        assert browser.post(CODE, {"code": codes[0].upper()}).status_code == (
            302 if accepted else 422
        )
        assert is_signed_in(browser) is accepted
    assert RecoveryCode.objects.count() == 9


@pytest.mark.parametrize(
    "typed", ["", "000000", "١٢٣٤٥٦", "a\x00b", "<script>", "-" * 40, "9" * 10_000, "𝟙𝟚𝟛𝟜𝟝𝟞"]
)
def test_wrong_code_is_refused_beside_the_field(as_user, secret, codes, typed):
    browser = as_user()
    password(browser)
    answer = browser.post(CODE, {"code": typed})
    assert answer.status_code == 422 and "There is a problem" in answer.text
    assert not is_signed_in(browser)


def test_codes_of_somebody_else_open_nothing(as_user, ada, secret):
    eve = factories.UserFactory()
    hers, sealed = AuthenticatorApp.offer(eve)
    assert AuthenticatorApp.set_up(eve, sealed, code_of(hers))
    assert AuthenticatorApp.set_up(ada, sealed, code_of(hers)) is None
    browser = as_user()
    password(browser)
    for code in (code_of(hers, 1), RecoveryCode.renew(eve)[0]):
        assert browser.post(CODE, {"code": code}).status_code == 422


@pytest.mark.parametrize("role", ["member", "administrator"])
def test_wrong_codes_for_an_administrator_are_recorded_once_in_a_while(
    as_user, ada, secret, shared_cache, role
):
    ada.set_role(role)
    browser = as_user()
    password(browser)
    for _ in range(3):
        browser.post(CODE, {"code": "000000"})
    kinds = list(AuditEntry.objects.values_list("kind", flat=True))
    assert kinds.count("second_step_failed") == (role == "administrator")


def test_guesses_are_limited_and_do_not_stop_a_known_browser(as_user, secret, codes, shared_cache):
    known, attacker = as_user(), as_user()
    for browser in (known, attacker):
        password(browser)
    assert known.post(CODE, {"code": codes[0]}).status_code == 302
    known.post("/accounts/logout/")
    answers = [attacker.post(CODE, {"code": "000000"}).status_code for _ in range(7)]
    assert answers == [422] * 5 + [429] * 2
    assert attacker.post(CODE, {"code": codes[1]}).status_code == 429
    password(known)
    assert known.post(CODE, {"code": codes[1]}).status_code == 302


def test_trusted_browser_is_not_asked_until_something_changes(as_user, ada, secret, codes):
    browser, other = as_user(), as_user()
    password(browser)
    browser.post(CODE, {"code": codes[0], "trust": "on"})
    browser.post("/accounts/logout/")
    password(browser)
    assert is_signed_in(browser)

    other.cookies[COOKIE] = browser.cookies[COOKIE].value[:-1] + "x"
    assert password(other)["Location"] == CODE

    ada.refresh_from_db()
    ada.sign_out_everywhere()
    assert password(browser)["Location"] == CODE


def test_typed_text_waits_behind_both_steps(as_user, secret):
    browser = as_user()
    waiting = '["/projects/new/", [["name", "Checkout typed"]]]'
    asked = password(browser, sent=waiting)
    assert asked.status_code == 200 and "Checkout typed" in asked.text
    shown = browser.post(CODE, {"code": code_of(secret), "sent": waiting})
    assert shown.status_code == 200 and "Your changes aren’t saved yet" in shown.text


@pytest.mark.parametrize(
    ("rule", "asked"),
    [("optional", []), ("off", []), ("curators", ["curator"]), ("everyone", ["curator", "member"])],
)
def test_rule_leads_to_setting_it_up_by_role(as_user, curator, member, settings, rule, asked):
    settings.MFA = rule
    people = {"curator": as_user(curator), "member": as_user(member)}
    led = {it for it, browser in people.items() if not is_signed_in(browser)}
    assert led == set(asked)
    for name in led:
        assert people[name].get(PRIVATE)["Location"].startswith(SETTINGS)
        assert people[name].get("/")["Location"].startswith(SETTINGS)
        assert "Set it up to go on" in people[name].get(SETTINGS).text
        assert people[name].get(PRIVATE, headers={"HX-Request": "true"}).status_code == 401


def test_session_from_before_the_rule_is_asked_for_a_code(as_user, ada, secret, settings):
    browser = as_user(ada)
    settings.MFA = "everyone"
    assert browser.get(PRIVATE)["Location"] == "/accounts/confirm/?next=%2Fprojects%2F"
    answer = browser.post("/accounts/confirm/", {"code": code_of(secret), "next": PRIVATE})
    assert answer["Location"] == PRIVATE and is_signed_in(browser)


def test_off_asks_nobody_and_hides_the_pages(as_user, ada, secret, settings):
    settings.MFA = "off"
    browser = as_user()
    password(browser)
    assert is_signed_in(browser)
    assert browser.get(SETTINGS).status_code == 404
    assert "Two-step" not in browser.get("/accounts/profile/").text


def test_app_that_cannot_be_read_any_more_leaves_the_recovery_codes(
    as_user, secret, codes, settings
):
    settings.SECRET_KEY = "another key"
    browser = as_user()
    password(browser)
    assert browser.post(CODE, {"code": code_of(secret)}).status_code == 422
    assert browser.post(CODE, {"code": codes[0]}).status_code == 302


def test_turning_off_takes_all_of_it_away(as_user, ada, secret, codes):
    as_user(ada).post(f"{SETTINGS}off/")
    assert not AuthenticatorApp.objects.exists() and not RecoveryCode.objects.exists()
    browser = as_user()
    password(browser)
    assert is_signed_in(browser)


def test_administrator_resets_it_and_the_person_hears_of_it(as_user, ada, secret, settings):
    settings.EMAIL_URL = "smtp://"
    settings.SENDS_EMAIL = True
    administrator = factories.UserFactory(is_superuser=True)
    browser = as_user(administrator)
    assert "Two-step sign-in" in browser.get("/people/").text
    browser.post(reverse("person_reset_second_step", args=[ada.pk]))
    assert not AuthenticatorApp.objects.exists()
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"] and "reset" in message.subject
    latest = AuditEntry.objects.first()
    assert (latest.kind, latest.object_id) == ("second_step_reset", ada.pk)
    assert as_user(ada).post(reverse("person_reset_second_step", args=[ada.pk])).status_code == 404


def test_pages_name_nothing_of_anybody_else(as_user, ada, secret, member):
    page = as_user(member).get(SETTINGS).text
    assert "Set up an app" in page and "Recovery codes" not in page
    assert as_user(member).post(f"{SETTINGS}codes/").status_code == 404
