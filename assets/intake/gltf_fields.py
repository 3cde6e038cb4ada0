"""Typed access to the fields of an untrusted glTF: a wrong type is a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assets.intake.errors import IntakeError
from assets.intake.json_text import JsonObject


@dataclass(frozen=True, slots=True)
class Fields:
    """One object of the glTF with its path, for messages."""

    value: JsonObject
    path: str

    def refuse(self, why: str) -> IntakeError:
        return IntakeError("model.gltf", f"{self.path or 'glTF'}: {why}")

    def has(self, key: str) -> bool:
        return key in self.value

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return the whole number in low..high; without default it must be there."""
        number = self.value.get(key, default)
        if isinstance(number, bool) or not isinstance(number, int):
            raise self.refuse(f"{key} must be a whole number")
        if not low <= number <= high:
            raise self.refuse(f"{key} is {number}, must be {low} to {high}")
        return number

    def reference(self, key: str, count: int) -> int | None:
        """Return the index into a list of `count`, None where the key is not there."""
        return self.integer(key, 0, count - 1) if key in self.value else None

    def numbers(self, key: str, count: int, low: float, high: float) -> Sequence[float] | None:
        values = self.value.get(key)
        if values is None and key not in self.value:
            return None
        if not isinstance(values, list) or len(values) != count:
            raise self.refuse(f"{key} must have {count} numbers")
        for number in values:
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise self.refuse(f"{key} must be numbers")
            if not low <= number <= high:
                raise self.refuse(f"{key} holds {number}, must be {low} to {high}")
        return values

    def number(self, key: str, low: float, high: float) -> None:
        """Check an optional number."""
        if key in self.value:
            number = self.value[key]
            if isinstance(number, bool) or not isinstance(number, int | float):
                raise self.refuse(f"{key} must be a number")
            if not low <= number <= high:
                raise self.refuse(f"{key} is {number}, must be {low} to {high}")

    def text(self, key: str) -> str | None:
        value = self.value.get(key)
        if key in self.value and not isinstance(value, str):
            raise self.refuse(f"{key} must be text")
        return value if isinstance(value, str) else None

    def choice(self, key: str, allowed: Sequence[object]) -> None:
        """Check an optional value against a list."""
        value = self.value.get(key, allowed[0])
        if isinstance(value, bool) is not isinstance(allowed[0], bool) or value not in allowed:
            raise self.refuse(f"{key} is {str(value)[:40]!r}, must be one of {list(allowed)}")

    def object(self, key: str) -> Fields | None:
        if key not in self.value:
            return None
        value = self.value[key]
        if not isinstance(value, dict):
            raise self.refuse(f"{key} must be an object")
        return Fields(value, f"{self.path}/{key}")

    def objects(self, key: str, at_most: int) -> list[Fields]:
        """Return a list of objects; an absent key is an empty list, an empty list a refusal."""
        if key not in self.value:
            return []
        values = self.value[key]
        if not isinstance(values, list) or not values:
            raise self.refuse(f"{key} must be a list that is not empty")
        if len(values) > at_most:
            raise self.refuse(f"{len(values)} {key}: at most {at_most} are taken")
        for number, value in enumerate(values):
            if not isinstance(value, dict):
                raise self.refuse(f"{key}/{number} must be an object")
        return [Fields(value, f"{self.path}/{key}/{number}") for number, value in enumerate(values)]

    def names(self, key: str) -> list[str]:
        """Return a list of different texts; empty where the key is not there."""
        values = self.value.get(key, [])
        if not isinstance(values, list):
            raise self.refuse(f"{key} must be a list of names")
        names = [value for value in values if isinstance(value, str)]
        if len(names) != len(values) or len(set(names)) != len(names):
            raise self.refuse(f"{key} must be different names")
        return names

    def references(self, key: str, count: int) -> list[int]:
        """Return a list of different indices into a list of `count`."""
        if key not in self.value:
            return []
        values = self.value[key]
        if not isinstance(values, list) or not values:
            raise self.refuse(f"{key} must be a list that is not empty")
        for value in values:
            if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value < count:
                raise self.refuse(f"{key} holds {str(value)[:20]}, must be 0 to {count - 1}")
        if len(set(values)) != len(values):
            raise self.refuse(f"{key} names one twice")
        return values
