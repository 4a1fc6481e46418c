from django.conf import settings
from django.core.management.base import CommandError

from accounts.single_sign_on import Refused, callback_address, describe_provider
from retros.management.command import ProductCommand


class Command(ProductCommand):
    help = "Ask the provider of single sign-on what it says of itself, and say what to enter there."

    def handle(self, **options):
        if not settings.OIDC_ISSUER:
            raise CommandError("Single sign-on isn’t set up. Set OIDC_ISSUER and OIDC_CLIENT_ID.")
        try:
            described = describe_provider()
        except Refused as refused:
            raise CommandError(str(refused)) from None
        offered = described.get("scopes_supported")
        lacking = set(settings.OIDC_SCOPES) - set(offered if isinstance(offered, list) else [])
        self.stdout.write(f"{settings.OIDC_ISSUER} answers, and describes itself as it should.")
        self.stdout.write(f"Address of this site to enter there: {callback_address()}")
        if isinstance(offered, list) and lacking:
            self.stdout.write(f"It doesn’t list these scopes: {' '.join(sorted(lacking))}")
