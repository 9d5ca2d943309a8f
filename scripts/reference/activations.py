"""activations.json: scalar functions and their first three derivatives, correct to the last bit or so.

Evaluated with 50 digits from forms without cancellation, then rounded to double; where x is moderate
each form is compared with mpmath's numerical derivative of the definition.
"""

from mpmath import mp, mpf

import common

mp.dps = 50
POINTS = [-1e4, -750.0, -40.0, -20.0, -5.0, -1.0, -1e-3, 0.0, 1e-3, 1.0, 5.0, 20.0, 40.0, 750.0, 1e4]


def sigmoid(x):
    return 1 / (1 + mp.exp(-x))


def softplus(x):
    # log1p keeps all digits where exp(x) is small.
    return mp.log1p(mp.exp(x)) if x < 0 else x + mp.log1p(mp.exp(-x))


# Each function returns [f, f′, f″, f‴]. p = σ(x) and q = σ(−x) = 1 − p, so p′ = pq and q′ = −pq.
def softplus_all(x):
    p, q = sigmoid(x), sigmoid(-x)
    return [softplus(x), p, p * q, p * q * (q - p)]


def sigmoid_all(x):
    p, q = sigmoid(x), sigmoid(-x)
    return [p, p * q, p * q * (q - p), p * q * (1 - 6 * p * q)]


def log_sigmoid_all(x):
    p, q = sigmoid(x), sigmoid(-x)
    return [-softplus(-x), q, -p * q, -p * q * (q - p)]


def tanh_all(x):
    t, s = mp.tanh(x), mp.sech(x) ** 2
    return [t, s, -2 * t * s, s * (4 * t**2 - 2 * s)]


def expm1_all(x):
    return [mp.expm1(x)] + [mp.exp(x)] * 3


DEFINITIONS = {
    "softplus": (softplus_all, lambda x: mp.log(1 + mp.exp(x))),
    "sigmoid": (sigmoid_all, lambda x: 1 / (1 + mp.exp(-x))),
    "logSigmoid": (log_sigmoid_all, lambda x: -mp.log(1 + mp.exp(-x))),
    "tanh": (tanh_all, lambda x: 1 - 2 / (mp.exp(2 * x) + 1)),
    "expm1": (expm1_all, lambda x: mp.exp(x) - 1),
}


def check(name, closed, definition):
    """The closed forms against numerical derivatives with digits to spare."""
    for x in map(mpf, POINTS):
        if abs(x) > 40:
            continue
        values = closed(x)
        with mp.workdps(120):
            for order, value in enumerate(values):
                other = mp.diff(definition, x, order) if order else definition(x)
                assert abs(value - other) <= mpf(10) ** -30 * max(abs(other), mpf(10) ** -50), (name, x, order)


def main():
    functions = {}
    for name, (closed, definition) in DEFINITIONS.items():
        check(name, closed, definition)
        columns = zip(*(closed(mpf(x)) for x in POINTS))
        keys = ["value", "first", "second", "third"]
        # Adding 0.0 turns the −0.0 of −2·tanh(0)·1 into 0.0.
        functions[name] = {
            key: [common.number(float(value) + 0.0) for value in column] for key, column in zip(keys, columns)
        }
    common.write("activations.json", {"x": POINTS, "functions": functions})


main()
