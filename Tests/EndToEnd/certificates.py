"""Makes certificate authorities and server certificates with openssl, fresh for each run.

    certificates.py DIRECTORY

Leaves `ca.pem` and `other-ca.pem` (authorities), and with a .pem and a .key each `good` (for 127.0.0.1),
`wrong-name` (for another host) and `expired` (for 127.0.0.1, of the past).
"""

import subprocess
import sys
from pathlib import Path


def openssl(directory, *arguments):
    subprocess.run(["openssl", *arguments], cwd=directory, check=True, capture_output=True)


def authority(directory, name):
    openssl(directory, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", f"{name}.key", "-out", f"{name}.pem", "-days", "2", "-subj", f"/CN=Steelyard test {name}")


def server(directory, name, subject_name, days="2"):
    openssl(directory, "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", "/CN=test upstream")
    (directory / f"{name}.ext").write_text(f"subjectAltName={subject_name}\nbasicConstraints=CA:FALSE\n")
    openssl(directory, "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial",
            "-out", f"{name}.pem", "-days", days, "-extfile", f"{name}.ext")


def main():
    directory = Path(sys.argv[1])
    authority(directory, "ca")
    authority(directory, "other-ca")
    server(directory, "good", "IP:127.0.0.1,DNS:localhost")
    server(directory, "wrong-name", "DNS:elsewhere.test")
    server(directory, "expired", "IP:127.0.0.1,DNS:localhost", days="-1")


if __name__ == "__main__":
    main()
