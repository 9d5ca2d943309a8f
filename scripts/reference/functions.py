"""Critical points of the six functions that min-max papers share, and what they are: roots of the gradient by scipy's
fsolve (MINPACK) from a grid, second derivatives by PyTorch's automatic differentiation in float64, and the
criterion of Jin, Netrapalli and Jordan 2020 (arXiv 1902.00618). The formulas are written here once more."""

import common
import numpy as np
import torch
from scipy.optimize import fsolve


FUNCTIONS = {
    "f1": lambda x, y: -3 * x**2 - y**2 + 4 * x * y,
    "f2": lambda x, y: (x - 0.5) * (y - 0.5) + torch.exp(-((x - 0.25) ** 2) - (y - 0.75) ** 2) / 3,
    "f3": lambda x, y: (4 * x**2 - (y - 3 * x + 0.05 * x**3) ** 2 - 0.1 * y**4) * torch.exp(-0.01 * (x**2 + y**2)),
    "f4": lambda x, y: 2 * x**2 + y**2 + 4 * x * y + 4 * y**3 / 3 - y**4 / 4,
    "f5": lambda x, y: x**3 / 3 + y**2 + 2 * x * y - 6 * x - 3 * y + 4,
    "f6": lambda x, y: x**3 - y**3 - 2 * x * y + 6,
}


def derivatives(f, place):
    w = torch.tensor(place, dtype=torch.float64)
    value = lambda w: f(w[0], w[1])
    w.requires_grad_()
    return (
        value(w).item(),
        torch.autograd.functional.jacobian(value, w).numpy(),
        torch.autograd.functional.hessian(value, w).numpy(),
    )


def kind(hessian):
    (xx, xy), (yx, yy) = hessian
    if yy == 0:
        return "degenerate"
    if yy > 0:
        return "neither"
    schur = xx - xy * yx / yy
    if schur < 0:
        return "neither"
    return "local Nash" if xx > 0 else "local minimax"


def points(f):
    found = []
    for x in np.linspace(-5, 5, 11):
        for y in np.linspace(-5, 5, 11):
            root, _, state, _ = fsolve(
                lambda w: derivatives(f, w)[1], [x, y], fprime=lambda w: derivatives(f, w)[2], full_output=True, xtol=1e-14
            )
            if state != 1 and np.linalg.norm(derivatives(f, root)[1]) > 1e-9:
                continue
            if np.linalg.norm(root) > 12 or any(np.linalg.norm(root - other) < 1e-6 for other in found):
                continue
            found.append(root)
    return found


def record(f, place):
    value, _, hessian = derivatives(f, place)
    return {"x": place[0], "y": place[1], "value": value, "hessian": hessian.flatten().tolist(), "kind": kind(hessian)}


def main():
    common.write("functions.json", {name: [record(f, place) for place in points(f)] for name, f in FUNCTIONS.items()})


if __name__ == "__main__":
    main()
