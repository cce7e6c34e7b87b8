"""Сеть после взгляда внутрь — та же: веса, режимы, градиенты, перехватчики; и при исключении."""

import copy

import pytest
import torch
from torch import nn

from lessons import explain, networks
from tests.lessons.networks.conftest import SMALL

METHODS = {
    "saliency": lambda model, x: explain.saliency(model, x, 1),
    "smooth_grad": lambda model, x: explain.smooth_grad(model, x, 1, samples=2),
    "guided_backprop": lambda model, x: explain.guided_backprop(model, x, 1),
    "occlusion": lambda model, x: explain.occlusion(model, x, 1, size=4, stride=8),
    "activations": lambda model, x: explain.activations(model, "", x),
    "activation_statistics": lambda model, x: explain.activation_statistics(model, "", x),
    "maximize": lambda model, x: explain.maximize_activation(model, "", 1, shape=x.shape, steps=2),
    "fgsm": lambda model, x: explain.fgsm(model, x, 1, epsilon=0.1),
    "pgd": lambda model, x: explain.pgd(model, x, 1, epsilon=0.1, step=0.05, steps=2),
    "top_patches": lambda model, x: explain.top_patches(model, "layer1", 0, x, 1),
    "filters": lambda model, x: explain.filters(model),
    "receptive_box": lambda model, x: networks.receptive_box(model, "layer1", 0, 0, x.shape[1:]),
    "layer_table": lambda model, x: networks.layer_table(model, x.shape[1:]),
}
HOOKS = (
    "_forward_hooks",
    "_forward_pre_hooks",
    "_backward_hooks",
    "_backward_pre_hooks",
    "_forward_hooks_always_called",
)


class Broken(nn.Module):
    """Слой, который бросает исключение."""

    def forward(self, x):
        raise KeyboardInterrupt


@pytest.fixture
def model():
    """Сеть в разнобой: часть слоёв заморожена, часть обучается, градиенты уже накоплены."""
    torch.manual_seed(0)
    model = networks.resnet_cifar(8)
    model(torch.rand(2, 3, 16, 16)).square().sum().backward()
    model.layer2.eval()
    for parameter in model.layer1.parameters():
        parameter.requires_grad_(False)
    return model


def state(model):
    """Всё, что способ посмотреть мог бы испортить."""
    tensors = {**dict(model.named_parameters()), **dict(model.named_buffers())}
    return (
        {name: tensor.detach().clone() for name, tensor in tensors.items()},
        {name: copy.deepcopy(p.grad) for name, p in model.named_parameters()},
        {name: p.requires_grad for name, p in model.named_parameters()},
        {name: module.training for name, module in model.named_modules()},
        {name: [len(getattr(m, hook)) for hook in HOOKS] for name, m in model.named_modules()},
    )


def assert_same(before, after):
    for old, new in zip(before[:2], after[:2], strict=True):
        assert old.keys() == new.keys()
        assert all(old[k] is new[k] is None or torch.equal(old[k], new[k]) for k in old)
    assert before[2:] == after[2:]


@pytest.mark.parametrize("method", METHODS)
def test_the_network_and_the_pictures_stay_as_they_were(model, method):
    x = torch.rand(2, 3, 16, 16)
    before, pictures = state(model), x.clone()
    METHODS[method](model, x)
    assert_same(before, state(model))
    assert torch.equal(x, pictures) and x.grad is None and not x.requires_grad
    assert torch.is_grad_enabled()


@pytest.mark.parametrize("method", sorted(METHODS.keys() - {"filters"}))
def test_an_exception_inside_leaves_no_trace(model, method):
    model.layer1[0].relu1 = Broken()
    before = state(model)
    with pytest.raises(KeyboardInterrupt):
        METHODS[method](model, torch.rand(2, 3, 16, 16))
    assert_same(before, state(model))
    assert torch.is_grad_enabled()
    x = torch.tensor([-1.0, 2.0], requires_grad=True)
    torch.relu(x).sum().mul(-1).backward()  # обычная ReLU снова обычна
    assert x.grad.tolist() == [0, -1]


@pytest.mark.parametrize("context", [torch.no_grad, torch.inference_mode])
@pytest.mark.parametrize("method", METHODS)
def test_works_where_gradients_are_switched_off(model, method, context):
    x = torch.rand(2, 3, 16, 16)
    with context():
        METHODS[method](model, x)
        assert not torch.is_grad_enabled()


def test_weights_get_no_gradient_from_maximization(model):
    model.zero_grad()
    explain.maximize_activation(model, "layer3", 2, shape=(3, 16, 16), steps=2)
    assert all(parameter.grad is None for parameter in model.parameters())


@pytest.mark.parametrize("name", SMALL)
def test_every_network_of_the_course_can_be_looked_into(name):
    torch.manual_seed(0)
    small = SMALL[name]
    model = small.make()
    x = torch.rand(2, *small.shape)
    target = torch.tensor([0, 3])
    looks = [explain.saliency, explain.smooth_grad]
    if name != "lenet5_1998":  # в ней вместо ReLU гиперболический тангенс
        looks.append(explain.guided_backprop)
    for look in looks:
        found = look(model, x, target, **({"samples": 2} if look is looks[1] else {}))
        assert found.shape == x.shape and torch.isfinite(found).all() and found.abs().sum() > 0
    size = small.shape[1] // 2
    chances = explain.occlusion(model, x, target, size=size, stride=size)
    assert ((chances >= 0) & (chances <= 1)).all()
    changed = explain.fgsm(model, x, target, epsilon=0.1)
    assert (changed - x).abs().max() <= 0.1 + 1e-6 and not torch.equal(changed, x)
    first = next(n for n, m in model.named_modules() if isinstance(m, nn.Conv2d))
    patches = explain.top_patches(model, first, 0, x, 2)
    assert patches[0].value >= patches[1].value
    picture = explain.maximize_activation(model, first, 0, shape=small.shape, steps=2)
    assert picture.shape == (1, *small.shape)


@pytest.mark.parametrize("dtype", [torch.bfloat16, torch.float64])
@pytest.mark.parametrize("method", METHODS)
def test_other_precisions(model, method, dtype):
    found = METHODS[method](model.to(dtype), torch.rand(2, 3, 16, 16, dtype=dtype))
    if isinstance(found, torch.Tensor) and method != "filters":
        assert found.dtype == dtype


@pytest.mark.gpu
@pytest.mark.parametrize("method", METHODS)
def test_cuda(model, method):
    if not torch.cuda.is_available():
        pytest.skip("нет видеокарты")
    METHODS[method](model.cuda(), torch.rand(2, 3, 16, 16, device="cuda"))
