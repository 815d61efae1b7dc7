#ifdef DEBUG_LEVEL
static int debug = 1;
#else
static int debug = 0;
#endif
#ifdef NET_ONLY
static int only = 1;
#else
static int only = 0;
#endif

int app_run(void)
{
	return debug + only;
}
