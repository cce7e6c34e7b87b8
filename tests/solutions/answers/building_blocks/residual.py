"""Обход: проекция, ReLU после суммы, живой градиент, нормализация в обоих режимах."""

# %% верно: проекция по признаку
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% верно: обход — Identity или цепочка имён
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = inputs == outputs and stride == 1
        self.project = self.project_bn = nn.Identity()
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride=stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        shortcut = self.project_bn(self.project(x))
        correction = self.bn2(self.conv2(self.bn1(self.conv1(x)).relu()))
        return (shortcut + correction).relu()

# %% верно: поправка и обход — методы, слои на месте
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.relu = nn.ReLU(inplace=True)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = (inputs, stride) == (outputs, 1)
        if (inputs, stride) != (outputs, 1):
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def correction(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        return self.bn2(self.conv2(x))

    def shortcut(self, x):
        return x if self.same else self.project_bn(self.project(x))

    def forward(self, x):
        y = self.correction(x)
        y += self.shortcut(x)
        return self.relu(y)

# %% верно: None вместо проекции
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        conv3 = dict(kernel_size=3, padding=1, bias=False)
        self.conv1 = nn.Conv2d(inputs, outputs, stride=stride, **conv3)
        self.conv2 = nn.Conv2d(outputs, outputs, **conv3)
        self.bn1, self.bn2 = (nn.BatchNorm2d(outputs) for _ in range(2))
        self.project = self.project_bn = None
        self.same = True
        if inputs != outputs or stride > 1:
            self.same = False
            self.project = nn.Conv2d(inputs, outputs, kernel_size=1, stride=stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        if self.project is None:
            way = x
        else:
            way = self.project_bn(self.project(x))
        y = nn.functional.relu(self.bn1(self.conv1(x)))
        return nn.functional.relu(torch.add(way, self.bn2(self.conv2(y))))

# %% верно: прореженный вход вместо шага проекции
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.stride, self.same = stride, stride == 1 and inputs == outputs
        layers = {
            "conv1": nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            "bn1": nn.BatchNorm2d(outputs),
            "conv2": nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
            "bn2": nn.BatchNorm2d(outputs),
        }
        if not self.same:
            layers["project"] = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            layers["project_bn"] = nn.BatchNorm2d(outputs)
        for name, layer in layers.items():
            self.add_module(name, layer)

    def forward(self, x):
        y = self.bn2(self.conv2(self.bn1(self.conv1(x)).clamp(min=0)))
        if not self.same:
            thin = x[:, :, :: self.stride, :: self.stride]
            mixed = torch.einsum("nchw,kc->nkhw", thin, self.project.weight[:, :, 0, 0])
            x = self.project_bn(mixed)
        return (x + y).clamp(min=0)

# %% ошибка: обход забыт | test_residual_values, test_residual_gradient, test_residual_modes
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y)

# %% ошибка: ReLU до сложения | test_residual_values, test_residual_modes
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y) + x

# %% ошибка: после суммы ReLU забыта | test_residual_values, test_residual_modes
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return y + x

# %% ошибка: обход оторван от графа | test_residual_gradient
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x.detach())

# %% ошибка: поправка без градиента | test_residual_gradient
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        with torch.no_grad():
            y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: проекция без градиента | test_residual_gradient
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            with torch.no_grad():
                x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: свёртки со смещением | test_residual_shape, test_residual_values, test_residual_gradient, test_residual_modes, test_se_residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: шаг у обеих свёрток | test_residual_shape, test_residual_values, test_residual_gradient, test_residual_modes, test_se_residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: шаг у второй свёртки | test_residual_values, test_residual_modes, test_se_residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: проекция только при смене каналов | test_residual_shape, test_residual_values, test_residual_gradient, test_se_residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: проекция всегда | test_residual_shape, test_residual_values, test_residual_gradient, test_residual_modes, test_se_residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = False
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: у проекции нет нормализации | test_residual_shape, test_residual_values, test_residual_gradient, test_residual_modes, test_se_residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project(x)
        return torch.relu(y + x)

# %% ошибка: нормализация без накопленных средних | test_residual_values, test_residual_gradient, test_residual_modes, test_se_residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs, track_running_stats=False)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs, track_running_stats=False)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs, track_running_stats=False)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: средние копятся с другой скоростью | test_residual_modes
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs, momentum=0.5)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs, momentum=0.5)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs, momentum=0.5)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: блок сам переводит нормализации в train | test_residual_values, test_residual_modes
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        self.bn1.train()
        self.bn2.train()
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: вход меняется на месте | test_residual_values, test_residual_gradient, test_residual_modes
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        x += y
        return torch.relu(x)

# %% ошибка: одна нормализация на обе свёртки | test_residual_shape, test_residual_values, test_residual_gradient, test_residual_modes, test_se_residual
class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, padding=1, bias=False)
        self.same = stride == 1 and inputs == outputs
        if not self.same:
            self.project = nn.Conv2d(inputs, outputs, 1, stride, bias=False)
            self.project_bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn1(self.conv2(y))
        if not self.same:
            x = self.project_bn(self.project(x))
        return torch.relu(y + x)

# %% ошибка: запрещённая библиотека курса | test_residual_shape, test_residual_values, test_residual_gradient, test_residual_modes, test_se_residual
from lessons.networks.resnet import BasicBlock


class Residual(BasicBlock):
    pass

# %% ошибка: запрещённый torchvision | test_residual_shape, test_residual_values, test_residual_gradient, test_residual_modes, test_se_residual
import importlib

resnet = importlib.import_module("torchvision.models.resnet")


class Residual(resnet.BasicBlock):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__(inputs, outputs, stride)
