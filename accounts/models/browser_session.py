import time
from datetime import UTC, datetime
from typing import Self

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import DatabaseError, models, transaction
from django.utils import timezone

from accounts.browsers import browser_in_words
from accounts.sessions import SIGNED_IN_AT

PROVIDER_SESSION = "provider_session"  # in the session: a hash of what the provider calls it
NOTED = "visit_noted"  # in the session: what its row holds, so that most visits ask nothing


class BrowserSessionQuerySet(models.QuerySet["BrowserSession"]):
    def open(self) -> Self:
        """Return sessions that have not expired."""
        return self.filter(session__expire_date__gt=timezone.now())

    def end(self) -> None:
        """End these sessions: their browsers are signed out."""
        Session.objects.filter(pk__in=list(self.values_list("session", flat=True))).delete()

    def note_visit(self, session, user, browser: str) -> None:
        """Keep the day of this visit. A few queries in the first visit of a day, else none."""
        today = timezone.localdate()
        noted = f"{today} {session.session_key}"  # a session gets a new key now and then
        if session.get(NOTED) == noted:
            return
        since = datetime.fromtimestamp(session.get(SIGNED_IN_AT, time.time()), UTC)
        kept = {"user": user, "browser": browser_in_words(browser), "seen_on": today}
        kept["provider_session"] = session.get(PROVIDER_SESSION, "")
        try:
            with transaction.atomic():
                self.update_or_create(
                    session_id=session.session_key,
                    defaults=kept,
                    create_defaults=kept | {"signed_in_on": timezone.localtime(since).date()},
                )
        except DatabaseError:  # a full disk, for example: reading goes on
            return
        session[NOTED] = noted


class BrowserSession(models.Model):
    """Where a person is signed in: a browser in plain words, and days, never a time or an address."""

    # No constraint: the version before deletes sessions without knowing of these rows.
    session = models.OneToOneField(
        Session, on_delete=models.CASCADE, db_constraint=False, related_name="+"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="browser_sessions"
    )
    browser = models.CharField(max_length=40)
    signed_in_on = models.DateField()
    # A hash of what the provider of single sign-on calls the session, so that it can end it; else "".
    provider_session = models.CharField(max_length=64, blank=True, default="", db_default="")
    seen_on = models.DateField()

    objects = BrowserSessionQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_on", "-pk"]

    def __str__(self):
        return self.browser
