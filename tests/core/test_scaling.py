import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from core.scaling import Scaling


def test_what_was_learned_from_lies_between_0_and_1_and_the_rest_where_it_is():
    scaling = Scaling(np.array([2.0, 7.0]), np.array([4.0, 7.0]))
    scaled = scaling.scale(np.array([[2.0, 7.0], [4.0, 7.0], [5.0, 9.0]]))
    assert scaled.tolist() == [[0, 0], [1, 0], [1.5, 2]]


@given(st.lists(st.integers(-1000, 1000), min_size=1))
def test_unscaling_gives_the_values_back(numbers):
    values = np.array(numbers, dtype=float)[:, None]
    scaling = Scaling(values.min(0), values.max(0))
    assert np.allclose(scaling.unscale(scaling.scale(values)), values)
