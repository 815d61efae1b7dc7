int net_later(void)
{
	return 0;
}
