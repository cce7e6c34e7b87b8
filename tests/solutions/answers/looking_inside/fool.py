"""Обманывающая картинка: направление, знак, две границы, градиент заново на каждом шаге."""

# %% верно: добавка вместо картинки
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError(f"epsilon={epsilon}")
    low, high = (0 - x).clamp(min=-epsilon), (1 - x).clamp(max=epsilon)
    delta = torch.zeros_like(x)
    for _ in range(steps):
        leaf = (x + delta).requires_grad_()
        loss = -F.log_softmax(network(leaf), 1)[:, target].sum()
        loss.backward()
        delta = torch.minimum(torch.maximum(delta - step * leaf.grad.sign(), low), high)
    return x + delta

# %% верно: одна лист-картинка и no_grad
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError("epsilon не бывает меньше нуля")
    leaf = x.detach().clone().requires_grad_()
    wanted = torch.tensor([target] * len(x))
    for _ in range(steps):
        leaf.grad = None
        nn.CrossEntropyLoss(reduction="sum")(network(leaf), wanted).backward()
        with torch.no_grad():
            leaf -= step * torch.sign(leaf.grad)
            leaf.copy_(torch.max(torch.min(leaf, x + epsilon), x - epsilon))
            leaf.clamp_(0, 1)
    return leaf.detach()

# %% верно: границы заранее
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError("epsilon < 0")
    bottom, top = torch.clamp(x - epsilon, min=0), torch.clamp(x + epsilon, max=1)
    image, done = x.detach(), 0
    while done < steps:
        image = image.clone().requires_grad_(True)
        chances = network(image).softmax(dim=1)
        loss = -torch.log(chances[:, target]).mean()
        slope = torch.autograd.grad(loss, image)[0]
        image = image.detach() - step * ((slope > 0).to(x.dtype) - (slope < 0).to(x.dtype))
        image = torch.clamp(image, bottom, top)
        done += 1
    return image.clone()

# %% верно: рост логарифма вероятности
def fool(network, x, target, epsilon, step, steps):
    if not epsilon >= 0:
        raise ValueError("негодный epsilon")

    def direction(image):
        leaf = image.clone().requires_grad_()
        scores = network(leaf)
        gain = (scores[:, target] - scores.logsumexp(1)).sum()
        return torch.autograd.grad(gain, leaf)[0].sign()

    changed = x.clone()
    for _ in range(steps):
        shift = (changed + step * direction(changed) - x).clamp(-epsilon, epsilon)
        changed = (x + shift).clamp(0, 1)
    return changed

# %% верно: рекурсия по шагам
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError("epsilon < 0")
    if steps == 0:
        return x.clone()
    last = fool(network, x, target, epsilon, step, steps - 1)
    leaf = last.detach().requires_grad_()
    loss = F.nll_loss(network(leaf).log_softmax(-1), torch.full([len(x)], target), reduction="sum")
    (gradient,) = torch.autograd.grad(loss, leaf)
    moved = last.detach() - step * gradient.sign()
    return moved.clamp(0, 1).clamp(x - epsilon, x + epsilon).detach()

# %% ошибка: шаг не в ту сторону | test_fool_steps, test_fool_squeezenet
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError('epsilon меньше нуля')
    wanted = torch.full((len(x),), target)
    changed = x.clone()
    for _ in range(steps):
        leaf = changed.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
        changed = changed + step * gradient.sign()
        changed = torch.clamp(changed, x - epsilon, x + epsilon).clamp(0, 1)
    return changed

# %% ошибка: epsilon не ограничивает | test_fool_steps, test_fool_squeezenet
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError('epsilon меньше нуля')
    wanted = torch.full((len(x),), target)
    changed = x.clone()
    for _ in range(steps):
        leaf = changed.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
        changed = changed - step * gradient.sign()
        changed = changed.clamp(0, 1)
    return changed

# %% ошибка: яркости выходят за 0…1 | test_fool_steps, test_fool_squeezenet
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError('epsilon меньше нуля')
    wanted = torch.full((len(x),), target)
    changed = x.clone()
    for _ in range(steps):
        leaf = changed.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
        changed = changed - step * gradient.sign()
        changed = torch.clamp(changed, x - epsilon, x + epsilon)
    return changed

