import taggit.managers
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0025_weekly_mail"),
        (
            "taggit",
            "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx",
        ),
    ]

    operations = [
        # No column: which tags a post has is kept by taggit.
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddField(
                    model_name="wallpost",
                    name="tags",
                    field=taggit.managers.TaggableManager(
                        blank=True,
                        help_text="A comma-separated list of tags.",
                        through="taggit.TaggedItem",
                        to="taggit.Tag",
                        verbose_name="Tags",
                    ),
                ),
            ]
        ),
    ]
