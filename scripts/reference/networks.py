"""The multilayer perceptrons of mlp.py and gan.py, in PyTorch, float64 on one thread."""

import torch

LEAKY_SLOPE = 0.2
ACTIVATIONS = {
    "relu": torch.relu,
    "leakyRelu": lambda x: torch.nn.functional.leaky_relu(x, LEAKY_SLOPE),
    "tanh": torch.tanh,
}


def start(seed):
    """The same numbers at every run. CPU generators are Mersenne Twisters, the same on all machines."""
    torch.set_default_dtype(torch.float64)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    torch.manual_seed(seed)


def perceptron(sizes):
    """[(weight [out, in], bias [out])]: the layout of torch.nn.Linear, y = x·weightᵀ + bias.

    Weights of spread 1/√in and biases that are not zero keep every unit's gradient of order one.
    """
    layers = []
    for fan_in, fan_out in zip(sizes, sizes[1:]):
        weight = torch.randn(fan_out, fan_in) * fan_in**-0.5
        bias = torch.randn(fan_out) * 0.5
        layers.append((weight.requires_grad_(), bias.requires_grad_()))
    return layers


def forward(layers, x, activation, kinks=None):
    """Activation between the layers, none after the last. `kinks` collects the pre-activations."""
    for index, (weight, bias) in enumerate(layers):
        x = torch.nn.functional.linear(x, weight, bias)
        if index + 1 < len(layers):
            if kinks is not None:
                kinks.append(x.detach().abs().min().item())
            x = activation(x)
    return x


def gradient(value, layers, **options):
    """d value / d parameters in the layout of `layers_json`; a parameter without influence gets zeros."""
    parameters = [tensor for layer in layers for tensor in layer]
    flat = torch.autograd.grad(value, parameters, materialize_grads=True, **options)
    return layers_json(list(zip(flat[0::2], flat[1::2])))


def layers_json(layers):
    return [{"weight": array(weight), "bias": array(bias)} for weight, bias in layers]


def array(tensor):
    return tensor.detach().tolist()
