"""Compares every array of a trace with its recomputation."""

import torch

import schemes
from data import check_data, check_order
from games import Game
from initial import check_initial_player, check_initial_state
from optimizers import norm
from report import Report, largest
from schedules import scheduled


def verify(trace):
    report = Report(trace.type)
    for kind in trace.wrong_types:
        report.error(f"arrays of {kind} in a trace of {trace.type}")
    state = trace.below("0.state")
    check_initial_state(report, trace.configuration, state)
    if report.errors:
        return report
    for step in range(1, trace.steps + 1):
        values = scheduled(trace.configuration, step)
        for name, value in values.items():
            report.number("schedules", f"{step}.{name}", trace.get(f"{step}.{name}"), value, 1e-12)
        game = Game(trace.configuration, values)
        state = begin_step(report, trace, step, state)
        if state is None:
            return report
        before = state
        moves = schemes.moves(trace.configuration)
        for m, move in enumerate(moves):
            state = verify_move(report, trace, game, move, f"{step}.{m}", state)
            if state is None:
                return report
        check_latents(report, trace, step, moves)
        expected = schemes.after_step(trace.configuration, state, step, before)
        kind = "lookahead" if trace.configuration["mixing"] is None else "mixing"
        state = verify_state(report, trace, f"{step}.state", state, expected, kind)
        if state is None:
            return report
    check_order(report, trace.configuration, trace.real_batches)
    for name in trace.unused():
        report.error(f"{name} is not expected")
    return report


def begin_step(report, trace, step, state):
    """The state that a step begins with; None if arrays are missing.

    reset_discr of emited/gantk2: from the second step on the discriminator and its optimizer begin anew.
    """
    if not trace.configuration["scheme"].get("freshDiscriminator") or step == 1:
        return state
    fresh = trace.below(f"{step}.fresh")
    if set(fresh) != set(state):
        report.error(f"{step}.fresh has not the arrays of a state")
        return None
    check_initial_player(report, trace.configuration, fresh, "discriminator", is_first=False)
    for name, array in fresh.items():
        if not name.startswith(("discriminator.", "optimizer.discriminator.")):
            report.compare("initial state", f"{step}.fresh.{name}", array, state[name], 0)
        elif name.startswith("discriminator.") and array.unique().numel() > 1:
            begun = [f"{before}.fresh.{name}" for before in range(2, step)] + [f"0.state.{name}"]
            if any(array.equal(trace.get(before)) for before in begun):
                report.error(f"{step}.fresh.{name} is what an earlier step began with")
    return fresh


def check_latents(report, trace, step, moves):
    """Which moves of a step see one batch of latent points: those that the scheme says, and no others."""
    latents = [trace.get(f"{step}.{m}.batch.0.latent") for m in range(len(moves))]
    scheme = trace.configuration["scheme"]
    first = scheme.get("first")
    shares = scheme.get("latents") == "shared"
    last_of_first = max((m for m, move in enumerate(moves) if move.players == (first,)), default=None)
    for m, move in enumerate(moves):
        for other in range(m):
            expected = shares and move.players != (first,) and (other == last_of_first or other > last_of_first)
            if torch.equal(latents[m], latents[other]) != expected:
                report.error(f"{step}.{m}: its latent points and those of move {other}: equal should be {expected}")


def verify_move(report, trace, game, move, where, state):
    """The traced state after the move, or None if it cannot be gone on from there."""
    batches = [read_batch(report, trace, game, f"{where}.batch.{b}") for b in range(move.batches)]
    if None in batches:
        return None
    played = schemes.play(game, move, state, batches)
    for player in move.players:
        loss = f"{where}.loss.{player}"
        report.number("losses", loss, trace.get(loss), played.loss[player], report.rounding)
        length = f"{where}.gradientNorm.{player}"
        report.number("norms", length, trace.get(length), norm(played.direction[player]).item(), 1e-12)
    for (player, name), value in played.terms.items():
        term = f"{where}.term.{player}.{name}"
        report.number("terms", term, trace.get(term), value, 1e-12)
    directions = {}
    for player in move.players:
        directions[player] = verify_direction(report, trace, f"{where}.direction.{player}", played.direction[player])
    if None in directions.values():
        return None
    expected = schemes.after(game, move, state, played, directions)
    return verify_state(report, trace, f"{where}.state", state, expected)


def read_batch(report, trace, game, where):
    batch = {kind: trace.get(f"{where}.{kind}") for kind in sorted(game.inputs())}
    packs = trace.configuration["batch"]
    for kind, array in batch.items():
        rows = packs * game.packing if kind in ("real", "latent") else packs
        if array is None or array.shape[0] != rows:
            report.error(f"{where}.{kind} is missing or has not {rows} rows")
            return None
    if "real" in batch:
        trace.real_batches.append((where, batch["real"]))
        check_data(report, f"{where}.real", trace.configuration["data"], batch["real"])
    return batch


def verify_direction(report, trace, where, expected):
    """The traced direction; a number that is 0 but for rounding is measured by the others of its player."""
    found = {name: trace.get(f"{where}.{name}") for name in expected}
    floor = report.rounding * largest(expected.values())
    for name, array in expected.items():
        report.compare("directions", f"{where}.{name}", found[name], array, max(largest([array]), floor))
    return None if None in found.values() else found


def group(name):
    """The arrays of a player that are of one kind: "generator", "optimizer.generator.squares", …"""
    return ".".join(part for part in name.split(".") if not part.isdigit() and part not in ("weight", "bias"))


def state_class(name, lookahead):
    if name.startswith("slow."):
        return "lookahead"
    if name.startswith("mixing."):
        return "mixing"
    if name.endswith("_u"):
        return "singular vectors"
    if name.startswith("optimizer."):
        return "optimizer memory"
    if name.startswith("generatorAverage."):
        return "average"
    return lookahead or "parameters"


def verify_state(report, trace, where, before, expected, lookahead=None):
    """The traced state, or None if arrays are missing."""
    found = trace.below(where)
    changes = {name: largest([array - before[name]]) for name, array in expected.items()}
    of_group = {}
    for name, change in changes.items():
        of_group[group(name)] = max(of_group.get(group(name), 0.0), change)
    for name, array in expected.items():
        least = report.rounding * max(largest([array]), of_group[group(name)])
        kind = state_class(name, lookahead)
        report.compare(kind, f"{where}.{name}", found.get(name), array, max(changes[name], least))
    for name in sorted(set(found) - set(expected)):
        report.error(f"{where}.{name} is not expected")
    return found if set(found) >= set(expected) else None
