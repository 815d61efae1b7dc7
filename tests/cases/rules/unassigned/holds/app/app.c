#include "gen/version.h"
#include "dep/zip.h"

int main(void)
{
	return VERSION + ZIP;
}
