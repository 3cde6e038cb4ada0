from __future__ import annotations

import pytest
from laid_hall import lay_hall

from hall.model.fair import Fair, FairLook, Party, PrivacyNotice
from hall.model.text import LANGUAGES, NO_TEXT, Texts
from hall.service.drawings import make_sheet_words
from hall.service.wording import load_words
from layout.audit.certificate import certify_hall
from layout.plan.profiles import PROFILES

BODY = Party(Texts({"fr": "Comité"}))
FAIR = Fair(
    id="fair", edition=Texts({"fr": "2024"}), year=2024, name=Texts({"fr": "Salon", "ar": "معرض"}),
    theme=NO_TEXT, starts="2024-07-03", ends="2024-07-07", hours={}, timezone="Africa/Casablanca",
    venue=Texts({"fr": "Halle"}), address=Texts({"fr": "Oujda"}), phase="open", organiser=BODY,
    partners=(), languages=LANGUAGES, currency="MAD", price_valid_days=60, publish="after_review",
    look=FairLook("#112233", "#112233", "#112233", "alfa"),
    privacy=PrivacyNotice(BODY, NO_TEXT, 180, "MA"),
)  # fmt: skip


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_source_of_a_profile_is_told_in_the_sheets_language(lang: str) -> None:
    words = make_sheet_words(FAIR, (), lang, "")
    sources = {n.source for profile in PROFILES.values() for n in profile.numbers.values()}
    assert [source for source in sorted(sources) if words.source(source) == source] == []


def test_a_source_that_an_organiser_wrote_stays_as_it_is() -> None:
    assert make_sheet_words(FAIR, (), "ar", "").source("Our own.") == "Our own."


def test_a_sheet_says_in_every_language_that_it_authorises_nothing() -> None:
    words = make_sheet_words(FAIR, (), "fr", "")
    told = tuple(load_words(lang)["sheet.not_authorised"] for lang in LANGUAGES)
    assert words.disclaimers == told


def test_the_fair_is_told_in_the_sheets_language() -> None:
    fair = make_sheet_words(FAIR, (), "ar", "3–7").fair
    assert (fair.name, fair.venue, fair.dates) == ("معرض", "Halle، Oujda", "3–7")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_check_and_bound_of_a_certificate_has_words(lang: str) -> None:
    words = make_sheet_words(FAIR, (), lang, "")
    certificate = certify_hall(lay_hall(), ())
    assert [c.code for c in certificate.checks if not words.has(f"check.{c.code}")] == []
    assert [b.name for b in certificate.bounds if not words.has(f"bound.{b.name}")] == []
