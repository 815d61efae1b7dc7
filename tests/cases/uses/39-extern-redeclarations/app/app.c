struct conn;
extern int net_count;
extern struct conn *net_main;
int net_send(struct conn *c, mode m);

int app_run(void)
{
	extern int net_limit;
	int net_open(void);

	net_count = net_limit;
	return net_open() + net_send(net_main, 0);
}
