"""All tables of a new database at once, in place of the migrations that led there.

A database that has one of those goes on with the rest of them; they stay until no such database is
left to expect. What they did to rows is not repeated: a new database has none.
"""

from django.conf import settings
from django.db import migrations

from retros.migrations.initial import (
    kickoffs,
    lessons,
    notifications,
    parts,
    projects,
    records,
    search,
    search_index,
    wall,
)


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("retros", "0001_domain"),
        ("retros", "0002_search_index"),
        ("retros", "0003_tag_aliases"),
        ("retros", "0004_versions"),
        ("retros", "0005_first_versions"),
        ("retros", "0006_gathering"),
        ("retros", "0007_shapes"),
        ("retros", "0008_kickoff_bin"),
        ("retros", "0009_attachments"),
        ("retros", "0010_risks_grouped_and_removed"),
        ("retros", "0011_premortems"),
        ("retros", "0012_waiting_pictures"),
        ("retros", "0013_screens_for_offices"),
        ("retros", "0014_learned_too"),
        ("retros", "0015_titles_in_the_index"),
        ("retros", "0016_earlier_words_and_review"),
        ("retros", "0017_kickoff_asides"),
        ("retros", "0018_seals_of_chosen_lessons"),
        ("retros", "0019_seal_chosen_lessons"),
        ("retros", "0020_signatures_in_versions"),
        ("retros", "0021_unanswered_searches"),
        ("retros", "0022_state_of_the_wall"),
        ("retros", "0023_saved_searches"),
        ("retros", "0024_channels_and_notices"),
        ("retros", "0025_weekly_mail"),
        ("retros", "0026_tags_on_wall_posts"),
        ("retros", "0027_names_of_tags_that_were_public"),
        ("retros", "0028_sizes_in_the_index"),
        ("retros", "0029_prominence_in_the_index"),
        ("retros", "0030_wall_state_from_a_shorter_index"),
        ("retros", "0031_index_of_drafts_only"),
        ("retros", "0032_narrow_index_with_dates"),
        ("retros", "0033_meaning_of_entries"),
        ("retros", "0034_plain_names"),
        ("retros", "0035_plain_labels"),
    ]
    dependencies = [
        ("accounts", "0001_squashed_0002_curators_and_cache"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        *projects.OPERATIONS,
        *parts.OPERATIONS,
        *lessons.OPERATIONS,
        *records.OPERATIONS,
        *kickoffs.OPERATIONS,
        *wall.OPERATIONS,
        *notifications.OPERATIONS,
        *search.OPERATIONS,
        *search_index.OPERATIONS,
    ]
