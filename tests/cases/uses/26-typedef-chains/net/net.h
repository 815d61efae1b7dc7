#pragma once
#include "core/id.h"
typedef core_id conn_id;
typedef struct conn {
	conn_id id;
} *conn_ref;
