"""Limits of the new texts of a decision; none replaces itself."""

from django.db import migrations, models
from django.db.models import F, Q

from retros.models.fields import TextLengthChecks

CHECKS = [
    *TextLengthChecks.of("decision", revisit_when=200, replaced_because=200),
    models.CheckConstraint(
        condition=~Q(superseded_by=F("id")), name="decision_not_replaced_by_itself"
    ),
]


class Migration(migrations.Migration):
    dependencies = [("retros", "0052_decision_chains")]

    operations = [migrations.AddConstraint("decision", check) for check in CHECKS]
