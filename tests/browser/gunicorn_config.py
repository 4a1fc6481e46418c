"""gunicorn as in production, but sending no notifications: no test asks another machine."""

from retros.server import *  # noqa: F403


def post_worker_init(worker):
    pass
