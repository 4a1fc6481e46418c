from django.db import migrations

# The table is taggit’s, which has no index that begins with the tag: to look for one use of a rare tag, SQLite
# would read all uses of all tags on things of that kind.
_INDEX = "tagged_item_of_tag"


class Migration(migrations.Migration):
    dependencies = [
        ("retros", "0080_what_stood_in_the_way"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
    ]

    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {_INDEX} ON taggit_taggeditem (tag_id, content_type_id, object_id)",
            f"DROP INDEX {_INDEX}",
        ),
    ]
