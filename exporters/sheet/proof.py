"""Rules and certificate as tables: every number with where it is from and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from exporters.sheet.book import Book, Column
from exporters.sheet.words import SheetWords
from layout.gates.bounds import BOUND_NAME, bounds_as_placed, name_checkers_bound
from layout.values import Bound, Certificate, Check, PlacedHall, Plan, Rules

_LENGTHS = (
    "aisle", "main_aisle", "cross_aisle", "max_block", "max_travel", "max_travel_one_way",
    "max_dead_end", "min_exit", "exit_unit",
)  # fmt: skip


def write_rules(book: Book, rules: Rules) -> None:
    """Write the rule sheet: each number, its source, and a mark where it is to be confirmed."""
    words = book.words
    book.heading(words.say("rules.title"))
    book.paragraph(words.say("rules.profile", profile=rules.profile))
    columns = [
        Column(words.say("rules.rule"), 3.2),
        Column(words.say("rules.value"), 1.7, number=True),
        Column(words.say("rules.source"), 5.0),
        Column(words.say("rules.status"), 1.9),
    ]
    rows = []
    for key, value in rule_numbers(rules, words):
        label = words.say(f"rule.{key}")
        if value == words.say("rules.off"):
            rows.append((label, value, "—", "—"))
            continue
        source = words.source(rules.sources.get(key, ""))
        status = "rules.unread" if key in rules.unread else "rules.read"
        told = words.say(status) if source or key in rules.unread else "—"
        rows.append((label, value, source or words.say("rules.no_source"), told))
    book.table(columns, rows)
    if rules.unread:
        book.paragraph(words.say("rules.unread_note"))


def rule_numbers(rules: Rules, words: SheetWords) -> Iterator[tuple[str, str]]:
    """Return each number of the rules: its key in plan.yaml and its value in words."""
    values = {
        "aisle": rules.aisle_mm,
        "main_aisle": rules.main_aisle_mm,
        "cross_aisle": rules.cross_mm,
        "max_block": rules.max_block_mm,
        "max_travel": rules.max_travel_mm,
        "max_travel_one_way": rules.max_travel_one_way_mm,
        "max_dead_end": rules.max_dead_end_mm,
        "min_exit": rules.min_exit_mm,
        "exit_unit": rules.exit_unit_mm,
    }
    off = words.say("rules.off")
    for key in _LENGTHS:
        yield key, words.metres(values[key]) if values[key] else off
    persons = words.number(rules.persons_per_m2, 2) if rules.persons_per_m2 else off
    yield "persons_per_m2", persons
    yield "persons_per_unit", str(rules.persons_per_unit) if rules.persons_per_unit else off


def write_certificate(book: Book, placed: PlacedHall) -> None:
    """Write what the independent checker found: figures, checks and bounds."""
    words = book.words
    book.heading(words.say("proof.title"))
    certificate = placed.certificate
    report = placed.report
    figures = [
        (words.say("proof.input_hash"), placed.input_hash),
        (words.say("proof.stands"), f"{report.stands_placed} / {report.stands_requested}"),
        (words.say("proof.gross"), words.square_metres(report.gross_m2, 1)),
        (words.say("proof.usable"), words.square_metres(report.usable_m2, 1)),
        (words.say("proof.net"), words.square_metres(report.net_m2, 1)),
    ]
    if certificate is not None:
        figures[1:1] = [(words.say("proof.placement_hash"), certificate.placement_hash)]
        figures += [
            (words.say("proof.persons"), str(certificate.persons or "—")),
            (words.say("proof.errors"), f"{certificate.errors} / {certificate.warnings}"),
            (
                words.say("proof.verdict"),
                words.say("proof.holds" if certificate.holds else "proof.fails"),
            ),
        ]
    book.table(
        [Column(words.say("proof.figure"), 2.6), Column(words.say("rules.value"), 6.0)], figures
    )
    if certificate is None:
        book.paragraph(words.say("proof.none"), bold=True)
        return
    _write_checks(book, placed, certificate.checks)
    _write_bounds(book, list_told_bounds(placed, certificate))


def _write_checks(book: Book, placed: PlacedHall, checks: tuple[Check, ...]) -> None:
    words = book.words
    if not checks:
        return
    book.heading(words.say("proof.checks"))
    columns = [
        Column(words.say("proof.check"), 3.3),
        Column(words.say("proof.subject"), 1.6),
        Column(words.say("proof.measured"), 1.3, number=True),
        Column(words.say("proof.limit"), 1.2, number=True),
        Column(words.say("proof.basis"), 1.3),
        Column(words.say("proof.result"), 1.8),
    ]
    rows = [
        (
            name_check(words, check.code),
            name_subject(words, placed.plan, check.subject),
            _measure(words, check.measured, check.unit),
            _measure(words, check.limit, check.unit),
            words.say(f"basis.{check.basis}"),
            words.say("proof.passed" if check.passed else "proof.failed"),
        )
        for check in checks
    ]
    book.table(columns, rows)


def name_check(words: SheetWords, code: str) -> str:
    """Return a check in words, or its code where there are none."""
    key = f"check.{code}"
    return words.say(key) if words.has(key) else code


def name_subject(words: SheetWords, plan: Plan, subject: str) -> str:
    """Return a check's subject as people know it: a door's name with its id, an aisle's rank."""
    if words.has(f"rank.{subject}"):
        return words.say(f"rank.{subject}")
    door = next((door for door in plan.doors if door.id == subject), None)
    name = words.name(door.names) if door else ""
    return f"{name} ({subject})" if name else subject


