/* SPDX-License-Identifier: MIT */
#include "sources/c/sandbox.h"

#include "base/err.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>

#if defined(__x86_64__)
#  define SANDBOX_ARCH AUDIT_ARCH_X86_64
/* The x32 interface reaches the same calls by other numbers. */
#  define SANDBOX_FIRST_ALIAS 0x40000000U
#elif defined(__aarch64__)
#  define SANDBOX_ARCH AUDIT_ARCH_AARCH64
#elif defined(__riscv) && __riscv_xlen == 64
#  define SANDBOX_ARCH AUDIT_ARCH_RISCV64
#else
#  error "name the architecture's AUDIT_ARCH_ constant here"
#endif

#if !defined(SANDBOX_FIRST_ALIAS)
#  define SANDBOX_FIRST_ALIAS 0xffffffffU
#endif

/* libclang writes temporary files for precompiled prefixes at the most. */
#define FILE_BYTES_MAX ((rlim_t)64 * 1024 * 1024)

static const int refused[] = {
	SYS_execve,
	SYS_execveat,
	SYS_socket,
	SYS_socketpair,
	SYS_connect,
	SYS_bind,
	SYS_ptrace,
	SYS_process_vm_writev,
	SYS_memfd_create,
};

static bool calls_refuse(void)
{
	struct sock_filter filter[7 + 2 * COUNT_OF(refused)];
	unsigned short len = 0;
	/* A call of another architecture has other numbers: end the process. */
	filter[len++] = (struct sock_filter)BPF_STMT(
			BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
	filter[len++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SANDBOX_ARCH, 1, 0);
	filter[len++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);
	filter[len++] = (struct sock_filter)BPF_STMT(
			BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
	filter[len++] = (struct sock_filter)BPF_JUMP(
			BPF_JMP | BPF_JGE | BPF_K, SANDBOX_FIRST_ALIAS, 0, 1);
	filter[len++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		filter[len++] = (struct sock_filter)BPF_JUMP(
				BPF_JMP | BPF_JEQ | BPF_K, (unsigned)refused[i], 0, 1);
		filter[len++] = (struct sock_filter)BPF_STMT(
				BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	}
	filter[len++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);

	struct sock_fprog program = { .len = len, .filter = filter };
	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
	       && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static bool limit_set(__rlimit_resource_t what, rlim_t value)
{
	struct rlimit limit = { value, value };
	return setrlimit(what, &limit) == 0;
}

bool sandbox_enter(size_t bytes, struct err *err)
{
	bool ok = limit_set(RLIMIT_CORE, 0) && limit_set(RLIMIT_FSIZE, FILE_BYTES_MAX);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
	/* Sanitizers reserve terabytes of addresses. */
	ok = ok && limit_set(RLIMIT_AS, bytes);
#else
	(void)bytes;
#endif
	ok = ok && prctl(PR_SET_DUMPABLE, 0) == 0;
	/* A worker without a parent has nobody to answer. */
	ok = ok && prctl(PR_SET_PDEATHSIG, 9) == 0;
	if (!ok || !calls_refuse()) {
		return err_set(err, "cannot confine a worker: %s", err_errno(errno));
	}
	return true;
}
