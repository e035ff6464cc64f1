"""The record as pure data (contract `record-format.md`): what an entry is and how a set of them proves itself.

canonical  RFC 8785 bytes of JSON data; refuses what two programs could write differently
entry      one entry: strict reading of hostile lines, fast reading of our own, its line, its hash
keys       a desk's Ed25519 key, desk ids, proofs of enrolment
clock      the hybrid logical clock of one desk
chain      seals the next entry of one desk
heads      where each desk stands; head text, head code, the QR code printed beside it
merge      order of folding, version vectors, what another desk lacks
verify     checks a whole record and names the first fault

No clock is read here, no file opened, no setting looked up.
"""
