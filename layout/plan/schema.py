"""The JSON Schema of plan.yaml, for the completion of editors.

`python -m layout.plan.schema > docs/plan.schema.json` publishes it anew. The reader
(`layout.plan.text`) is stricter where a schema cannot be: doors on walls, rules that clash.
"""

from __future__ import annotations

import json
import sys
from typing import Any

from layout.plan.fields import PARTS, PLAN, PlanPart


def format_plan_schema() -> str:
    """Return the schema (draft 2020-12) as JSON text that ends in a line feed."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "plan.yaml: the floor plan of a fair",
        **_describe(PLAN),
        "$defs": {name: _describe(part) for name, part in PARTS.items()},
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def _describe(part: PlanPart) -> dict[str, Any]:
    described: dict[str, Any] = {
        "type": "object",
        "properties": {**part.required, **part.optional},
        "required": list(part.required),
        "additionalProperties": False,
    }
    if part.one_of:
        described["oneOf"] = [{"required": [key]} for key in part.one_of]
    elif part.either:
        described["anyOf"] = [{"required": list(group)} for group in part.either]
    return described


if __name__ == "__main__":
    sys.stdout.write(format_plan_schema())
