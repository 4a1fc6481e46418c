"""Adapt allauth, which handles signing in, to this site."""

import logging
from smtplib import SMTPException

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from django.conf import settings
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.limits import count_sign_in
from accounts.signals import email_failed

logger = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """People join by invitation only; links in mails carry the site's own address."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The email address or password is wrong.",
        "enter_current_password": "That is not your current password.",
    }

    def is_open_for_signup(self, request):
        return False

    def get_login_stages(self):
        """Ask for the second step before anything else of allauth’s, all of which is turned off."""
        return ["accounts.second_step.stage.SecondStepStage", *super().get_login_stages()]

    def is_safe_url(self, url):
        """Return whether `url` is within this site; only such addresses are followed after signing in."""
        return url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def get_reset_password_from_key_url(self, key):
        """Build the link from SITE_URL, never from the Host header, which the requester could choose."""
        uid, _, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": secret})
        return settings.SITE_URL + path

    def get_password_change_redirect_url(self, request):
        return reverse("profile")

    def pre_authenticate(self, request, **credentials):
        """Answer with the 429 page after too many wrong passwords."""
        self._login_failed_rl_usage = count_sign_in(request, credentials["email"])
        if not self._login_failed_rl_usage:
            raise ImmediateHttpResponse(respond_429(request))

    def _get_login_attempts_cache_key(self, request, **credentials):
        """Count without the host: a site with 4 host names would allow 4 times the guesses."""
        return credentials["email"].lower()

    def send_mail(self, template_prefix, email, context):
        """Send a mail; log an unreachable mail server instead of showing the error to the visitor.

        The page answers the same for known and for unknown addresses.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except (OSError, SMTPException) as error:
            # Its type only: the text may hold the address.
            logger.error("Could not send an email: %s", type(error).__name__)
            email_failed.send(sender=type(self))
