"""What survives killed processes, full disks, broken answers and hostile words?"""
