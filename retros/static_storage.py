"""How static files are stored in production."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

_IMPORT = r"""(?m)^(?P<matched>(?P<names>(?:import|export)\b[^"']*)"(?P<url>\.{1,2}/[^"]+)";)"""


class ModuleStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Write hashed names into the imports of our own JavaScript modules too.

    Django's `support_js_module_import_aggregation` does so in every script, and fails on the type
    comments in the scripts of django-htmx, which name files that are not there.
    """

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((_IMPORT, '%(names)s"%(url)s";'),)),
    )
