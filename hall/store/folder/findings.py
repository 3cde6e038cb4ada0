"""Where findings gather while a folder is read."""

from __future__ import annotations

from layout.values import Finding, Severity, Span

# A table saved in the wrong way can break every cell; nobody reads more than this.
MOST_FINDINGS = 2000
_ORDER = {"error": 0, "warning": 1, "note": 2}


class FindingBook:
    """Collects findings; the first `MOST_FINDINGS` are kept, the rest are counted."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._lost = 0
        self._lost_errors = 0

    def error(self, code: str, span: Span, message: str, *subjects: str) -> None:
        self.add(Finding(code, "error", message, subjects, span=span))

    def warn(self, code: str, span: Span, message: str, *subjects: str) -> None:
        self.add(Finding(code, "warning", message, subjects, span=span))

    def note(self, code: str, span: Span, message: str, *subjects: str) -> None:
        self.add(Finding(code, "note", message, subjects, span=span))

    def add(self, finding: Finding) -> None:
        if len(self._findings) < MOST_FINDINGS:
            self._findings.append(finding)
            return
        self._lost += 1
        self._lost_errors += finding.severity == "error"

    def has_error(self, file: str) -> bool:
        """Return whether anything in a file was refused already."""
        return any(f.severity == "error" and f.span and f.span.file == file for f in self._findings)

    def list_findings(self) -> tuple[Finding, ...]:
        """Return the findings by file and place, each once; the heaviest first in a place."""
        found = sorted(set(self._findings), key=_sort_key)
        if self._lost:
            severity: Severity = "error" if self._lost_errors else "warning"
            message = f"{self._lost} more findings are not shown; mend these first"
            found.append(Finding("folder.more_findings", severity, message))
        return tuple(found)


def _sort_key(finding: Finding) -> tuple[str, int, int, int, str, str]:
    span = finding.span or Span("", 0, 0)
    rank = _ORDER[finding.severity]
    return (span.file, span.line, span.column, rank, finding.code, finding.message)


def explain(found: str, expected: str, fix: str = "") -> str:
    """Return the message of a finding: what was found, what is expected, what to do."""
    return f"{found}; expected {expected}" + (f"; {fix}" if fix else "")
