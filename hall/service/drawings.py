"""What the exporters need to print a fair: its words in a language, its fonts, its names."""

from __future__ import annotations

from collections.abc import Iterable

from exporters.sheet.pdf import PdfInfo
from exporters.sheet.typeface import Typeface
from exporters.sheet.words import FairFacts, SheetWords
from hall.model.exhibitor import Exhibitor
from hall.model.fair import Fair
from hall.model.text import LANGUAGES
from hall.resources import font_file
from hall.service.wording import load_words, word
from layout.values import PlacedHall

_PREFIX = "sheet."


def make_sheet_words(
    fair: Fair, exhibitors: Iterable[Exhibitor], lang: str, dates: str
) -> SheetWords:
    """Return the words of printed sheets; `dates` are the fair's days in words of `lang`."""
    texts = load_words(lang)
    return SheetWords(
        lang=lang,
        fair=FairFacts(
            name=str(fair.name.pick(lang)),
            edition=str(fair.edition.pick(lang)),
            venue=f"{texts[f'{_PREFIX}list.mark']} ".join(
                text for text in (str(fair.venue.pick(lang)), str(fair.address.pick(lang))) if text
            ),
            dates=dates,
            starts=fair.starts,
            organiser=str(fair.organiser.name.pick(lang)),
            colour=fair.look.primary,
        ),
        texts={
            key.removeprefix(_PREFIX): text
            for key, text in texts.items()
            if key.startswith(_PREFIX)
        },
        exhibitors={exhibitor.id: str(exhibitor.name.pick(lang)) for exhibitor in exhibitors},
        sources={
            text: word(lang, key)
            for key, text in load_words("en").items()
            if key.startswith(f"{_PREFIX}source.")
        },
        disclaimers=tuple(word(other, f"{_PREFIX}not_authorised") for other in LANGUAGES),
    )


def load_typeface() -> Typeface:
    """Return the sign typeface that the build brought.

    Raises:
        ResourceMissing: the fonts are not there: the viewer has not been built.
    """
    return Typeface(
        font_file("ReadexPro-Regular.ttf").read_bytes(),
        font_file("ReadexPro-Bold.ttf").read_bytes(),
    )


def make_pdf_info(words: SheetWords, placed: PlacedHall, subject: str) -> PdfInfo:
    """Return what a PDF of the fair says of itself; its id comes from the layout's input."""
    fair = words.fair
    title = words.say(subject)
    return PdfInfo(
        title=f"{fair.name} – {title}",
        author=fair.organiser,
        subject=title,
        lang=words.lang,
        created=fair.starts,
        key=f"{placed.input_hash} {words.lang} {subject}",
    )
