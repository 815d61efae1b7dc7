#pragma once
typedef long weight;
enum kind { KIND_A };
struct part {
	weight weight;
};
extern struct part net_part;
