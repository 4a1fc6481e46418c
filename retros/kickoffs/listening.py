"""A kickoff goes on looking for what fits until its project ends: the standing brief."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from retros.kickoffs.finding import Findings
from retros.models import Kickoff, LaterMatch, Notification

KINDS = ("lesson", "decision")
MOST, WITHIN = 2, timedelta(days=7)  # new matches of one kickoff
WORDS = 5
# Somebody signed in who wrote nothing: what a kickoff finds for all of its team.
ANYBODY = User(pk=0)


def listen(now: datetime | None = None) -> None:
    """Look for new matches of one kickoff whose turn it is; each has its turn once a day.

    So publishing costs nothing, and a call never more than one search, as the page of a kickoff
    makes it. Of several processes each takes another kickoff.
    """
    now = now or timezone.now()
    kickoff = Kickoff.objects.lease_listening(now)
    if kickoff is None or kickoff.waits_for_risks:
        return
    recent = kickoff.later_matches.filter(found_at__gt=now - WITHIN).count()
    if recent < MOST:
        _keep(kickoff, _found_since(kickoff)[: MOST - recent], now)


def _found_since(kickoff):
    """The Matches that are close to the brief, were published since, and are not decided on."""
    findings = Findings(kickoff, ANYBODY)
    findings.risks = []  # their words are not kept
    known = {match.key for match in kickoff.later_matches.all()} | findings.choices.keys()
    return [
        findings.matches[key]
        for key in findings.close
        if key[0] in KINDS and key not in known and _is_later(findings.rows[key], kickoff)
    ]


def _is_later(item, kickoff):
    record = item.retrospective
    published_at = max(record.published_at, item.created_at)
    return published_at > kickoff.listens_since and record.project_id != kickoff.project_id


@transaction.atomic
def _keep(kickoff, matches, now):
    for match in matches:
        about = {f"{match.kind}_id": match.object_id}
        words = list(match.words[:WORDS])
        made = LaterMatch.objects.create(kickoff=kickoff, words=words, found_at=now, **about)
        Notification.objects.announce(
            Notification.Kind.LATER_MATCH, made.pk, kickoff.project.team_id
        )
