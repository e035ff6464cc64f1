"""What stands on the chief's board and on the custody desk's."""
