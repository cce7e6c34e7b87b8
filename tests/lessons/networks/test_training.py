"""Каждая сеть способна выучить восемь картинок, а сохранённая и прочитанная отвечает так же."""

import pytest
import torch
from safetensors.torch import load_file, save_file
from torch.nn import functional as F


def test_network_learns_eight_images_by_heart(small):
    model, x, y = small.make(), small.images(8), torch.arange(8) % 4
    optimizer = torch.optim.Adam(model.parameters(), lr=small.rate)
    for _ in range(80):
        loss = F.cross_entropy(model(x), y)
        if loss < 0.05:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    assert loss < 0.05


def test_reloaded_weights_give_identical_outputs(small, tmp_path):
    model, x = small.make(), small.images(2)
    with torch.no_grad():
        model.train()(small.images(4))  # сдвинуть статистики нормализации с начальных
        save_file(model.state_dict(), tmp_path / "weights.safetensors")
        torch.manual_seed(1)
        other = small.make()
        other.load_state_dict(load_file(tmp_path / "weights.safetensors"))
        assert torch.equal(other.eval()(x), model.eval()(x))


@pytest.mark.gpu
def test_network_answers_the_same_on_a_gpu(small):
    if not torch.cuda.is_available():
        pytest.skip("нет видеокарты с CUDA")
    model, x = small.make().eval(), small.images(2)
    with torch.no_grad():
        expected = model(x)
        torch.testing.assert_close(model.cuda()(x.cuda()).cpu(), expected, rtol=1e-2, atol=1e-2)
