"""From what the network makes of an attribution to how often such a one is right.

Source: Platt, *Probabilistic Outputs for Support Vector Machines* (1999): a logistic curve over the score.
"""

import numpy as np
from scipy.optimize import minimize

from kg.language.roles import Calibration


def fitted(judged: list[tuple[float, bool]]) -> Calibration:
    """The curve that fits judged attributions: (how sure the network was, whether it was right).

    With fewer than ten on either side there is nothing to fit, and the network is believed.
    """
    right = np.array([is_right for _, is_right in judged], dtype=bool)
    if min(right.sum(), (~right).sum()) < 10:
        return Calibration()
    shares = np.clip(np.array([sure for sure, _ in judged]), 1e-4, 1 - 1e-4)
    odds = np.log(shares / (1 - shares))

    def loss(given: np.ndarray) -> float:
        scores = given[0] * odds + given[1]
        return float(np.logaddexp(0, np.where(right, -scores, scores)).mean())

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return Calibration(round(float(slope), 4), round(float(shift), 4))
