"""What addresses hold beside numbers: kinds of parts, sections, tables and names."""

from django.urls import register_converter
from django.urls.converters import StringConverter

from retros.forms.retrospectives import SECTIONS
from retros.insights import TABLES
from retros.models import CHOSEN_MODELS, ITEMS, REPORTABLE
from retros.views.exchange import export
from retros.views.retrospectives import part_kinds


class KindConverter:
    regex = "|".join(part_kinds.KINDS)

    def to_python(self, value):
        return part_kinds.KINDS[value]

    def to_url(self, value):
        return value if isinstance(value, str) else value.name


class SectionConverter(KindConverter):
    regex = "|".join(SECTIONS)

    def to_python(self, value):
        return value


class TableConverter(SectionConverter):
    regex = "|".join(export.MODELS)


class QuestionConverter(SectionConverter):
    regex = "|".join(TABLES)


class ItemConverter(SectionConverter):
    regex = "|".join(ITEMS)


class ReportableConverter(SectionConverter):
    regex = "|".join(REPORTABLE)


class ChosenConverter:
    """What a kickoff can choose, in the plural: "lessons" is the kind "lesson"."""

    regex = "|".join(f"{kind}s" for kind in CHOSEN_MODELS)

    def to_python(self, value):
        return value.removesuffix("s")

    def to_url(self, kind):
        return f"{kind}s"


class WordConverter(StringConverter):
    """What `slugify` makes of names in any script; nothing that a database could refuse."""

    regex = r"[-\w]+"


def register():
    """Let routes use them by name."""
    register_converter(KindConverter, "kind")
    register_converter(SectionConverter, "section")
    register_converter(TableConverter, "table")
    register_converter(QuestionConverter, "question")
    register_converter(ItemConverter, "item")
    register_converter(ReportableConverter, "reportable")
    register_converter(ChosenConverter, "chosen")
    register_converter(WordConverter, "word")
