#pragma once
#define NET_SIZE 8
#define PART_SIZE 9
