from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import CommandError
from django.urls import reverse

from accounts.models import AuditEntry, User
from accounts.single_sign_on import MINUTES_VALID, new_sign_in_link
from retros.management.command import ProductCommand


class Command(ProductCommand):
    help = (
        f"Create a link that signs an administrator in, once and within {MINUTES_VALID} minutes, for "
        "when single sign-on doesn’t work. All administrators get an email about it."
    )

    def add_arguments(self, parser):
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, *, email, **options):
        administrators = User.objects.administrators()
        person = administrators.filter(email__iexact=email).first()
        if person is None:
            raise CommandError(f"No administrator has the email address {email}.")
        AuditEntry.record(
            AuditEntry.Kind.SIGN_IN_LINK, thing=person, origin=AuditEntry.Origin.COMMAND
        )
        link = settings.SITE_URL + reverse("sign_in_link", args=[new_sign_in_link(person)])
        self.stdout.write(link)
        self._tell(person, administrators)

    def _tell(self, person, administrators):
        text = (
            f"On the server of {settings.SITE_URL}, somebody made a link that signs in as {person}, "
            "without a password and without single sign-on. If you don’t know why, ask who runs it."
        )
        addresses = list(administrators.values_list("email", flat=True))
        if not settings.SENDS_EMAIL:
            self.stderr.write("Email isn’t set up, so the other administrators don’t hear of it.")
            return
        try:
            for address in addresses:
                send_mail("A link to sign in was made", text, None, [address])
        except (OSError, SMTPException) as error:
            self.stderr.write(f"The administrators got no email: {type(error).__name__}.")
