"""What was erased after a backup was made stays erased when it is restored.

The database remembers erasures by kind and id. A file beside the backups repeats them, because after
a loss of the database nothing else knows of them.
"""

import json
from datetime import datetime
from pathlib import Path

from retros.backups.files import BackupError
from retros.backups.fingerprint import fingerprint
from retros.models import Backup, Erasure


def write_ledger(folder: Path) -> None:
    """Write all erasures to the file in `folder`, together with what earlier ones wrote there."""
    path = _ledger(folder, fingerprint())
    rows = Erasure.objects.values_list("erased_at", "erased_kind", "erased_ids")
    known = {json.dumps(row) for row in _read(path)}
    known |= {json.dumps([at.isoformat(), kind, ids]) for at, kind, ids in rows}
    partial = path.with_suffix(".partial")
    partial.write_text("".join(f"{line}\n" for line in sorted(known)), encoding="utf-8")
    partial.replace(path)


def erased_since(backup):
    """Return [(kind, ids)] of what was erased after `backup`, a BackupFile, was made."""
    made_at = datetime.fromisoformat(backup.manifest["made_at"])
    path = _ledger(backup.path.parent, backup.manifest["installation"])
    return [(kind, ids) for at, kind, ids in _read(path) if datetime.fromisoformat(at) >= made_at]


def holding_erased_words() -> list[str]:
    """Return the paths of recorded backups, on this machine, that are older than an erasure."""
    last = Erasure.objects.order_by("-erased_at").first()
    older = Backup.objects.newest_first().filter(made_at__lt=last.erased_at) if last else []
    return [backup.file_path for backup in older if Path(backup.file_path).exists()]


def _ledger(folder, installation):
    return folder / f"retros-erased-{installation}.jsonl"


def _read(path):
    try:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except FileNotFoundError:
        return []
    except ValueError:
        raise BackupError(f"{path} is damaged, so erased words might come back.") from None
