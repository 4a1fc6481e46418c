"""Imports run one way, through the doors of packages and never in a circle."""

from functools import cache

import pytest

from tests.import_rules import (
    against_the_layers,
    cycles,
    past_a_door,
    read_sources,
    without_a_layer,
)

# The rooms of retros/, the lowest first. Each may import from those below it, not from its own layer.
LAYERS = [
    {"static_bundles", "version"},
    {
        "addresses",
        "bare_addresses",
        "call_stack",
        "conversion",
        "draining",
        "formats",
        "icalendar",
        "log_redaction",
        "monitoring",
        "private_files",
        "request_limits",
        "settings",
        "static_files",
        "static_storage",
        "text_diff",
    },
    {"installation", "models"},
    {
        "drawing",
        "examples",
        "kept_html",
        "meaning",
        "migrations",
        "pictures",
        "rendering",
        "wording",
    },
    {"search", "templatetags"},
    {
        *(
            "about_me",
            "access",
            "access_to_kickoffs",
            "access_to_questions",
            "access_to_wall",
            "history",
            "insights",
            "notifications",
        ),
        "search_params",
    },
    {"exchange", "filters", "forms", "scim", "trash"},
    {"backups", "kickoffs", "proposals"},
    {"paths"},
    {"figures", "setup_checks"},
    {"first_steps"},
    {"admin", "apps", "context", "middleware", "views"},
    {"url_converters"},
    {"management", "serving", "urls"},
    {"cli", "server", "wsgi"},
]


@cache
def sources():
    """All modules, read by the process that asks."""
    return read_sources("retros", "accounts")


def test_every_module_has_a_layer():
    assert without_a_layer(sources(), LAYERS) == []


def test_modules_import_only_what_is_below_them():
    assert list(against_the_layers(sources(), LAYERS)) == []


def test_packages_are_entered_through_their_doors():
    assert list(past_a_door(sources())) == []


def test_no_modules_import_each_other_in_a_circle():
    assert cycles(sources()) == []


def test_all_modules_and_doors_are_looked_at():
    assert len(sources().texts) > 250
    assert {"retros.models", "retros.search", "accounts.models"} <= sources().doors().keys()


UPWARD = {
    "a package": ("retros.models.lesson", "from retros import views"),
    "a name": ("retros.pictures", "from retros.views.site.home import home"),
    "an alias": ("retros.models.lesson", "import retros.views.site.home as pages"),
    "two dots": ("retros.models.lesson", "from .. import views"),
    "two dots and a name": ("retros.search.terms", "from ..forms.base import forms"),
    "inside a function": ("retros.access", "def late():\n    from retros import urls"),
    "by a string": ("retros.access", "import_module('retros.urls')"),
    "its own layer": ("retros.history.reading", "from retros.access import visible_parts"),
    "the root": ("retros.models.lesson", "import retros"),
    "another app": ("accounts.models.user", "from retros.models import Lesson"),
    "the tests": ("retros.views.site.home", "from tests import factories"),
}


@pytest.mark.parametrize(("module", "text"), UPWARD.values(), ids=UPWARD.keys())
def test_an_import_upward_is_noticed(module, text):
    assert module in sources().texts
    found = list(against_the_layers(sources().with_module(module, text), LAYERS))
    assert len(found) == 1
    assert found[0].startswith(module)


@pytest.mark.parametrize("name", ["retros.helpers", "retros.helpers.texts"])
def test_a_new_module_without_a_layer_is_noticed(name):
    assert without_a_layer(sources().with_module(name, ""), LAYERS) == [
        "retros.helpers has no layer"
    ]


PAST = {
    "a module": ("retros.views.site.home", "import retros.search.ranking"),
    "a name in a module": ("retros.views.site.home", "from retros.search.terms import parse"),
    "a module by its package": ("retros.views.site.home", "from retros.search import ranking"),
    "a name the door does not offer": (
        "retros.views.site.home",
        "from retros.search import SUGGESTIONS",
    ),
    "from below": ("retros.access", "from retros.models.lesson import Lesson"),
    "from another app": ("retros.access", "from accounts.models.user import User"),
}


@pytest.mark.parametrize(("module", "text"), PAST.values(), ids=PAST.keys())
def test_an_import_past_a_door_is_noticed(module, text):
    found = list(past_a_door(sources().with_module(module, text)))
    assert len(found) == 1
    assert found[0].startswith(module)


CIRCLES = {
    "two modules": ("retros.search.terms", "from retros.search import finding"),
    "a module and its door": ("retros.search.terms", "from retros.search import Results"),
    "late": ("retros.search.terms", "def late():\n    from .ranking import ranked"),
}


@pytest.mark.parametrize(("module", "text"), CIRCLES.values(), ids=CIRCLES.keys())
def test_a_circle_is_noticed(module, text):
    found = cycles(sources().with_module(module, text))
    assert len(found) == 1
    assert module in found[0]
