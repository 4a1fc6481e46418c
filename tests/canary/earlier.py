"""Earlier words of what is published: they are not for all readers."""

from retros.models import Version
from retros.models.snapshot import OWN_FIELDS, PART_FIELDS, PARTS, state_of
from tests.canary.markers import SEEN, marker, text_fields


def make_earlier(world, when):
    """A version of the published one, and what its decision was, in words that stand nowhere else."""
    retrospective = world.objects["published"]
    version = Version.objects.get(retrospective=retrospective)
    state = state_of(retrospective.pk)
    _mark_words(world, type(retrospective), state, OWN_FIELDS)
    decision = world.objects["published decision"]
    decision.as_recorded = {"on": "2026-03-24", "sources": []} | {
        name: _version_marker(world, f"recorded {name}")
        for name in ("choice", "informed_by", "options", "expected")
    }
    decision.save(update_fields=["as_recorded"])
    for name, model in PARTS.items():
        for words in state[name]:
            _mark_words(world, model, words, PART_FIELDS[name])
    for words in state["lessons"]:
        words["retired_at"] = when.isoformat()
    for words in (state, *state["lessons"]):
        words["tags"] = [_version_marker(world, f"tag {words.get('id', '')}")]
    version.state, version.made_at = state, when
    version.save()
    Version.objects.create(retrospective=retrospective, number=2, cause="edited", made_at=when)


def _mark_words(world, model, words, names):
    for column in text_fields(model):
        if column.attname in names:
            words[column.attname] = _version_marker(world, f"{model.__name__} {column.name}")


def _version_marker(world, name):
    word = marker(world.salt, "version", name)
    world.owners[word[:SEEN]] = ("version", "version", name)
    return word
