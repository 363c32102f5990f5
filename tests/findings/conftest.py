"""Reports of what is found, whatever process finds it."""

from __future__ import annotations

from ..engines_here import every_engine_here as every_engine_here  # a fixture
