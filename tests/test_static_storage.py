"""Scripts under hashed names, as production serves them."""

import json
import re
import shutil

import pytest
from django.core.management import call_command
from django.template import Context, Template
from django.test import override_settings

from retros import static_bundles
from retros.settings import STORAGES
from tests.plain_static_files import PlainStaticFilesStorage

# Wider than what the storage looks for: all places where an import may name its module.
IMPORT = re.compile(r"""(?:\bfrom|\bimport\s*\(?)\s*["']([^"'\s]+)["']""")
HASHED_STYLES = re.compile(r"\.[0-9a-f]{12}\.css$")
HASHED = re.compile(r"\.[0-9a-f]{12}\.js$")
IMPORTS = [
    'import { one } from "./other.js";',
    'import {\n  one,\n  two\n} from "./other.js";',
    'import * as other from "./other.js";',
    'import "./other.js";',
    'export { one } from "./other.js";',
    '// Why we import this.\nimport { one } from "../js/other.js";',
]


def collect(root, **changed):
    """Gather static files in `root` as production does: the folder of their scripts."""
    with override_settings(STATIC_ROOT=root, STORAGES=STORAGES, **changed):
        call_command("collectstatic", verbosity=0, interactive=False)
    return root / "js"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The scripts of the site, collected."""
    return collect(tmp_path_factory.mktemp("static") / "root")


@pytest.fixture(scope="module")
def with_imports(tmp_path_factory):
    """The scripts of a folder with one import each, collected: `0.js` has the first of IMPORTS."""
    source = tmp_path_factory.mktemp("source")
    (source / "js").mkdir()
    (source / "js/other.js").write_text("export const one = () => 1, two = 2;\n")
    for number, words in enumerate(IMPORTS):
        (source / f"js/{number}.js").write_text(f"{words}\none();\n")
    return collect(tmp_path_factory.mktemp("static") / "root", STATICFILES_DIRS=[source])


def hashed_scripts(folder):
    return [path for path in folder.rglob("*.js") if HASHED.search(path.name)]


def script(folder, name):
    return next(path.read_text() for path in hashed_scripts(folder) if path.name.startswith(name))


@pytest.mark.parametrize("words", IMPORTS)
def test_import_names_the_hashed_file(with_imports, words):
    text = script(with_imports, f"{IMPORTS.index(words)}.")
    (named,) = IMPORT.findall(text)
    assert HASHED.search(named) and (with_imports / named).exists()
    assert text.replace(HASHED.search(named)[0], ".js") == f"{words}\none();\n"


def test_import_of_a_missing_file_stops_the_start(tmp_path):
    source = tmp_path / "source" / "js"
    source.mkdir(parents=True)
    (source / "first.js").write_text('import { one } from "./missing.js";\n')
    with pytest.raises(ValueError, match=r"js/missing\.js"):
        collect(tmp_path / "root", STATICFILES_DIRS=[source.parent])


def test_every_import_of_ours_names_a_hashed_file_that_exists(folder):
    imports = [
        (path, named)
        for path in hashed_scripts(folder)
        for named in IMPORT.findall(path.read_text())
    ]
    assert len(imports) > 30
    assert [name for path, name in imports if not HASHED.search(name)] == []
    assert [name for path, name in imports if not (path.parent / name).exists()] == []


def page_with(folder, tag):
    with override_settings(STATIC_ROOT=folder.parent, STORAGES=STORAGES):
        return Template(f"{{% load bundles %}}{{% {tag} %}}").render(Context())


def test_what_every_page_needs_is_one_stylesheet(folder):
    styles = folder.parent / "css"
    (joined,) = (it for it in styles.glob("all-site.*.css") if HASHED_STYLES.search(it.name))
    text = joined.read_text()
    assert 'url("../fonts/' in text and re.search(r"/atkinson[\w-]+\.[0-9a-f]{12}\.woff2", text)
    link = f'<link rel="stylesheet" href="/static/css/{joined.name}">'
    assert page_with(folder, 'styles_of "site"') == link


@pytest.mark.parametrize("bundle", ["member", "visitor"])
def test_what_every_page_needs_is_one_script(folder, bundle):
    (joined,) = (it for it in folder.glob(f"all-{bundle}.*.js") if HASHED.search(it.name))
    assert IMPORT.findall(joined.read_text()) == []
    tag = f'<script type="module" src="/static/js/{joined.name}"></script>'
    assert page_with(folder, f'scripts_of "{bundle}"') == tag


def test_what_is_in_the_bundle_is_not_loaded_a_second_time(folder, tmp_path):
    """Collected twice: files that are there already are not copied again."""
    folder = collect(shutil.copytree(folder.parent, tmp_path / "root"))
    named = json.loads((folder.parent / "staticfiles.json").read_text())["paths"]
    for name in ("all-editor", "live-search"):
        text = (folder.parent / named[f"js/{name}.js"]).read_text()
        assert any(it.startswith("./all-member.") for it in IMPORT.findall(text)), name
    assert IMPORT.findall(script(folder, "all-member.")) == []


def test_modules_that_cannot_be_joined_stop_the_start():
    with pytest.raises(ValueError, match=r"js/search-key\.js can’t be joined"):
        static_bundles.one_script("visitor", lambda _: 'import "./other.js";\n')


def test_addresses_that_strangers_ask_for_do_not_pile_up():
    storage = PlainStaticFilesStorage()
    assert [storage.url(f"css/{number}.css") for number in range(600)][-1] == "/static/css/599.css"
    assert storage._address.cache_info().currsize == 500
