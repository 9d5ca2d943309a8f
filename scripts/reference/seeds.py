"""seeds.json: statistics over few seeds, computed with scipy, statsmodels and lifelines.

Only the bootstrap's random numbers are our own convention: SplitMix64 seeded with the ascending values, written here a
second time. What is made of them is numpy's; the limits must lie near those of scipy.stats.bootstrap, which draws others.
"""

import itertools
import struct

import lifelines
import numpy as np
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

import common

DRAWS = 10_000
MASK = 2**64 - 1
SUMMARIES = {
    "mean": lambda x, axis: x.mean(axis=axis),
    "median": lambda x, axis: np.median(x, axis=axis),
    "interquartileMean": lambda x, axis: stats.trim_mean(x, 0.25, axis=axis),
}


class SplitMix64:
    """Steele, Lea & Flood, OOPSLA 2014."""

    def __init__(self, values):
        self.state = len(values)
        for value in sorted(values):
            self.state ^= struct.unpack("<Q", struct.pack("<d", value if value else 0.0))[0]
            self.state = self.next()

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)


def bootstrap(values):
    random = SplitMix64(values)
    ordered = np.sort(values)
    picks = [[(random.next() * len(values)) >> 64 for _ in values] for _ in range(DRAWS)]
    drawn = np.sort(ordered[np.array(picks)], axis=1)
    limits = {}
    for name, summary in SUMMARIES.items():
        low, high = np.quantile(summary(drawn, 1), [0.025, 0.975])
        other = stats.bootstrap(
            (ordered,), summary, n_resamples=DRAWS, method="percentile", rng=np.random.default_rng(1)
        ).confidence_interval
        # The median of an odd number is one of the numbers, so its limits jump.
        assert name == "median" or max(abs(low - other.low), abs(high - other.high)) < 0.12 * (high - low), (name, low, high, other)
        limits[name] = [float(low), float(high)]
    return limits


def rate_difference(one, other, confidence):
    found = confint_proportions_2indep(*one, *other, method="newcomb", compare="diff", alpha=1 - confidence)
    return {"counts": [list(one), list(other)], "confidence": confidence, "limits": [float(limit) for limit in found]}


def sample(values):
    return {
        "values": list(values),
        "summaries": {name: float(summary(np.sort(values), 0)) for name, summary in SUMMARIES.items()},
        "quantiles": [[q, float(np.quantile(values, q))] for q in (0.0, 0.1, 0.25, 0.9, 1.0)],
        "bootstrap": bootstrap(values),
    }


def sign_flip(differences):
    """scipy enumerates the choices of signs; its two-sided value is twice the smaller tail, the same by symmetry."""
    result = stats.permutation_test(
        (np.array(differences),), np.sum, permutation_type="samples", n_resamples=np.inf, alternative="two-sided"
    )
    return {"differences": list(differences), "pValue": float(result.pvalue)}


def median_interval(values, confidence):
    found = stats.quantile_test(values, p=0.5).confidence_interval(confidence_level=confidence)
    return {"values": list(values), "confidence": confidence, "limits": [float(found.low), float(found.high)]}


def survival(arrivals):
    """arrivals: (step, whether it was reached then)."""
    steps, reached = (np.array(part) for part in zip(*arrivals))
    fit = lifelines.KaplanMeierFitter(alpha=0.05).fit(steps, reached)
    other = SurvfuncRight(steps, reached)
    rows = []
    for step, share in zip(other.surv_times, other.surv_prob):
        assert abs(fit.predict(step) - share) < 1e-14
        low, high = fit.confidence_interval_.loc[step]
        events = fit.event_table.loc[step]
        row = {"step": int(step), "underWay": int(events["at_risk"]), "arrived": int(events["observed"])}
        row |= {"share": float(share), "limits": [float(low), float(high)] if share > 0 else None}
        rows.append(row)
    # Where nobody is left, Greenwood's variance is unknown; lifelines sets both limits to zero there.
    known = fit.confidence_interval_[fit.survival_function_["KM_estimate"] > 0]
    medians = [fit.median_survival_time_, *lifelines.utils.median_survival_times(known).iloc[0]]
    return {
        "arrivals": [[int(step), bool(was)] for step, was in arrivals],
        "points": rows,
        "medians": [None if np.isinf(median) else int(median) for median in medians],
    }


def main():
    random = np.random.Generator(np.random.PCG64(11))
    rounded = lambda values: [float(value) for value in np.round(values, 4)]
    skewed = rounded(np.exp(random.normal(size=10)))
    rates = [(k, n) for n in (1, 2, 5, 10, 37) for k in sorted({0, 1, n // 2, n - 1, n}) if 0 <= k <= n]
    common.write(
        "seeds.json",
        {
            "normalQuantiles": [
                [p, float(stats.norm.ppf(p))] for p in (1e-300, 1e-12, 0.001, 0.02, 0.025, 0.1, 0.4, 0.5, 0.6, 0.975, 0.999999)
            ],
            "wilson": [
                {"successes": k, "trials": n, "confidence": c}
                | {"limits": [float(limit) for limit in proportion_confint(k, n, 1 - c, "wilson")]}
                for (k, n), c in itertools.product(rates, (0.9, 0.95))
            ],
            "rateDifferences": [
                rate_difference(one, other, c)
                for one, other in (
                    ((9, 10), (3, 10)), ((10, 10), (0, 10)), ((0, 5), (0, 5)), ((5, 5), (5, 5)), ((7, 9), (4, 10)), ((1, 40), (2, 37)),
                )
                for c in (0.9, 0.95)
            ],
            "samples": [
                sample(skewed),
                sample([0.5, -0.25, 0.0, 3.0]),
                sample([2.0, 7.0]),
                sample(rounded(random.normal(size=15))),
            ],
            "signFlip": [
                sign_flip(differences)
                for differences in (
                    [1.0, 1.0], [1.0, 1.0, 1.0], [0.5, -0.5, 2.0, 1.0, 0.0], rounded(random.normal(0.8, 1, size=9)),
                    rounded(random.normal(-0.3, 1, size=13)), [0.1, 0.2, -0.3, 0.4, 0.5, 0.6],
                )
            ],
            "medianIntervals": [
                median_interval(values, confidence)
                for values in (skewed, rounded(random.normal(size=15)), rounded(random.normal(size=60)))
                for confidence in (0.9, 0.95, 0.99)
            ],
            "holm": [
                {"pValues": p, "corrected": multipletests(p, method="holm")[1].tolist()}
                for p in ([0.04], [0.01, 0.04, 0.03], [0.5, 0.001, 0.02, 0.02, 0.9], [0.3, 0.3, 0.3])
            ],
            "survival": [
                survival([(400, True), (500, True), (500, True), (700, False), (900, True), (1000, False), (1000, False)]),
                survival([(100, True), (200, True), (200, False), (300, True), (300, True), (500, True), (600, True)]),
                survival([(s, s < 9000) for s in [1500, 2500, 2500, 3000, 4500, 5000, 6500, 8000, 9000, 9000]]),
                survival([(2000, False), (1000, True), (2000, False)]),
            ],
        },
    )


main()
