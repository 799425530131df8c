"""The kernel's own tools of confinement, called by their numbers: namespaces, capabilities, limits, a filter.

Python 3.11 has no names for most of them, so they are called through the C library. Linux only.
"""

import ctypes
import os
import platform
import resource
import struct

_C = ctypes.CDLL(None, use_errno=True)

NEW_USER, NEW_MOUNTS, NEW_PROCESSES, NEW_IPC = 0x10000000, 0x00020000, 0x20000000, 0x08000000
_RECURSIVE_PRIVATE = 0x4000 | 0x40000
_NO_DEVICES, _NO_SETUID, _NO_EXEC, _READ_ONLY = 4, 2, 8, 1

# System calls that no answer needs and that lead out of limits or confinement: (x86_64, aarch64).
_FORBIDDEN = {
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "socket": (41, 198),
    "socketpair": (53, 199),
    "shmget": (29, 194),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "io_uring_setup": (425, 425),
    "clone3": (435, 435),
}
_CLONE = (56, 220)
_FORKS = {"fork": (57,), "vfork": (58,)}
_A_THREAD, _NEW_NAMESPACES = 0x00010000, 0x7E020000
# The same numbers on every processor.
_NEW_RULES, _ADD_RULE, _OBEY_RULES = 444, 445, 446
_READ, _READ_FILE, _ON_FILES = 0b1101, 0b0101, 0b1100000000000111
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000
_NO_SUCH_CALL = 0x00050000 | 38


class CannotConfine(OSError):
    """Raised when the kernel refuses a step; student code must then not be run."""


def become(number):
    """Give up being root for good, and keep the right to open one's own entries under /proc."""
    os.setgroups([])
    os.setgid(number)
    os.setuid(number)
    _C.prctl(4, 1, 0, 0, 0)


def unshare(flags):
    """Leave namespaces that are shared with the parent."""
    _require(_C.unshare(flags), "unshare")


def become_root_of_own_namespace(uid, gid):
    """After ``unshare(NEW_USER)``: be user 0 in there, and nobody outside."""
    _put("/proc/self/setgroups", "deny")
    _put("/proc/self/uid_map", f"0 {uid} 1")
    _put("/proc/self/gid_map", f"0 {gid} 1")


def keep_mounts_private():
    """Let no mount of this namespace show outside it."""
    _require(_C.mount(b"none", b"/", None, _RECURSIVE_PRIVATE, None), "mount private")


def empty_folder_over(path, size="16k", read_only=False):
    """Cover a folder with an empty one in memory, of a limited size."""
    flags = _NO_DEVICES | _NO_SETUID | _NO_EXEC | (_READ_ONLY if read_only else 0)
    options = f"size={size},nr_inodes=1k,mode=755".encode()
    _require(_C.mount(b"tmpfs", os.fsencode(path), b"tmpfs", flags, options), f"mount on {path}")


def drop_every_capability():
    """Be a root without any of its powers, for good."""
    _C.prctl(38, 1, 0, 0, 0)  # no new privileges
    for capability in range(64):
        _C.prctl(24, capability, 0, 0, 0)  # not even in a program started from here
    header = struct.pack("Ii", 0x20080522, 0)
    _require(_C.capset(header, bytes(24)), "capset")


