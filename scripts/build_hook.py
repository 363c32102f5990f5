"""Adds the prepared graph to the wheel, so that a fresh install answers at once."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PreparedGraphHook(BuildHookInterface[Any]):
    """Makes the prepared graph of the checkout, under the key that the bundled graph will have."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add `build/graph.nq` to the bundle; an editable install works on the checkout."""
        if version == "editable":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "scripts"))
        from gcm.core.files import write_bytes
        from gcm.core.layout import Layout
        from gcm.rdf.prepared import prepare, prepared_key

        layout = Layout(root)
        file = root / "build" / "wheel-graph.nq"
        file.parent.mkdir(exist_ok=True)
        write_bytes(file, prepare(layout, prepared_key(layout)))
        build_data["force_include"][str(file)] = "gcm/bundle/build/graph.nq"
