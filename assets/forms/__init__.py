"""Parametric product forms: what stands on a stand when there are only photos."""

from __future__ import annotations

from assets.forms.build import FormError, FormMesh, build_form, find_form
from assets.forms.registry import FORMS, Form, View

__all__ = ["FORMS", "Form", "FormError", "FormMesh", "View", "build_form", "find_form"]
