"""Static files under their plain names, which nobody has to collect first."""

from django.contrib.staticfiles.storage import StaticFilesStorage

from retros.static_storage import KnownAddresses


class PlainStaticFilesStorage(KnownAddresses, StaticFilesStorage):
    pass
