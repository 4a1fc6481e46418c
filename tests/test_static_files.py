"""Static files under the hashed names of another version, while machines are updated in turn."""

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.http import Http404
from django.test import override_settings

from retros.settings import STORAGES
from retros.static_files import StaticFilesMiddleware


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    """The settings of a server whose files are collected as in production."""
    source = tmp_path_factory.mktemp("source")
    (source / "js").mkdir()
    (source / "js" / "first.js").write_text('import "./other.js";\n')
    (source / "js" / "other.js").write_text("export const one = 1;\n")
    root = tmp_path_factory.mktemp("static") / "root"
    changed = {"STATIC_ROOT": root, "STORAGES": STORAGES, "STATICFILES_DIRS": [source]}
    with override_settings(**changed):
        call_command("collectstatic", verbosity=0, interactive=False)
    return changed


@pytest.fixture
def ask(collected, rf):
    """`ask(path)`: the answer of that server."""

    def not_ours(request):
        raise Http404

    with override_settings(**collected):
        middleware = StaticFilesMiddleware(not_ours)
        yield lambda path: middleware(rf.get(path))


def test_name_of_another_version_gets_the_current_file_which_nobody_keeps(ask):
    current = ask(staticfiles_storage.url("js/first.js"))
    other = ask("/static/js/first.0123456789ab.js")
    assert b"".join(other) == b"".join(current)
    assert "immutable" in current["Cache-Control"]
    assert other["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/gone.0123456789ab.js",
        "/static/js/first.0123456789ab.css",
        "/static/js/first.0123.js",
        "/static/../settings.0123456789ab.py",
        "/static/[.0123456789ab.js",
        "/static/",
        "/lessons/first.0123456789ab.js",
    ],
)
def test_what_no_version_has_is_not_found(ask, path):
    with pytest.raises(Http404):
        ask(path)
