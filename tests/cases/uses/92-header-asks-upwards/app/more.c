int app_more;
