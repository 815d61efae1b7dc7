#pragma once
enum speed { FAST, SLOW, SPEED_MAX };
enum { LIMIT = 4 };
