"""Findings and reports, with the engines in the process of the tests."""

from __future__ import annotations

from ..engines_here import every_engine_here as every_engine_here  # a fixture
