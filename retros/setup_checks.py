"""What is wrong with the setup of the site, in words, and what to do about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.core import checks
from django.core.checks import Tags

from accounts.single_sign_on import is_in_force
from retros.backups import backups_problem

OF_OURS = ("accounts.", "retros.")
OF_DJANGO = {"security.W009", "security.W018", "security.W020"}  # weak key, DEBUG, any host
ONLY_THIS_MACHINE = {"127.0.0.1", "localhost", "[::1]"}


@dataclass(frozen=True)
class Problem:
    """Something to put right: what is wrong, and what to do."""

    text: str
    advice: str


def find_problems() -> list[Problem]:
    """Return what is wrong with the settings, the SQLite build and the backups.

    Takes at most three queries.
    """
    return [*_of_settings(), *address_problems(), *_of_mail(), *_of_backups(), *_of_sign_in()]


def proxy_problem(forwarded_for: str) -> Problem | None:
    """Return a Problem if a request came by another number of proxies than TRUSTED_PROXIES.

    `forwarded_for` is the X-Forwarded-For of a request by an administrator, who invents none.
    """
    number = len([each for each in forwarded_for.split(",") if each.strip()])
    if number == settings.TRUSTED_PROXIES:
        return None
    return Problem(
        f"Your request came by {number} prox{'y' if number == 1 else 'ies'}, "
        f"but TRUSTED_PROXIES is {settings.TRUSTED_PROXIES}.",
        f"Set TRUSTED_PROXIES={number}, or let each proxy append to X-Forwarded-For. Until then, "
        "guesses at passwords are counted for the wrong network address.",
    )


def _of_settings():
    found = checks.run_checks(
        tags=[Tags.security, Tags.compatibility], include_deployment_checks=True
    )
    for warning in found:
        if warning.id.startswith(OF_OURS) or warning.id in OF_DJANGO:
            yield Problem(warning.msg, warning.hint or "See docs/settings.md.")


def address_problems() -> Iterator[Problem]:
    """Yield what is wrong with SITE_URL: others can’t open it, or it is not https."""
    if settings.SITE_HOST in ONLY_THIS_MACHINE:
        yield Problem(
            f"Only this machine can open {settings.SITE_URL}.",
            "Set SITE_URL to the https address that people type, and put a proxy in front.",
        )
    elif not settings.SITE_IS_HTTPS:
        yield Problem(
            f"{settings.SITE_URL} is not https, so passwords can be read on the network.",
            "Put a proxy with https in front, and set SITE_URL to its address.",
        )


def _of_mail():
    if not settings.SENDS_EMAIL:
        yield Problem(
            "Email isn’t set up, so nobody gets a password link or the weekly email.",
            "Set EMAIL_URL. Until then, “retros create-link EMAIL” makes a password link.",
        )


def _of_backups():
    if problem := backups_problem():
        yield Problem(problem, "Run “retros backup --to FOLDER” every day.")


def _of_sign_in():
    if settings.PASSWORDS == "none" and not is_in_force():
        yield Problem(
            "PASSWORDS=none doesn’t count yet, because no administrator has used single sign-on.",
            f"Sign in with {settings.OIDC_NAME} as an administrator. Until then administrators may "
            "use their passwords, and nobody else.",
        )
    if settings.OIDC_ISSUER and settings.OIDC_JUST_IN_TIME and not _limits_who_joins():
        yield Problem(
            f"Everybody at {settings.OIDC_NAME} with a verified address gets an account here.",
            "If strangers can sign up there, set OIDC_ALLOWED_DOMAINS or OIDC_ALLOWED_GROUPS.",
        )
    if settings.SCIM_TOKEN and not settings.OIDC_ISSUER:
        yield Problem(
            "SCIM makes accounts, but single sign-on isn’t set up.",
            "Set OIDC_ISSUER, too. Until then, people whom SCIM adds have to ask for a password link.",
        )


def _limits_who_joins():
    return settings.OIDC_ALLOWED_DOMAINS or settings.OIDC_ALLOWED_GROUPS
