"""The request as a text for WhatsApp, in the exhibitor's language."""

from __future__ import annotations

from uuid import uuid4

from order_fair import HONEY, NOW, RUG, make_buyer, make_catalogue, make_draft

from hall.model.money import Money
from hall.model.order import DraftLine, Recipient
from hall.service.handover import write_handover
from hall.service.orders import OrderDesk

CATALOGUE = make_catalogue()
URL = "https://fair.example/fr/answers/abc"


async def test_the_text_holds_the_whole_request(desk: OrderDesk) -> None:
    draft = make_draft(
        lines=(DraftLine(HONEY, 2, Money(8000)), DraftLine("devis", 1)),
        delivery_mode="parcel",
        town="Jerada",
        address="Hay Essalam",
        recipient=Recipient("Ali", "0662000000"),
        note="avant vendredi",
        buyer=make_buyer(email="aicha@example.org", country="FR"),
    )
    order = (await desk.place(draft, str(uuid4()), CATALOGUE, NOW)).order
    letter = write_handover(order, CATALOGUE, URL)
    assert (letter.phone, letter.lang) == ("+212661000001", "fr")
    plain = letter.text.replace("\u00a0", " ").replace("\u202f", " ")
    for part in (
        "Démonstration", order.number, "2 × Produit miel-romarin : 170 DH",
        "a vu 80 DH l’unité ; le prix est maintenant de 85 DH",
        "1 × Produit devis : prix à confirmer", "Frais d’envoi : à convenir", "Total : à confirmer",
        "Aïcha Exemple", "+212661234567", "aicha@example.org", "Ali +212662000000", "Colis",
        "Hay Essalam, Jerada", "Pays : France", "retrait", "avant vendredi", URL,
    ):  # fmt: skip
        assert part in plain


async def test_an_arabic_exhibitor_reads_arabic_with_isolated_values(desk: OrderDesk) -> None:
    draft = make_draft((RUG, 1))
    order = (await desk.place(draft, str(uuid4()), CATALOGUE, NOW)).order
    letter = write_handover(order, CATALOGUE, URL)
    assert (letter.phone, letter.lang) == ("", "ar")
    assert f"\u2068{order.number}\u2069" in letter.text
    assert letter.text.count("\u2068") == letter.text.count("\u2069")
    assert "منتوج tapis-unique" in letter.text
    assert "{" not in letter.text
