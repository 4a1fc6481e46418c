"""What administrators see of the site itself, and `retros check`."""

from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Installation
from retros.models import Backup
from retros.setup_checks import find_problems, proxy_problem
from tests import factories

PASSWORD = "four words made up"


@pytest.fixture
def administrator(db):
    return factories.UserFactory(is_superuser=True, is_staff=True, email="ada@example.org")


@pytest.fixture
def well(settings):
    """Settings that nothing is wrong with."""
    settings.SITE_URL, settings.SITE_HOST = "https://retros.example.org", "retros.example.org"
    settings.SITE_IS_HTTPS, settings.TRUSTED_PROXIES, settings.SENDS_EMAIL = True, 1, True
    settings.ALLOWED_HOSTS = ["retros.example.org", "testserver"]
    settings.SECRET_KEY = "long-and-random-Ab1-" * 4
    return settings


@pytest.fixture
def without_mail(settings):
    settings.SENDS_EMAIL = False


def texts():
    return [problem.text for problem in find_problems()]


@pytest.mark.parametrize("address", ["/system/", "/system/test-email/"])
def test_only_administrators_see_the_system(as_user, db, address):
    for person in (factories.UserFactory(), factories.CuratorFactory()):
        for method in ("get", "post"):
            assert getattr(as_user(person), method)(address).status_code in (404, 405)
    assert as_user().get("/system/")["Location"].startswith("/accounts/login/")


def test_good_setup_has_no_problems(well, db, capsys):
    assert texts() == []
    call_command("check_setup")
    assert capsys.readouterr().out == "Everything is set up.\n"


def test_missing_mail_is_a_problem(well, db, without_mail):
    (text,) = texts()
    assert text.startswith("Email isn’t set up")


def test_plain_http_is_a_problem(well, db):
    well.SITE_URL, well.SITE_IS_HTTPS, well.TRUSTED_PROXIES = "http://retros.intern", False, 0
    assert texts() == [
        "http://retros.intern is not https, so passwords can be read on the network."
    ]


def test_address_of_this_machine_is_a_problem(well, db):
    well.SITE_URL, well.SITE_HOST = "http://127.0.0.1:8000", "127.0.0.1"
    well.SITE_IS_HTTPS, well.TRUSTED_PROXIES = False, 0
    assert texts() == ["Only this machine can open http://127.0.0.1:8000."]


def test_proxies_that_contradict_the_address_are_a_problem(well, db):
    well.TRUSTED_PROXIES = 0
    assert texts() == ["SITE_URL is https, but TRUSTED_PROXIES is 0."]


def test_sqlite_at_risk_is_a_problem(well, db, monkeypatch):
    monkeypatch.setattr("accounts.checks.is_fixed_sqlite", lambda version: False)
    monkeypatch.setattr("accounts.checks.connection.vendor", "sqlite")
    assert any("rare bug that can damage" in text for text in texts())


def test_missing_backup_is_a_problem_that_check_reports(well, db, capsys):
    long_ago = timezone.now() - timedelta(days=9)
    Installation.objects.update_or_create(pk=1, defaults={"claimed_at": long_ago})
    with pytest.raises(CommandError, match="1 thing to put right"):
        call_command("check_setup")
    assert "There is no backup yet.\n    Run “retros backup" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("trusted", "header", "is_right"),
    [(0, "", True), (1, "10.0.0.1", True), (0, "10.0.0.1", False), (1, "", False)],
)
def test_proxies_are_counted_by_the_administrators_own_request(settings, trusted, header, is_right):
    settings.TRUSTED_PROXIES = trusted
    assert (proxy_problem(header) is None) is is_right


def test_page_shows_the_same_list_and_the_backups(as_user, administrator, without_mail):
    now = timezone.now()
    Backup.objects.create(made_at=now, file_path="/backups/a.tar", size=2_000_000, proven_at=now)
    page = as_user(administrator).get("/system/").text
    assert all(escape(problem.text) in page for problem in find_problems())
    assert "Last backup" in page and "Last proven backup" in page and "1.9" in page
    assert "Send test email" not in page


