"""How many entries of each kind there are, and how long: counted on each search until now."""

from django.db import migrations, models

COUNT = """
    INSERT INTO retros_searchsize (kind, entries, length)
    SELECT kind, count(*), sum(length) FROM retros_searchentry WHERE draft_id IS NULL GROUP BY kind
"""


class Migration(migrations.Migration):
    dependencies = [("retros", "0027_names_of_tags_that_were_public")]

    operations = [
        migrations.CreateModel(
            "SearchSize",
            fields=[
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("retrospective", "Retrospectives"),
                            ("decision", "Decisions"),
                            ("observation", "Observations"),
                            ("lesson", "Lessons"),
                            ("wall-post", "Wall posts"),
                        ],
                        max_length=13,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("entries", models.IntegerField()),
                ("length", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
    ]
