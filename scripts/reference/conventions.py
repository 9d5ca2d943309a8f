"""conventions.json: what optimizers and clipping do in PyTorch, optax, Keras and TensorFlow 1, run as they are.

A 2×3 parameter under twelve given gradients, at rates that fall, so that it shows whether a momentum gathers gradients
or steps; with clipping and decay at a constant rate. Large ε, so that its place shows.
"""

import os

os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "", "JAX_ENABLE_X64": "1", "JAX_PLATFORMS": "cpu"}

# ruff: noqa: E402
import jax.numpy as jnp
import keras
import numpy as np
import optax
import tensorflow as tf
import torch

import common

STEPS = 12
RATES = [0.1 / step for step in range(1, STEPS + 1)]
CONSTANT = [0.1] * STEPS
EPSILON = 1e-2
CLIP = 0.5


def by_torch(kind, clip=None, rates=RATES, **settings):
    def run(start, gradients):
        parameter = torch.tensor(start, dtype=torch.float64, requires_grad=True)
        optimizer = kind([parameter], lr=rates[0], foreach=False, **settings)
        for rate, gradient in zip(rates, gradients):
            optimizer.param_groups[0]["lr"] = rate
            parameter.grad = torch.tensor(gradient, dtype=torch.float64)
            if clip is not None:
                torch.nn.utils.clip_grad_norm_([parameter], clip, foreach=False)
            optimizer.step()
            yield parameter.tolist()

    return run


def by_optax(transformation):
    def run(start, gradients):
        parameter = jnp.asarray(start)
        state = transformation.init(parameter)
        for gradient in gradients:
            updates, state = transformation.update(jnp.asarray(gradient), state, parameter)
            parameter = optax.apply_updates(parameter, updates)
            yield parameter.tolist()

    return run


def falling(count):
    """RATES as a schedule of optax, which counts from 0."""
    return jnp.asarray(RATES)[count]


def by_keras(kind, rates=RATES, **settings):
    def run(start, gradients):
        keras.config.set_floatx("float64")
        variable = keras.Variable(np.asarray(start), dtype="float64")
        optimizer = kind(learning_rate=rates[0], **settings)
        for rate, gradient in zip(rates, gradients):
            optimizer.learning_rate.assign(rate)
            optimizer.apply([tf.constant(gradient, tf.float64)], [variable])
            yield variable.numpy().tolist()

    return run


def by_tensorflow1(kind, **settings):
    def run(start, gradients):
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            # The rate is a float32 in the graph unless it comes as a float64.
            rate = tf.compat.v1.placeholder(tf.float64, [])
            gradient = tf.compat.v1.placeholder(tf.float64, np.shape(start))
            variable = tf.compat.v1.Variable(np.asarray(start), use_resource=True)
            step = kind(rate, **settings).apply_gradients([(gradient, variable)])
            session.run(tf.compat.v1.global_variables_initializer())
            for number, values in zip(RATES, gradients):
                session.run(step, {rate: number, gradient: values})
                yield session.run(variable).tolist()

    return run


def optimistic_adam(start, gradients, beta1=0.9, beta2=0.999, epsilon=1e-8):
    """Daskalakis et al., arXiv 1711.00141, Algorithm 1: w ← w − 2ηr_t + ηr_{t−1}, r_0 = 0, by hand."""
    parameter, mean, squares, before = np.array(start), 0.0, 0.0, 0.0
    for step, (rate, gradient) in enumerate(zip(RATES, np.asarray(gradients)), 1):
        mean = beta1 * mean + (1 - beta1) * gradient
        squares = beta2 * squares + (1 - beta2) * gradient**2
        now = (mean / (1 - beta1**step)) / (np.sqrt(squares / (1 - beta2**step)) + epsilon)
        parameter = parameter - rate * (2 * now - before)
        before = now
        yield parameter.tolist()


TF1 = tf.compat.v1.train
OPTIMISTIC, DESCENT = optax.scale_by_optimistic_gradient(), optax.scale_by_learning_rate(falling)

