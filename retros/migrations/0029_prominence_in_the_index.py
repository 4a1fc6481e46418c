"""All but the texts of what search finds, by the id: searches read thousands of these.

Words that stand out are marked in the index from here on, in place of those in titles. Until
`manage.py reindex` has marked them, a search for a common word orders what it finds less well.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("retros", "0028_sizes_in_the_index")]

    operations = [
        migrations.AddIndex(
            "searchentry",
            models.Index(
                fields=[
                    *("id", "kind", "category", "team", "result", "phase", "year", "draft"),
                    *("retrospective", "project", "is_retired", "length"),
                ],
                name="searchentry_narrow",
            ),
        ),
    ]
