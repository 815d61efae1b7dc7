int app_run()
{
	int n = net_open();

	app_later(n);
	return net_send(n, n) + nobody_has_this(n);
}
