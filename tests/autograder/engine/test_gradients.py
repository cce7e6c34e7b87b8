"""Обучение через границу процессов: градиенты, параметры и оптимизаторы — как в одном процессе."""

# ruff: noqa: E501 — строки с текстами ячеек нагляднее целиком

from __future__ import annotations

import pytest
from engine_cells import answer, check, outcomes

NET = """\
class Net(torch.nn.Module):
    def __init__(self, hidden=4):
        super().__init__()
        self.body = torch.nn.Sequential(torch.nn.Linear(3, hidden), torch.nn.ReLU())
        self.head = torch.nn.Linear(hidden, 2)

    def forward(self, x):
        return self.head(self.body(x))
"""
FIT = """\
def fit(model, x, y, steps=30):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.3)
    for _ in range(steps):
        optimizer.zero_grad()
        loss = ((model(x) - y) ** 2).mean()
        loss.backward()
        optimizer.step()
    return model
"""
HONEST = {
    "a_prediction_in_inference_mode": (
        "def predict(net):\n    with torch.inference_mode():\n        x = torch.ones(1, 3)\n"
        "        return net(x).argmax(1)\ndef quiet(net):\n    with torch.no_grad():\n"
        "        return net(torch.ones(1, 3))",
        "net = torch.nn.Linear(3, 2)\nassert predict(net).shape == (1,)\n"
        "assert torch.allclose(quiet(net), net(torch.ones(1, 3)))",
    ),
    "a_gradient_asked_for_alone_stays_nowhere": (
        "def f(blocks, x):\n    x = x.clone().requires_grad_(True)\n    y = blocks[0](x).sum()\n"
        "    return torch.autograd.grad(y, x)[0]",
        "layer = torch.nn.Linear(3, 2)\nfound = f([layer], torch.ones(1, 3))\n"
        "assert torch.allclose(found, layer.weight.sum(0)) and layer.weight.grad is None",
    ),
    "a_gradient_of_the_net_asked_for_alone": (
        NET,
        "net, x = Net(), torch.ones(1, 3, requires_grad=True)\n"
        "found = torch.autograd.grad(net(x).sum(), x)[0]\n"
        "assert found.shape == (1, 3) and all(p.grad is None for p in net.parameters())",
    ),
    "one_number_cut_out_of_a_row": (
        "def f(x):\n    return x.softmax(1)[:, 1].reshape(1, 1)",
        "assert f(torch.zeros(1, 4)).item() == 0.25",
    ),
    "the_state_is_loaded_and_saved": (
        NET,
        "net, other = Net(), Net()\nother.load_state_dict(net.state_dict())\nx = torch.randn(5, 3)\n"
        "assert torch.allclose(net(x), other(x))",
    ),
    "a_loss_of_the_test_reaches_every_parameter": (
        NET,
        "net = Net()\nnet(torch.ones(1, 3)).sum().backward()\n"
        "assert all(p.grad is not None for p in net.parameters())\n"
        "assert torch.equal(net.head.bias.grad, torch.ones(2))",
    ),
    "a_gradient_reaches_the_input": (
        "def f(x):\n    return (x**2).sum()",
        "x = torch.tensor([1.0, 2.0], requires_grad=True)\n(f(x * 3) + f(x)).backward()\n"
        "assert torch.equal(x.grad, torch.tensor([20.0, 40.0]))\n"
        "g, = torch.autograd.grad(f(x), x)\nassert torch.equal(g, torch.tensor([2.0, 4.0]))",
    ),
    "an_own_function_passes_gradcheck": (
        "class Square(torch.autograd.Function):\n    @staticmethod\n    def forward(ctx, x):\n"
        "        ctx.save_for_backward(x)\n        return x * x\n    @staticmethod\n"
        "    def backward(ctx, g):\n        return 2 * ctx.saved_tensors[0] * g\n"
        "def square(x):\n    return Square.apply(x)",
        "x = torch.randn(3, dtype=torch.double, requires_grad=True)\n"
        "assert torch.autograd.gradcheck(square, (x,))",
    ),
    "the_test_trains_the_students_net": (
        NET,
        "torch.manual_seed(0)\nnet = Net()\noptimizer = torch.optim.Adam(net.parameters(), lr=0.05)\n"
        "x, y = torch.randn(8, 3), torch.randint(0, 2, (8,))\nlosses = []\nfor _ in range(15):\n"
        "    optimizer.zero_grad()\n    loss = torch.nn.functional.cross_entropy(net(x), y)\n"
        "    loss.backward()\n    optimizer.step()\n    losses.append(loss.item())\n"
        "assert losses[-1] < losses[0] * 0.95, losses",
    ),
    "the_student_trains_the_net_of_the_test": (
        FIT,
        "torch.manual_seed(1)\nnet = torch.nn.Linear(2, 1)\nweight = net.weight\nx = torch.randn(20, 2)\n"
        "y = x @ torch.tensor([[1.0], [2.0]])\nassert fit(net, x, y) is net and net.weight is weight\n"
        "assert ((net(x) - y) ** 2).mean() < 0.01",
    ),
    "the_student_trains_the_students_net": (
        NET + FIT,
        "net = Net()\nbefore = [p.clone() for p in net.parameters()]\nheld = list(net.parameters())\n"
        "fit(net, torch.randn(9, 3), torch.randn(9, 2))\n"
        "assert all(not torch.equal(a, b) for a, b in zip(before, held))",
    ),
    "the_test_sets_the_weights": (
        NET,
        "net = Net()\nwith torch.no_grad():\n    for p in net.body.parameters():\n        p.zero_()\n"
        "    net.head.bias.fill_(3)\nnet.head.weight.data *= 2\n"
        "assert torch.equal(net(torch.ones(2, 3)), torch.full((2, 2), 3.0))",
    ),
    "frozen_layers_stay_frozen": (
        NET + "def freeze(net):\n    net.body.requires_grad_(False)",
        "net = Net()\nfreeze(net)\nlearning = [n for n, p in net.named_parameters() if p.requires_grad]\n"
        "assert learning == ['head.weight', 'head.bias']\n"
        "assert all(isinstance(p, torch.nn.Parameter) for p in net.parameters())\n"
        "net(torch.ones(1, 3)).sum().backward()\n"
        "assert net.body[0].weight.grad is None and net.head.weight.grad is not None",
    ),
    "the_students_net_is_a_part_of_a_larger_one": (
        NET,
        "part = torch.nn.Linear(5, 3)\nx = torch.ones(1, 5)\ntorch.nn.Sequential(part, Net())(x).sum().backward()\n"
        "assert part.weight.grad is not None and part.weight.grad.abs().sum() > 0",
    ),
    "a_loss_of_the_test_is_called_by_the_student": (
        NET
        + "def step(net, loss, x, y):\n    found = loss(net(x), y)\n    found.backward()\n    return found",
        "net = Net()\nfound = step(net, torch.nn.MSELoss(), torch.ones(1, 3), torch.zeros(1, 2))\n"
        "assert found.item() > 0 and net.head.weight.grad.abs().sum() > 0",
    ),
}


@pytest.mark.parametrize("name", HONEST)
def test_learning_works_across_the_border(name, grade):
    solution, test = HONEST[name]
    examination = grade(answer(solution), check(test))
    assert outcomes(examination) == ["passed"], examination.outcomes


LIES = {
    "of_a_wrong_shape": "[torch.ones(7)]",
    "of_a_wrong_kind": "['x']",
    "too_many": "[torch.ones(2)] * 9",
    "not_a_list": "{}",
}


@pytest.mark.parametrize("name", LIES)
def test_a_wrong_gradient_fails_the_test_alone(name, grade):
    liar = (
        "import gc\npeer = next(o for o in gc.get_objects() if type(o).__name__ == 'StudentPeer')\n"
        f"type(peer)._do_backward = lambda self, number, gradient: {LIES[name]}\n"
        "def f(x):\n    return x.sum()"
    )
    test = "x = torch.ones(2, requires_grad=True)\nf(x).backward()\nassert x.grad.sum() == 2"
    examination = grade(
        answer(liar, "def f(x): pass"), check(test), check("assert f(torch.ones(1)) == 1")
    )
    assert outcomes(examination) == ["error", "passed"], examination.outcomes
