"""Сжатие и два расширения: отступ, порядок карт, ReLU после каждой свёртки."""

# %% верно: функции torch
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([one, three], 1)

# %% верно: слои ReLU, в том числе inplace
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, kernel_size=1)
        self.squeeze_activation = nn.ReLU(inplace=True)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, kernel_size=1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, kernel_size=3, padding="same")
        self.activation = nn.ReLU(inplace=True)

    def forward(self, x):
        squeezed = self.squeeze_activation(self.squeeze(x))
        maps = torch.cat((self.expand1x1(squeezed), self.expand3x3(squeezed)), dim=-3)
        return self.activation(maps)

# %% верно: выход заполняется по частям
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.width = expand1
        for name, before, after, size in (
            ("squeeze", inputs, squeeze, 1),
            ("expand1x1", squeeze, expand1, 1),
            ("expand3x3", squeeze, expand3, 3),
        ):
            self.add_module(name, nn.Conv2d(before, after, size, padding=size // 2))

    def forward(self, x):
        x = self.squeeze(x).clamp(min=0)
        one, three = self.expand1x1(x), self.expand3x3(x)
        result = x.new_empty(len(x), self.width + three.shape[1], *x.shape[2:])
        result[:, : self.width] = one
        result[:, self.width :] = three
        return result.clamp(min=0)

# %% верно: словарь слоёв
def convolution(before, after, size):
    return nn.Conv2d(before, after, size, padding=size // 2)


class Fire(nn.ModuleDict):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__({
            "squeeze": convolution(inputs, squeeze, 1),
            "expand1x1": convolution(squeeze, expand1, 1),
            "expand3x3": convolution(squeeze, expand3, 3),
        })

    def forward(self, x):
        x = self["squeeze"](x).relu()
        return torch.cat([self[name](x).relu() for name in ("expand1x1", "expand3x3")], dim=1)

# %% верно: функции nn.functional с явным нулевым краем
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3)

    def forward(self, x):
        x = nn.functional.relu(self.squeeze(x))
        wide = nn.functional.pad(x, (1, 1, 1, 1))
        branches = self.expand1x1(x), self.expand3x3(wide)
        return nn.functional.relu(torch.hstack(branches))

# %% ошибка: отступ забыт | test_fire_shape, test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([one, three], 1)

# %% ошибка: отступ и у свёртки 1 × 1 | test_fire_shape, test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1, padding=1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([one, three], 1)

# %% ошибка: карты складываются числами | test_fire_shape, test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return one + three

# %% ошибка: стопка по высоте | test_fire_shape, test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([one, three], 2)

# %% ошибка: карты в обратном порядке | test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([three, one], 1)

# %% ошибка: ReLU после сжатия забыта | test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        x = self.squeeze(x)
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([one, three], 1)

# %% ошибка: ReLU после расширения забыта | test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        one = self.expand1x1(x)
        three = self.expand3x3(x)
        return torch.cat([one, three], 1)

# %% ошибка: расширения смотрят на вход, а не на сжатое | test_fire_shape, test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(inputs, expand1, 1)
        self.expand3x3 = nn.Conv2d(inputs, expand3, 3, padding=1)

    def forward(self, x):
        torch.relu(self.squeeze(x))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([one, three], 1)

# %% ошибка: без смещений | test_fire_shape, test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1, bias=False)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([one, three], 1)

# %% ошибка: ширины расширений перепутаны | test_fire_shape, test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand3, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand1, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([one, three], 1)

# %% ошибка: вход портится на месте | test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.squeeze = nn.Conv2d(inputs, squeeze, 1)
        self.expand1x1 = nn.Conv2d(squeeze, expand1, 1)
        self.expand3x3 = nn.Conv2d(squeeze, expand3, 3, padding=1)

    def forward(self, x):
        x = torch.relu(self.squeeze(x.clamp_(min=-1)))
        one = torch.relu(self.expand1x1(x))
        three = torch.relu(self.expand3x3(x))
        return torch.cat([one, three], 1)

# %% ошибка: слои заводятся при каждом вызове | test_fire_shape, test_fire_values
class Fire(nn.Module):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__()
        self.sizes = inputs, squeeze, expand1, expand3

    def forward(self, x):
        inputs, squeeze, expand1, expand3 = self.sizes
        x = torch.relu(nn.Conv2d(inputs, squeeze, 1)(x))
        one = torch.relu(nn.Conv2d(squeeze, expand1, 1)(x))
        three = torch.relu(nn.Conv2d(squeeze, expand3, 3, padding=1)(x))
        return torch.cat([one, three], 1)

# %% ошибка: запрещённая библиотека курса | test_fire_shape, test_fire_values
from lessons.networks.squeezenet import Fire as Ready


class Fire(Ready):
    def __init__(self, inputs, squeeze, expand1, expand3):
        super().__init__(inputs, squeeze)

# %% ошибка: запрещённый torchvision | test_fire_shape, test_fire_values
from torchvision.models.squeezenet import Fire
