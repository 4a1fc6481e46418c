"""Backups: one verified file with the database, the key and a list of what is in it.

    made = make_backup(Path("/backups"), keep="7d,4w,12m")
    restore(made.path, Path("/var/lib/retros"))
    drill()

Inside: `sqlite` and `postgresql` copy and load a database and tell what is in it, row by row; `files`
writes and reads the file; `retention` says which files go; `erasures` keeps beside the files what
was erased since; `restoring` and `proving` bring one back; `status` says how old the last one is,
and `warning` tells administrators.
Depends on models, search and trash.
"""

from retros.backups.erasures import holding_erased_words, write_ledger
from retros.backups.files import BackupError
from retros.backups.making import Made, make_backup
from retros.backups.proving import Proof, drill
from retros.backups.restoring import Restored, restore
from retros.backups.retention import read_keep
from retros.backups.status import backups_problem, last_backup, last_proven_backup
from retros.backups.warning import warn_of_old_backups

__all__ = [
    "BackupError",
    "Made",
    "Proof",
    "Restored",
    "backups_problem",
    "drill",
    "holding_erased_words",
    "last_backup",
    "last_proven_backup",
    "make_backup",
    "read_keep",
    "restore",
    "warn_of_old_backups",
    "write_ledger",
]
