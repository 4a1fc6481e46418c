"""How static files are stored in production."""

from functools import cached_property, lru_cache

from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from retros import static_bundles

_IMPORT = r"""(?m)^(?P<matched>(?P<names>(?:import|export)\b[^"']*)"(?P<url>\.{1,2}/[^"]+)";)"""


def styles_of(bundle, storage):
    """Return the names of the stylesheets of a bundle: one where files were collected."""
    if isinstance(storage, ManifestFilesMixin):
        return [static_bundles.style(bundle)]
    return [f"css/{name}.css" for name in static_bundles.STYLES[bundle]]


def scripts_of(bundle, storage):
    """Return the names of the scripts of a bundle: one where files were collected."""
    if isinstance(storage, ManifestFilesMixin):
        return [static_bundles.script(bundle)]
    return [f"js/{name}.js" for name in static_bundles.SCRIPTS[bundle]]


class KnownAddresses:
    """Remember the addresses of static files: a page names more than 20, always the same."""

    @cached_property
    def _address(self):
        return lru_cache(500)(super().url)  # not all: a request may ask for any name

    def url(self, name, force=False):
        return super().url(name, force) if force else self._address(name)


class ModuleStaticFilesStorage(KnownAddresses, CompressedManifestStaticFilesStorage):
    """Join files of every page, and write hashed names into the imports of our JavaScript modules.

    Django's `support_js_module_import_aggregation` does so in every script, and fails on the type
    comments in the scripts of django-htmx, which name files that are not there.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((_IMPORT, '%(names)s"%(url)s";'),)),
    )

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run and static_bundles.sources() <= paths.keys():
            self._join(paths)
        yield from super().post_process(paths, dry_run, **options)

    def _join(self, paths):
        for bundle, names in static_bundles.STYLES.items():
            texts = [self._text(f"css/{name}.css") for name in names]
            self._write(paths, static_bundles.style(bundle), "\n".join(texts))
        bundles = {
            static_bundles.script(bundle): static_bundles.one_script(bundle, self._module)
            for bundle in static_bundles.SCRIPTS
        }
        for path in [
            it for it in paths if it.startswith("js/") and it not in static_bundles.sources()
        ]:
            text = self._read(*paths[path])  # as it came: the copy may be changed already
            changed = static_bundles.import_from_bundle(text)
            if changed != text:
                self._write(paths, path, changed)
        for path, text in bundles.items():
            self._write(paths, path, text)

    def _write(self, paths, name, text):
        self.delete(name)
        self.save(name, ContentFile(text))
        paths[name] = (self, name)

    def _module(self, name):
        return self._text(f"js/{name}.js")

    def _text(self, name):
        return self._read(self, name)

    def _read(self, storage, name):
        with storage.open(name) as file:
            return file.read().decode()
