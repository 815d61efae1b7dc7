import json
import sys

import jsonschema
import yaml

schema = json.load(open(sys.argv[1]))
jsonschema.Draft7Validator.check_schema(schema)
errors = jsonschema.Draft7Validator(schema).iter_errors(yaml.safe_load(open(sys.argv[2])))
for error in sorted(errors, key=lambda e: e.json_path):
    print(error.json_path)
