#pragma once
#define CORE_SWAP(a, b) ({ __typeof__(a) t_ = (a); (a) = (b); (b) = t_; t_; })
void core_fail(int r);
