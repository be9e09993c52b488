#!/usr/bin/env python3
"""Fits the built-in answerer's decision (crates/ai/src/extractive/model.rs).

    cargo run --release -p bench --bin quality -- --features features.jsonl
    python3 bench/questions/fit.py features.jsonl

Logistic regression with an L2 penalty on the `tune` split alone. Positive: answerable questions
(those whose best piece is not the right answer count less). Negative: unanswerable questions, and,
counting less because another passage may still answer, answerable ones whose passages were taken
away. Both classes weigh the same in all. Prints 8-fold cross-validated error rates by threshold,
then the constants.
"""

import json
import math
import sys
import zlib

NAMES = ["similarity", "passage_coverage", "personal", "lexical", "kind_mismatch", "unknown_names", "widest_gaps", "mean_gap"]
HELD_OUT, NOT_RIGHT, PENALTY, FOLDS = 0.35, 0.35, 1.0, 8


def solve(matrix, vector):
    """Gaussian elimination; the system is small."""
    n = len(vector)
    rows = [row[:] + [value] for row, value in zip(matrix, vector)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(n):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def fit(data):
    size = len(data[0]["features"])
    mean = [sum(d["features"][i] for d in data) / len(data) for i in range(size)]
    spread = [math.sqrt(sum((d["features"][i] - mean[i]) ** 2 for d in data) / len(data)) + 1e-6 for i in range(size)]
    inputs = [[(x - m) / s for x, m, s in zip(d["features"], mean, spread)] + [1.0] for d in data]
    beta = [0.0] * (size + 1)
    for _ in range(40):
        hessian = [[(PENALTY if i == j < size else 1e-9 if i == j else 0.0) for j in range(size + 1)] for i in range(size + 1)]
        gradient = [-PENALTY * b if i < size else 0.0 for i, b in enumerate(beta)]
        for d, x in zip(data, inputs):
            p = 1 / (1 + math.exp(-sum(b * v for b, v in zip(beta, x))))
            for i in range(size + 1):
                gradient[i] += d["weight"] * (d["target"] - p) * x[i]
                for j in range(size + 1):
                    hessian[i][j] += d["weight"] * p * (1 - p) * x[i] * x[j]
        step = solve(hessian, gradient)
        beta = [b + s for b, s in zip(beta, step)]
        if max(map(abs, step)) < 1e-7:
            break
    weights = [b / s for b, s in zip(beta, spread)]
    return weights, beta[-1] - sum(w * m for w, m in zip(weights, mean))


def probability(model, features):
    weights, bias = model
    return 1 / (1 + math.exp(-(sum(w * x for w, x in zip(weights, features)) + bias)))


def main():
    data = [d for d in map(json.loads, open(sys.argv[1], encoding="utf-8")) if d["split"] == "tune"]
    for d in data:
        d["target"] = 1.0 if d["answerable"] else 0.0
        d["weight"] = (1.0 if d["right"] else NOT_RIGHT) if d["answerable"] else (HELD_OUT if d["held_out"] else 1.0)
    positive = sum(d["weight"] for d in data if d["answerable"])
    negative = sum(d["weight"] for d in data if not d["answerable"])
    for d in data:
        if d["answerable"]:
            d["weight"] *= negative / positive
    for fold in range(FOLDS):
        inside = lambda d: zlib.crc32(d["id"].encode()) % FOLDS == fold
        model = fit([d for d in data if not inside(d)])
        for d in filter(inside, data):
            d["p"] = probability(model, d["features"])
    asked = [d for d in data if not d["held_out"]]
    for threshold in (0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        rate = lambda rows, test: sum(map(test, rows)) / max(1, len(rows))
        refused = rate([d for d in asked if d["answerable"]], lambda d: d["p"] < threshold)
        answered = rate([d for d in asked if not d["answerable"]], lambda d: d["p"] >= threshold)
        held = rate([d for d in data if d["held_out"]], lambda d: d["p"] >= threshold)
        print(f"threshold {threshold}: answerable refused {refused:.3f}, unanswerable answered {answered:.3f}, held-out answered {held:.3f}")
    weights, bias = fit(data)
    for name, weight in zip(NAMES, weights):
        print(f"  {name:<18}{weight:8.2f}")
    print(f"const WEIGHTS: [f32; COUNT] = [{', '.join(f'{w:.2f}' for w in weights)}];")
    print(f"const BIAS: f32 = {bias:.2f};")


main()