def test_system_page_takes_as_many_queries_for_many_backups(
    as_user, administrator, django_assert_num_queries
):
    browser = as_user(administrator)
    for _ in range(12):
        Backup.objects.create(file_path="/backups/a.tar", size=1)
    browser.get("/system/")
    with django_assert_num_queries(6):
        browser.get("/system/")


def test_test_email_arrives(as_user, administrator):
    page = as_user(administrator).post("/system/test-email/", follow=True).text
    assert mail.outbox[0].to == ["ada@example.org"]
    assert "The mail server took an email to ada@example.org." in page


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ConnectionRefusedError(111, "Connection refused"), "Connection refused"),
        (SMTPException("secret"), "SMTPException"),
    ],
    ids=["away", "refused"],
)
def test_failing_mail_server_is_reported(as_user, administrator, monkeypatch, error, said):
    def fail(*args, **kwargs):
        raise error

    monkeypatch.setattr("retros.views.site.system.send_mail", fail)
    page = as_user(administrator).post("/system/test-email/", follow=True).text
    assert f"The mail server did not take the email: {said}." in page and "secret" not in page


def test_without_mail_a_test_sends_nothing_and_says_so(as_user, administrator, without_mail):
    page = as_user(administrator).post("/system/test-email/", follow=True).text
    assert not mail.outbox and "Nothing was sent, because EMAIL_URL isn’t set." in page


def test_without_mail_no_page_says_that_a_mail_is_on_its_way(client, db, without_mail):
    pages = [client.get("/accounts/password/reset/"), client.get("/accounts/password/reset/done/")]
    for page in pages:
        assert "This site can’t send email." in page.text
        assert "Check your email" not in page.text and "send you" not in page.text


def test_without_mail_nobody_is_promised_a_weekly_one(as_user, member, without_mail):
    browser = as_user(member)
    said = browser.post("/digest/", {"wanted": "yes"}, follow=True).text
    assert "Emails start once this site can send them." in said
    assert "the weekly email that you asked for doesn’t arrive" in said
    assert "You get an email" not in said
    assert "weekly email" not in browser.get("/questions/new/").text


def test_without_mail_nobody_is_promised_one_about_questions(as_user, member, without_mail):
    said = as_user(member).post("/digest/questions/", {"wanted": "yes"}, follow=True).text
    assert "the emails about questions that you asked for don’t arrive" in said
    assert "You get an email" not in said


def test_administrators_learn_on_their_home_page_that_backups_are_old(as_user, administrator):
    long_ago = timezone.now() - timedelta(days=9)
    Installation.objects.update_or_create(pk=1, defaults={"claimed_at": long_ago})
    assert "There is no backup yet." in as_user(administrator).get("/").text
    assert "no backup" not in as_user(factories.UserFactory()).get("/").text


def test_link_lets_somebody_choose_a_new_password(client, db, capsys):
    person = factories.UserFactory(email="ada@example.org")
    call_command("create_link", "Ada@example.org")
    path = capsys.readouterr().out.strip().removeprefix("http://127.0.0.1:8000")
    form = client.get(path, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_first_link_is_created_until_somebody_came(client, db, capsys):
    call_command("create_link")
    path = capsys.readouterr().out.strip().removeprefix("http://127.0.0.1:8000")
    assert client.get(path).status_code == 200
    Installation.objects.update_or_create(pk=1, defaults={"claimed_at": timezone.now()})
    with pytest.raises(CommandError, match="Say whose link"):
        call_command("create_link")


def test_no_link_is_created_for_a_closed_account(db):
    factories.UserFactory(email="ada@example.org", is_active=False)
    with pytest.raises(CommandError, match="No open account"):
        call_command("create_link", "ada@example.org")
