#pragma once
inline int net_half(int n)
{
	return n / 2;
}
