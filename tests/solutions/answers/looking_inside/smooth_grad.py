"""SmoothGrad: размах, свой шум у каждой копии, среднее."""

# %% верно: все копии одним батчем
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    generator = torch.Generator().manual_seed(seed)
    sigma = noise * (x.max() - x.min())
    copies = x + sigma * torch.randn((samples, *x.shape[1:]), generator=generator)
    return saliency(network, copies, target).mean(0, keepdim=True)

# %% верно: шум numpy и список
def smooth_grad(network, x, target, noise, samples, seed):
    if not samples >= 1 or not noise >= 0:
        raise ValueError(f"{samples=}, {noise=}")
    rng = np.random.default_rng(seed)
    sigma = noise * float(x.max() - x.min())
    maps = []
    for _ in range(samples):
        shift = torch.tensor(rng.normal(0, 1, x.shape) * sigma, dtype=x.dtype)
        maps.append(saliency(network, x + shift, target))
    return torch.stack(maps).mean(0)

# %% верно: скользящее среднее и torch.normal
def smooth_grad(network, x, target, noise, samples, seed):
    if samples <= 0:
        raise ValueError("копий должно быть не меньше одной")
    if noise < 0:
        raise ValueError("шум не бывает отрицательным")
    generator = torch.Generator()
    generator.manual_seed(seed)
    sigma = noise * torch.ptp(x) if hasattr(torch, "ptp") else noise * (x.max() - x.min())
    mean = torch.zeros_like(x)
    for number in range(1, samples + 1):
        noisy = torch.normal(x, sigma.expand(x.shape), generator=generator)
        mean += (saliency(network, noisy, target) - mean) / number
    return mean

# %% верно: общий датчик внутри fork_rng
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодные копии или шум")
    low, high = torch.aminmax(x)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        maps = [
            saliency(network, x + torch.randn_like(x) * noise * (high - low), target)
            for _ in range(samples)
        ]
    return sum(maps) / samples

# %% верно: градиент выписан здесь же
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодные копии или шум")
    generator = torch.Generator().manual_seed(seed)
    sigma = noise * (x.amax() - x.amin()).item()
    total = 0
    for _ in range(samples):
        copy = x + torch.empty_like(x).normal_(0, 1, generator=generator) * sigma
        copy = copy.detach().requires_grad_()
        total = total + torch.autograd.grad(network(copy)[0, target], copy)[0]
    return total / samples

# %% ошибка: размах не учтён | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    generator = torch.Generator().manual_seed(seed)
    total = torch.zeros_like(x)
    for _ in range(samples):
        total += saliency(network, x + noise * torch.randn(x.shape, generator=generator), target)
    return total / samples

# %% ошибка: наибольшее вместо размаха | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    generator = torch.Generator().manual_seed(seed)
    total = torch.zeros_like(x)
    for _ in range(samples):
        shift = noise * x.max() * torch.randn(x.shape, generator=generator)
        total += saliency(network, x + shift, target)
    return total / samples

# %% ошибка: у всех копий один шум | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    generator = torch.Generator().manual_seed(seed)
    shift = noise * (x.max() - x.min()) * torch.randn(x.shape, generator=generator)
    total = torch.zeros_like(x)
    for _ in range(samples):
        total += saliency(network, x + shift, target)
    return total / samples

# %% ошибка: один шум на все числа картинки | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    generator = torch.Generator().manual_seed(seed)
    sigma = noise * (x.max() - x.min())
    total = torch.zeros_like(x)
    for _ in range(samples):
        total += saliency(network, x + sigma * torch.randn(1, generator=generator), target)
    return total / samples

# %% ошибка: один шум на все каналы | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    generator = torch.Generator().manual_seed(seed)
    sigma = noise * (x.max() - x.min())
    total = torch.zeros_like(x)
    for _ in range(samples):
        shift = sigma * torch.randn((1, 1, *x.shape[2:]), generator=generator)
        total += saliency(network, x + shift, target)
    return total / samples

# %% ошибка: равномерный шум от нуля | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    generator = torch.Generator().manual_seed(seed)
    sigma = noise * (x.max() - x.min())
    total = torch.zeros_like(x)
    for _ in range(samples):
        total += saliency(network, x + sigma * torch.rand(x.shape, generator=generator), target)
    return total / samples

# %% ошибка: сумма вместо среднего | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    generator = torch.Generator().manual_seed(seed)
    sigma = noise * (x.max() - x.min())
    total = torch.zeros_like(x)
    for _ in range(samples):
        total += saliency(network, x + sigma * torch.randn(x.shape, generator=generator), target)
    return total

# %% ошибка: среднее модулей | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    generator = torch.Generator().manual_seed(seed)
    sigma = noise * (x.max() - x.min())
    total = torch.zeros_like(x)
    for _ in range(samples):
        shift = sigma * torch.randn(x.shape, generator=generator)
        total += saliency(network, x + shift, target).abs()
    return total / samples

# %% ошибка: зерно не использовано | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    sigma = noise * (x.max() - x.min())
    total = torch.zeros_like(x)
    for _ in range(samples):
        total += saliency(network, x + sigma * torch.randn(x.shape), target)
    return total / samples

# %% ошибка: шум копится в самой картинке | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    if samples < 1 or noise < 0:
        raise ValueError("негодный шум")
    generator = torch.Generator().manual_seed(seed)
    sigma = noise * (x.max() - x.min())
    total = torch.zeros_like(x)
    for _ in range(samples):
        x += sigma * torch.randn(x.shape, generator=generator)
        total += saliency(network, x, target)
    return total / samples

# %% ошибка: негодные аргументы не замечены | test_smooth_grad
def smooth_grad(network, x, target, noise, samples, seed):
    generator = torch.Generator().manual_seed(seed)
    sigma = noise * (x.max() - x.min())
    total = torch.zeros_like(x)
    for _ in range(samples):
        total += saliency(network, x + sigma * torch.randn(x.shape, generator=generator), target)
    return total / samples
