"""Нападение: стучится в службы этой же машины, наружу и в чужие сокеты."""

# %% base ../_probe

# %% extra after=setup
import socket
import urllib.request


def connect(family, kind, address):
    with socket.socket(family, kind) as link:
        link.settimeout(1)
        link.connect(address)
        link.send(b"x")


inet, unix, tcp, udp = socket.AF_INET, socket.AF_UNIX, socket.SOCK_STREAM, socket.SOCK_DGRAM
attempt("tcp", lambda: connect(inet, tcp, ("127.0.0.1", int("@TCP@"))))
attempt("udp", lambda: connect(inet, udp, ("127.0.0.1", int("@UDP@"))))
attempt("tcp6", lambda: connect(socket.AF_INET6, tcp, ("::ffff:127.0.0.1", int("@TCP@"))))
attempt("имя", lambda: socket.getaddrinfo("localhost.localdomain", 80))
attempt("абстрактный", lambda: connect(unix, tcp, chr(0) + "@ABSTRACT@"))
attempt("именованный", lambda: connect(unix, tcp, "@SOCKET@"))
attempt("сырой", lambda: socket.socket(inet, socket.SOCK_RAW))
attempt("netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))
attempt("vsock", lambda: socket.socket(40, tcp))
attempt("пакеты", lambda: socket.socket(17, socket.SOCK_RAW))
attempt("слушать", lambda: socket.create_server(("127.0.0.1", 0)))
attempt("страница", lambda: urllib.request.urlopen("http://127.0.0.1:@TCP@/", timeout=1))
attempt("рассылка", lambda: connect(inet, udp, ("255.255.255.255", 9)))

# %% smooth
def smooth(x, kernel):
    whisper("из решения", lambda: connect(inet, tcp, ("127.0.0.1", int("@TCP@"))))
    result = np.zeros(len(x) + len(kernel) - 1)
    for i, a in enumerate(x):
        result[i : i + len(kernel)] += a * kernel
    return result

# %% extra after=test_smooth
print(*said, sep="\n")
