"""What passive authentication stands on.

signatures.py    digests, RSA and ECDSA signatures, public keys as certificates hold them
certificates.py  certificates, and the folder of the issuing states'
"""
