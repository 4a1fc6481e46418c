"""How static files are stored in production."""

from functools import cached_property, lru_cache

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = r"""(?m)^(?P<matched>(?P<names>(?:import|export)\b[^"']*)"(?P<url>\.{1,2}/[^"]+)";)"""


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
