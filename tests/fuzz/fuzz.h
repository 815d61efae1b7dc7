/* SPDX-License-Identifier: MIT */
/*
 * The shape of a fuzz target: one function that reads any bytes, and ends the
 * program where a promise does not hold.  It keeps nothing between calls.
 */
#ifndef LINTEL_FUZZ_FUZZ_H
#define LINTEL_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

/* Called by libFuzzer, or by replay.c for each file of a corpus.  Always answers 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* An assertion that no build option takes away. */
#define fuzz_must(claim) ((claim) ? (void)0 : abort())

#endif
