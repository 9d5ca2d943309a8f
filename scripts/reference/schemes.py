"""schemes.json: a few steps of Runge–Kutta, LOLA, follow-the-ridge, competitive descent and Anderson mixing on a function of
two numbers, by the rules of the papers and of the authors' programs, with PyTorch's derivatives in float64.

Read for the rules: google-deepmind/deepmind-research ode_gan/odegan_mog16.ipynb (ode_update), aletcher/
stable-opponent-shaping (update_th, 'lola'), gd-zhang/Follow-the-Ridge quadratic.py (follow) and follow_ridge_2D.py
(single_update), hehuannb/GDA-AM AA.py (type2), devzhk/cgds-package acgd.py (step). min over x, max over y of
f = sin(xy) + x²/3 − y²/2 + xy³/10.
"""

import numpy as np
import torch

import common

START, H, STEPS = (0.8, -0.6), 0.1, 6


def f(x, y):
    return torch.sin(x * y) + x**2 / 3 - y**2 / 2 + x * y**3 / 10


def derivatives(w):
    """∂f/∂x, ∂f/∂y and the Hessian."""
    place = torch.tensor(w, dtype=torch.float64)
    joined = lambda w: f(w[0], w[1])
    gradient = torch.autograd.functional.jacobian(joined, place).numpy()
    return gradient, torch.autograd.functional.hessian(joined, place).numpy()


def field(w):
    """What the players add: −∂f/∂x, ∂f/∂y."""
    gradient, _ = derivatives(w)
    return np.array([-gradient[0], gradient[1]])


def heun(v, w):
    k1 = v(w)
    k2 = v(w + H * k1)
    return w + H * (k1 + k2) / 2


def classical(v, w):
    k1 = v(w)
    k2 = v(w + H / 2 * k1)
    k3 = v(w + H / 2 * k2)
    k4 = v(w + H * k3)
    return w + H * (k1 / 6 + k2 / 3 + k3 / 3 + k4 / 6)


def frozen(method):
    """Each player by itself, the other as it was."""

    def step(w):
        x = method(lambda u: field([u[0], w[1]])[:1], w[:1])
        y = method(lambda u: field([w[0], u[0]])[1:], w[1:])
        return np.concatenate([x, y])

    return step


def regularized(step, gamma):
    """The discriminator also descends γ/2·(∂f/∂x)², read at the start."""

    def both(w):
        gradient, hessian = derivatives(w)
        return step(w) - H * np.array([0, gamma * gradient[0] * hessian[0, 1]])

    return both


def lola(alpha, looks_ahead):
    def step(w):
        x, y = (torch.tensor(number, dtype=torch.float64, requires_grad=True) for number in w)
        losses = f(x, y), -f(x, y)

        def slope(loss, variable):
            return torch.autograd.grad(loss, variable, create_graph=True)[0]

        def change(own, other, own_loss, other_loss):
            felt = slope(own_loss, other)
            pairing = (felt if looks_ahead else felt.detach()) * slope(other_loss, other)
            return slope(own_loss, own) - alpha * slope(pairing, own)

        moves = change(x, y, losses[0], losses[1]), change(y, x, losses[1], losses[0])
        return w - H * np.array([move.item() for move in moves])

    return step


def ridge(alternating):
    """Exact inverses: there is one number."""

    def step(w):
        gradient, hessian = derivatives(w)
        dx = -H * gradient[0]
        dy = -hessian[1, 0] / hessian[1, 1] * dx
        seen = derivatives([w[0] + dx, w[1] + dy])[0] if alternating else gradient
        return w + np.array([dx, dy + H * seen[1]])

    return step


def damped_ridge(damping):
    """One conjugate gradient of (H² + δ)x = Hb is exact for one number."""

    def step(w):
        gradient, hessian = derivatives(w)
        dx = -H * gradient[0]
        h = -hessian[1, 1]
        dy = -h * (-hessian[1, 0] * dx) / (h * h + damping)
        return w + np.array([dx, dy + H * gradient[1]])

    return step


def competitive(factors):
    """Both lines of arXiv 1905.12103: Δx = −Q(f_x + f_xy·Δy), Δy = P(f_y + f_xy·Δx), as one linear system."""

    def step(w, number):
        gradient, hessian = derivatives(w)
        q, p = factors(gradient, number)
        system = np.array([[1, q * hessian[0, 1]], [-p * hessian[1, 0], 1]])
        return w + np.linalg.solve(system, np.array([-q * gradient[0], p * gradient[1]]))

    return step


def adaptive(decay, epsilon):
    """The rates of acgd.py, for each number."""
    squares = np.zeros(2)

    def factors(gradient, number):
        squares[:] = decay * squares + (1 - decay) * gradient**2
        return np.sqrt(1 - decay**number) * H / (np.sqrt(squares) + epsilon)

    return factors


def positions(step):
    return numbered_positions(lambda w, number: step(w))


def numbered_positions(step):
    w, path = np.array(START), []
    for number in range(1, STEPS + 1):
        w = step(w, number)
        path.append(w.tolist())
    return path


def mixed(window, regularization):
    """AA.py: g = w − F(w); γ from the normal equations of Y, shifted by the regularization times ‖Y‖² + ‖S‖²."""
    w, path = np.array(START), []
    moves, changes = np.zeros((2, window)), np.zeros((2, window))
    before = None
    for step in range(2 * STEPS):
        image = w + H * field(w)
        g = w - image
        next_w = image
        if before is not None:
            column = (step - 1) % window
            moves[:, column], changes[:, column] = w - before[0], g - before[1]
            shift = regularization * (np.linalg.norm(changes) ** 2 + np.linalg.norm(moves) ** 2)
            used = min(step, window)
            matrix = changes[:, :used].T @ changes[:, :used] + shift * np.eye(used)
            gamma = np.linalg.lstsq(matrix, changes[:, :used].T @ g, rcond=None)[0]
            next_w = image - (moves - changes)[:, :used] @ gamma
        before = w, g
        w = next_w
        path.append(w.tolist())
    return path


def main():
    common.write(
        "schemes.json",
        {
            "heun": positions(lambda w: heun(field, w)),
            "classical": positions(lambda w: classical(field, w)),
            "heunFrozen": positions(frozen(heun)),
            "classicalFrozen": positions(frozen(classical)),
            "classicalFrozenRegularized": positions(regularized(frozen(classical), 0.14)),
            "lola": positions(lola(0.3, True)),
            "lolaShaping": positions(lola(0.3, False)),
            "ridge": positions(ridge(False)),
            "ridgeAlternating": positions(ridge(True)),
            "ridgeDamped": positions(damped_ridge(1)),
            "competitive": numbered_positions(competitive(lambda gradient, number: (H, H))),
            "competitiveAdaptive": numbered_positions(competitive(adaptive(0.99, 1e-5))),
            "anderson": mixed(4, 1e-2),
            "andersonOne": mixed(1, 0),
        },
    )


if __name__ == "__main__":
    main()
