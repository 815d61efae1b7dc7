/* SPDX-License-Identifier: MIT */
#include "sources/c/clang_api.h"

#include "base/err.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

struct clang_function {
	const char *name;
	size_t offset;
};

static const struct clang_function functions[] = {
#define CLANG(name) { "clang_" #name, offsetof(struct clang_api, name) },
#include "sources/c/clang_api.def"
#undef CLANG
};

bool clang_api_load(struct clang_api *clang, struct err *err)
{
	/* Never closed: the library keeps threads and tables until the process ends. */
	void *library = dlopen(LINTEL_LIBCLANG, RTLD_NOW | RTLD_LOCAL);
	if (!library) {
		return err_set(err, "cannot load libclang: %s", dlerror());
	}
	for (size_t i = 0; i < COUNT_OF(functions); i++) {
		void *symbol = dlsym(library, functions[i].name);
		if (!symbol) {
			return err_set(err, "'%s' has no %s: libclang 19 or newer is needed",
					LINTEL_LIBCLANG, functions[i].name);
		}
		memcpy((char *)clang + functions[i].offset, &symbol, sizeof(symbol));
	}
	return true;
}
