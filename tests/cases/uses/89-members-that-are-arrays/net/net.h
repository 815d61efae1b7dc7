#pragma once
struct line {
	char text[8];
	char tail[];
};
extern struct line net_line;
extern struct line net_lines[];
