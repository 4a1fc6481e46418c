from retros.examples import load_examples
from retros.management.command import ProductCommand
from retros.models import Lesson


class Command(ProductCommand):
    """Load the example retrospectives, kickoffs and wall posts."""

    help = (
        "Load 4 real cases as examples, with kickoffs and wall posts. "
        "Existing examples, even edited ones, stay unchanged."
    )

    def handle(self, **options):
        loaded = load_examples()
        if not any(loaded):
            self.stdout.write("The examples are already loaded. Nothing was changed.")
            return
        lessons = Lesson.objects.filter(retrospective__in=loaded.retrospectives).count()
        self.stdout.write("Examples loaded:")
        self.stdout.write(f"  {len(loaded.retrospectives)} retrospectives with {lessons} lessons")
        for retrospective in reversed(loaded.retrospectives):
            self.stdout.write(f"    {retrospective.title}")
        self.stdout.write(f"  {len(loaded.kickoffs)} kickoffs")
        self.stdout.write(f"  {len(loaded.wall_posts)} posts on the wall")
        self.stdout.write(f"  {len(loaded.templates)} templates")
        self.stdout.write(f"  {len(loaded.paths)} path of Start here")
