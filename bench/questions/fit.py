#!/usr/bin/env python3
"""Fits the two models of the built-in answerer (crates/ai/src/extractive/model.rs). Needs numpy.

    cargo run --release -p bench --bin quality -- --features features.jsonl
    python3 bench/questions/fit.py features.jsonl

Both are logistic regressions with an L2 penalty on the `tune` questions alone.

The ranking: pieces that answer against the other pieces of the same question, features less their
mean over the question.

The decision, on the piece that the ranking puts first: answerable questions (those whose first piece
is not the right one count less) against unanswerable ones and, counting less because another
passage may still answer, answerable ones whose passages were taken away. Both classes weigh the
same in all.

Prints the error rates of each set when all *other* sets were fitted on, whatever their split, which
says how well this carries over to a business that nobody has seen; then those of the `test`
questions; then the constants.
"""

import json
import sys

import numpy as np

HELD_OUT, NOT_RIGHT, RANK_PENALTY, PENALTY = 0.25, 0.35, 3.0, 6.0
THRESHOLD = 0.5


def logistic(x, y, weight, penalty):
    """Weights and bias, fitted on features scaled to spread 1 by Newton's method."""
    mean, spread = x.mean(0), x.std(0)
    spread[spread < 1e-6] = 1.0
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    ridge = np.diag([penalty] * x.shape[1] + [1e-9])
    beta = np.zeros(z.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ beta))
        gradient = z.T @ (weight * (y - p)) - ridge @ beta
        hessian = (z * (weight * p * (1 - p))[:, None]).T @ z + ridge
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-7:
            break
    weights = beta[:-1] / spread
    return weights, beta[-1] - weights @ mean


def fit_ranking(data):
    chosen = [d for d in data if not d["held_out"] and d["right"].any()]
    x = np.vstack([d["x"] - d["x"].mean(0) for d in chosen])
    y = np.concatenate([d["right"] for d in chosen]).astype(float)
    return logistic(x, y, np.ones(len(y)), RANK_PENALTY)[0]


def inputs(d, ranking):
    """The first piece, and what the decision sees."""
    first = int(np.argmax(d["x"] @ ranking))
    return first, np.concatenate([d["x"][first], d["asked"]])


def fit(data):
    data = [d for d in data if len(d["x"])]
    ranking = fit_ranking(data)
    x, y, weight = [], [], []
    for d in data:
        first, features = inputs(d, ranking)
        x.append(features)
        y.append(float(d["answerable"]))
        weight.append((1.0 if d["right"][first] else NOT_RIGHT) if d["answerable"] else (HELD_OUT if d["held_out"] else 1.0))
    x, y, weight = np.array(x), np.array(y), np.array(weight)
    weight[y == 1] *= weight[y == 0].sum() / weight[y == 1].sum()
    weights, bias = logistic(x, y, weight, PENALTY)
    return ranking, weights, bias


def judged(data, model):
    """For each question asked: whether answerable, the probability, and whether the first piece is right."""
    ranking, weights, bias = model
    for d in data:
        if d["held_out"]:
            continue
        if not len(d["x"]):
            yield d["answerable"], 0.0, False
            continue
        first, features = inputs(d, ranking)
        yield d["answerable"], 1 / (1 + np.exp(-(weights @ features + bias))), bool(d["right"][first])


def report(name, rows, threshold=THRESHOLD):
    can, cannot = [r for r in rows if r[0]], [r for r in rows if not r[0]]
    given = [r for r in can if r[1] >= threshold]
    share = lambda some, all: 100 * len(some) / max(1, len(all))
    print(
        f"{name:<34}{share([r for r in cannot if r[1] < threshold], cannot):6.1f} % refused"
        f"{100 - share(given, can):6.1f} % wrongly{share([r for r in given if r[2]], given):6.1f} % of first pieces right"
        f"{share([r for r in can if r[2]], can):6.1f} % first"
    )


def main():
    data = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
    for d in data:
        d["x"] = np.array([piece["features"] for piece in d["pieces"]])
        d["right"] = np.array([piece["right"] for piece in d["pieces"]], bool)
        d["asked"] = np.array(d["asked"])
    every = []
    for name in sorted({d["set"] for d in data}):
        rows = list(judged([d for d in data if d["set"] == name], fit([d for d in data if d["set"] != name])))
        report(f"{name}, fitted on the others", rows)
        every += rows
    for threshold in (0.35, 0.4, 0.45, 0.5, 0.55, 0.6):
        report(f"all, fitted on others, at {threshold}", every, threshold)
    model = fit([d for d in data if d["split"] == "tune"])
    for split in ("tune", "test"):
        for name in sorted({d["set"] for d in data if d["split"] == split}):
            report(f"{name}, {split}", list(judged([d for d in data if d["set"] == name and d["split"] == split], model)))
        for threshold in (0.4, 0.45, 0.5, 0.55):
            report(f"{split}, fitted on tune, at {threshold}", list(judged([d for d in data if d["split"] == split], model)), threshold)
    ranking, weights, bias = model
    write = lambda values: ", ".join(f"{value:.2f}" for value in values)
    pieces = data[0]["x"].shape[1]
    print(f"const RANK: [f32; PIECE] = [{write(ranking)}];")
    print(f"const PIECES: [f32; PIECE] = [{write(weights[:pieces])}];")
    print(f"const ASKS: [f32; ASKED] = [{write(weights[pieces:])}];")
    print(f"const BIAS: f32 = {bias:.2f};")


if __name__ == "__main__":
    main()
