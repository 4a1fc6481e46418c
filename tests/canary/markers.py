"""Markers: words that stand nowhere else, put into every text of an object."""

import hashlib
import re
from dataclasses import dataclass, field

from django.apps import apps
from django.db import models
from taggit.models import Tag

from retros.models import SearchEntry, SearchTag, SearchTerm, SearchVector

COMMON = "rehearsal"  # stands in every text, so that a search for it finds all there is
SEEN = 10  # letters that tell a marker apart, so that a cut text still counts
LETTERS = re.compile(rf"[a-p]{{{SEEN},}}")
# Written by the machine, never by people.
NOT_WORDS = {
    *("client_id", "token_hash", "code_hash", "password", "source_hash", "sources", "sections"),
    *("waiting", "minutes", "categories", "statement_digest", "question_digest", "sentence_digest"),
    *("file_path", "erased_kind", "erased_ids", "as_recorded", "figures", "ids", "letters"),
    *("object_kind", "previous_hash", "hash", "browser", "sealed_secret"),
    *("provider_session", "credential", "credential_id"),
}


def marker(*parts):
    """Sixteen letters a to p, which survive slugs, stems of nothing, and lower case."""
    digest = hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()[:16]
    return digest.translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))


@dataclass
class World:
    """Objects by a name that says where they live, and whose marker is whose."""

    salt: str = ""
    objects: dict = field(default_factory=dict)
    owners: dict = field(default_factory=dict)  # first letters of a marker -> (place, model, field)
    contributions: list = field(default_factory=list)  # numbers of what waits in a gathering

    def found_in(self, text):
        """Owners of the markers that stand in `text`."""
        runs = LETTERS.findall(text.lower())
        windows = {run[at : at + SEEN] for run in runs for at in range(len(run) - SEEN + 1)}
        return {self.owners[letters] for letters in windows & self.owners.keys()}

    def word(self, place, field_name):
        """The marker in one field of one object."""
        for letters, owner in self.owners.items():
            if (owner[0], owner[2]) == (place, field_name):
                return letters
        raise KeyError((place, field_name))


def text_fields(model):
    """Columns that hold people's words."""
    for column in model._meta.concrete_fields:
        kinds = (models.CharField, models.TextField, models.JSONField)
        if isinstance(column, kinds) and not column.choices and column.name not in NOT_WORDS:
            yield column


def mark(world, place, instance):
    """Put a marker of its own into each text field of `instance`, past every signal."""
    values = {}
    for column in text_fields(type(instance)):
        word = marker(world.salt, place, instance._meta.model_name, column.name)
        world.owners[word[:SEEN]] = (place, instance._meta.model_name, column.name)
        if isinstance(column, models.JSONField):
            values[column.name] = {"timeline": word} if column.default is dict else [word]
        elif isinstance(column, models.EmailField):
            values[column.name] = f"{word}@example.org"
        elif isinstance(column, models.SlugField) or (column.max_length or 999) < 40:
            values[column.name] = word
        else:
            values[column.name] = f"{word} {COMMON}"
    type(instance)._base_manager.filter(pk=instance.pk).update(**values)
    instance.refresh_from_db()
    world.objects[place] = instance


def tag(world, place, instance):
    word = marker(world.salt, place, "tag")
    world.owners[word[:SEEN]] = (place, "tag", "name")
    instance.tags.add(Tag.objects.create(name=word, slug=word))


def filled_models():
    """Models whose text the worlds have to fill: a new one has to find its place in them."""
    ours = [
        *apps.get_app_config("accounts").get_models(),
        *apps.get_app_config("retros").get_models(),
    ]
    machine = {SearchEntry, SearchTag, SearchTerm, SearchVector}
    return [model for model in ours if model not in machine and any(text_fields(model))]
