#pragma once
int SSL_elsewhere(int n);
