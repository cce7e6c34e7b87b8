"""Градиент по входам блоков без следов и замороженные нормализации."""

# %% верно: autograd.grad и цикл
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% верно: retain_grad и backward
def gradient_norms(blocks, x):
    current = x.clone().detach()
    current.requires_grad = True
    inputs = []
    for block in blocks:
        current.retain_grad()
        inputs.append(current)
        current = block(current)
    current.sum().backward()
    return [float(tensor.grad.pow(2).sum().sqrt()) for tensor in inputs]


def freeze_norms(model):
    model.train()
    norms = [module for module in model.modules() if isinstance(module, nn.BatchNorm2d)]
    for module in norms:
        module.eval().requires_grad_(False)
    return len(norms)

# %% верно: градиент по одному, apply
def gradient_norms(blocks, x):
    values = [x.detach().clone().requires_grad_(True)]
    for block in blocks:
        values.append(block(values[-1]))
    total = values.pop().sum()
    norms = []
    for value in values:
        (gradient,) = torch.autograd.grad(total, value, retain_graph=True)
        norms.append(torch.linalg.vector_norm(gradient).item())
    return norms


def freeze_norms(model):
    found = []

    def freeze(module):
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            module.weight.requires_grad_(False)
            module.bias.requires_grad_(False)
            found.append(module)

    model.train()
    model.apply(freeze)
    return len(found)

# %% верно: цепное правило блок за блоком
def gradient_norms(blocks, x):
    inputs, outputs = [], []
    for block in blocks:
        inputs.append(x.detach().clone().requires_grad_())
        outputs.append(block(inputs[-1]))
        x = outputs[-1]
    gradient = torch.ones_like(x)
    norms = []
    for value, output in zip(reversed(inputs), reversed(outputs)):
        (gradient,) = torch.autograd.grad(output, value, gradient)
        norms.append((gradient * gradient).sum().item() ** 0.5)
    return norms[::-1]


def freeze_norms(model):
    model.train(True)
    return sum(freeze(module) for module in model.modules())


def freeze(module):
    if not isinstance(module, nn.BatchNorm2d):
        return 0
    module.training = False
    for parameter in module.parameters():
        parameter.requires_grad_(False)
    return 1

# %% верно: крючки на тензорах, рекурсия по детям
def gradient_norms(blocks, x):
    norms = {}

    def remember(number):
        return lambda gradient: norms.update({number: gradient.norm().item()})

    value = x.detach().clone().requires_grad_()
    for number, block in enumerate(blocks):
        value.register_hook(remember(number))
        value = block(value)
    value.sum().backward()
    return [norms[number] for number in range(len(blocks))]


def freeze_norms(model):
    if isinstance(model, nn.BatchNorm2d):
        model.eval()
        model.requires_grad_(False)
        return 1
    model.training = True
    return sum(freeze_norms(child) for child in model.children())

# %% ошибка: градиент по выходам, а не по входам | test_gradient_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        x = block(x)
        inputs.append(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: список от последнего блока к первому | test_gradient_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)][::-1]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: среднее вместо суммы | test_gradient_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.mean(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: сумма модулей вместо длины | test_gradient_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.abs().sum().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: квадрат длины | test_gradient_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [(g**2).sum().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: тензоры вместо чисел | test_gradient_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: вход сдвигается на месте | test_gradient_norms
def gradient_norms(blocks, x):
    x = x.add_(1e-3).detach().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: блоки переводятся в eval | test_gradient_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        block.eval()
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: граф рвётся между блоками | test_gradient_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x).detach().requires_grad_()
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: вся сеть в eval | test_freeze_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.eval()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: режим сети не тронут | test_freeze_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: режим заморожен, веса — нет | test_freeze_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            frozen += 1
    return frozen

# %% ошибка: веса заморожены, режим — нет | test_freeze_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: заморожена вся сеть | test_freeze_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in model.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: смотрит только на прямых детей | test_freeze_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.children():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: train после заморозки | test_freeze_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    model.train()
    return frozen

# %% ошибка: размораживает всё остальное | test_freeze_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    model.requires_grad_(True)
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen

# %% ошибка: число не возвращается | test_freeze_norms
def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1

# %% ошибка: запрещённая библиотека курса | test_gradient_norms, test_freeze_norms
from lessons.explain import saliency

def gradient_norms(blocks, x):
    x = x.detach().clone().requires_grad_()
    inputs = []
    for block in blocks:
        inputs.append(x)
        x = block(x)
    return [g.norm().item() for g in torch.autograd.grad(x.sum(), inputs)]


def freeze_norms(model):
    model.train()
    frozen = 0
    for module in model.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
            for parameter in module.parameters():
                parameter.requires_grad = False
            frozen += 1
    return frozen
