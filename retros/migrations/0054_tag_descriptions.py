"""What a tag stands for: its kind and a sentence, kept by curators."""

import django.db.models.deletion
from django.db import migrations, models

from retros.models.fields import TextLengthChecks


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0053_decision_chain_checks"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.CreateModel(
            name="TagDescription",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(blank=True, choices=[("product", "Product")], max_length=10),
                ),
                (
                    "text",
                    models.CharField(
                        blank=True,
                        help_text="For example: the app that couriers use on the road",
                        max_length=200,
                        verbose_name="Description",
                    ),
                ),
                (
                    "tag",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="description",
                        to="taggit.tag",
                    ),
                ),
            ],
            options={
                "ordering": ["tag__name"],
                "constraints": TextLengthChecks.of("tagdescription", text=200),
            },
        ),
    ]
