"""Плотный блок: стопка растёт, вход цел, Dropout знает режим."""

# %% верно: стопка растёт на ходу
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = torch.cat([x, new], 1)
        return x

# %% верно: список карт и одна склейка
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.share = dropout
        widths = range(inputs, inputs + depth * growth, growth)
        self.norms = nn.ModuleList([nn.BatchNorm2d(width) for width in widths])
        self.convs = nn.ModuleList(
            [nn.Conv2d(width, growth, kernel_size=3, padding=1, bias=False) for width in widths]
        )

    def forward(self, x):
        features = [x]
        for i, conv in enumerate(self.convs):
            stack = torch.cat(features, dim=1)
            new = conv(nn.functional.relu(self.norms[i](stack)))
            features.append(nn.functional.dropout(new, self.share, training=self.training))
        return torch.cat(features, dim=1)

# %% верно: свой Dropout маской
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.dropout = dropout
        self.norms, self.convs = nn.ModuleList(), nn.ModuleList()
        for _ in range(depth):
            self.norms.append(nn.BatchNorm2d(inputs))
            self.convs.append(nn.Conv2d(inputs, growth, 3, padding="same", bias=False))
            inputs += growth

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = conv(bn(x).clamp(min=0))
            if self.training and self.dropout:
                new = new * (torch.rand_like(new) >= self.dropout) / (1 - self.dropout)
            x = torch.hstack((x, new))
        return x

# %% верно: выход заготовлен и заполняется
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.inputs, self.depth, self.growth = inputs, depth, growth
        self.norms = nn.ModuleList(nn.BatchNorm2d(inputs + growth * i) for i in range(depth))
        self.convs = nn.ModuleList(
            nn.Conv2d(inputs + growth * i, growth, 3, 1, 1, bias=False) for i in range(depth)
        )
        self.drop = nn.Dropout(p=dropout)

    def forward(self, x):
        n, _, h, w = x.shape
        stack = x.new_zeros(n, self.inputs + self.depth * self.growth, h, w)
        stack[:, : self.inputs] = x
        for i in range(self.depth):
            end = self.inputs + i * self.growth
            new = self.convs[i](torch.relu(self.norms[i](stack[:, :end].clone())))
            stack[:, end : end + self.growth] = self.drop(new)
        return stack

# %% верно: рекурсия по слоям
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        self.relu = nn.ReLU(inplace=True)
        self.dropout = nn.Dropout(dropout, inplace=True)
        width = inputs
        while len(self.convs) < depth:
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, (3, 3), padding=(1, 1), bias=False))
            width += growth

    def grow(self, stack, number):
        if number == len(self.convs):
            return stack
        new = self.dropout(self.convs[number](self.relu(self.norms[number](stack))))
        return self.grow(torch.cat((stack, new), dim=1), number + 1)

    def forward(self, x):
        return self.grow(x, 0)

# %% ошибка: новые карты впереди старых | test_dense_values, test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = torch.cat([new, x], 1)
        return x

# %% ошибка: сумма вместо стопки | test_dense_shape, test_dense_values, test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = x + new.mean(1, keepdim=True)
        return x

# %% ошибка: выходят только новые карты | test_dense_shape, test_dense_values, test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        inputs = x.shape[1]
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = torch.cat([x, new], 1)
        return x[:, inputs:]

# %% ошибка: ширина не растёт | test_dense_shape, test_dense_values
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: слои в обычных списках | test_dense_shape, test_dense_values, test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = []
        self.convs = []
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: сначала свёртка, потом нормализация | test_dense_shape, test_dense_values, test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(growth))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(torch.relu(bn(conv(x))))
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: ReLU забыта | test_dense_values
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(bn(x)))
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: ReLU до нормализации | test_dense_values, test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(bn(torch.relu(x))))
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: Dropout и в eval | test_dense_values, test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.share = dropout

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = nn.functional.dropout(conv(torch.relu(bn(x))), self.share)
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: Dropout забыт | test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = conv(torch.relu(bn(x)))
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: Dropout стирает и накопленное | test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = conv(torch.relu(bn(x)))
            x = self.dropout(torch.cat([x, new], 1))
        return x

# %% ошибка: Dropout2d: целыми картами | test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout2d(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: уцелевшие не делятся на 1 − p | test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.share = dropout

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = conv(torch.relu(bn(x)))
            if self.training:
                new = new * (torch.rand_like(new) >= self.share)
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: доля оставленных вместо доли обнулённых | test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(1 - dropout if dropout else 0.0)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: свёртки со смещением | test_dense_shape, test_dense_values, test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu(bn(x))))
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: вход портится на месте | test_dense_values, test_dense_modes
class DenseBlock(nn.Module):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__()
        self.norms = nn.ModuleList()
        self.convs = nn.ModuleList()
        for i in range(depth):
            width = inputs + i * growth
            self.norms.append(nn.BatchNorm2d(width))
            self.convs.append(nn.Conv2d(width, growth, 3, padding=1, bias=False))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x):
        x.clamp_(min=-1)
        for bn, conv in zip(self.norms, self.convs):
            new = self.dropout(conv(torch.relu_(bn(x))))
            x = torch.cat([x, new], 1)
        return x

# %% ошибка: запрещённая библиотека курса | test_dense_shape, test_dense_values, test_dense_modes
from lessons.networks.densenet import DenseBlock as Ready


class DenseBlock(Ready):
    def __init__(self, inputs, depth, growth, dropout=0.0):
        super().__init__(inputs, depth, growth, False, dropout)
