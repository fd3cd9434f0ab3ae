import pytest

from points import OrderHeard, points_of


@pytest.mark.parametrize(
    ("order", "points"),
    [
        (OrderHeard(False, None, False), 0),
        (OrderHeard(True, None, False), 0),
        (OrderHeard(False, 1990, False), 0),
        (OrderHeard(True, 1990, True), 0),
        (OrderHeard(True, 0, False), 0),
        (OrderHeard(True, 99, False), 0),
        (OrderHeard(True, 100, False), 1),
        (OrderHeard(True, 1990, False), 19),
    ],
)
def test_a_point_for_each_whole_euro_of_what_was_brought_and_paid(order: OrderHeard, points: int) -> None:
    assert points_of(order) == points
