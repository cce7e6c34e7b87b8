"""Управляемый обратный проход: оба условия, и сеть с этой ReLU, а не с обычной."""

# %% верно: torch.where
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.relu(x)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return torch.where((x > 0) & (gradient > 0), gradient, torch.zeros_like(gradient))


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% верно: маска сохранена, relu и для градиента
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward((x > 0).float())
        return x.relu()

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.relu() * x


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% верно: атрибут ctx и градиент на месте
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, values):
        ctx.positive = values > 0
        return values.where(ctx.positive, torch.zeros_like(values))

    @staticmethod
    def backward(ctx, above):
        below = above.clone()
        below[~ctx.positive] = 0
        below[below < 0] = 0
        return below


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% верно: крючок на выходе обычной ReLU
def guided_relu(x):
    answer = F.relu(x)
    if answer.requires_grad:
        answer.register_hook(lambda gradient: gradient.clamp(min=0))
    return answer


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% верно: saliency выписана заново
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return torch.maximum(x, torch.zeros_like(x))

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return torch.clamp_min(gradient, 0) * (x > 0).to(gradient.dtype)


guided_relu = GuidedReLU.apply


def guided_backprop(make_network, x, target):
    network = make_network(guided_relu)
    leaf = x.detach().clone().requires_grad_()
    network(leaf)[:, target].sum().backward()
    return leaf.grad

# %% ошибка: обычная ReLU | test_guided_relu, test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient * (x > 0)


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% ошибка: только положительный градиент, вход не важен | test_guided_relu, test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.clamp(min=0)


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% ошибка: модуль градиента | test_guided_relu, test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.abs() * (x > 0)


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% ошибка: пропущен отрицательный | test_guided_relu, test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.clamp(max=0) * (x > 0)


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% ошибка: знак градиента вместо него самого | test_guided_relu, test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return (gradient > 0) * (x > 0) * 1.0


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% ошибка: вперёд отрицательные не обнулены | test_guided_relu, test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clone()

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.clamp(min=0) * (x > 0)


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% ошибка: градиент умножен на вход | test_guided_relu, test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.clamp(min=0) * x.clamp(min=0)


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% ошибка: нуль на входе пропускает | test_guided_relu
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.clamp(min=0) * (x >= 0)


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)

# %% ошибка: сеть построена с обычной ReLU | test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.clamp(min=0) * (x > 0)


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(F.relu), x, target)

# %% ошибка: обрезан лишь итоговый градиент | test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.clamp(min=0) * (x > 0)


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(F.relu), x, target).clamp(min=0)

# %% ошибка: всегда нулевой класс | test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (x,) = ctx.saved_tensors
        return gradient.clamp(min=0) * (x > 0)


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, 0)

# %% ошибка: входной тензор обнулён на месте | test_guided_relu, test_guided_backprop
class GuidedReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x > 0)
        return x.detach().clamp_(min=0)

    @staticmethod
    def backward(ctx, gradient):
        (positive,) = ctx.saved_tensors
        return gradient.clamp(min=0) * positive


def guided_relu(x):
    return GuidedReLU.apply(x)


def guided_backprop(make_network, x, target):
    return saliency(make_network(guided_relu), x, target)
