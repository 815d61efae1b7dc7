void bus_add(int id);
