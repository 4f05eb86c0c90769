#!/usr/bin/env python3
"""Times a capability index fitted the usual way: scipy's least_squares with an analytic, sparse Jacobian.

score = logistic(slope * (capability - difficulty)), one row per pair of model and benchmark, a ridge on all free
parameters as one extra residual, the anchor benchmark's slope fixed at 1, bounds as in Epoch AI's index, default
tolerances (the inner solver is then lsmr, which stops a little short of the optimum), and refits to scores resampled
within each model that start from the central fit.

usage: frontier-reference.py FOLDER [--fits N] [--refits N] [--seed N]
FOLDER holds eci_benchmarks.csv, itself or in a folder below it. Prints one JSON object; times are in seconds.
"""

import argparse
import csv
import json
import pathlib
import time

import numpy as np
import scipy
from scipy.optimize import least_squares
from scipy.sparse import coo_matrix
from scipy.special import expit

ANCHOR = "Winogrande"
PENALTY = 0.1
CLIP = 1e-3


def read(folder):
    """Models, benchmarks and the best score of each pair: (model, benchmark, share)."""
    found = sorted(pathlib.Path(folder).rglob("eci_benchmarks.csv"))
    if not found:
        raise SystemExit(f"no eci_benchmarks.csv below {folder}")
    best = {}
    with open(found[-1], newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            pair = (row["model_group"], row["benchmark"])
            share = min(max(float(row["performance"]), CLIP), 1 - CLIP)
            best[pair] = max(best.get(pair, 0), share)
    models = sorted({model for model, _ in best})
    benchmarks = sorted({benchmark for _, benchmark in best})
    place = {name: index for index, name in enumerate(models)}
    column = {name: index for index, name in enumerate(benchmarks)}
    rows = sorted((place[model], column[benchmark], share) for (model, benchmark), share in best.items())
    return models, benchmarks, rows


class Index:
    """Residuals and Jacobian for one set of rows."""

    def __init__(self, models, benchmarks, rows):
        self.models, self.benchmarks = len(models), len(benchmarks)
        self.anchor = benchmarks.index(ANCHOR)
        self.free = np.array([index for index in range(self.benchmarks) if index != self.anchor])
        # Where a benchmark's slope stands among the parameters.
        self.slope_of = np.full(self.benchmarks, -1)
        self.slope_of[self.free] = self.models + self.benchmarks + np.arange(len(self.free))
        self.count = self.models + 2 * self.benchmarks - 1
        self.model = np.array([row[0] for row in rows])
        self.benchmark = np.array([row[1] for row in rows])
        self.share = np.array([row[2] for row in rows])

    def bounds(self):
        low = np.full(self.count, -10.0)
        high = np.full(self.count, 10.0)
        low[self.models + self.benchmarks:] = 0.1
        return low, high

    def start(self, seed):
        start = np.random.default_rng(seed).normal(0, 0.1, self.count)
        start[self.models + self.benchmarks:] = 1.0
        return start

    def parts(self, theta):
        slopes = np.ones(self.benchmarks)
        slopes[self.free] = theta[self.models + self.benchmarks:]
        difficulties = theta[self.models:self.models + self.benchmarks]
        return theta[:self.models], difficulties, slopes

    def fit(self, start, rows=slice(None)):
        model, benchmark, share = self.model[rows], self.benchmark[rows], self.share[rows]
        ridge = PENALTY / self.count
        entries = np.arange(len(share))
        moving = benchmark != self.anchor
        # The places of the Jacobian's entries do not change: up to three a score, and a last row for the ridge.
        rows = np.concatenate([entries, entries, entries[moving], np.full(self.count, len(share))])
        columns = np.concatenate(
            [model, self.models + benchmark, self.slope_of[benchmark[moving]], np.arange(self.count)])
        shape = (len(share) + 1, self.count)

        def residuals(theta):
            capabilities, difficulties, slopes = self.parts(theta)
            expected = expit(slopes[benchmark] * (capabilities[model] - difficulties[benchmark]))
            return np.append(expected - share, np.sqrt(ridge * theta @ theta))

        def jacobian(theta):
            capabilities, difficulties, slopes = self.parts(theta)
            distance = capabilities[model] - difficulties[benchmark]
            expected = expit(slopes[benchmark] * distance)
            steepness = expected * (1 - expected)
            along = steepness * slopes[benchmark]
            norm = np.sqrt(ridge * theta @ theta)
            last = ridge * theta / norm if norm > 0 else np.zeros(self.count)
            values = np.concatenate([along, -along, (steepness * distance)[moving], last])
            return coo_matrix((values, (rows, columns)), shape=shape).tocsr()

        low, high = self.bounds()
        return least_squares(residuals, np.clip(start, low, high), jac=jacobian, bounds=(low, high), method="trf")

    def resampled(self, random):
        """Rows drawn anew within each model."""
        parts = []
        for model in range(self.models):
            own = np.flatnonzero(self.model == model)
            if len(own):
                parts.append(random.choice(own, len(own)))
        return np.concatenate(parts)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--fits", type=int, default=3, help="how often the central fit is repeated; the quickest counts")
    parser.add_argument("--refits", type=int, default=10)
    parser.add_argument("--seed", type=int, default=42)
    options = parser.parse_args()
    models, benchmarks, rows = read(options.folder)
    index = Index(models, benchmarks, rows)
    times = []
    for _ in range(max(options.fits, 1)):
        began = time.perf_counter()
        fit = index.fit(index.start(options.seed))
        times.append(time.perf_counter() - began)
    random = np.random.default_rng(options.seed)
    began = time.perf_counter()
    for _ in range(options.refits):
        index.fit(fit.x, index.resampled(random))
    refits = time.perf_counter() - began
    print(json.dumps({
        "models": len(models), "benchmarks": len(benchmarks), "rows": len(rows), "parameters": index.count,
        "cost": float(fit.cost), "evaluations": int(fit.nfev), "fitSeconds": min(times),
        "fitSecondsAll": times, "refits": options.refits, "refitsSeconds": refits,
        "numpy": np.__version__, "scipy": scipy.__version__,
    }, indent=2))


if __name__ == "__main__":
    main()
