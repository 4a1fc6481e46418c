"""Language, time and tags."""

import zoneinfo

import snowballstemmer

from retros.settings.environment import flag, one_of

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
_ZONES = zoneinfo.available_timezones()
TIME_ZONE = one_of("TIME_ZONE", _ZONES, "UTC", "a zone such as Europe/Stockholm")
_SNOWBALL = [name for name in snowballstemmer.algorithms() if "porter" not in name]
SEARCH_LANGUAGE = one_of("SEARCH_LANGUAGE", _SNOWBALL, "english", f"one of {', '.join(_SNOWBALL)}")
MEANING = flag("MEANING", True)  # whether texts are compared by meaning, too: retros/meaning
FORMAT_MODULE_PATH = "retros.formats"
TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "retros.models.tags.tags_from_text"
TAGGIT_STRING_FROM_TAGS = "retros.models.tags.text_of_tags"
TAGGIT_STRIP_UNICODE_WHEN_SLUGIFYING = False
