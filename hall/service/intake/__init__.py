"""The gate for uploaded files: each is read in a limited child process and written anew.

`IntakeGate` belongs to the serving process and imports no parser; `hall.service.intake.child`
is the only part that does.
"""

from hall.service.intake.gate import CleanFile, IntakeGate, IntakeRefused

__all__ = ["CleanFile", "IntakeGate", "IntakeRefused"]
