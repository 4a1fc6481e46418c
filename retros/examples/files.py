"""Read the example files, and derive stable ids so that a second run finds existing rows."""

import re
from pathlib import Path
from uuid import UUID, uuid5

import yaml

FOLDER = Path(__file__).parent
_NAMESPACE = UUID("6d0f9a52-3c1e-5b7e-9a43-2f1d7c8e4b10")
_KEEPS_ITS_LINES = ("|", "- ")  # tables and lists


def read(name):
    """Return the content of `name`.yaml with wrapped lines joined."""
    return _unfolded(yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")))


def stable_id(kind, key):
    """Return the client id that this example has on every site."""
    return uuid5(_NAMESPACE, f"{kind}/{key}")


def save_example(instance, *, tags=()):
    """Validate, save and tag `instance`.

    Raises ValidationError.
    """
    instance.full_clean()
    instance.save()
    if tags:
        instance.tags.set(tags)
    return instance


def _unfolded(value):
    if isinstance(value, dict):
        return {key: _unfolded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_unfolded(inner) for inner in value]
    if isinstance(value, str):
        return "\n\n".join(_paragraph(text) for text in re.split(r"\n\s*\n", value.strip()))
    return value


def _paragraph(text):
    """One line, because a single line end becomes a line break on the page."""
    return text if text.startswith(_KEEPS_ITS_LINES) else " ".join(text.split())
