"""The benchmark as a plot: the time of a question against the triples, on logarithmic axes."""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree.ElementTree import Element

import pygal
from pygal.style import CleanStyle

from .peers import Figures
from .report import exponents, mean_seconds


def write_plot(figures: list[Figures], cap: float, file: Path) -> None:
    """Write the SVG; the library has no two logarithmic axes, so it is given logarithms."""
    chart = pygal.XY(
        title="ms / question · pregunta",
        x_title="triples · tripletas",
        style=CleanStyle,
        js=[],
        disable_xml_declaration=False,
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        truncate_legend=-1,
        x_value_formatter=_power,
        value_formatter=_power,
        margin=20,
    )
    points: dict[str, list[tuple[float, float]]] = {}
    for found in figures:
        place = math.log10(found.triples), math.log10(1000 * mean_seconds(found, cap))
        points.setdefault(found.engine, []).append(place)
    places = [place for known in points.values() for place in known]
    for axis, name in ((0, "x_labels"), (1, "y_labels")):
        values = [place[axis] for place in places]
        setattr(chart, name, list(range(math.floor(min(values)), math.ceil(max(values)) + 1)))
    for engine, slope in exponents(figures, cap).items():
        label = engine if slope is None else f"{engine}: n^{slope:.2f}"
        chart.add(label, points[engine])
    chart.add_xml_filter(_without_script)
    file.write_bytes(chart.render())


def _without_script(root: Element) -> Element:
    """A plot is a picture: nothing in it runs."""
    for parent in list(root.iter()):
        for child in [child for child in parent if str(child.tag).endswith("script")]:
            parent.remove(child)
    return root


def _power(value: float) -> str:
    """A logarithm as the number it stands for."""
    return f"{10**value:,.0f}" if value >= 0 else f"{10**value:.{math.ceil(-value)}f}"
