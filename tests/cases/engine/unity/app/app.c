int net_open(void);
int app_run(void)
{
	return net_open();
}
