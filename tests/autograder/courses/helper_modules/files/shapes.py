"""Figures of the plane."""

PI = 3.141592653589793


class Shape:
    def area(self):
        raise NotImplementedError


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side**2


class Circle(Shape):
    def __init__(self, radius):
        self.radius = radius

    def area(self):
        return PI * self.radius**2


def describe(shape):
    return f"{type(shape).__name__} of area {shape.area()}"
