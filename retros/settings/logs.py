"""What goes into the log."""

from retros.settings.environment import one_of

LOG_FORMAT = one_of("LOG_FORMAT", ["text", "json"], "text", "text or json")
_LEVELS = ["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"]
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": f"retros.monitoring.log_lines.{LOG_FORMAT.capitalize()}Lines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": one_of("LOG_LEVEL", _LEVELS, "WARNING", f"one of {', '.join(_LEVELS)}"),
    },
    "loggers": {
        # A missing page, a wrong Host header and a large form are everyday life, not for the log.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.security.RequestDataTooBig": {"level": "CRITICAL"},
        "django.security.TooManyFieldsSent": {"level": "CRITICAL"},
    },
}
