"""What people write above a column → the field that it is.

A text field may carry its language (`name_fr`, `Nom (arabe)`, `الاسم بالفرنسية`); without
one it is in the language of the word itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from hall.model.folding import find_nearest, fold

TEXT_LANGUAGES = ("fr", "ar", "en", "zgh")

# field: words in French | Arabic | English, alternatives divided by commas.
_WORDS: Mapping[str, str] = {
    "id": "identifiant, code, réf, référence | المعرف, الرمز, المرجع | identifier, reference",
    "host": "hôte, exposant hôte, partage le stand de | المضيف | host exhibitor, shares stand of",
    "name": "nom, raison sociale, désignation, dénomination, nom de la coopérative"
    " | الاسم, اسم التعاونية, التسمية, اسم المنتوج | designation, title, product name",
    "about": "présentation, à propos, qui sommes-nous | تقديم, نبذة | presentation, who we are",
    "story": "histoire, récit | القصة, الحكاية | history",
    "kind": "nature juridique, type, catégorie | النوع, الصنف | category",
    "sector": "secteur, pôle | القطاع, القطب | branch",
    "legal_form": "forme juridique | الشكل القانوني, الصفة القانونية | legal status",
    "register_no": "n° registre, numéro du registre, n° d'agrément, registre local"
    " | رقم السجل | register number, registration number",
    "ice": "identifiant commun de l'entreprise | التعريف الموحد للمقاولة | company identifier",
    "founded": "année de création, création, fondée en | سنة التأسيس | founded in, year founded",
    "members": "adhérents, nombre d'adhérents, membres | عدد الأعضاء, الأعضاء, المنخرطون"
    " | number of members",
    "women_members": "femmes, dont femmes, nombre de femmes | عدد النساء, النساء"
    " | women, number of women",
    "commune": "commune, ville | الجماعة, المدينة | town, city",
    "province": "province, préfecture, province ou préfecture | الإقليم, العمالة | prefecture",
    "region": "région | الجهة | area",
    "country": "pays | البلد, الدولة | state",
    "contact_name": "contact, nom du contact, représentant, président, présidente"
    " | اسم المسؤول, المسؤول, الممثل, جهة الاتصال | contact person, representative",
    "phone": "téléphone, tél, tel, gsm, n° de téléphone, portable | الهاتف, رقم الهاتف"
    " | telephone, mobile, phone number",
    "whatsapp": "n° whatsapp | واتساب, رقم الواتساب | whatsapp number",
    "email": "courriel, e-mail, adresse électronique, mail | البريد الإلكتروني | e-mail address",
    "languages": "langues, langues parlées | اللغات | spoken languages",
    "call_hours": "heures d'appel, joignable | أوقات الاتصال | hours",
    "show_phone": "afficher le téléphone | إظهار الهاتف | publish phone",
    "voice_note": "message vocal | رسالة صوتية | voice message",
    "colour": "couleur | اللون | color",
    "logo": "logo | الشعار | emblem",
    "payment_modes": "modes de paiement, paiement | طرق الأداء, الأداء | payment",
    "delivery_modes": "modes de livraison, livraison | طرق التوصيل, التوصيل | delivery",
    "width_m": "largeur, largeur (m), façade | العرض, العرض (م), الواجهة | width, frontage",
    "depth_m": "profondeur, profondeur (m) | العمق, العمق (م) | depth",
    "kit": "type de stand, équipement | نوع الرواق | kind of stand",
    "open_sides": "côtés ouverts | الجوانب المفتوحة | sides open",
    "near": "près de, à côté de | بالقرب من | next to",
    "apart": "loin de, éloigné de | بعيدا عن | away from",
    "apart_m": "distance minimale (m), distance minimale, éloignement (m)"
    " | المسافة الدنيا (م), المسافة الدنيا | minimum distance, distance apart",
    "accepts": "tailles acceptées, autres tailles acceptées, autres tailles"
    " | القياسات المقبولة, قياسات أخرى | accepted sizes, other sizes",
    "may_share_with": "peut partager avec, accepte de partager avec, partage possible avec"
    " | يمكن أن يتقاسم مع, يقبل التقاسم مع | can share with, willing to share with",
    "exhibitor": "exposant, coopérative, id exposant | العارض, التعاونية"
    " | cooperative, exhibitor id",
    "family": "famille, famille de produit | العائلة, عائلة المنتوج, الفئة | product family",
    "description": "description, descriptif | الوصف | details",
    "nature": "nature, nature du produit | الطبيعة, طبيعة المنتوج | what it is",
    "how_made": "fabrication, mode de fabrication, savoir-faire | طريقة الصنع, طريقة الإنتاج"
    " | how it is made, making",
    "origin_commune": "commune d'origine | جماعة المنشأ | commune of origin",
    "origin_province": "province d'origine, origine | إقليم المنشأ, المنشأ | origin",
    "label_id": "label, signe de qualité | العلامة, علامة الجودة | quality label",
    "label_no": "n° de label, numéro du label | رقم العلامة | label number",
    "certifier": "certificateur, organisme certificateur | هيئة التصديق, المصدق | certified by",
    "label_valid_until": "label valable jusqu'au, validité du label | صلاحية العلامة"
    " | label expires",
    "sanitary_no": "agrément onssa, n° onssa, autorisation sanitaire | رقم الاعتماد الصحي"
    " | sanitary number",
    "price": "prix, prix ttc, prix de vente, prix (dh), prix unitaire | الثمن, السعر, ثمن البيع"
    " | price (dh), selling price",
    "price_kind": "type de prix | نوع الثمن | kind of price",
    "currency": "devise, monnaie | العملة | money",
    "net_quantity": "quantité nette, contenance, poids net | الكمية الصافية, الوزن الصافي"
    " | net weight, content",
    "net_unit": "unité, unité nette | الوحدة | unit",
    "sold_by": "vendu par, unité de vente | وحدة البيع, يباع ب | sales unit",
    "pack_weight_g": "poids du colis (g), poids du colis | وزن الطرد | parcel weight",
    "min_quantity": "quantité minimale, minimum de commande | الكمية الدنيا | minimum order",
    "wholesale_price": "prix de gros | ثمن الجملة | trade price",
    "wholesale_from": "gros à partir de, quantité de gros | الجملة ابتداء من | from quantity",
    "price_date": "date du prix | تاريخ الثمن | price of",
    "stock": "stock, quantité disponible | المخزون, الكمية المتوفرة | in stock, available",
    "one_of_a_kind": "pièce unique | قطعة فريدة | unique piece, one of a kind",
    "lead_days": "délai (jours), délai | مدة الإعداد | lead time",
    "season": "saison | الموسم | months",
    "best_before": "à consommer avant, dlc, ddm | صالح إلى غاية | best before date",
    "ingredients": "ingrédients, composition | المكونات | contents",
    "allergens": "allergènes | مسببات الحساسية | allergen",
    "ships_to": "livré vers, pays de livraison | بلدان الإرسال | ships",
    "form": "forme, forme 3d | الشكل | shape",
    "picture": "image, étiquette (image) | الصورة | label picture",
    "photos": "photos | الصور | pictures",
    "photo_alt": "texte de la photo, description de la photo | وصف الصورة | photo text",
    "model": "modèle, modèle 3d | النموذج | 3d model",
    "date": "jour | التاريخ, اليوم | day",
    "start": "début, heure de début, de | البداية, من | from, begins",
    "end": "fin, heure de fin, à | النهاية, إلى | to, ends",
    "room": "salle, lieu | القاعة, المكان | place, venue",
    "title": "titre, intitulé | العنوان | subject",
    "speakers": "intervenants, intervenant, animateur | المتدخلون, المتدخل, المؤطر | speaker",
    "language": "langue | اللغة | spoken language",
    "number": "n° de stand, numéro de stand, numéro, n° stand, stand, emplacement"
    " | رقم الرواق, رقم الجناح, الرواق | stand number, stand no, booth, booth number",
    "x_m": "x, x (m), abscisse | س, س (م) | x metres, east",
    "y_m": "y, y (m), ordonnée | ص, ص (م) | y metres, north",
    "rotation_deg": "rotation, angle, orientation | الدوران, الزاوية | turn, rotation degrees",
    "exhibitors": "exposants, coopératives | العارضون, التعاونيات | cooperatives",
}
_MARKERS: Mapping[str, str] = {
    "fr": "fr, français, francais, en français, french, بالفرنسية, الفرنسية",
    "ar": "ar, arabe, en arabe, arabic, بالعربية, العربية",
    "en": "en, anglais, en anglais, english, بالإنجليزية, الإنجليزية",
    "zgh": "zgh, tifinagh, amazigh, en amazighe, tamazight, بالأمازيغية, الأمازيغية",
}
_NOT_WORD = re.compile(r"[\W_]+")


def _plain(header: str) -> str:
    return _NOT_WORD.sub(" ", fold(header)).strip()


_MARKER_OF = {_plain(word): lang for lang, words in _MARKERS.items() for word in words.split(",")}
_MEANINGS: dict[str, list[tuple[str, str]]] = {}
for _field, _columns in _WORDS.items():
    for _lang, _alternatives in zip(("fr", "ar", "en"), _columns.split("|"), strict=True):
        for _alternative in (*_alternatives.split(","), _field if _lang == "en" else ""):
            _MEANINGS.setdefault(_plain(_alternative), []).append((_field, _lang))


class HeaderReader:
    """Knows the columns of one table: `plain` fields and `texts` that have a language."""

    def __init__(self, plain: Iterable[str], texts: Iterable[str]) -> None:
        self._plain = frozenset(plain)
        self._texts = frozenset(texts)
        self._names = self._plain | {f"{t}_{lang}" for t in self._texts for lang in TEXT_LANGUAGES}

    def find_field(self, header: str) -> str | None:
        """Return the field, with the language suffix of a text, or None if it is unknown."""
        exact = header.strip().lower()
        if exact in self._names:
            return exact
        words = _plain(header)
        whole = self._pick(words, "")
        if whole:
            return whole
        base, _, last = words.rpartition(" ")
        if last in _MARKER_OF:
            if base.endswith(" en"):
                base = base.removesuffix(" en")
            return self._pick(base, _MARKER_OF[last])
        return None

    def _pick(self, words: str, lang: str) -> str | None:
        for field, own_lang in _MEANINGS.get(words, ()) if words else ():
            if field in self._texts:
                return f"{field}_{lang or own_lang}"
            if field in self._plain and not lang:
                return field
        return words if words in self._names and not lang else None

    def count(self, cells: tuple[str, ...]) -> int:
        """Return how many of the cells are headers of this table."""
        return len({self.find_field(cell) for cell in cells if cell.strip()} - {None})

    def find_nearest(self, header: str) -> str | None:
        return find_nearest(header.strip(), sorted(self._names))
