"""Completes what is installed: the compiled catalogue and, in a wheel, the prepared graph."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompletingHook(BuildHookInterface[Any]):
    """Makes the files that git ignores and the tool needs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the catalogue; add `build/graph.nq`, under the key that the bundle will have.

        An editable install works on the checkout's graph.
        """
        root = Path(self.root)
        sys.path.insert(0, str(root / "scripts"))
        from translations import compile_catalogue

        compile_catalogue()
        if version == "editable":
            return
        from gcm.core.files import write_bytes
        from gcm.core.layout import Layout
        from gcm.graph.prepared import prepare, prepared_key

        layout = Layout(root)
        file = root / "build" / "wheel-graph.nq"
        file.parent.mkdir(exist_ok=True)
        write_bytes(file, prepare(layout, prepared_key(layout)))
        build_data["force_include"][str(file)] = "gcm/bundle/build/graph.nq"
