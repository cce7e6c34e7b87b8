"""То, что главы говорят о методах, — проверками на обученной сети."""

import pytest
import torch
from torch import nn

from lessons import explain, networks
from lessons.datasets import fashion_mnist, photo, pictures
from lessons.networks import pretrained
from tests.lessons.explain.conftest import CATS, EGYPTIAN, ESPRESSO

# Кошка снимка, вставленного посередине серого поля: всё, что вне рамки, — фон.
BOX = (slice(64, 164), slice(64, 164))


@pytest.fixture(scope="module")
def framed():
    """Кошка 100×100 посреди серого поля 227×227."""
    face = pretrained.preprocess(photo("chelsea"))
    small = nn.functional.interpolate(face, size=(100, 100), mode="area")
    image = torch.full((1, 3, 227, 227), 0.5)
    image[0, :, BOX[0], BOX[1]] = small[0]
    return image


def randomized(seed):
    """Та же архитектура, ничему не наученная: веса по Хе, средняя яркость вычтена."""
    torch.manual_seed(seed)
    model = pretrained.squeezenet_imagenet()
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            nn.init.zeros_(module.bias)
    first = model.features[0]
    first.bias.data = -0.45 * first.weight.data.sum((1, 2, 3))
    return model


def test_saliency_gathers_on_the_cat(squeezenet, framed):
    mass = explain.saliency(squeezenet, framed, EGYPTIAN).abs().sum((0, 1))
    area = 100 * 100 / 227**2
    assert mass[BOX].sum() / mass.sum() > 2.5 * area


def total_variation(maps):
    """Изменение между соседями в долях суммы модулей: мера ряби."""
    rough = maps.diff(dim=2).abs().sum() + maps.diff(dim=3).abs().sum()
    return float(rough / maps.abs().sum())


def test_smooth_grad_is_smoother_than_the_gradient(squeezenet, photos, generator):
    own = [EGYPTIAN, ESPRESSO]
    plain = explain.saliency(squeezenet, photos, own)
    smooth = explain.smooth_grad(squeezenet, photos, own, generator=generator)
    assert total_variation(smooth) < 0.93 * total_variation(plain)


def test_a_small_mask_moves_one_class_but_hardly_the_cats_together(squeezenet, photos):
    """Одна порода переходит в другую, кошка остаётся кошкой."""
    options = {"size": 35, "stride": 32}
    maps = [explain.occlusion(squeezenet, photos[:1], cat, **options)[0] for cat in CATS]
    with torch.no_grad():
        before = squeezenet(photos[:1]).softmax(1)[0]
    together = sum(maps)
    assert before[list(CATS)].sum() > 0.98
    assert together.median() > 0.95 * before[list(CATS)].sum()
    assert maps[2].min() < 0.5 * before[EGYPTIAN]


def test_four_levels_of_brightness_turn_the_cat_into_any_chosen_class(squeezenet, photos):
    chosen = torch.tensor([1, 130, 555, 779, 967, 985])
    cats = photos[:1].expand(6, -1, -1, -1)
    options = {"epsilon": 4 / 255, "step": 1 / 255, "steps": 10}
    fooled = explain.pgd(squeezenet, cats, chosen, targeted=True, **options)
    assert (fooled - cats).abs().max() <= 4 / 255 + 1e-7
    assert fooled.min() >= 0 and fooled.max() <= 1
    with torch.no_grad():
        assert (squeezenet(fooled).argmax(1) == chosen).all()


def test_one_step_is_weaker_than_ten(squeezenet, photos):
    own = torch.tensor([EGYPTIAN, ESPRESSO])
    once = explain.fgsm(squeezenet, photos, own, epsilon=2 / 255)
    often = explain.pgd(squeezenet, photos, own, epsilon=2 / 255, step=0.5 / 255, steps=10)
    with torch.no_grad():
        chances = [squeezenet(x).softmax(1)[[0, 1], own] for x in (photos, once, often)]
    assert (chances[0] > 0.3).all() and (chances[2] < 0.01).all()
    assert (chances[2] <= chances[1]).all()


