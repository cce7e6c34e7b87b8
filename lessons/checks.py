"""Проверка аргументов одной фразой: «имя: получено …, ожидалось …»."""

from math import inf
from operator import index

import numpy as np

INTEGERS = (int, np.integer)  # проверка по numbers.Integral вдесятеро дольше


def whole(value, name, least=1, most=inf):
    """Целое в границах ``least … most`` как ``int``, иначе ``ValueError``.

    Годятся целые numpy и тензоры torch из одного целого.
    """
    try:
        number = index(value)
    except TypeError:
        number = least - 1
    if not least <= number <= most:
        bounds = f"не меньше {least}" if most == inf else f"от {least} до {most}"
        raise ValueError(f"{name}: получено {value!r}, ожидалось целое число {bounds}")
    return number


def pair(value, name, least=1):
    """Число или пара чисел → пара целых не меньше ``least``, иначе ``ValueError``."""
    numbers = (value, value) if isinstance(value, INTEGERS) else value
    if (
        not isinstance(numbers, tuple | list | np.ndarray)
        or len(numbers) != 2
        or not all(isinstance(number, INTEGERS) and number >= least for number in numbers)
    ):
        raise ValueError(
            f"{name}: получено {value!r}, ожидалось целое число не меньше {least} "
            "или пара таких чисел"
        )
    return int(numbers[0]), int(numbers[1])


def one_of(value, name, options):
    """Одно из названий ``options``, иначе ``ValueError``."""
    if value not in options:
        raise ValueError(f"{name}: получено {value!r}, ожидалось одно из {', '.join(options)}")
    return value


def array(value, name):
    """Массив numpy из чисел, иначе ``ValueError``.

    Тензор torch не принимается: градиента через numpy он бы не получил, и узнать об этом лучше
    сразу.
    """
    if type(value).__module__.partition(".")[0] == "torch":
        raise ValueError(
            f"{name}: получен тензор torch, ожидался массив numpy — {name}.detach().cpu().numpy()"
        )
    try:
        numbers = np.asarray(value)
    except ValueError as error:  # строки разной длины
        raise ValueError(f"{name}: получены строки разной длины, ожидался массив чисел") from error
    if numbers.dtype.kind not in "biufc":
        raise ValueError(f"{name}: получен тип {numbers.dtype}, ожидался массив чисел")
    return numbers


def shaped(value, name, shape):
    """Массив numpy ровно формы ``shape``, иначе ``ValueError``."""
    numbers = array(value, name)
    if numbers.shape != tuple(shape):
        raise ValueError(f"{name}: получена форма {numbers.shape}, ожидалась {tuple(shape)}")
    return numbers
