"""Figures of the site that are read when somebody asks: its database, disk, backups and queue.

Numbers only, of the site as a whole: none tells what a person or a team does.
"""

import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.models import Count, Min, Q
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily

from retros.backups import last_backup, last_proven_backup
from retros.models import Digest, Notification, Screen
from retros.version import VERSION

# {name: what it means}, in the order of the answer. A figure that is not known is left out.
MEANINGS = {
    "database_up": "Whether the database can be reached.",
    "database_bytes": "Size of the database.",
    "sqlite_wal_bytes": "Size of SQLite’s write-ahead log.",
    "disk_free_bytes": "Free space on the disk of DATA_DIR.",
    "backup_age_seconds": "Age of the last backup.",
    "backup_bytes": "Size of the last backup.",
    "drill_age_seconds": "Time since a drill last proved a backup.",
    "notifications_waiting": "Notifications that are queued, also those that wait to be retried.",
    "notifications_oldest_seconds": "How long the oldest of them has been due.",
    "notifications_failed": "Notifications of the last 30 days that were given up.",
    "weekly_emails_overdue": "Weekly emails that are due and not sent.",
    "screens_seen": "Screens of the Fail Wall that asked for news in the last 3 minutes.",
}


class SiteFigures:
    """Gives prometheus_client the figures as gauges."""

    def collect(self):
        labels = {"version": VERSION, "database": connection.vendor}
        info = GaugeMetricFamily("retros_info", "The version.", labels=list(labels))
        info.add_metric(list(labels.values()), 1)
        yield info
        for name, value in read_figures().items():
            yield GaugeMetricFamily(f"retros_{name}", MEANINGS[name], value=value)


def read_figures() -> dict[str, float]:
    """Return {name: value} of what is known, by the names of MEANINGS. Six queries."""
    disk = os.statvfs(settings.DATA_DIR)
    found = {"disk_free_bytes": disk.f_bavail * disk.f_frsize, "database_up": 0}
    with suppress(Error):
        found |= {"database_up": 1, **_of_database(), **_of_backups(), **_of_queue()}
    return {name: found[name] for name in MEANINGS if name in found}


def _of_database():
    if connection.vendor == "sqlite":
        path = str(connection.settings_dict["NAME"])
        files = {"database_bytes": Path(path), "sqlite_wal_bytes": Path(f"{path}-wal")}
        return {name: file.stat().st_size for name, file in files.items() if file.exists()}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return {"database_bytes": cursor.fetchone()[0]}


def _of_backups():
    last, proven, found = last_backup(), last_proven_backup(), {}
    if last:
        found |= {"backup_age_seconds": _seconds_since(last.made_at), "backup_bytes": last.size}
    if proven and proven.proven_at:
        found["drill_age_seconds"] = _seconds_since(proven.proven_at)
    return found


def _of_queue():
    now = timezone.now()
    waiting = Q(state=Notification.State.WAITING)
    queue = Notification.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        oldest=Min("first_due_at", filter=waiting & Q(first_due_at__lte=now)),
        failed=Count("pk", filter=Q(state=Notification.State.GIVEN_UP)),
    )
    minute_ago = now - timedelta(minutes=1)
    overdue = Digest.objects.filter(due_at__lte=minute_ago, user__is_active=True)
    return {
        "notifications_waiting": queue["waiting"],
        "notifications_oldest_seconds": _seconds_since(queue["oldest"]) if queue["oldest"] else 0,
        "notifications_failed": queue["failed"],
        "weekly_emails_overdue": overdue.count(),
        "screens_seen": Screen.objects.seen_lately().count(),
    }


def _seconds_since(moment: datetime) -> float:
    return (timezone.now() - moment).total_seconds()
