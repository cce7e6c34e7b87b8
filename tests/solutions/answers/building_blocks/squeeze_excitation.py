"""Взвешивание каналов: среднее по карте, два слоя, место до сложения с обходом."""

# %% верно: среднее и оси None
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% верно: адаптивный пулинг и view
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.reduce = nn.Linear(channels, max(channels // reduction, 1))
        self.relu = nn.ReLU(inplace=True)
        self.expand = nn.Linear(max(channels // reduction, 1), channels)
        self.sigmoid = nn.Sigmoid()

    def forward(self, x):
        n, c, _, _ = x.shape
        s = self.pool(x).view(n, c)
        s = self.sigmoid(self.expand(self.relu(self.reduce(s))))
        return x * s.view(n, c, 1, 1).expand_as(x)


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.changed = stride != 1 or inputs != outputs
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        way = self.project_bn(self.project(x)) if self.changed else x
        out = self.bn1(self.conv1(x)).relu()
        out = self.bn2(self.conv2(out))
        return (self.se(out) + way).relu()

# %% верно: взвешивание вместо bn2: forward унаследован
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]



class Weighted(nn.BatchNorm2d):
    """Нормализация, за которой стоит взвешивание; чисел взвешивания она не хранит."""

    gate = ()

    def forward(self, x):
        return self.gate[0](super().forward(x))


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)
        self.bn2 = Weighted(outputs)
        self.bn2.gate = (self.se,)

    def forward(self, x):
        return super().forward(x)

# %% верно: прицеплено к bn2 крючком
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = channels // reduction or 1
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.flatten(2).sum(-1) / x[0, 0].numel()
        s = self.expand(self.reduce(z).clamp(min=0)).sigmoid()
        return torch.einsum("nchw,nc->nchw", x, s)


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)
        self.bn2.register_forward_hook(lambda module, inputs, output: self.se(output))

    def forward(self, x):
        return super().forward(x)

# %% верно: не наследник, а новый блок
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        self.reduce = nn.Linear(channels, max(1, channels // reduction))
        self.expand = nn.Linear(self.reduce.out_features, channels)

    def forward(self, x):
        z = nn.functional.adaptive_avg_pool2d(x, 1).flatten(1)
        z = nn.functional.relu(self.reduce(z))
        s = 1 / (1 + torch.exp(-self.expand(z)))
        return (x.permute(2, 3, 0, 1) * s).permute(2, 3, 0, 1)


class SEResidual(nn.Module):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.se = SqueezeExcitation(outputs, reduction)
        if stride != 1 or inputs != outputs:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)
        else:
            self.project = self.project_bn = nn.Identity()

    def forward(self, x):
        y = self.conv1(x)
        y = self.conv2(torch.relu(self.bn1(y)))
        return torch.relu(self.se(self.bn2(y)) + self.project_bn(self.project(x)))

# %% ошибка: наибольшее вместо среднего | test_squeeze_excitation, test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.amax(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: среднее и по снимкам батча | test_squeeze_excitation, test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(0, 2, 3)).expand(len(x), -1)
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: сигмоида забыта | test_squeeze_excitation, test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = self.expand(torch.relu(self.reduce(z)))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: softmax вместо сигмоиды | test_squeeze_excitation, test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.softmax(self.expand(torch.relu(self.reduce(z))), 1)
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: ReLU внутри забыта | test_squeeze_excitation, test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(self.reduce(z)))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: множители прибавляются | test_squeeze_excitation, test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x + s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: внутренний слой может опустеть | test_squeeze_excitation, test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = channels // reduction
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: без смещений | test_squeeze_excitation, test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner, bias=False)
        self.expand = nn.Linear(inner, channels, bias=False)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: взвешивается сумма, а не поправка | test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(self.se(y + x))

# %% ошибка: взвешивается обход | test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + self.se(x))

# %% ошибка: взвешивание до нормализации | test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.se(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: взвешивание заведено, но не применено | test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: reduction не передан | test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: взвешивание по числу входных каналов | test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(inputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: шаг не передан наследуемому блоку | test_se_residual
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x * s[:, :, None, None]


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: вход умножается на месте | test_squeeze_excitation
class SqueezeExcitation(nn.Module):
    def __init__(self, channels, reduction=16):
        super().__init__()
        inner = max(1, channels // reduction)
        self.reduce = nn.Linear(channels, inner)
        self.expand = nn.Linear(inner, channels)

    def forward(self, x):
        z = x.mean(dim=(2, 3))
        s = torch.sigmoid(self.expand(torch.relu(self.reduce(z))))
        return x.mul_(s[:, :, None, None])


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: запрещённая библиотека курса | test_squeeze_excitation, test_se_residual
from lessons.networks.senet import SqueezeExcitation


class SEResidual(Residual):
    def __init__(self, inputs, outputs, stride=1, reduction=16):
        super().__init__(inputs, outputs, stride)
        self.se = SqueezeExcitation(outputs, reduction)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.se(self.bn2(self.conv2(y)))
        if hasattr(self, "project"):
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)
