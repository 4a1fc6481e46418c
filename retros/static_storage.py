"""How static files are stored in production."""

from functools import cached_property, lru_cache

from django.contrib.staticfiles.storage import ManifestFilesMixin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = r"""(?m)^(?P<matched>(?P<names>(?:import|export)\b[^"']*)"(?P<url>\.{1,2}/[^"]+)";)"""
# What every page needs, in the order of the cascade; and the one file that holds it all in production.
STYLES = tuple(
    f"css/{name}.css"
    for name in ("tokens", "base", "layout", "controls", "forms", "cards", "diff", "form-backup")
)
JOINED_STYLES = "css/site.css"


def styles_of_every_page(storage):
    """Return the names of the stylesheets that every page links to: one where files were collected."""
    return (JOINED_STYLES,) if isinstance(storage, ManifestFilesMixin) else STYLES


class KnownAddresses:
    """Remember the addresses of static files: a page names more than 20, always the same."""

    @cached_property
    def _address(self):
        return lru_cache(500)(super().url)  # not all: a request may ask for any name

    def url(self, name, force=False):
        return super().url(name, force) if force else self._address(name)


class ModuleStaticFilesStorage(KnownAddresses, CompressedManifestStaticFilesStorage):
    """Write hashed names into the imports of our own JavaScript modules too.

    Django's `support_js_module_import_aggregation` does so in every script, and fails on the type
    comments in the scripts of django-htmx, which name files that are not there.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((_IMPORT, '%(names)s"%(url)s";'),)),
    )

    def post_process(self, paths, dry_run=False, **options):
        if not dry_run and all(name in paths for name in STYLES):
            self.delete(JOINED_STYLES)
            self.save(JOINED_STYLES, ContentFile("\n".join(map(self._text, STYLES))))
            paths[JOINED_STYLES] = (self, JOINED_STYLES)
        yield from super().post_process(paths, dry_run, **options)

    def _text(self, name):
        with self.open(name) as file:
            return file.read().decode()
