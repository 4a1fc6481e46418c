"""Which backups are kept: `7d,4w,12m` keeps the last of each of 7 days, 4 weeks and 12 months."""

import re
from datetime import datetime

from retros.backups.files import BackupError, open_backup

_PERIODS = {"d": "%Y-%m-%d", "w": "%G-%V", "m": "%Y-%m"}


def read_keep(text: str) -> dict[str, int]:
    """Return {"d": 7, "w": 4, "m": 12} of `7d,4w,12m`; ValueError with a sentence otherwise."""
    found = {}
    for part in text.split(","):
        match = re.fullmatch(r"\s*(\d{1,4})([dwm])\s*", part)
        if not match or not int(match[1]):
            raise ValueError("--keep must be like 7d,4w,12m: days, weeks and months.")
        found[match[2]] = int(match[1])
    return found


def remove_old(folder, keep, installation):
    """Remove this installation's backups that `keep` does not name. Return their paths."""
    backups = _backups_in(folder, installation)
    kept = {backups[0][1]} if backups else set()
    for period, most in keep.items():
        newest = {}
        for made_at, path in backups:
            newest.setdefault(made_at.strftime(_PERIODS[period]), path)
        kept |= set(list(newest.values())[:most])
    removed = [path for _, path in backups if path not in kept]
    for path in removed:
        path.unlink()
    return removed


def _backups_in(folder, installation):
    """(made at, path) of this installation's backups, newest first. Others' stay as they are."""
    found = []
    for path in folder.glob("retros-*.tar"):
        try:
            manifest = open_backup(path).manifest
        except BackupError:
            continue
        if manifest["installation"] == installation:
            found.append((datetime.fromisoformat(manifest["made_at"]), path))
    return sorted(found, reverse=True)
