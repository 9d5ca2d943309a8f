"""The command line of scripts/verify."""

import argparse
import signal
import sys

import torch

import report
from traces import Trace, TraceError
from verification import verify


class Parser(argparse.ArgumentParser):
    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(64, f"{self.prog}: {message}\n")  # EX_USAGE of sysexits.h, as gantrain


def arguments():
    parser = Parser(
        prog="scripts/verify",
        description="Recomputes traces of gantrain with PyTorch in float64, from the papers' formulas alone.",
    )
    parser.add_argument("traces", nargs="*", metavar="FILE", help="file written by 'gantrain trace'")
    parser.add_argument("--all", action="store_true", help="trace and verify the whole matrix of configurations")
    parser.add_argument("--quick", action="store_true", help="trace and verify a part of the matrix")
    parser.add_argument("--float32", action="store_true", help="trace and verify some configurations in float32")
    parser.add_argument("--only", metavar="TEXT", default="", help="of the matrix, those whose name contains TEXT")
    parser.add_argument("--keep", metavar="FOLDER", help="where to leave the matrix's configurations and traces")
    parsed = parser.parse_args()
    if not (parsed.traces or parsed.all or parsed.quick or parsed.float32):
        parser.error("give a file, --all, --quick or --float32")
    return parsed


def verify_file(path):
    """Whether the trace agrees; None if it cannot be read."""
    try:
        trace = Trace(path)
        result = verify(trace)
    except TraceError as error:
        print(f"error: {error}", end="\n\n")
        return None
    print(f"{path}: {trace.configuration['precision']}, {trace.steps} steps, tolerance {result.tolerance:g}")
    print(result.table())
    print(verdict(result), end="\n\n")
    return result.passed()


def verdict(result):
    if result.passed():
        return f"agrees; worst difference {result.overall()[0]:.1e}"
    if result.errors:
        return f"DISAGREES: {result.errors[0]}"
    difference, where, kind = result.overall()
    return f"DISAGREES in {kind}: {where} by {difference:.1e}"


def main():
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    parsed = arguments()
    agree = [verify_file(path) for path in parsed.traces]
    if any(agreed is not None for agreed in agree):
        print(report.LEGEND)
    passed = all(agree)
    if parsed.all or parsed.quick or parsed.float32:
        from sweep import verify_matrix

        passed = verify_matrix(parsed) and passed
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    # A reader that has gone away (`scripts/verify … | head`) ends the program quietly.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    main()