# %% ошибка: граница отсчитана от прошлого шага | test_fool_steps, test_fool_squeezenet
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError('epsilon меньше нуля')
    wanted = torch.full((len(x),), target)
    changed = x.clone()
    for _ in range(steps):
        leaf = changed.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
        changed = changed - step * gradient.sign()
        changed = torch.clamp(changed, x - epsilon, x + epsilon).clamp(0, 1)
        x = changed
    return changed

# %% ошибка: один шаг вместо всех | test_fool_steps, test_fool_squeezenet
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError('epsilon меньше нуля')
    wanted = torch.full((len(x),), target)
    changed = x.clone()
    for _ in range(1):
        leaf = changed.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
        changed = changed - step * gradient.sign()
        changed = torch.clamp(changed, x - epsilon, x + epsilon).clamp(0, 1)
    return changed

# %% ошибка: на шаг больше | test_fool_steps
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError('epsilon меньше нуля')
    wanted = torch.full((len(x),), target)
    changed = x.clone()
    for _ in range(steps + 1):
        leaf = changed.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
        changed = changed - step * gradient.sign()
        changed = torch.clamp(changed, x - epsilon, x + epsilon).clamp(0, 1)
    return changed

# %% ошибка: epsilon меньше нуля не замечен | test_fool_steps
def fool(network, x, target, epsilon, step, steps):
    wanted = torch.full((len(x),), target)
    changed = x.clone()
    for _ in range(steps):
        leaf = changed.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
        changed = changed - step * gradient.sign()
        changed = torch.clamp(changed, x - epsilon, x + epsilon).clamp(0, 1)
    return changed

# %% ошибка: ограничено только в конце | test_fool_steps
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError('epsilon меньше нуля')
    wanted = torch.full((len(x),), target)
    changed = x.clone()
    for _ in range(steps):
        leaf = changed.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
        changed = changed - step * gradient.sign()
    return torch.clamp(changed, x - epsilon, x + epsilon).clamp(0, 1)

# %% ошибка: начато со случайной точки | test_fool_steps
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError('epsilon меньше нуля')
    wanted = torch.full((len(x),), target)
    changed = (x + epsilon * (2 * torch.rand_like(x) - 1)).clamp(0, 1)
    for _ in range(steps):
        leaf = changed.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
        changed = changed - step * gradient.sign()
        changed = torch.clamp(changed, x - epsilon, x + epsilon).clamp(0, 1)
    return changed

# %% ошибка: исходная картинка изменена | test_fool_steps
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError("epsilon меньше нуля")
    wanted = torch.full((len(x),), target)
    start = x.clone()
    for _ in range(steps):
        leaf = x.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
        x -= step * gradient.sign()
        x.copy_(torch.clamp(x, start - epsilon, start + epsilon).clamp(0, 1))
    return x

# %% ошибка: градиент посчитан один раз | test_fool_steps, test_fool_squeezenet
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError("epsilon меньше нуля")
    leaf = x.clone().requires_grad_()
    wanted = torch.full((len(x),), target)
    (gradient,) = torch.autograd.grad(F.cross_entropy(network(leaf), wanted), leaf)
    changed = x - steps * step * gradient.sign()
    return torch.clamp(changed, x - epsilon, x + epsilon).clamp(0, 1)

# %% ошибка: растёт вероятность, а не логарифм, и лишь первого класса | test_fool_steps, test_fool_squeezenet
def fool(network, x, target, epsilon, step, steps):
    if epsilon < 0:
        raise ValueError('epsilon меньше нуля')
    wanted = torch.full((len(x),), target)
    changed = x.clone()
    for _ in range(steps):
        leaf = changed.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(-network(leaf)[:, 0].sum(), leaf)
        changed = changed - step * gradient.sign()
        changed = torch.clamp(changed, x - epsilon, x + epsilon).clamp(0, 1)
    return changed