def limit(memory, seconds, processes, file_size, files=64):
    """Set hard limits: bytes of address space, CPU seconds, processes, bytes a file, open files."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_NPROC: processes,
        resource.RLIMIT_FSIZE: file_size,
        resource.RLIMIT_NOFILE: files,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
    }
    for name, value in limits.items():
        resource.setrlimit(name, (value, value))


def die_with_parent():
    """Be killed by the kernel when the parent is gone."""
    _C.prctl(1, 9, 0, 0, 0)


def see_only(readable, writable):
    """Let the kernel (Landlock) open nothing but these files and folders, for this process and for good.

    Where the kernel knows how, it also refuses connections over TCP and signals to other processes.

    Parameters
    ----------
    readable, writable : list of str
        Paths; folders with all they hold. What does not exist is left out.

    Raises
    ------
    CannotConfine
        Where the kernel has no Landlock, or has it switched off.
    """
    version = _C.syscall(_NEW_RULES, None, ctypes.c_size_t(0), 1)
    if version < 1:
        raise CannotConfine(ctypes.get_errno(), "this kernel has no Landlock")
    every = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 4: 0x7FFF}.get(version, 0xFFFF)
    words = 1 + (version >= 4) + (version >= 6)
    asked = struct.pack("QQQ", every, 3, 3)[: 8 * words]
    rules = _C.syscall(_NEW_RULES, asked, ctypes.c_size_t(len(asked)), 0)
    _require(min(rules, 0), "Landlock")
    for paths, rights in ((readable, _READ), (writable, every)):
        for path in paths:
            _allow_beneath(rules, path, rights & every)
    _C.prctl(38, 1, 0, 0, 0)
    _require(_C.syscall(_OBEY_RULES, rules, 0), "Landlock")
    os.close(rules)


def _allow_beneath(rules, path, rights):
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    rights = rights if os.path.isdir(path) else rights & _ON_FILES
    _require(_C.syscall(_ADD_RULE, rules, 1, struct.pack("=Qi", rights, place), 0), f"Landlock for {path}")
    os.close(place)


def refuse_dangerous_calls(processes=True):
    """Let the kernel refuse system calls that no answer needs, sockets among them.

    Parameters
    ----------
    processes : bool
        Whether new processes are allowed; threads are in either case.

    Raises
    ------
    CannotConfine
        On a processor whose call numbers are not known here, or when the kernel refuses the filter.
    """
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        raise CannotConfine(f"no filter is known for {machine}")
    column, architecture = _ARCHITECTURES[machine]
    forbidden = [numbers[column] for numbers in _FORBIDDEN.values()]
    if not processes:
        forbidden += [numbers[column] for numbers in _FORKS.values() if column < len(numbers)]
    program = _filter(architecture, forbidden, _CLONE[column], processes)
    code = ctypes.create_string_buffer(program)
    head = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    _C.prctl(38, 1, 0, 0, 0)
    _require(_C.prctl(22, 2, head, 0, 0), "seccomp")


def _filter(architecture, forbidden, clone, processes):
    """A program for the kernel: refuse other architectures, the listed calls, clones into namespaces."""
    load, equal, answer, any_bit = 0x20, 0x15, 0x06, 0x45
    steps = [(load, 0, 0, 4), (equal, 1, 0, architecture), (answer, 0, 0, _KILL), (load, 0, 0, 0)]
    # Numbers from 2 to the 30th on belong to the x32 variant of the same processor.
    steps += [(0x35, 0, 1, 0x40000000), (answer, 0, 0, _KILL)]
    for number in forbidden:
        # The C library takes the older clone when the newer one is not there.
        verdict = _NO_SUCH_CALL if number == 435 else _REFUSE
        steps += [(equal, 0, 1, number), (answer, 0, 0, verdict)]
    steps += [
        (equal, 0, 3 if processes else 5, clone),
        (load, 0, 0, 16),
        (any_bit, 0, 1, _NEW_NAMESPACES),
        (answer, 0, 0, _REFUSE),
    ]
    if not processes:
        steps += [(any_bit, 1, 0, _A_THREAD), (answer, 0, 0, _REFUSE)]
    steps += [(answer, 0, 0, _ALLOW)]
    return b"".join(struct.pack("HBBI", code, yes, no, value) for code, yes, no, value in steps)


def _put(path, text):
    with open(path, "w") as file:
        file.write(text)


def _require(status, step):
    if status != 0:
        number = ctypes.get_errno()
        raise CannotConfine(number, f"the kernel refused '{step}': {os.strerror(number)}")
