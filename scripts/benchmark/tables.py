"""Tables of what was measured, as Markdown that reads well as text."""

from statistics import median


def number(value):
    """Three significant digits."""
    if value is None:
        return ""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def table(header, rows):
    rows = [header, *rows]
    widths = [max(len(row[i]) for row in rows) for i in range(len(header))]
    line = lambda row: "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths)) + " |"
    return "\n".join([line(header), "|" + "|".join("-" * (width + 2) for width in widths) + "|", *map(line, rows[1:])])


def ratio(own, others):
    """The median over rounds of own/other, each pair measured one right after the other."""
    return median(a / b for a, b in zip(own, others))


def one_run(results):
    """`results`: one a workload, with times by competitor and round."""
    header = ["workload", "gantrain", "JAX", "PyTorch", "÷ best peer", "OpenBLAS alone", "÷ OpenBLAS", "limit", "÷ limit"]
    header += ["first step", "peak memory"]
    rows = []
    for result in results:
        times = result.times
        medians = {name: median(values) for name, values in times.items()}
        best = min((name for name in times if name != "gantrain"), key=medians.get)
        rows.append(
            [
                result.workload,
                *(f"{number(medians[name])} ms" for name in ("gantrain", "JAX", "PyTorch")),
                f"{ratio(times['gantrain'], times[best]):.2f} ({best})",
                f"{number(result.blas)} ms",
                f"{medians['gantrain'] / result.blas:.2f}",
                f"{number(result.limit)} ms",
                f"{medians['gantrain'] / result.limit:.2f}",
                " / ".join(number(result.first[name]) for name in ("gantrain", "JAX", "PyTorch")) + " s",
                " / ".join(f"{result.memory[name]:.0f}" for name in ("gantrain", "JAX", "PyTorch")) + " MB",
            ]
        )
    return table(header, rows)


def many_runs(results):
    header = ["workload", "gantrain", "JAX, vmap", "÷ JAX", "first step", "peak memory"]
    rows = []
    for result in results:
        medians = {name: median(values) for name, values in result.times.items()}
        rows.append(
            [
                result.workload,
                f"{number(medians['gantrain'])} ms",
                f"{number(medians['JAX'])} ms",
                f"{ratio(result.times['gantrain'], result.times['JAX']):.2f}",
                " / ".join(number(result.first[name]) for name in ("gantrain", "JAX")) + " s",
                " / ".join(f"{result.memory[name]:.0f}" for name in ("gantrain", "JAX")) + " MB",
            ]
        )
    return table(header, rows)
