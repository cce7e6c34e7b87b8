"""Нападение: много ячеек, и каждая спит чуть меньше предела: тянет время всей тетради."""

# %% base ../honest

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)

# %% extra after=test_relu
import time; time.sleep(4.4)
