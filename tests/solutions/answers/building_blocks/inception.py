"""Четыре ветви: порядок, отступы, ReLU, край максимального пулинга."""

# %% верно: ветвь за ветвью
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% верно: слои по таблице, цепочками
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        table = {
            "one": (inputs, a, 1),
            "three_reduce": (inputs, b[0], 1),
            "three": (*b, 3),
            "five_reduce": (inputs, c[0], 1),
            "five": (*c, 5),
            "project": (inputs, d, 1),
        }
        for name, (before, after, size) in table.items():
            setattr(self, name, nn.Conv2d(before, after, size, padding=size // 2))

    def forward(self, x):
        largest = nn.functional.max_pool2d(x, 3, 1, 1)
        chains = [["one"], ["three_reduce", "three"], ["five_reduce", "five"], ["project"]]
        found = []
        for start, chain in zip((x, x, x, largest), chains):
            for name in chain:
                start = getattr(self, name)(start).relu()
            found.append(start)
        return torch.cat(found, 1)

# %% верно: пулинг окнами unfold
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce, self.three = nn.Conv2d(inputs, b[0], 1), nn.Conv2d(*b, 3, padding=1)
        self.five_reduce, self.five = nn.Conv2d(inputs, c[0], 1), nn.Conv2d(*c, 5, padding=2)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        wide = nn.functional.pad(x, (1, 1, 1, 1), value=float("-inf"))
        largest = wide.unfold(2, 3, 1).unfold(3, 3, 1).flatten(-2).max(-1).values
        three = self.three(self.three_reduce(x).clamp(min=0))
        five = self.five(self.five_reduce(x).clamp(min=0))
        return torch.cat((self.one(x), three, five, self.project(largest)), 1).clamp(min=0)

# %% верно: слои ReLU inplace
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, (1, 1))
        self.three_reduce = nn.Conv2d(inputs, b[0], (1, 1))
        self.three = nn.Conv2d(b[0], b[1], (3, 3), padding=(1, 1))
        self.five_reduce = nn.Conv2d(inputs, c[0], (1, 1))
        self.five = nn.Conv2d(c[0], c[1], (5, 5), padding=(2, 2))
        self.project = nn.Conv2d(inputs, d, (1, 1))
        self.pool = nn.MaxPool2d(3, 1, 1)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        first = self.one(x)
        second = self.three(self.relu(self.three_reduce(x)))
        third = self.five(self.relu(self.five_reduce(x)))
        fourth = self.project(self.pool(x))
        return self.relu(torch.cat([first, second, third, fourth], dim=1))

# %% верно: каждая ветвь — метод
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        (b1, b2), (c1, c2) = b, c
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b1, 1)
        self.three = nn.Conv2d(b1, b2, 3, padding="same")
        self.five_reduce = nn.Conv2d(inputs, c1, 1)
        self.five = nn.Conv2d(c1, c2, 5, padding="same")
        self.project = nn.Conv2d(inputs, d, 1)

    def branch_two(self, x):
        return self.three(torch.relu(self.three_reduce(x)))

    def branch_three(self, x):
        return self.five(torch.relu(self.five_reduce(x)))

    def branch_four(self, x):
        return self.project(nn.functional.max_pool2d(x, kernel_size=3, stride=1, padding=1))

    def forward(self, x):
        branches = (self.one, self.branch_two, self.branch_three, self.branch_four)
        return torch.cat([torch.relu(branch(x)) for branch in branches], dim=1)

# %% ошибка: ветви складываются числами | test_inception_shape, test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return one + three + five + project

# %% ошибка: пулинг в стопке раньше свёрток | test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([project, one, three, five], dim=1)

# %% ошибка: средний пулинг | test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.AvgPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% ошибка: нули за краем пулинга | test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.Sequential(nn.ZeroPad2d(1), nn.MaxPool2d(3, stride=1))
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% ошибка: пулинг с шагом по умолчанию | test_inception_shape, test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% ошибка: у свёртки 5 × 5 отступ 1 | test_inception_shape, test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=1)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% ошибка: вместо 5 × 5 — 3 × 3 | test_inception_shape, test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 3, padding=1)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% ошибка: ReLU после сужения забыта | test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(self.three_reduce(x)))
        five = torch.relu(self.five(self.five_reduce(x)))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% ошибка: ReLU после проекции забыта | test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = self.project(self.pool(x))
        return torch.cat([one, three, five, project], dim=1)

# %% ошибка: проекция до пулинга | test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = self.pool(torch.relu(self.project(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% ошибка: сужения нет: широкие свёртки смотрят на вход | test_inception_shape, test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(inputs, b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(x))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% ошибка: без смещений | test_inception_shape, test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1, bias=False)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, three, five, project], dim=1)

# %% ошибка: ветви 3 × 3 и 5 × 5 перепутаны местами | test_inception_values
class Inception(nn.Module):
    def __init__(self, inputs, a, b, c, d):
        super().__init__()
        self.one = nn.Conv2d(inputs, a, 1)
        self.three_reduce = nn.Conv2d(inputs, b[0], 1)
        self.three = nn.Conv2d(b[0], b[1], 3, padding=1)
        self.five_reduce = nn.Conv2d(inputs, c[0], 1)
        self.five = nn.Conv2d(c[0], c[1], 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.project = nn.Conv2d(inputs, d, 1)

    def forward(self, x):
        one = torch.relu(self.one(x))
        three = torch.relu(self.three(torch.relu(self.three_reduce(x))))
        five = torch.relu(self.five(torch.relu(self.five_reduce(x))))
        project = torch.relu(self.project(self.pool(x)))
        return torch.cat([one, five, three, project], dim=1)

# %% ошибка: запрещённая библиотека курса | test_inception_shape, test_inception_values
import lessons.networks.googlenet as ready


class Inception(ready.Inception):
    def __init__(self, inputs, a, b, c, d):
        super().__init__(inputs, a, b, c, d, ready.PAPER)
