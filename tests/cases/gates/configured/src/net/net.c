#include "../app/app.h"
