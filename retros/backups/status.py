"""How old the last backup is, and whether that is too old."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import Installation
from retros.models import Backup


def last_backup() -> Backup | None:
    """Return the newest recorded backup. One query."""
    return Backup.objects.newest_first().first()


def last_proven_backup() -> Backup | None:
    """Return the newest backup that a drill restored. One query."""
    return Backup.objects.newest_first().exclude(proven_at=None).first()


def backups_problem() -> str:
    """Return a sentence if the last backup is older than BACKUP_MAX_AGE_HOURS, else "".

    A new installation has as long for its first one. At most two queries.
    """
    most = settings.BACKUP_MAX_AGE_HOURS
    if not most:
        return ""
    too_old = timezone.now() - timedelta(hours=most)
    last = last_backup()
    if last is not None:
        hours = int((timezone.now() - last.made_at).total_seconds() // 3600)
        return f"The last backup is {hours} hours old." if last.made_at < too_old else ""
    claimed = Installation.objects.filter(claimed_at__lt=too_old).exists()
    return "There is no backup yet." if claimed else ""
