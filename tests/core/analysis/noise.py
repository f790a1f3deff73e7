"""Autocorrelated noise, for tests of what is measured along a text."""

import numpy as np


def autoregressive(a: float, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Return series x_t = a x_{t-1} + noise, of variance 1 from the first value on, ``(T, n)``."""
    noise = rng.standard_normal(shape) * np.sqrt(1 - a**2)
    noise[0] /= np.sqrt(1 - a**2)
    for now, before in zip(noise[1:], noise, strict=False):
        now += a * before
    return noise
