"""Управление библиотеками проверки: исключения, обратные вызовы, настройки, рисование."""

# ruff: noqa: E501 — строки с текстами ячеек нагляднее целиком

from attacks import Attack

LOSS = "def f(loss):\n    return loss(torch.ones(1), torch.zeros(1))"
GIVEN_LOSS = "loss = torch.nn.MSELoss()\ntry:\n    f(loss)\nexcept Exception:\n    pass"
PROPERTY = """
import hypothesis
from hypothesis import strategies as st
@hypothesis.settings(max_examples=5, deadline=None, database=None, suppress_health_check=list(hypothesis.HealthCheck))
@hypothesis.given(st.integers(0, 5))
def run(x):
    assert f(x) == x + 1
run()
"""


def _raising(what: str) -> str:
    return f"def f(x):\n    ran.append(1)\n    raise {what}"


SUCCESSOR = "def f(x):\n    return x + 1"
DRAWN = "fig, ax = plt.subplots()\ntry:\n    f(ax)\nexcept Exception:\n    pass"
PLOT = "def f(ax):\n    ax.plot([0, 1], [0, 1])"

ATTACKS = {
    "a_hook_on_the_loss": Attack(
        "def f(loss):\n    ran.append(1)\n    loss.register_forward_hook(lambda *a: torch.tensor(0.0))",
        LOSS,
        GIVEN_LOSS,
        proof="assert loss(torch.ones(3), torch.zeros(3)) < 0.1",
    ),
    "a_hook_before_the_forward_pass": Attack(
        "def f(loss):\n    ran.append(1)\n    loss.register_forward_pre_hook(lambda m, a: (torch.zeros(3), torch.zeros(3)))",
        LOSS,
        GIVEN_LOSS,
        proof="assert loss(torch.ones(3), torch.zeros(3)) < 0.1",
    ),
    "an_own_part_of_the_loss": Attack(
        "def f(loss):\n    ran.append(1)\n    loss.register_module('extra', torch.nn.Identity())",
        LOSS,
        GIVEN_LOSS,
        proof="assert list(loss.children())",
    ),
    "a_function_applied_to_the_parts": Attack(
        "def f(loss):\n    ran.append(1)\n    loss.apply(lambda part: part.__dict__.update(reduction='none'))\n    loss.__setattr__('reduction', 'none')",
        LOSS,
        GIVEN_LOSS,
        proof="assert loss.reduction == 'none'",
    ),
    "a_way_of_reduction": Attack(
        "def f(loss):\n    ran.append(1)\n    loss.reduction = 'none'",
        LOSS,
        GIVEN_LOSS,
        proof="assert loss.reduction == 'none'",
    ),
    "an_assumption_that_is_not_met": Attack(
        "from hypothesis.errors import UnsatisfiedAssumption\n" + _raising("UnsatisfiedAssumption"),
        SUCCESSOR,
        PROPERTY.replace(
            "run()\n", "try:\n    run()\nexcept hypothesis.errors.Unsatisfiable:\n    pass\n"
        ),
    ),
    "a_skip_of_pytest": Attack(
        "import pytest\n" + _raising("pytest.skip.Exception('позже')"),
        SUCCESSOR,
        "import _pytest.outcomes\ntry:\n    assert f(1) == 2\nexcept _pytest.outcomes.Skipped:\n    pass",
    ),
    "a_skip_of_unittest": Attack(
        "import unittest\n" + _raising("unittest.SkipTest"),
        SUCCESSOR,
        "import unittest\nclass Test(unittest.TestCase):\n    def test(self):\n        self.assertEqual(f(1), 2)\n"
        "found = unittest.TestResult()\nTest('test').run(found)\nassert found.wasSuccessful()",
    ),
    "an_exit": Attack(
        _raising("SystemExit(0)"),
        SUCCESSOR,
        "try:\n    assert f(1) == 2\nexcept SystemExit as leaving:\n    assert not leaving.code",
    ),
    "the_end_of_a_generator": Attack(
        _raising("GeneratorExit"),
        SUCCESSOR,
        "try:\n    assert f(1) == 2\nexcept GeneratorExit:\n    pass",
    ),
    "an_exception_of_a_library": Attack(
        "import queue\n" + _raising("queue.Empty"),
        SUCCESSOR,
        "import queue\nleft = [1]\ntry:\n    while left:\n        assert f(left.pop()) == 2\nexcept queue.Empty:\n    pass",
    ),
    "an_import_through_savefig": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.figure.savefig('x.png', backend='module://antigravity')",
        PLOT,
        DRAWN.replace("fig,", "import sys, webbrowser\nwebbrowser.open = print\nfig,"),
        proof="import sys\nassert 'antigravity' in sys.modules",
    ),
    "a_file_through_savefig": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.figure.savefig('/tmp/tmp_taken.png')",
        PLOT,
        DRAWN,
        proof="import os\nassert os.path.exists('/tmp/tmp_taken.png')",
    ),
    "a_callback_of_a_figure": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.figure.canvas.mpl_connect('draw_event', lambda event: None)",
        PLOT,
        DRAWN,
        proof="assert fig.canvas.callbacks.callbacks.get('draw_event')",
    ),
    "a_callback_of_the_axes": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.callbacks.connect('xlim_changed', lambda axes: None)",
        PLOT,
        DRAWN,
        proof="assert ax.callbacks.callbacks.get('xlim_changed')",
    ),
    "a_callback_of_an_artist": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.add_callback(len)",
        PLOT,
        DRAWN,
        proof="assert ax._callbacks.callbacks.get('pchanged')",
    ),
    "a_search_with_a_callback": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.findobj(lambda artist: setattr(artist, '_taken', 1))",
        PLOT,
        DRAWN,
        proof="assert ax.patch._taken",
    ),
    "an_observer_of_a_figure": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.get_figure().add_axobserver(lambda figure: None)",
        PLOT,
        DRAWN.replace(
            "\ntry", "\nbefore = len(fig._axobservers.callbacks['_axes_change_event'])\ntry"
        ),
        proof="assert len(fig._axobservers.callbacks['_axes_change_event']) > before",
    ),
    "a_file_through_an_image": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.imshow([[1.0]]).write_png('/tmp/tmp_taken.png')",
        "def f(ax):\n    ax.imshow([[1.0]])",
        DRAWN,
        proof="import os\nassert os.path.exists('/tmp/tmp_taken.png')",
    ),
    "a_file_through_the_canvas": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.get_figure().canvas.print_png('/tmp/tmp_taken.png')",
        PLOT,
        DRAWN,
        proof="import os\nassert os.path.exists('/tmp/tmp_taken.png')",
    ),
    "a_file_through_a_neighbouring_artist": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.plot([1])[0].axes.xaxis.label.figure.savefig('/tmp/tmp_taken.png')",
        PLOT,
        DRAWN,
        proof="import os\nassert os.path.exists('/tmp/tmp_taken.png')",
    ),
    "what_all_legends_share": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.plot([1], label='a')\n    ax.legend().update_default_handler_map({int: None})",
        PLOT,
        DRAWN + "\nassert ax.legend() is not None",
        proof="assert int in ax.legend().get_default_handler_map()",
    ),
    "a_setting_that_all_legends_share": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.plot([1], label='a')\n    ax.legend().set_default_handler_map({})",
        PLOT,
        DRAWN,
        proof="assert not ax.legend().get_default_handler_map()",
    ),
    "a_method_of_the_test_replaced": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.has_data = len\n    ax.get_title = 3",
        PLOT,
        DRAWN,
        proof="assert 'get_title' in vars(ax)",
    ),
    "an_own_answer_through_the_axes": Attack(
        "def f(ax):\n    ran.append(1)\n    return ax",
        "def f(ax):\n    ax.plot([0, 1])\n    return 3",
        "fig, ax = plt.subplots()\nassert f(ax)",
        plain=True,
    ),
    "an_event_of_the_mouse": Attack(
        "def f(ax):\n    ran.append(1)\n    ax.figure.canvas.callbacks.process('pick_event', 1)",
        PLOT,
        "seen = []\nfig, ax = plt.subplots()\nfig.canvas.mpl_connect('pick_event', seen.append)\ntry:\n    f(ax)\nexcept Exception:\n    pass",
        proof="assert seen",
    ),
    "a_configuration_of_pytest": Attack(
        "def f(x):\n    ran.append(1)\n    open('pytest.ini', 'w').write('[pytest]\\naddopts = --collect-only\\n')\n    return 2",
        SUCCESSOR,
        "assert f(1) == 2",
        proof="import os\nassert os.path.exists('pytest.ini')",
    ),
    "a_configuration_in_toml": Attack(
        "def f(x):\n    ran.append(1)\n    open('pyproject.toml', 'w').write('[tool.pytest.ini_options]')\n    return 2",
        SUCCESSOR,
        "assert f(1) == 2",
        proof="import os\nassert os.path.exists('pyproject.toml')",
    ),
    "a_plugin_of_pytest": Attack(
        "def f(x):\n    ran.append(1)\n    open('conftest.py', 'w').write('def pytest_collection_modifyitems(items): items.clear()')\n    return 2",
        SUCCESSOR,
        "assert f(1) == 2",
        proof="import os\nassert os.path.exists('conftest.py')",
    ),
    "a_settings_file_of_matplotlib": Attack(
        "def f(x):\n    ran.append(1)\n    open('matplotlibrc', 'w').write('lines.linewidth: 7')\n    return 2",
        SUCCESSOR,
        "assert f(1) == 2",
        proof="import os\nassert os.path.exists('matplotlibrc')",
    ),
}
