from django.conf import settings
from django.db import models


class Identity(models.Model):
    """Who somebody is at a provider of single sign-on: never an address, which may change hands."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identities"
    )
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)

    class Meta:
        verbose_name_plural = "identities"
        constraints = [
            models.UniqueConstraint("issuer", "subject", name="identity_once"),
            models.UniqueConstraint("user", "issuer", name="identity_one_for_each_issuer"),
        ]

    def __str__(self):
        return f"{self.user} at {self.issuer}"
