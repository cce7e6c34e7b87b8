"""Градиент по картинке: оценка, а не вероятность; по входу, а не по весам; без следов."""

# %% верно: backward и grad листа
def saliency(network, x, target):
    leaf = x.detach().clone()
    leaf.requires_grad_(True)
    network(leaf)[:, target].sum().backward()
    return leaf.grad.detach()

# %% верно: по одной картинке
def saliency(network, x, target):
    slopes = []
    for image in x:
        leaf = image.unsqueeze(0).clone().requires_grad_()
        score = network(leaf)[0, target]
        slopes.append(torch.autograd.grad(score, leaf)[0])
    return torch.cat(slopes)

# %% верно: градиент сверху — единица у нужного класса
def saliency(network, x, target):
    leaf = torch.tensor(x.numpy(), requires_grad=True)
    scores = network(leaf)
    above = torch.zeros_like(scores)
    above[:, target] = 1
    (gradient,) = torch.autograd.grad(scores, leaf, grad_outputs=above)
    return gradient

# %% верно: gather и список номеров
def saliency(network, x, target):
    leaf = x.clone().detach().requires_grad_()
    numbers = torch.full((len(leaf), 1), target)
    network(leaf).gather(1, numbers).sum().backward()
    return leaf.grad.clone()

# %% верно: с enable_grad и скалярным произведением
def saliency(network, x, target):
    with torch.enable_grad():
        leaf = x.detach() + 0.0
        leaf.requires_grad = True
        scores = network(leaf)
        wanted = F.one_hot(torch.tensor(target), scores.shape[1]).to(scores.dtype)
        return torch.autograd.grad((scores @ wanted).sum(), [leaf])[0]

# %% ошибка: вероятность вместо оценки | test_saliency, test_smooth_grad, test_guided_backprop
def saliency(network, x, target):
    x = x.detach().clone().requires_grad_()
    return torch.autograd.grad(network(x).softmax(1)[:, target].sum(), x)[0]

# %% ошибка: потеря вместо оценки | test_saliency, test_smooth_grad, test_guided_backprop
def saliency(network, x, target):
    x = x.detach().clone().requires_grad_()
    wanted = torch.full((len(x),), target)
    return torch.autograd.grad(F.cross_entropy(network(x), wanted), x)[0]

# %% ошибка: модуль градиента | test_saliency, test_smooth_grad, test_guided_backprop
def saliency(network, x, target):
    x = x.detach().clone().requires_grad_()
    return torch.autograd.grad(network(x)[:, target].sum(), x)[0].abs()

# %% ошибка: наибольшее по каналам | test_saliency, test_smooth_grad, test_guided_backprop
def saliency(network, x, target):
    x = x.detach().clone().requires_grad_()
    return torch.autograd.grad(network(x)[:, target].sum(), x)[0].abs().amax(1)

# %% ошибка: средняя по картинкам оценка | test_saliency, test_guided_backprop
def saliency(network, x, target):
    x = x.detach().clone().requires_grad_()
    return torch.autograd.grad(network(x)[:, target].mean(), x)[0]

# %% ошибка: сумма всех оценок | test_saliency, test_smooth_grad, test_guided_backprop
def saliency(network, x, target):
    x = x.detach().clone().requires_grad_()
    return torch.autograd.grad(network(x).sum(), x)[0]

# %% ошибка: градиент умножен на картинку | test_saliency, test_smooth_grad, test_guided_backprop
def saliency(network, x, target):
    x = x.detach().clone().requires_grad_()
    return torch.autograd.grad(network(x)[:, target].sum(), x)[0] * x.detach()

# %% ошибка: градиент копится в самой картинке | test_saliency
def saliency(network, x, target):
    x.requires_grad_()
    network(x)[:, target].sum().backward()
    return x.grad

# %% ошибка: только первая картинка | test_saliency, test_guided_backprop
def saliency(network, x, target):
    x = x.detach().clone().requires_grad_()
    return torch.autograd.grad(network(x)[0, target], x)[0]

# %% ошибка: готовое из библиотеки курса | test_saliency, test_smooth_grad, test_guided_backprop
def saliency(network, x, target):
    from lessons.explain import saliency as ready

    return ready(network, x, target)
