"""The header of a Markdown file: YAML between "---" lines, or TOML between "+++" lines."""

import tomllib

import yaml

from retros.exchange.document import UnreadableDocument

_MOST_CHARACTERS = 16_000
_DEEPEST = 10


def read_front_matter(text):
    """Split a document into (fields, body, warning): a dict of its header, and the text below it.

    Values are strings, lists and dicts of strings; keys are lower case. An unreadable header stays
    in the body, with a warning. Raises UnreadableDocument for one that is huge, deep, or uses
    YAML's anchors, with which a few lines expand to gigabytes.
    """
    for fence, load in (("---", _load_yaml), ("+++", _load_toml)):
        lines = text.split("\n")
        if lines[0].rstrip() != fence:
            continue
        end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == fence), None)
        if end is None:
            continue
        header, body = "\n".join(lines[1:end]), "\n".join(lines[end + 1 :])
        if len(header) > _MOST_CHARACTERS:
            raise UnreadableDocument("Its header (front matter) is longer than 16,000 characters.")
        fields = load(header)
        if isinstance(fields, dict):
            return {str(key).strip().lower(): value for key, value in fields.items()}, body, ""
        if header.strip():
            kept = f"```\n{header}\n```\n\n{body}"
            return {}, kept, "Its header (front matter) could not be read; it is kept as text."
        return {}, body, ""
    return {}, text, ""


def _load_yaml(header):
    """Parse YAML with every scalar as text; return None if it is invalid."""
    depth = 0
    try:
        for event in yaml.parse(header, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise UnreadableDocument("Its header (front matter) uses YAML anchors.")
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise UnreadableDocument("Its header (front matter) is nested too deeply.")
        # Fewer powers than safe_load: nothing is converted, so no value can fail or grow.
        return yaml.load(header, Loader=yaml.BaseLoader)
    except yaml.YAMLError:
        return None


def _load_toml(header):
    if (
        header.count("[") > 200 or header.count("{") > 200
    ):  # tomllib reads nested arrays by recursion
        return None
    try:
        return _as_text(tomllib.loads(header))
    except (ValueError, RecursionError):
        return None


def _as_text(value):
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return str(value)
