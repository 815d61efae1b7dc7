int disk;
