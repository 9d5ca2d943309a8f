"""optimizers.json: the path of a 2×3 parameter under twelve given gradients for each optimizer."""

import torch

import common
import networks
from networks import array

STEPS = 12

# name: (class, its settings, names of the arrays in its state)
TORCH_OPTIMIZERS = {
    "sgd": (torch.optim.SGD, {"lr": 0.1}, []),
    "sgdMomentum": (torch.optim.SGD, {"lr": 0.1, "momentum": 0.9}, ["momentum_buffer"]),
    "rmsprop": (torch.optim.RMSprop, {"lr": 0.01, "alpha": 0.99, "eps": 1e-8}, ["square_avg"]),
    "rmspropMomentum": (
        torch.optim.RMSprop,
        {"lr": 0.01, "alpha": 0.9, "eps": 1e-8, "momentum": 0.9},
        ["square_avg", "momentum_buffer"],
    ),
    "adamGan": (
        torch.optim.Adam,
        {"lr": 1e-2, "betas": [0.5, 0.99], "eps": 1e-8},
        ["exp_avg", "exp_avg_sq"],
    ),
    "adam": (
        torch.optim.Adam,
        {"lr": 1e-2, "betas": [0.9, 0.999], "eps": 1e-8},
        ["exp_avg", "exp_avg_sq"],
    ),
}


def camel(name):
    head, *tail = name.split("_")
    return head + "".join(word.capitalize() for word in tail)


def torch_path(start, gradients, kind, settings, state_names):
    parameter = start.clone().requires_grad_()
    # foreach=False takes the plain loop over tensors, the documented order of operations.
    optimizer = kind([parameter], foreach=False, **settings)
    path = []
    for gradient in gradients:
        parameter.grad = gradient.clone()
        optimizer.step()
        path.append(array(parameter))
    state = optimizer.state[parameter]
    return {
        "settings": settings,
        "path": path,
        "state": {camel(name): array(state[name]) for name in state_names},
    }


def tensorflow_rmsprop(start, gradients, rate=0.01, rho=0.9, epsilon=1e-10):
    """tf.compat.v1.train.RMSPropOptimizer (kernel ApplyRMSProp) without momentum: the mean square
    starts at one, and ε stands inside the root. PyTorch starts at zero and adds ε outside."""
    parameter = start.clone()
    mean_square = torch.ones_like(start)
    path = []
    for gradient in gradients:
        mean_square = rho * mean_square + (1 - rho) * gradient**2
        parameter = parameter - rate * gradient / torch.sqrt(mean_square + epsilon)
        path.append(array(parameter))
    return {
        "settings": {"lr": rate, "rho": rho, "eps": epsilon},
        "path": path,
        "state": {"meanSquare": array(mean_square)},
    }


def main():
    networks.start(seed=20120)
    start = torch.randn(2, 3)
    # Different sizes from entry to entry, as the adaptive methods divide the size out again.
    sizes = torch.tensor([[1.0, 0.1, 10.0], [0.01, 3.0, 1e-4]])
    gradients = [torch.randn(2, 3) * sizes for _ in range(STEPS)]
    optimizers = {name: torch_path(start, gradients, *rest) for name, rest in TORCH_OPTIMIZERS.items()}
    optimizers["rmspropTF1"] = tensorflow_rmsprop(start, gradients)
    common.write(
        "optimizers.json",
        {
            "start": array(start),
            "gradients": [array(gradient) for gradient in gradients],
            "optimizers": optimizers,
        },
    )


main()
