"""Columns of the wall and of searches without results get plain names."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0039_plain_labels_b"),
    ]

    operations = [
        # A constraint in Python keeps the names of columns: it has to go before they change.
        migrations.RemoveConstraint("wallpost", "wallpost_waits_off_the_wall"),
        migrations.RenameField("wallpost", "waits", "awaits_review"),
        migrations.AddConstraint(
            "wallpost",
            models.CheckConstraint(
                condition=Q(
                    ("awaits_review", False), ("taken_down_at__isnull", False), _connector="OR"
                ),
                name="wallpost_review_off_the_wall",
            ),
        ),
        migrations.RemoveConstraint("ustoo", "learnedtoo_once_each"),
        migrations.RenameField("ustoo", "said_by", "member"),
        migrations.AddConstraint(
            "ustoo",
            models.UniqueConstraint(F("wall_post"), F("member"), name="ustoo_once_each"),
        ),
        migrations.RenameField("postrevision", "words", "content"),
        migrations.RenameField("postrevision", "until", "replaced_at"),
        migrations.AlterModelOptions("postrevision", {"ordering": ["-replaced_at", "-pk"]}),
        migrations.AlterField(
            "postrevision",
            "wall_post",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="revisions",
                to="retros.wallpost",
            ),
        ),
        migrations.RenameField("unansweredsearch", "last_on", "last_searched_on"),
        migrations.RenameField("unansweredsearch", "settled_on", "closed_on"),
    ]
