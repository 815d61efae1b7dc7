#include "app/app.h"
#include "net/net.h"
#include <core/core.h>
#include "../net/addr.h"
  #  include "./../net/peer.h"
/* #include "net/old.h" */
// #include "net/old.h"
static const char *text = "\
#include \"net/old.h\"\
";
const char *app_text(void)
{
	return text;
}