def _measure(words: SheetWords, value: float | None, unit: str) -> str:
    if value is None:
        return "—"
    if unit == "mm":
        return words.metres(value)
    whole = float(value).is_integer() and unit != "m"
    text = words.number(value, 0 if whole else 2)
    key = f"unit.{unit}"
    return f"{text} {words.say(key) if words.has(key) else unit}".strip()


def list_told_bounds(placed: PlacedHall, certificate: Certificate) -> tuple[Bound, ...]:
    """Return the tightest bounds, then the checker's own and looser one, each under its name."""
    own = certificate.bounds
    first = [bound for bound in own if bound.name != BOUND_NAME]
    again = [bound for bound in own if bound.name == BOUND_NAME and bound.unit == "m2"]
    gates = bounds_as_placed(placed.plan, placed.placements)
    return (*first, *gates, *map(name_checkers_bound, again))


def _write_bounds(book: Book, bounds: tuple[Bound, ...]) -> None:
    words = book.words
    if not bounds:
        return
    book.heading(words.say("proof.bounds"))
    columns = [
        Column(words.say("proof.bound"), 3.0),
        Column(words.say("rules.value"), 1.5, number=True),
        Column(words.say("proof.gap"), 1.1, number=True),
        Column(words.say("proof.basis"), 1.3),
        Column(words.say("proof.assumes"), 4.0),
    ]
    rows = []
    for bound in bounds:
        key = f"bound.{bound.name}"
        rows.append(
            (
                words.say(key) if words.has(key) else bound.name,
                _value(words, bound),
                f"{words.number(bound.gap * 100, 1)} %",
                words.say(f"basis.{bound.basis}"),
                _assumes(words, bound.assumes),
            )
        )
    book.table(columns, rows)


def _value(words: SheetWords, bound: Bound) -> str:
    if bound.unit == "m2":
        return words.square_metres(bound.value, 1)
    return _measure(words, bound.value, bound.unit)


def _assumes(words: SheetWords, codes: str) -> str:
    """Return what a bound assumes in words; a code without words stays as it is."""
    parts = [code.strip() for code in codes.split(",") if code.strip()]
    keys = [f"assumes.{part}" for part in parts]
    mark = words.say("list.mark")
    return (
        f"{mark} ".join(
            words.say(key) if words.has(key) else part
            for key, part in zip(keys, parts, strict=True)
        )
        or "—"
    )