def test_most_clothes_are_fooled_by_a_small_change():
    model = pretrained.fashion_cnn()
    split = fashion_mnist("test")
    x = torch.tensor(split.images[:200])[:, None].float() / 255
    labels = torch.tensor(split.labels[:200]).long()
    with torch.no_grad():
        right = model(x).argmax(1) == labels
        once = model(explain.fgsm(model, x, labels, epsilon=8 / 255)).argmax(1) == labels
        options = {"epsilon": 8 / 255, "step": 2 / 255, "steps": 10}
        often = model(explain.pgd(model, x, labels, **options)).argmax(1) == labels
    assert right.float().mean() > 0.9
    assert once.float().mean() < 0.6
    assert often.float().mean() < 0.3 and often.sum() < once.sum()


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_an_attack_never_leaves_its_bounds(dtype):
    """Округление не выводит за ``epsilon`` и за 0…1 даже на единицу младшего разряда."""
    torch.manual_seed(0)
    model = networks.resnet_cifar(8).to(dtype)
    x = torch.rand(4, 3, 16, 16).to(dtype)
    for epsilon in (1 / 255, 0.03, 0.1, 1 / 3):
        for changed in (
            explain.fgsm(model, x, 1, epsilon=epsilon),
            explain.pgd(model, x, 1, epsilon=epsilon, step=epsilon / 2, steps=3),
        ):
            assert (changed.double() - x.double()).abs().max() <= epsilon
            assert changed.min() >= 0 and changed.max() <= 1


def likeness(first, second):
    """Корреляция модулей двух карт; у цветной берётся сильнейший канал."""
    maps = torch.stack([m.abs().amax(1).flatten() for m in (first, second)])
    return float(torch.corrcoef(maps)[0, 1])


def edges(x):
    """Перепады яркости снимка между соседями по горизонтали и по вертикали."""
    grey = nn.functional.pad(x.mean(1, keepdim=True), (0, 1, 0, 1), mode="replicate")
    return grey.diff(dim=3)[:, :, :-1].abs() + grey.diff(dim=2)[..., :-1].abs()


def test_guided_backprop_does_not_notice_that_the_network_knows_nothing(squeezenet, photos):
    """Проверка Adebayo и др. (2018): карта ненаученной сети похожа на карту обученной.

    С краями снимка управляемая карта случайной сети совпадает не хуже карты обученной, а с самой
    картой обученной — вдвое лучше, чем градиент случайной сети с градиентом обученной.
    """
    x = photos[:1]
    looks = (explain.guided_backprop, explain.saliency)
    guided, plain = (look(squeezenet, x, EGYPTIAN) for look in looks)
    for seed in range(2):
        unlearned = [look(randomized(seed), x, EGYPTIAN) for look in looks]
        assert likeness(guided, unlearned[0]) > 0.35
        assert likeness(plain, unlearned[1]) < 0.32
        assert likeness(guided, unlearned[0]) > 1.5 * likeness(plain, unlearned[1])
        assert likeness(edges(x), unlearned[0]) > likeness(edges(x), guided)


def test_a_maximized_class_exceeds_every_real_picture(squeezenet, generator):
    images = torch.from_numpy(pictures().images[::4]).permute(0, 3, 1, 2).float() / 255
    flamingo = 130
    real = explain.activations(squeezenet, "", images)[:, flamingo]
    picture = explain.maximize_activation(
        squeezenet, "", flamingo, shape=(3, 160, 160), steps=24, generator=generator
    )
    with torch.no_grad():
        scores = squeezenet(picture)[0]
    assert scores[flamingo] > real.max() and scores.argmax() == flamingo


def test_a_maximized_channel_exceeds_every_real_picture(squeezenet, generator):
    images = torch.from_numpy(pictures().images[::4]).permute(0, 3, 1, 2).float() / 255
    real = explain.activations(squeezenet, "features.6", images)[:, 7].mean((1, 2))
    picture = explain.maximize_activation(
        squeezenet, "features.6", 7, shape=(3, 96, 96), steps=24, generator=generator
    )
    found = explain.activations(squeezenet, "features.6", picture)[:, 7].mean((1, 2))
    assert picture.min() >= 0 and picture.max() <= 1
    assert found > real.max()


def test_neighbours_of_a_picture_are_of_its_kind(squeezenet):
    """В признаках сети сосед чаще своего вида, чем среди самих пикселей."""
    images, labels, *_ = pictures()
    x = torch.from_numpy(images).permute(0, 3, 1, 2).float() / 255
    kinds = torch.from_numpy(labels)
    features = explain.activations(squeezenet, "features.12", x).mean((2, 3))
    pixels = nn.functional.interpolate(x, size=(32, 32), mode="area").flatten(1)
    shares = []
    for space in (nn.functional.normalize(features), pixels):
        nearest = explain.nearest_neighbours(space, space, 2)[0][:, 1]
        shares.append(float((kinds[nearest] == kinds).float().mean()))
    assert shares[0] > 0.65 and shares[1] < 0.4
