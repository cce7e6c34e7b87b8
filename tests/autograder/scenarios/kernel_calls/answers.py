"""Нападение: системные вызовы, через которые обходят песочницы, по номеру и без обёрток."""

# %% base ../_probe

# %% extra after=setup
import ctypes
import platform

libc = ctypes.CDLL(None, use_errno=True)
arm = platform.machine() == "aarch64"
calls = {
    "io_uring": (425, 425), "userfaultfd": (323, 282), "memfd": (319, 279), "memfd_secret": (447, 447),
    "pidfd_getfd": (438, 438), "perf": (298, 241), "bpf": (321, 280), "keyctl": (250, 219), "add_key": (248, 217),
    "process_vm_writev": (311, 271), "kcmp": (312, 272), "ptrace": (101, 117), "open_by_handle": (304, 265),
    "name_to_handle": (303, 264), "fsopen": (430, 430), "open_tree": (428, 428), "mount": (165, 40),
    "clone3": (435, 435), "execveat": (322, 281), "fanotify": (300, 262), "kexec_file": (320, 294),
    "delete_module": (176, 106), "swapon": (167, 224), "process_madvise": (440, 440),
    "io_setup": (206, 0), "inotify": (294, 26), "personality": (135, 92),
    "pidfd_send_signal чужому": (424, 424), "bpf 32": (0x40000141, 0x40000141),
}
text = ctypes.create_string_buffer(4096)


def call(number):
    result = libc.syscall(ctypes.c_long(number), text, text, ctypes.c_long(0), ctypes.c_long(0), ctypes.c_long(0))
    if result < 0:
        raise OSError(ctypes.get_errno(), str(number))
    return result


for name, numbers in calls.items():
    attempt(name, lambda number=numbers[arm]: call(number))
attempt("пространство через clone", lambda: libc.clone(ctypes.c_void_p(), ctypes.c_void_p(), 0x10000000, 0) > 0 or 1 / 0)
attempt("монтирование через unshare", lambda: libc.unshare(0x00020000) == 0 or 1 / 0)
