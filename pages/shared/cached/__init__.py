"""Networks, readings and figures, made once for all sessions."""

from pages.shared.cached.networks import drawn, network, reading, timing, warm_up, weights

__all__ = ["drawn", "network", "reading", "timing", "warm_up", "weights"]
