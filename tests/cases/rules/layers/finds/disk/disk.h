void disk_write(int fd);
