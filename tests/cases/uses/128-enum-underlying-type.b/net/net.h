#pragma once
typedef unsigned char step;
