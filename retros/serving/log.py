"""gunicorn’s own log, in our lines and without the addresses of requests."""

from gunicorn.glogging import Logger

from retros.monitoring.log_lines import FORMATTERS
from retros.settings import LOG_FORMAT


class Log(Logger):
    """Formats what gunicorn says of itself like the rest of the log."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(FORMATTERS[LOG_FORMAT]())

    def exception(self, msg, *args, **kwargs):
        """Log an exception without what it came with: the address of the request."""
        super().exception(msg.partition(" %")[0] if args else msg, **kwargs)
