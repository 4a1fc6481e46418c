"""Which of our categories the values of somebody's own column stand for."""

import re

from retros.models import Category

_CATEGORIES = {
    Category.PROCESS: "process processes procurement planning schedule scheduling time quality risk risks cost costs "
    "budget finance procedure procedures method methods methodology tool tools tooling governance safety testing "
    "management integration delivery operations logistics contract contracts prozess prozesse processus proceso "
    "procesos processo processos proces processen kosten coûts costes custos qualität qualité calidad qualidade "
    "kwaliteit kvalitet risiko risque riesgo risco risico planung planification planificación planejamento プロセス 工程",
    Category.TEAM: "team teams people communication communications resource resources resourcing staff staffing hr "
    "organization organisation collaboration culture leadership training skills roles équipe équipes equipo equipos "
    "equipe equipes kommunikation communicatie comunicación comunicação zusammenarbeit チーム",
    Category.CUSTOMER: "customer customers client clients user users stakeholder stakeholders sponsor market marketing sales "
    "kunde kunden cliente clientes klant klanten kund kunder 顧客",
    Category.PRODUCT: "product products requirement requirements scope technical technology design engineering "
    "architecture feature features solution produkt produkte produit produits producto productos produto produtos "
    "technik technique técnica techniek teknik anforderungen exigences requisitos eisen krav 製品",
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
