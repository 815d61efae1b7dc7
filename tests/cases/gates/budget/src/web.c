int web(void)
{
	return 0;
}
