int net_open(void)
{
	return 1;
}
