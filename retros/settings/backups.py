"""When a backup is too old."""

from retros.settings.environment import number

BACKUP_MAX_AGE_HOURS = number("BACKUP_MAX_AGE_HOURS", 48, "a number of hours, such as 48")