# name: (settings that the test gives to gantrain, the run of the library)
CASES = {
    "torch.optim.SGD": ({"momentum": 0.9}, by_torch(torch.optim.SGD, momentum=0.9)),
    "optax.sgd": ({"momentum": 0.9}, by_optax(optax.sgd(falling, momentum=0.9))),
    "keras.optimizers.SGD": ({"momentum": 0.9}, by_keras(keras.optimizers.SGD, momentum=0.9)),
    "torch.optim.RMSprop": (
        {"decay": 0.9, "momentum": 0.9, "epsilon": EPSILON},
        by_torch(torch.optim.RMSprop, alpha=0.9, momentum=0.9, eps=EPSILON),
    ),
    "keras.optimizers.RMSprop": (
        {"decay": 0.9, "momentum": 0.9, "epsilon": EPSILON},
        by_keras(keras.optimizers.RMSprop, rho=0.9, momentum=0.9, epsilon=EPSILON),
    ),
    "keras.optimizers.RMSprop, no momentum": (
        {"decay": 0.9, "momentum": 0, "epsilon": EPSILON},
        by_keras(keras.optimizers.RMSprop, rho=0.9, epsilon=EPSILON),
    ),
    "optax.rmsprop": (
        {"decay": 0.9, "momentum": 0.9, "epsilon": EPSILON},
        by_optax(optax.rmsprop(falling, decay=0.9, momentum=0.9, eps=EPSILON)),
    ),
    "tf.compat.v1.train.RMSPropOptimizer": (
        {"decay": 0.9, "momentum": 0.9, "epsilon": EPSILON},
        by_tensorflow1(TF1.RMSPropOptimizer, decay=0.9, momentum=0.9, epsilon=EPSILON),
    ),
    "torch.optim.Adam": ({"epsilon": EPSILON}, by_torch(torch.optim.Adam, betas=(0.5, 0.9), eps=EPSILON)),
    "optax.adam": ({"epsilon": EPSILON}, by_optax(optax.adam(falling, b1=0.5, b2=0.9, eps=EPSILON))),
    "keras.optimizers.Adam": (
        {"epsilon": EPSILON},
        by_keras(keras.optimizers.Adam, beta_1=0.5, beta_2=0.9, epsilon=EPSILON),
    ),
    "tf.compat.v1.train.AdamOptimizer": (
        {"epsilon": EPSILON},
        by_tensorflow1(TF1.AdamOptimizer, beta1=0.5, beta2=0.9, epsilon=EPSILON),
    ),
    "optimistic Adam, Algorithm 1": ({"epsilon": 1e-8}, optimistic_adam),
    "optax.optimistic_adam_v2": (
        {"epsilon": EPSILON},
        by_optax(optax.optimistic_adam_v2(falling, eps=EPSILON, nesterov=False)),
    ),
    "optax.scale_by_optimistic_gradient before scale_by_adam": (
        {"epsilon": EPSILON},
        by_optax(optax.chain(OPTIMISTIC, optax.scale_by_adam(eps=EPSILON), DESCENT)),
    ),
    "optax.optimistic_gradient_descent": ({}, by_optax(optax.optimistic_gradient_descent(falling))),
    "torch.nn.utils.clip_grad_norm_": ({"norm": CLIP}, by_torch(torch.optim.SGD, clip=CLIP, rates=CONSTANT)),
    "optax.clip_by_global_norm before adam": (
        {"norm": CLIP, "epsilon": EPSILON},
        by_optax(optax.chain(optax.clip_by_global_norm(CLIP), optax.adam(0.1, b1=0.5, b2=0.9, eps=EPSILON))),
    ),
    "optax.clip_by_global_norm behind adam": (
        {"norm": CLIP / 10, "epsilon": EPSILON},
        by_optax(optax.chain(optax.adam(0.1, b1=0.5, b2=0.9, eps=EPSILON), optax.clip_by_global_norm(CLIP / 10))),
    ),
    "keras.optimizers.SGD, global_clipnorm": ({"norm": CLIP}, by_keras(keras.optimizers.SGD, rates=CONSTANT, global_clipnorm=CLIP)),
    "torch.optim.Adam, weight_decay": (
        {"epsilon": EPSILON, "decay": 0.3},
        by_torch(torch.optim.Adam, rates=CONSTANT, betas=(0.5, 0.9), eps=EPSILON, weight_decay=0.3),
    ),
    "torch.optim.AdamW": (
        {"epsilon": EPSILON, "decay": 0.3},
        by_torch(torch.optim.AdamW, rates=CONSTANT, betas=(0.5, 0.9), eps=EPSILON, weight_decay=0.3),
    ),
    "optax.adamw": (
        {"epsilon": EPSILON, "decay": 0.3},
        by_optax(optax.adamw(0.1, b1=0.5, b2=0.9, eps=EPSILON, weight_decay=0.3)),
    ),
}


def main():
    random = np.random.RandomState(20260)
    start = random.randn(2, 3)
    # Different sizes from entry to entry, as the adaptive methods divide the size out again.
    sizes = np.array([[1.0, 0.1, 10.0], [0.01, 3.0, 0.3]])
    gradients = [(random.randn(2, 3) * sizes).tolist() for _ in range(STEPS)]
    cases = {
        name: {"settings": settings, "path": list(run(start.tolist(), gradients))}
        for name, (settings, run) in CASES.items()
    }
    common.write(
        "conventions.json", {"start": start.tolist(), "gradients": gradients, "rates": RATES, "cases": cases}
    )


main()
