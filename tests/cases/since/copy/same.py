"""Says whether all that one store knows of units is in the other, byte for byte."""
import sqlite3
import sys


def rows(store, query):
    with sqlite3.connect(store + '/facts.db') as database:
        return set(database.execute(query).fetchall())


for table, query in (('units', 'SELECT key, packed FROM variants'), ('blocks', 'SELECT hash, bytes FROM blocks')):
    checkout, copy = (rows(store, query) for store in sys.argv[1:])
    print(f'{len(checkout)} {table} of the checkout, of which the copy made {len(checkout & copy)}')
