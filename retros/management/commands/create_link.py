from allauth.account.adapter import get_adapter
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.management.base import CommandError
from django.urls import reverse

from accounts.models import AuditEntry, Installation, User
from accounts.reset_keys import ResetKeyGenerator
from retros.management.command import ProductCommand


class Command(ProductCommand):
    help = (
        "Create the link that makes the first account, or with EMAIL a link by which that person "
        "chooses a new password within 3 days. Pass it on as you would a password."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL", nargs="?")

    def handle(self, *, email, **options):
        self.stdout.write(_link_for(email) if email else _first_link())


def _first_link():
    code = Installation.new_code()
    if code is None:
        raise CommandError("There is an administrator already. Say whose link: create-link EMAIL")
    return f"{settings.SITE_URL}{reverse('first', args=[code])}"


def _link_for(email):
    person = User.objects.filter(email__iexact=email).first()
    if person is None or not person.is_active:
        raise CommandError(f"No open account has the email address {email}.")
    AuditEntry.record(AuditEntry.Kind.PASSWORD_LINK, thing=person, origin=AuditEntry.Origin.COMMAND)
    key = f"{user_pk_to_url_str(person)}-{ResetKeyGenerator().make_token(person)}"
    return get_adapter().get_reset_password_from_key_url(key)
