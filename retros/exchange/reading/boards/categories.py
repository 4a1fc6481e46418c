"""Which of our categories the values of somebody's own column stand for."""

import re

from retros.models import Category

_CATEGORIES = {
    Category.PROCESS: "process processes procurement planning schedule scheduling time quality risk risks cost costs "
    "budget finance procedure procedures method methods methodology tool tools tooling governance safety testing "
    "management integration delivery operations logistics contract contracts",
    Category.TEAM: "team teams people communication communications resource resources resourcing staff staffing hr "
    "organization organisation collaboration culture leadership training skills roles",
    Category.CUSTOMER: "customer customers client clients user users stakeholder stakeholders sponsor market marketing sales",
    Category.PRODUCT: "product products requirement requirements scope technical technology design engineering "
    "architecture feature features solution",
    Category.SELF: "self personal myself me individual",
}
_CATEGORY_OF = {word: category for category, words in _CATEGORIES.items() for word in words.split()}


def category_named(value: str) -> str:
    """Return the category that a value means, in our words or a synonym; "" if it means none."""
    words = re.findall(r"[^\W\d_]+", value.lower())
    return next((_CATEGORY_OF[word] for word in words if word in _CATEGORY_OF), "")


def say_category(lesson, value):
    """Give a LessonEntry the category that `value` means, else leave it the guess from its words."""
    lesson.said_category = value[:200]
    lesson.category = category_named(value) or lesson.category
