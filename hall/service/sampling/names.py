"""Invented names in three languages: kinds of house and pairs of invented words."""

from __future__ import annotations

from dataclasses import dataclass

_KINDS = (
    ("Coopérative {}", "تعاونية {}", "{} Cooperative"),
    ("Association {}", "جمعية {}", "{} Association"),
    ("Atelier {}", "ورشة {}", "{} Workshop"),
    ("Maison {}", "دار {}", "House of {}"),
    ("Groupement {}", "مجموعة {}", "{} Group"),
)
_FIRST = (
    ("Tazira", "تازيرا"), ("Amlouz", "أملوز"), ("Izouran", "إزوران"), ("Tighmi", "تيغمي"),
    ("Adrissen", "أدريسن"), ("Toumlila", "تومليلا"), ("Asrir", "أسرير"), ("Tamdaout", "تامداوت"),
    ("Ifkern", "إفكرن"), ("Azmour", "أزمور"), ("Tislatin", "تيسلاتين"), ("Ourtan", "أورتان"),
    ("Taguelt", "تاگلت"), ("Imzilen", "إمزيلن"), ("Anzar", "أنزار"), ("Timzra", "تيمزرا"),
    ("Aglaw", "أگلاو"), ("Tiferki", "تيفركي"), ("Izmaren", "إزمارن"), ("Tawjna", "تاوجنا"),
    ("Amridou", "أمريدو"), ("Tazerfa", "تازرفا"), ("Ighil", "إغيل"), ("Tamrout", "تامروت"),
    ("Askour", "أسكور"), ("Toufra", "توفرا"), ("Ilmas", "إلماس"), ("Tidrin", "تيدرين"),
    ("Azouka", "أزوكا"), ("Tassafa", "تاسافا"), ("Oumlil", "أومليل"), ("Tinzert", "تينزرت"),
)  # fmt: skip
_SECOND = (
    ("du Zéphyr", "النسيم", "of the Breeze"), ("des Amandiers", "اللوز", "of the Almond Trees"),
    ("du Matin", "الصباح", "of the Morning"), ("des Sources", "العيون", "of the Springs"),
    ("de la Colline", "التل", "of the Hill"), ("des Hirondelles", "السنونو", "of the Swallows"),
    ("du Grenadier", "الرمان", "of the Pomegranate"), ("de la Vallée", "الوادي", "of the Valley"),
    ("des Dunes", "الكثبان", "of the Dunes"), ("du Safran", "الزعفران", "of the Saffron"),
    ("de l’Aube", "الفجر", "of the Dawn"), ("des Oliviers", "الزيتون", "of the Olive Trees"),
    ("du Métier", "المنسج", "of the Loom"), ("de la Ruche", "الخلية", "of the Hive"),
    ("du Puits", "البئر", "of the Well"), ("des Genêts", "الرتم", "of the Broom"),
    ("de la Lune", "القمر", "of the Moon"), ("du Figuier", "التين", "of the Fig Tree"),
    ("des Roses", "الورد", "of the Roses"), ("de la Rivière", "النهر", "of the River"),
    ("du Romarin", "أزير", "of the Rosemary"), ("des Étoiles", "النجوم", "of the Stars"),
    ("de la Plaine", "السهل", "of the Plain"), ("du Cèdre", "الأرز", "of the Cedar"),
    ("des Palmes", "النخيل", "of the Palms"), ("du Thym", "الزعتر", "of the Thyme"),
    ("de la Moisson", "الحصاد", "of the Harvest"), ("du Rempart", "السور", "of the Rampart"),
    ("des Vents", "الرياح", "of the Winds"), ("de l’Argile", "الطين", "of the Clay"),
    ("du Caroubier", "الخروب", "of the Carob Tree"), ("des Ponts", "القناطر", "of the Bridges"),
    ("de la Laine", "الصوف", "of the Wool"),
)  # fmt: skip

MOST_NAMES = len(_KINDS) * len(_FIRST) * len(_SECOND)
"""How many exhibitors have a name of their own."""


@dataclass(frozen=True, slots=True)
class SampleName:
    """One invented exhibitor's name."""

    fr: str
    ar: str
    en: str


def invent_name(place: int) -> SampleName:
    """Return the name at a place; names of neighbouring places have no word in common."""
    # The three counts have no common divisor with each other, so all combinations are passed.
    kind, first, second = (
        _KINDS[place % len(_KINDS)],
        _FIRST[place % len(_FIRST)],
        _SECOND[place % len(_SECOND)],
    )
    return SampleName(
        fr=kind[0].format(f"{first[0]} {second[0]}"),
        ar=kind[1].format(f"{first[1]} {second[1]}"),
        en=kind[2].format(f"{first[0]} {second[2]}"),
    )
