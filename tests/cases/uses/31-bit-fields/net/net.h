#pragma once
#define REST_BITS 5
enum { KIND_BITS = 3 };
enum kind { KIND_A, KIND_B };
struct flags {
	unsigned kind : KIND_BITS;
	unsigned urgent : 1;
	unsigned : 0;
};
