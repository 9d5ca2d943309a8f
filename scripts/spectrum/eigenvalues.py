"""What numpy says of a Jacobian that `gantrain spectrum RUN --write-jacobian FILE.npy` has written.

  eigenvalues.py J.npy --compare eigenvalues.csv   agrees, or exits with 1
  eigenvalues.py J.npy                             quantities of J's spectrum
  eigenvalues.py J.npy --consensus GAMMA           of J − γ·JᵀJ, the regularized field's Jacobian where v = 0
  eigenvalues.py eigenvalues.csv --above SHARE     of those beyond that share of the largest modulus alone

In place of a Jacobian the table `eigenvalues.csv` will do where J itself is not needed.
"""

import argparse
import sys

import numpy

# Of the largest modulus: below it an eigenvalue counts as zero, as in docs/spectrum.md.
ZERO = 1e-8
# Of the largest modulus. The spectra of two programs differ by rounding, magnified by an eigenvalue's condition;
# a cluster of zeros by its root.
AGREEMENT = 1e-6


def read(file):
    table = numpy.loadtxt(file, delimiter=",", skiprows=1, ndmin=2)
    return table[:, 0] + 1j * table[:, 1]


def compare(values, file):
    ours = read(file)
    if len(ours) != len(values):
        sys.exit(f"{len(values)} eigenvalues, {file} has {len(ours)}")
    scale = abs(values).max()
    worst = max(abs(ours - value).min() for value in values) / scale
    print(f"{len(values)} eigenvalues, the largest difference is {worst:.1e} of the largest modulus")
    if not worst < AGREEMENT:
        sys.exit(1)


def describe(values, share):
    threshold = share * abs(values).max()
    nonzero = values[abs(values) > threshold]
    positive = nonzero.real > ZERO * abs(values).max()
    with numpy.errstate(divide="ignore"):
        phase = abs(nonzero.imag / nonzero.real).max()
    print(f"  largest |λ|    {abs(values).max():.4g}")
    print(f"  left out       {len(values) - len(nonzero)} of {len(values)}, |λ| ≤ {threshold:.2g}")
    print(f"  largest Re     {values.real.max():.4g}")
    print(f"  Re > 0         {positive.sum()} of {len(nonzero)} ({100 * positive.mean():.1f} %)")
    print(f"  max |Im/Re|    {phase:.4g}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("jacobian")
    parser.add_argument("--compare", metavar="CSV")
    parser.add_argument("--consensus", metavar="GAMMA", type=float, default=0.0)
    parser.add_argument("--above", metavar="SHARE", type=float, default=ZERO)
    arguments = parser.parse_args()
    if arguments.jacobian.endswith(".csv"):
        if arguments.consensus:
            parser.error("--consensus needs the Jacobian, not a table of its eigenvalues")
        values = read(arguments.jacobian)
    else:
        jacobian = numpy.load(arguments.jacobian)
        values = numpy.linalg.eigvals(jacobian - arguments.consensus * jacobian.T @ jacobian)
    if arguments.compare:
        compare(values, arguments.compare)
    else:
        describe(values, arguments.above)


main()
