"""What a post did and what happened may take 120 characters; 90 cut sentences short."""

from django.db import migrations, models

from retros.models.fields import TextLengthChecks

LABELS = {"we_did": "What we did", "happened": "What happened"}


def _of_both(operation):
    return [operation(name, label) for name, label in LABELS.items()]


class Migration(migrations.Migration):
    dependencies = [("retros", "0044_texts_in_the_index")]

    operations = [
        *_of_both(
            lambda name, label: migrations.RemoveConstraint("wallpost", f"wallpost_{name}_length")
        ),
        *_of_both(
            lambda name, label: migrations.AlterField(
                "wallpost", name, models.CharField(label, max_length=120, blank=True)
            )
        ),
        *_of_both(
            lambda name, label: migrations.AddConstraint(
                "wallpost", TextLengthChecks.of("wallpost", **{name: 120})[0]
            )
        ),
    ]
