#pragma once
struct settings {
	int depth;
};
