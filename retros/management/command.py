"""What the commands of the product have in common."""

from django.core.checks import Tags
from django.core.management.base import BaseCommand


class ProductCommand(BaseCommand):
    """A command that checks the settings of this site first, but not the program.

    For the program Django would import every page, which takes as long as the rest of the start.
    `manage.py check` and the tests do that.
    """

    requires_system_checks = [Tags.security, Tags.compatibility]
