int net_open(void)
{
	return 1;
}
int net_send(int to, int n)
{
	return to + n;
}
